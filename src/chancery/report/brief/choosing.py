"""Which of many rows a brief has room for: thresholds and weights, in one place.

What Chancery makes of an event (who did what to whom) is wrong too often to be printed as a fact (see the README's table). A brief therefore shows the words
that tell it, chosen and ordered by what was read in them; only its plots count what was read.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

#: below this a row is left out, unless another source corroborates it
LEAST = 0.5
#: what was heard second-hand has to be surer
LEAST_REPORTED = 0.6
#: what is promised without a date is often no promise
LEAST_UNDATED = 0.7
#: share of the shorter one's words from which on two sentences are alike
ALIKE = 0.6
#: sentences that weigh what may be, and tell of nothing
HEDGED = re.compile(r"^(?:If|Whether|Had|Should|Would|Could|Can|Will)\b|\bunclear\b|\?$")
#: words that a statement needs to say something by itself
WORDS = 5
#: deeds that are news; what is only said stands with its speaker
DEEDS = frozenset({
    "AGREE", "CONSULT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
})  # fmt: skip
#: words of somebody who speaks for himself: speech, though no quotation marks say so
FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|[Mm]y|us|me)\b")
#: an event that lies so many days before its first report is background, and no news
BACKGROUND = 45
#: days that count as new where nobody says since when
WEEK = 7
#: lines of the sections
SUMMARY, EVENTS, SPEAKERS, SAID, OWED, FIGURES, DISPUTES, SINGLE, SILENT, AWAITED = 6, 14, 8, 3, 8, 8, 8, 6, 4, 6
HEADS = 3
#: an issue is silent after so many days without a word, and was alive if it was spoken of so often
SILENT_AFTER, SPOKEN_OF = 8, 4
#: days before the brief's day that it looks back on at all, and within which something pending must have been heard of
WINDOW, PENDING = 120, 45
#: how telling an act of speech is
ACTS = {
    "threaten": 6, "demand": 5, "promise": 5, "refuse": 5, "accuse": 4, "deny": 4, "offer": 4, "agree": 4, "announce": 3, "request": 3, "appeal": 2,
    "assess": 2, "assert": 1,
}  # fmt: skip


def since_of(since: str | None, today: str | None, first: str | None) -> str:
    """The first day that counts as new: the given one, else a week before the brief's day, but not before the first report."""
    if since:
        return since
    if not today:
        return first or ""
    return max(days_before(today, WEEK), first or "")


def days_before(day: str, count: int) -> str:
    """The day so many days before another."""
    return (date.fromisoformat(day) - timedelta(days=count)).isoformat()


def believable(row: Any) -> bool:
    """Whether a row is sure enough to be shown."""
    return bool(row.confidence >= LEAST or row.publishers > 1)


def weight(row: Any, *, told: bool = False, place: float = 0.5) -> tuple[float, ...]:
    """How much an event matters: corroborated, then intense and sure. What somebody tells counts for less than what the articles say themselves, what stands
    late in its article (`place`: 0 its beginning, 1 its end) for less than what it begins with, and what has no day for less than what has.
    """
    happened = 0.3 if row.modality in ("occurred", "ongoing") else 0.0
    value = (abs(row.intensity) / 10 + happened) * row.confidence * (0.6 if told else 1.0) * (1.4 - 0.8 * place) * (1.0 if row.date else 0.8)
    return (min(row.publishers, 4), value)


def telling(row: Any) -> tuple[float, ...]:
    """How much a statement matters: repeated by several, telling, by a known holder of an office, word for word."""
    office = 2.0 if row.who and row.who.role else 1.0 if row.who and row.who.kind in ("state", "organisation", "person") else 0.0
    return (min(row.publishers, 4) * 3 + ACTS[row.act] + office + (1.5 if row.kind != "indirect" else 0) + 2 * row.confidence,)
