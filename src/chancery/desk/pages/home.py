"""The desk: what has changed, what is owed, which figures moved, what only one outlet says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from chancery.desk.charts import Bar, days_of, strip
from chancery.desk.page import Page, Request
from chancery.dossier.views.changes import Digest, digest
from chancery.dossier.views.commitments import commitments
from chancery.dossier.views.density import density
from chancery.dossier.views.gaps import gaps

#: rows of each part, of its columns, and the days that count as new where no visit is known
PART, COLUMN, NEW = 12, 6, 7


def answer(request: Request) -> dict[str, Any]:
    """The parts of the desk; `since` is the day asked for, else the one up to which the last visit saw reports, else a week before the latest report."""
    asked = request.asked
    counts = density(request.dossier, as_of=asked.filters.as_of)
    today = asked.filters.as_of or max(counts, default=None)
    since = asked.filters.since or request.seen or _before(today, NEW)
    few = replace(asked.filters, limit=COLUMN, offset=0, since=None)
    news = digest(request.dossier, since=since, part=PART, column=COLUMN, filters=few) if since else Digest(0, (), (), (), ())
    bars = [Bar(first if first == last else f"{first} – {last}", n, f"/timeline?since={first}&until={last}") for first, last, n in days_of(counts)]
    return {
        "today": today, "since": since, "seen": request.seen, "count": news.count, "changed": news.changed, "new": news.new,
        "promised": news.promised, "moved": news.revised,
        "overdue": commitments(request.dossier, filters=few, status="overdue"),
        "due": commitments(request.dossier, filters=replace(few, since=today), status="open") if today else (),
        "single": gaps(request.dossier, filters=few, only=("single source",)), "chart": strip(bars, title="events and statements by day"),
        "spans": [(title, _before(today, days)) for title, days in (("last day", 0), ("week", 7), ("month", 31))] if today else [],
    }  # fmt: skip


def _before(today: str | None, days: int) -> str | None:
    return (date.fromisoformat(today) - timedelta(days=days)).isoformat() if today else None


PAGE = Page("/", "Desk", "home.html", answer, "Desk", ("since", "as_of"), warm=True, remembers=True)
