"""Which versions contradict each other, side by side."""

from __future__ import annotations

from typing import Any

from chancery.desk.asked import PAGE as SIZE
from chancery.desk.page import Page, Request, cut
from chancery.dossier.views.disputes import disputes


def answer(request: Request) -> dict[str, Any]:
    """The rows of a page."""
    rows, more = cut(disputes(request.dossier, filters=request.asked.filters), SIZE)
    return {"rows": rows, "more": more}


PAGE = Page("/disputes", "Disputes", "disputes.html", answer, "Disputes", ("actor", "issue", "publisher", "since", "until", "as_of"))
