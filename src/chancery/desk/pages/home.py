"""The desk: what has changed, what is owed, which figures moved, what only one outlet says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from chancery.desk.charts import Bar, days_of, strip
from chancery.desk.page import Page, Request
from chancery.dossier.views.changes import changes
from chancery.dossier.views.commitments import commitments
from chancery.dossier.views.density import density
from chancery.dossier.views.gaps import gaps

#: rows of each part, and the days that count as new where no visit is known
PART, NEW = 12, 7


def answer(request: Request) -> dict[str, Any]:
    """The parts of the desk; `since` is the day asked for, else a week before the latest report."""
    asked = request.asked
    counts = density(request.dossier, as_of=asked.filters.as_of)
    today = asked.filters.as_of or max(counts, default=None)
    since = asked.filters.since or ((date.fromisoformat(today) - timedelta(days=NEW)).isoformat() if today else None)
    few = replace(asked.filters, limit=PART, offset=0, since=None)
    news = changes(request.dossier, since=since, filters=replace(few, limit=None)) if since else ()
    moved = [c for c in news if c.change == "revised"]
    bars = [Bar(first if first == last else f"{first} – {last}", n, f"/timeline?since={first}&until={last}") for first, last, n in days_of(counts)]
    return {
        "today": today, "since": since, "changed": [c for c in news if c.change not in ("new", "revised")][:PART],
        "new": sorted((c for c in news if c.change == "new" and c.kind in ("event", "statement")), key=lambda c: (-c.publishers, c.reported or ""))[:PART],
        "count": len(news), "moved": moved[:PART], "overdue": commitments(request.dossier, filters=few, status="overdue"),
        "owed": commitments(request.dossier, filters=replace(few, newest=True), status="open"),
        "single": gaps(request.dossier, filters=few, only=("single source",)), "chart": strip(bars, title="reports by day of the event"),
    }  # fmt: skip


PAGE = Page("/", "Desk", "home.html", answer, "Desk", ("since", "as_of"))
