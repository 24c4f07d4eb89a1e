"""One row of whatever kind, with all it rests on, how to cite it, and what analysts decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from chancery.desk.asked import Asked
from chancery.desk.page import Page, Request
from chancery.dossier.judgements import all_judgements, anchors_of, standing
from chancery.dossier.views.rows import row, similar

#: reports on one page
REPORTS = 25


def answer(request: Request) -> dict[str, Any]:
    """The row, its evidence, the judgements on that, and where it is asked for, other rows that may be the same."""
    kind, found = request.path["kind"], row(request.dossier, request.path["kind"], request.path["id"], as_of=request.asked.filters.as_of)
    shown = evidence(kind, found)
    every = all_judgements(request.dossier)
    spots = set(anchors_of(request.dossier, [e.mention for e in shown]).values()) if every else set()
    spots |= {replace(a, twin="") for a in spots}  # a judgement that was made before twins were told apart may be about either
    hold = {j.number for j in standing(every)}
    judged = [(j, j.number in hold) for j in every if j.anchor in spots]
    alike = similar(request.dossier, kind, request.path["id"]) if request.asked.more.get("similar") == "yes" else None
    return {"kind": kind, "row": found, "evidence": shown, "judgements": judged, "alike": alike}


def evidence(kind: str, found: Any) -> tuple[Any, ...]:
    """All words a row rests on."""
    if kind == "dispute":
        return tuple(e for side in found.sides for e in side.mentions)
    return tuple({"figure": lambda: found.points, "position": lambda: found.history}.get(kind, lambda: found.mentions)())


def reports(shown: Sequence[Any], asked: Asked) -> tuple[int, Sequence[Any], bool]:
    """Which page of a row's reports is shown, the reports on it, whether there are more: the page with the mention that a link names, else that asked for."""
    mention = asked.more.get("mention")
    at = next((i for i, e in enumerate(shown) if str(e.mention) == mention), (asked.page - 1) * REPORTS)
    return at // REPORTS + 1, shown[at - at % REPORTS :][:REPORTS], at - at % REPORTS + REPORTS < len(shown)


def place_of(kind: str, row: str, mention: int) -> str:
    """Where a report stands: on the page of its row that has it."""
    return f"/{kind}/{row}?mention={mention}#m{mention}"


PAGE = Page("/{kind}/{id}", "Record", "row.html", answer)
