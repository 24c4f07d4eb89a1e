"""How the pages put things to a person: names of filters, the facts of a row, marks in a snippet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup, escape

from chancery.schema.time import Interval, When

FILTERS = {
    "actor": "Actor", "target": "Towards", "country": "State", "type": "Type", "act": "Act", "issue": "Issue", "place": "Place", "publisher": "Outlet",
    "modality": "State of affairs", "since": "From", "until": "To", "as_of": "As known on", "certainty": "At least as sure as",
}  # fmt: skip
#: facts of a row that its own page lists, and what they are called there
FACTS = (
    ("date", "Date"), ("due", "Due"), ("as_of", "As of"), ("date_basis", "Date is"), ("modality", "State of affairs"), ("status", "Status"), ("stance", "Stance"), ("issue", "Issue"),
    ("condition", "If"), ("place", "Place"), ("issues", "Issues"), ("counted", "Counted"), ("unit", "Unit"), ("mode", "Mode"), ("intensity", "PLOVER intensity"),
    ("goldstein", "Goldstein"), ("publishers", "Independent outlets"), ("reported", "First reported"), ("latest", "Last reported"), ("confidence", "Confidence"),
)  # fmt: skip


def day(when: When) -> str:
    """A date as people write it; empty where none is known."""
    if isinstance(when, Interval):
        if when.start == when.end:
            return when.start or ""
        return f"{when.start or '…'} – {when.end or '…'}"
    return when or ""


def facts(row: Any) -> Iterator[tuple[str, str]]:
    """The facts of a row that are known, as people read them."""
    for field, name in FACTS:
        value = getattr(row, field, None)
        if value in (None, "", (), 0) and field != "intensity":
            continue
        if isinstance(value, Interval):
            value = day(value)
        elif isinstance(value, tuple):
            value = ", ".join(map(str, value))
        elif isinstance(value, float):
            value = f"{value:.2f}"
        yield name, str(value)


def marked(snippet: str) -> Markup:
    """A snippet in which what was asked for stands in brackets, with marks instead of them."""
    return Markup(str(escape(snippet)).replace("[", "<mark>").replace("]", "</mark>"))
