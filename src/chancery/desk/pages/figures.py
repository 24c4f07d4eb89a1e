"""How many: series of one counted thing, with their bounds, sources and revisions."""

from __future__ import annotations

from typing import Any

from chancery.desk.asked import PAGE as SIZE
from chancery.desk.page import Page, Request, cut
from chancery.dossier.views.figures import figures


def answer(request: Request) -> dict[str, Any]:
    """The series of a page."""
    rows, more = cut(figures(request.dossier, filters=request.asked.filters), SIZE)
    return {"rows": rows, "more": more}


PAGE = Page("/figures", "Figures", "figures.html", answer, "Figures", ("actor", "type", "place", "publisher", "since", "until", "as_of"))
