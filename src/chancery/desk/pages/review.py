"""One mention after the other: is it right? And what reviewers decided so far, and how far two of them agree."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from chancery.desk.page import Page, Request
from chancery.dossier.edits import editable
from chancery.dossier.judgements import all_judgements, standing
from chancery.dossier.views.queue import KINDS, queue
from chancery.schema.mention import Kind

#: judgements listed beside the queue
LAST = 12
#: fields of a kind that a reviewer edits in a form; all others by the interface for programs
EDITED = {
    "event": ("type", "mode", "modality", "date"), "statement": ("act", "kind", "date"), "commitment": ("action", "due", "condition"),
    "position": ("stance", "issue"), "dispute": ("about",), "figure": ("low", "high", "counted", "as_of", "modality"),
}  # fmt: skip


def answer(request: Request) -> dict[str, Any]:
    """The mention to look at (`mention`, else the next that waits, `skip` of them passed over), and the latest judgements."""
    more = request.asked.more
    kind: Kind | None = next((k for k in KINDS if k == more.get("kind")), None)
    skip = int(more["skip"]) if more.get("skip", "").isdigit() else 0
    asked = int(more["mention"]) if more.get("mention", "").isdigit() else None
    found = queue(request.dossier, filters=replace(request.asked.filters, limit=1, offset=skip), kind=kind, mention=asked)
    every = all_judgements(request.dossier)
    hold = {j.number for j in standing(every)}
    return {
        "waiting": found[0] if found else None, "kind": kind, "kinds": KINDS, "skip": skip, "last": [(j, j.number in hold) for j in every[::-1][:LAST]],
        "fields": [f for f in EDITED.get(found[0].kind, ()) if f in editable(found[0].kind)] if found else [], "agreement": agreement(every),
    }  # fmt: skip


def agreement(judgements: tuple[Any, ...]) -> list[tuple[str, str, int, float]]:
    """Of each two reviewers: how many mentions both accepted or rejected, and the share on which they agree."""
    said: dict[str, dict[Any, str]] = {}
    for j in standing(judgements):
        if j.verb in ("accept", "reject") and j.anchor:
            said.setdefault(j.user, {})[j.anchor] = j.verb
    users = sorted(said)
    pairs = [(a, b, [x for x in said[a] if x in said[b]]) for i, a in enumerate(users) for b in users[i + 1 :]]
    return [(a, b, len(both), sum(said[a][x] == said[b][x] for x in both) / len(both)) for a, b, both in pairs if both]


PAGE = Page("/review", "Review", "review.html", answer, "Review")
