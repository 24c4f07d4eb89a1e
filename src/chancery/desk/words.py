"""How the pages put things to a person: names of filters, dates, certainty, kinds."""

from __future__ import annotations

from chancery.schema.time import Interval, When

FILTERS = {
    "actor": "Actor", "target": "Towards", "country": "State", "type": "Type", "act": "Act", "issue": "Issue", "place": "Place", "publisher": "Outlet",
    "modality": "State of affairs", "since": "From", "until": "To", "as_of": "As known on", "certainty": "At least as sure as",
}  # fmt: skip


def day(when: When) -> str:
    """A date as people write it; empty where none is known."""
    if isinstance(when, Interval):
        if when.start == when.end:
            return when.start or ""
        return f"{when.start or '…'} – {when.end or '…'}"
    return when or ""
