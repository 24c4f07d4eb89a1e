"""What is owed, and what has become of it."""

from __future__ import annotations

from typing import Any

from chancery.desk.asked import PAGE as SIZE
from chancery.desk.page import Page, Request, cut
from chancery.dossier.views.commitments import STATUSES, commitments
from chancery.errors import UsageError


def answer(request: Request) -> dict[str, Any]:
    """The commitments of a page, with a status if one is asked for."""
    status = request.asked.more.get("status")
    if status is not None and status not in STATUSES:
        raise UsageError(f"{status!r} is no status", hint=f"known are {', '.join(STATUSES)}")
    rows, more = cut(commitments(request.dossier, filters=request.asked.filters, status=status), SIZE)
    return {"rows": rows, "more": more, "status": status, "statuses": STATUSES}


PAGE = Page("/commitments", "Commitments", "commitments.html", answer, "Commitments", ("actor", "issue", "publisher", "since", "until", "as_of"))
