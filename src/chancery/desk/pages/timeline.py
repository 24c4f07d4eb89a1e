"""What happened when."""

from __future__ import annotations

from typing import Any

from chancery.desk.asked import PAGE as SIZE
from chancery.desk.charts import Bar, days_of, strip
from chancery.desk.page import Page, Request, cut
from chancery.dossier.views.density import density
from chancery.dossier.views.timeline import KINDS, timeline


def answer(request: Request) -> dict[str, Any]:
    """The entries of a page."""
    kind = request.asked.more.get("kind")
    kinds = tuple(k for k in KINDS if kind in (None, k))
    rows, more = cut(timeline(request.dossier, filters=request.asked.filters, kinds=kinds), SIZE)
    since, until = request.asked.filters.since or "", request.asked.filters.until or "9999"
    bars = [
        Bar(
            first if first == last else f"{first} – {last}", n, request.asked.link(since=first, until=last),
            "event" if since <= last and first <= until else "other",
        )
        for first, last, n in days_of(density(request.dossier, as_of=request.asked.filters.as_of))
    ]  # fmt: skip
    chart = strip(bars, title="events and statements by day: a bar leads to its days")
    return {"rows": rows, "more": more, "kind": kind if kind in KINDS else None, "kinds": KINDS, "chart": chart}


FILTERS = ("actor", "target", "type", "issue", "publisher", "since", "until", "certainty", "as_of")
PAGE = Page("/timeline", "Timeline", "timeline.html", answer, "Timeline", FILTERS, warm=True)
