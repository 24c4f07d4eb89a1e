"""One mention after the other: is it right? And what reviewers decided so far, and how far two of them agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from typing import Any

from chancery.desk.page import Page, Request
from chancery.dossier import Dossier
from chancery.dossier.edits import editable
from chancery.dossier.judgements import all_judgements, standing
from chancery.dossier.views.filters import Filters
from chancery.dossier.views.queue import KINDS, in_turn, unjudged, waiting
from chancery.schema.mention import Kind

#: judgements listed beside the queue, mentions of a list, and of the queue that are put in order at once
LAST, LIST, AHEAD = 12, 25, 2000
#: mentions looked at in one query
CHUNK = 200
#: fields of a kind that a reviewer edits in a form, and what they are called there; all others by the interface for programs
EDITED = {
    "event": {
        "sources": "Who", "targets": "To whom", "type": "Type", "mode": "Mode", "modality": "State of affairs", "date": "Date", "by": "As told by",
    },
    "statement": {"by": "Speaker", "addressees": "Addressees", "act": "Act", "kind": "Kind", "date": "Date"},
    "commitment": {"who": "Who", "towards": "Towards", "action": "Action", "due": "Due", "condition": "If", "by": "As told by"},
    "position": {"actor": "Who", "stance": "Stance", "issue": "Issue"}, "dispute": {"about": "About"},
    "figure": {
        "low": "Least", "high": "Most", "counted": "Counted", "as_of": "As of", "modality": "State of affairs", "actor": "Whose", "by": "As told by",
    },
}  # fmt: skip


def answer(request: Request) -> dict[str, Any]:
    """The mention to look at (`mention`, else the next that waits, `skip` of them passed over) or a list of them, and the latest judgements."""
    more, dossier = request.asked.more, request.dossier
    kind: Kind | None = next((k for k in KINDS if k == more.get("kind")), None)
    skip, asked = _number(more.get("skip")) or 0, _number(more.get("mention"))
    as_list = more.get("view") == "list" and asked is None
    keys = (asked,) if asked is not None else _next(request, kind, skip, LIST if as_list else 1)
    found = waiting(dossier, keys)
    every = all_judgements(dossier)
    hold = {j.number for j in standing(every)}
    last = [(j, j.number in hold) for j in every[::-1][:LAST]]
    own = next((j for j in reversed(every) if j.user == request.visitor.user and j.number in hold and j.verb != "undo"), None)
    known = EDITED.get(found[0].kind, {}) if found else {}
    return {
        "waiting": found, "kind": kind, "kinds": KINDS, "skip": skip, "list": as_list, "last": last, "undoable": own, "edit": more.get("edit") == "yes",
        "fields": [(f, label) for f, label in known.items() if f in editable(found[0].kind)], "agreement": agreement(every),
        "done": [n for n in more.get("done", "").split(",") if n.isdigit()],
    }  # fmt: skip


def _next(request: Request, kind: Kind | None, skip: int, many: int) -> tuple[int, ...]:
    """The next mentions that nobody has judged. Their order is kept a while: judging one hardly changes that of the others."""
    order = request.kept.get(*order_of(request.dossier, kind, request.asked.filters.as_of), patient=True)
    found: list[int] = []
    for first in range(0, len(order), CHUNK):
        found += unjudged(request.dossier, order[first : first + CHUNK])
        if len(found) >= skip + many:
            break
    return tuple(found[skip : skip + many])


def order_of(dossier: Dossier, kind: Kind | None, as_of: str | None) -> tuple[Hashable, Callable[[], tuple[int, ...]]]:
    """What the order of the queue is kept by, and how it is made."""
    return ("queue", kind, as_of), lambda: in_turn(dossier, filters=Filters(as_of=as_of, limit=AHEAD), kind=kind)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() and len(text) < 16 else None


def agreement(judgements: tuple[Any, ...]) -> list[tuple[str, str, int, float, float | None]]:
    """Of each two reviewers: how many mentions both accepted, rejected or edited, the share on which they did the same, and Cohen's kappa: of how much of what
    chance leaves open; null where each always does the same, which leaves nothing open.
    """
    said: dict[str, dict[Any, str]] = {}
    for j in standing(judgements):
        if j.verb in ("accept", "reject", "edit") and j.anchor:
            said.setdefault(j.user, {})[j.anchor] = j.verb
    users = sorted(said)
    pairs = [(a, b, [x for x in said[a] if x in said[b]]) for i, a in enumerate(users) for b in users[i + 1 :]]
    return [(a, b, len(both), *_agreed([(said[a][x], said[b][x]) for x in both])) for a, b, both in pairs if both]


def _agreed(verdicts: list[tuple[str, str]]) -> tuple[float, float | None]:
    share = sum(one == other for one, other in verdicts) / len(verdicts)
    first, second = (Counter(side) for side in zip(*verdicts, strict=True))
    chance = sum(first[v] * second[v] for v in first) / len(verdicts) ** 2
    return share, None if chance == 1 else (share - chance) / (1 - chance)


PAGE = Page("/review", "Review", "review.html", answer, "Review", kept=False)
