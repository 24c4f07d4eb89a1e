"""What was read when, and what could not be read."""

from __future__ import annotations

from typing import Any

from chancery.desk.page import Page, Request
from chancery.dossier.views.quarantine import quarantine
from chancery.dossier.views.runs import runs


def answer(request: Request) -> dict[str, Any]:
    """All runs and the quarantine."""
    return {"runs": runs(request.dossier), "quarantine": quarantine(request.dossier)}


PAGE = Page("/runs", "Runs", "runs.html", answer, "Runs")
