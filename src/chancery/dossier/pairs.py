"""Events reduced to what is counted, and the pairs they run between, kept beside the groups so that a matrix of thousands is a sum over rows.

Linking brings them up to date; what changes a mention in between marks its event stale, and views then look at that one closely.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, insert, select, update

from chancery.dossier.tables import ACTS, ARTICLES, GROUPS, MEMBERS, PAIRS
from chancery.dossier.views.acts import Act, ActParty, made_of, pairs_of
from chancery.dossier.views.scope import Scope, article_of

Row = dict[str, Any]


def keep(connection: Connection) -> None:
    """Make the tables of acts and pairs say what the mentions and groups say now. Only events that are told of by other mentions than before are looked at."""
    scope = Scope(connection)
    told, latest = _told(scope), _latest(connection)
    have = {r.id: (r.told, r.latest) for r in connection.execute(select(*ACTS.c["id", "told", "latest"]).where(~ACTS.c.stale))}
    fresh = [i for i, mentions in told.items() if have.get(i) != (mentions, latest.get(i))]
    every = set(connection.execute(select(ACTS.c.id)).scalars())
    remove(connection, sorted(i for i in every if i not in told or have.get(i) != (told[i], latest.get(i))))
    made = made_of(scope, fresh) if fresh else []
    if made:
        connection.execute(insert(ACTS), [act_row(a, told[a.id], latest.get(a.id)) for a in made])
        if pairs := [pair for a in made for pair in pair_rows(a, latest.get(a.id))]:
            connection.execute(insert(PAIRS), pairs)


def _told(scope: Scope) -> dict[str, str]:
    """By which seen mentions each event is told of: how many, the sum of their keys, the first and the last."""
    key = MEMBERS.c.mention
    query = (
        select(MEMBERS.c.group, func.count(), func.sum(key), func.min(key), func.max(key))
        .where(MEMBERS.c.group.between("event-", "event."), *scope.of_articles(key))
        .group_by(MEMBERS.c.group)
    )
    return {group: ":".join(str(int(n)) for n in numbers) for group, *numbers in scope.connection.execute(query)}


def _latest(connection: Connection) -> dict[str, str]:
    """When each event was last reported; without those of which a report has no day, since no day is known from which they stand so."""
    undated = select(MEMBERS.c.group).join(ARTICLES, ARTICLES.c.key == article_of(MEMBERS.c.mention)).where(ARTICLES.c.published.is_(None))
    never = set(connection.execute(undated).scalars())
    rows = connection.execute(select(*GROUPS.c["id", "latest"]).where(GROUPS.c.kind == "event", GROUPS.c.latest.is_not(None)))
    return {i: day for i, day in rows if i not in never}


def act_row(act: Act, told: str, latest: str | None) -> Row:
    """The row of an act."""
    return {
        "id": act.id, "day": act.day, "type": act.type, "mode": act.mode, "modality": act.modality, "sources": _written(act.sources),
        "targets": _written(act.targets), "latest": latest, "told": told, "stale": False,
    }  # fmt: skip


def pair_rows(act: Act, latest: str | None) -> list[Row]:
    """The rows of its pairs."""
    plain = {"id": act.id, "day": act.day, "type": act.type, "mode": act.mode, "modality": act.modality, "latest": latest}
    return [{"a": a, "b": b, **plain} for a, b in pairs_of(act)]


def _written(parties: Sequence[ActParty]) -> str:
    return json.dumps([[p.key, p.code, p.name] for p in parties], ensure_ascii=False, separators=(",", ":"))


def remove(connection: Connection, ids: Sequence[str]) -> None:
    """Forget the acts of some groups."""
    if ids:
        for column in (PAIRS.c.id, ACTS.c.id):
            connection.execute(delete(column.table).where(column == bindparam("gone")), [{"gone": i} for i in ids])


def changed(connection: Connection, *members: ColumnElement[bool]) -> None:
    """Mark the events stale that some members (conditions on `members`) belong to."""
    ids = list(connection.execute(select(MEMBERS.c.group).where(MEMBERS.c.group.between("event-", "event."), *members).distinct()).scalars())
    if ids:
        connection.execute(delete(PAIRS).where(PAIRS.c.id == bindparam("old")), [{"old": i} for i in ids])
        connection.execute(update(ACTS).where(ACTS.c.id == bindparam("old")).values(stale=True), [{"old": i} for i in ids])
