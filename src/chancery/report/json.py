"""A record -> JSON as the contract names its fields. The same record gives the same bytes."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import Any

from chancery.schema.evidence import Span
from chancery.schema.record import Record
from chancery.schema.time import Interval

#: names that Python keeps for itself
_RENAMED = {"from_": "from"}


def plain(value: Any) -> Any:
    """Dataclasses as mappings, tuples as lists, intervals as {"from", "to"}."""
    if isinstance(value, Interval):
        return {"from": value.start, "to": value.end}
    if isinstance(value, Span):
        return {"start": value.start, "end": value.end}
    if is_dataclass(value) and not isinstance(value, type):
        return {_RENAMED.get(f.name, f.name): plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) >= 1 else round(value, 6)
    return value


def to_dict(record: Record) -> dict[str, Any]:
    """The record as plain values, its schema first."""
    made: dict[str, Any] = plain(record)
    return {"schema": made.pop("schema"), **made}


def to_json(record: Record, *, indent: int | None = 1) -> str:
    """The record as JSON text, without a line break at its end."""
    return json.dumps(to_dict(record), ensure_ascii=False, indent=indent)
