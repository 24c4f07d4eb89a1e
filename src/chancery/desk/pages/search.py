"""Words, phrases, actors, dates -> the sentences that have them."""

from __future__ import annotations

from typing import Any

from chancery.desk.asked import PAGE as SIZE
from chancery.desk.page import Page, Request, cut
from chancery.dossier.search import search


def answer(request: Request) -> dict[str, Any]:
    """The hits of a page; nothing where nothing was asked."""
    q = request.asked.more.get("q", "")
    rows, more = cut(search(request.dossier, q, filters=request.asked.filters), SIZE) if q else ((), False)
    return {"q": q, "rows": rows, "more": more}


PAGE = Page("/search", "Search", "search.html", answer, None, ("as_of",))
