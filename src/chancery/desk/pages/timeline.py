"""What happened when."""

from __future__ import annotations

from typing import Any

from chancery.desk.asked import PAGE as SIZE
from chancery.desk.page import Page, Request, cut
from chancery.dossier.views.timeline import KINDS, timeline


def answer(request: Request) -> dict[str, Any]:
    """The entries of a page."""
    kind = request.asked.more.get("kind")
    kinds = tuple(k for k in KINDS if kind in (None, k))
    rows, more = cut(timeline(request.dossier, filters=request.asked.filters, kinds=kinds), SIZE)
    return {"rows": rows, "more": more}


FILTERS = ("actor", "target", "type", "issue", "publisher", "since", "until", "certainty", "as_of")
PAGE = Page("/timeline", "Timeline", "timeline.html", answer, "Timeline", FILTERS)
