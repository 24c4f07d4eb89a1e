"""Record -> JSON, version chancery.record/1. Field names and offsets are a contract; the same record gives the same bytes."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from chancery.schema.record import Record
from chancery.schema.time import Interval

#: decimals kept of a confidence or coordinate
DECIMALS = 5
#: where a field's name in Python differs from its name in the record
NAMES = {"from_": "from"}


def to_object(record: Record) -> dict[str, Any]:
    """The record as plain dicts and lists: every field is there, null where unknown."""
    whole = _plain(record)
    return {"schema": whole.pop("schema"), **whole}


def to_json(record: Record, *, indent: int | None = None) -> str:
    """The record as one line of JSON, or indented; no newline at the end."""
    return json.dumps(to_object(record), ensure_ascii=False, indent=indent, allow_nan=False)


@cache
def _names(kind: type[Any]) -> tuple[tuple[str, str], ...]:
    """Attribute and field name of each field of a shape."""
    return tuple((f.name, NAMES.get(f.name, f.name)) for f in fields(kind))


def _plain(value: Any) -> Any:
    if isinstance(value, Interval):
        return {"from": value.start, "to": value.end}
    if is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(getattr(value, attribute)) for attribute, name in _names(type(value))}
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    if isinstance(value, float):
        return int(value) if value.is_integer() else round(value, DECIMALS)
    return value
