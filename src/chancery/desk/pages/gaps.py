"""What is not known: what one outlet alone reports, what is overdue or unanswered, which issues have gone silent."""

from __future__ import annotations

from typing import Any

from chancery.desk.asked import PAGE as SIZE
from chancery.desk.page import Page, Request, cut
from chancery.dossier.views.gaps import GAPS, gaps
from chancery.errors import UsageError


def answer(request: Request) -> dict[str, Any]:
    """The gaps of a page, of one kind if that is asked for."""
    kind = request.asked.more.get("gap")
    if kind is not None and kind not in GAPS:
        raise UsageError(f"{kind!r} is no kind of gap", hint=f"known are {', '.join(GAPS)}")
    rows, more = cut(gaps(request.dossier, filters=request.asked.filters, only=tuple(g for g in GAPS if kind in (None, g))), SIZE)
    return {"rows": rows, "more": more, "gap": kind, "gaps": GAPS}


PAGE = Page("/gaps", "Gaps", "gaps.html", answer, "Gaps", ("actor", "issue", "since", "until", "as_of"), warm=True)
