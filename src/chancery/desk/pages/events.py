"""Who did what to whom."""

from __future__ import annotations

from typing import Any

from chancery.desk.asked import PAGE as SIZE
from chancery.desk.page import Page, Request, cut
from chancery.dossier.views.events import events


def answer(request: Request) -> dict[str, Any]:
    """The events of a page."""
    rows, more = cut(events(request.dossier, filters=request.asked.filters), SIZE)
    return {"rows": rows, "more": more}


FILTERS = ("actor", "target", "type", "modality", "issue", "place", "publisher", "since", "until", "certainty", "as_of")
PAGE = Page("/events", "Events", "events.html", answer, "Events", FILTERS)
