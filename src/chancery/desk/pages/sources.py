"""What was read, copies beside what they are copies of."""

from __future__ import annotations

from typing import Any

from chancery.desk.asked import PAGE as SIZE
from chancery.desk.page import Page, Request, cut
from chancery.dossier.views.sources import sources


def answer(request: Request) -> dict[str, Any]:
    """The rows of a page."""
    rows, more = cut(sources(request.dossier, filters=request.asked.filters), SIZE)
    return {"rows": rows, "more": more}


PAGE = Page("/sources", "Sources", "sources.html", answer, "Sources", ("publisher", "since", "until", "as_of"))
