"""What analysts decide, in and out of the store: append-only, and in force until it is taken back."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, select

from chancery.dossier.engines import Dossier
from chancery.dossier.tables import ARTICLES, JUDGEMENTS, MENTIONS
from chancery.schema.judgement import Anchor, Judgement
from chancery.schema.links import Constraint, Ref
from chancery.schema.serial import loads


def _judgement(row: Any) -> Judgement:
    anchor = Anchor(row.article, row.kind, row.start, row.end) if row.article is not None else None
    other = loads(Anchor, row.other) if row.other else None
    return Judgement(row.number, row.time, row.user, row.verb, anchor, other, json.loads(row.value) if row.value else None, row.undoes, row.reason)


def all_judgements(dossier: Dossier) -> tuple[Judgement, ...]:
    """Everything that was ever decided, in order."""
    with dossier.reading() as connection:
        return tuple(map(_judgement, connection.execute(select(JUDGEMENTS).order_by(JUDGEMENTS.c.number))))


def standing(judgements: tuple[Judgement, ...]) -> tuple[Judgement, ...]:
    """Those of a whole list that hold: neither taken back nor an undoing. What undid can itself be undone."""
    undone: set[int] = set()
    for j in reversed(judgements):
        if j.verb == "undo" and j.undoes is not None and j.number not in undone:
            undone.add(j.undoes)
    return tuple(j for j in judgements if j.verb != "undo" and j.number not in undone)


def in_force(dossier: Dossier) -> tuple[Judgement, ...]:
    """The judgements that hold, in order."""
    return standing(all_judgements(dossier))


def constraints(dossier: Dossier) -> tuple[Constraint, ...]:
    """What the merges and splits in force ask of linking; a later one about the same two mentions wins."""
    asked = [j for j in in_force(dossier) if j.verb in ("merge", "split") and j.anchor and j.other]
    made: dict[tuple[Ref, Ref], Constraint] = {}
    with dossier.reading() as connection:
        for j in asked:
            assert j.anchor and j.other
            a, b = _find(connection, j.anchor), _find(connection, j.other)
            if a is not None and b is not None and a != b:
                made[min(a, b), max(a, b)] = Constraint(j.anchor.kind, a, b, j.verb == "merge")
    return tuple(made[pair] for pair in sorted(made))


def _find(connection: Connection, anchor: Anchor) -> Ref | None:
    """The visible mention at an anchor: of its kind, in the current version of its article, overlapping it the most."""
    rows = connection.execute(
        select(*MENTIONS.c["article", "local", "start", "end"]).join(ARTICLES, ARTICLES.c.key == MENTIONS.c.article)
        .where(ARTICLES.c.name == anchor.article, ARTICLES.c.current, MENTIONS.c.kind == anchor.kind, ~MENTIONS.c.hidden,
               MENTIONS.c.start < anchor.end, MENTIONS.c.end > anchor.start).order_by(MENTIONS.c.key)
    ).all()  # fmt: skip
    best = max(rows, key=lambda r: (min(r.end, anchor.end) - max(r.start, anchor.start)) / (max(r.end, anchor.end) - min(r.start, anchor.start)), default=None)
    return Ref(best.article, best.local) if best is not None else None
