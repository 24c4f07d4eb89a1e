"""Documents that pass between the parties, and their answers."""

from __future__ import annotations

from typing import Any

from chancery.desk.asked import PAGE as SIZE
from chancery.desk.page import Page, Request, cut
from chancery.dossier.views.exchanges import exchanges


def answer(request: Request) -> dict[str, Any]:
    """The rows of a page."""
    rows, more = cut(exchanges(request.dossier, filters=request.asked.filters), SIZE)
    return {"rows": rows, "more": more}


PAGE = Page("/exchanges", "Exchanges", "exchanges.html", answer, "Exchanges", ("actor", "publisher", "since", "until", "as_of"))
