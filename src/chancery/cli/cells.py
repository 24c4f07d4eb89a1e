"""Rows -> comma- or tab-separated text for spreadsheets: what a row says in plain cells, and its first evidence. JSON has all of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from typing import Any

#: fields of a mention that stand for a row's evidence
EVIDENCE = ("article", "publisher", "published", "start", "end", "words", "url")


def separated(rows: Sequence[Any], *, tabs: bool = False) -> str:
    """The rows with a header; empty where there are none."""
    made = [_cells(r) for r in rows]
    if not made:
        return ""
    header = list(dict.fromkeys(name for row in made for name in row))
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t" if tabs else ",", lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(header)
    writer.writerows([row.get(name, "") for name in header] for row in made)
    return out.getvalue()


def _cells(row: Any) -> dict[str, str]:
    if isinstance(row, dict):
        return {name: _cell(value) for name, value in row.items()}
    found: dict[str, str] = {}
    evidence: Any = None
    for f in fields(row):
        value = getattr(row, f.name)
        if _is_evidence(value):
            evidence = value
        elif isinstance(value, tuple) and value and _is_evidence(value[0]):
            evidence = evidence or value[0]
            found[f.name] = str(len(value))
        else:
            found[f.name.rstrip("_")] = _cell(value)
    if evidence is not None:
        found.update({n if n not in found else f"evidence_{n}": _cell(getattr(evidence, n)) for n in EVIDENCE})
    return found


def _is_evidence(value: Any) -> bool:
    return is_dataclass(value) and hasattr(value, "article") and hasattr(value, "words")


def _cell(value: Any) -> str:
    """One cell, on one line."""
    from chancery.dossier.views.merge import when_text
    from chancery.schema.serial import dumps, to_plain
    from chancery.schema.time import Interval

    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(to_plain(value))
    if isinstance(value, Interval):
        return when_text(value)
    if isinstance(value, (str, int)):
        return " ".join(str(value).split())
    if (name := getattr(value, "name", None)) is not None:
        return _cell(name)
    if hasattr(value, "who") and hasattr(value, "mentions"):
        # a side of a dispute
        return f"{_cell(value.who) or 'the article'}: {_cell(value.mentions[0].words)}"
    if isinstance(value, (list, tuple)) and all(isinstance(v, (str, int, float)) or hasattr(v, "name") for v in value):
        return "; ".join(map(_cell, value))
    if isinstance(value, (list, tuple)) and all(hasattr(v, "who") and hasattr(v, "mentions") for v in value):
        return " | ".join(map(_cell, value))
    return dumps(value)
