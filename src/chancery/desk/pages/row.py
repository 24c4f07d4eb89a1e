"""One row of whatever kind, with all it rests on, how to cite it, and what analysts decided."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from chancery.desk.page import Page, Request
from chancery.dossier.judgements import all_judgements, anchors_of, standing
from chancery.dossier.views.rows import row, similar


def answer(request: Request) -> dict[str, Any]:
    """The row, its evidence, the judgements on that, and where it is asked for, other rows that may be the same."""
    kind, found = request.path["kind"], row(request.dossier, request.path["kind"], request.path["id"], as_of=request.asked.filters.as_of)
    shown = evidence(kind, found)
    spots = set(anchors_of(request.dossier, [e.mention for e in shown]).values())
    spots |= {replace(a, twin="") for a in spots}  # a judgement that was made before twins were told apart may be about either
    every = all_judgements(request.dossier)
    hold = {j.number for j in standing(every)}
    judged = [(j, j.number in hold) for j in every if j.anchor in spots]
    alike = similar(request.dossier, kind, request.path["id"]) if request.asked.more.get("similar") == "yes" else None
    return {"kind": kind, "row": found, "evidence": shown, "judgements": judged, "alike": alike}


def evidence(kind: str, found: Any) -> tuple[Any, ...]:
    """All words a row rests on."""
    if kind == "dispute":
        return tuple(e for side in found.sides for e in side.mentions)
    return tuple({"figure": lambda: found.points, "position": lambda: found.history}.get(kind, lambda: found.mentions)())


PAGE = Page("/{kind}/{id}", "Record", "row.html", answer)
