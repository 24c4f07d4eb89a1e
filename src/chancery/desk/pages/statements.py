"""Who said what to whom."""

from __future__ import annotations

from typing import Any

from chancery.desk.asked import PAGE as SIZE
from chancery.desk.page import Page, Request, cut
from chancery.dossier.views.statements import statements


def answer(request: Request) -> dict[str, Any]:
    """The statements of a page."""
    rows, more = cut(statements(request.dossier, filters=request.asked.filters), SIZE)
    return {"rows": rows, "more": more}


FILTERS = ("actor", "target", "act", "issue", "publisher", "since", "until", "certainty", "as_of")
PAGE = Page("/statements", "Statements", "statements.html", answer, "Statements", FILTERS)
