"""Record -> JSON, version chancery.record/1. Field names and offsets are a contract; the same record gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from chancery.schema.reason import Reason
from chancery.schema.record import Record
from chancery.schema.serial import to_plain


def to_object(record: Record) -> dict[str, Any]:
    """The record as plain dicts and lists: every field is there, null where unknown."""
    whole = to_plain(record)
    return {"schema": whole.pop("schema"), **whole}


def to_json(record: Record, *, indent: int | None = None, reasons: Iterable[Reason] | None = None) -> str:
    """The record as one line of JSON, or indented; no newline at the end. With `reasons`, they stand under "explain"."""
    whole = to_object(record)
    if reasons is not None:
        whole["explain"] = [to_plain(r) for r in reasons]
    return json.dumps(whole, ensure_ascii=False, indent=indent, allow_nan=False)
