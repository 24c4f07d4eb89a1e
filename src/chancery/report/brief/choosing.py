"""Which of many rows a brief has room for: thresholds and weights, in one place.

The reader is wrong about a good part of what it is unsure of (see the README's table): what it is unsure of is shown in its words only, or not at all.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

#: from here on what Chancery makes of the words leads a line; below it the words stand alone
SURE = 0.5
#: below this a row is left out, unless another source corroborates it
LEAST = 0.35
#: days that count as new where nobody says since when
WEEK = 7
#: lines of the sections
SUMMARY, EVENTS, SPEAKERS, SAID, OWED, FIGURES, DISPUTES, SINGLE, SILENT = 5, 14, 8, 3, 8, 8, 8, 8, 6
#: an issue is silent after so many days without a word, and was alive if it was spoken of so often
SILENT_AFTER, SPOKEN_OF = 7, 3
#: how telling an act of speech is
ACTS = {
    "threaten": 6, "demand": 5, "promise": 5, "refuse": 5, "accuse": 4, "deny": 4, "offer": 4, "agree": 4, "announce": 3, "request": 3, "appeal": 2, "assess": 2,
    "assert": 1,
}  # fmt: skip


def since_of(since: str | None, today: str | None, first: str | None) -> str:
    """The first day that counts as new: the given one, else a week before the brief's day, but not before the first report."""
    if since:
        return since
    if not today:
        return first or ""
    return max((date.fromisoformat(today) - timedelta(days=WEEK)).isoformat(), first or "")


def believable(row: Any) -> bool:
    """Whether a row is sure enough to be shown."""
    return bool(row.confidence >= LEAST or row.publishers > 1)


def leads(row: Any) -> bool:
    """Whether what Chancery makes of a row may lead its line."""
    return bool(row.confidence >= SURE or row.publishers > 1)


def weight(row: Any) -> tuple[float, ...]:
    """How much an event matters: corroborated, then intense and sure."""
    return (min(row.publishers, 4), (abs(row.intensity) / 10 + (0.3 if row.modality in ("occurred", "ongoing") else 0)) * row.confidence)


def telling(row: Any) -> tuple[float, ...]:
    """How much a statement matters: repeated by several, telling, by a known holder of an office, word for word."""
    office = 2.0 if row.who and row.who.role else 1.0 if row.who and row.who.kind in ("state", "organisation", "person") else 0.0
    return (min(row.publishers, 4) * 3 + ACTS[row.act] + office + (1.5 if row.kind != "indirect" else 0) + 2 * row.confidence,)
