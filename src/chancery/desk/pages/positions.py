"""What each side demands, offers and refuses, over time."""

from __future__ import annotations

from typing import Any

from chancery.desk.asked import PAGE as SIZE
from chancery.desk.page import Page, Request, cut
from chancery.dossier.views.positions import positions


def answer(request: Request) -> dict[str, Any]:
    """The rows of a page."""
    rows, more = cut(positions(request.dossier, filters=request.asked.filters), SIZE)
    return {"rows": rows, "more": more}


PAGE = Page("/positions", "Positions", "positions.html", answer, "Positions", ("actor", "issue", "type", "publisher", "since", "until", "as_of"), warm=True)
