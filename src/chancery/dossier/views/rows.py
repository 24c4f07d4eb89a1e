"""The id of a row -> the row, of whatever kind."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from chancery.dossier.engines import Dossier
from chancery.dossier.tables import GROUPS, MEMBERS, PARTIES
from chancery.dossier.views.actors import actor_rows
from chancery.dossier.views.changes import ROWS
from chancery.dossier.views.exchanges import document_rows
from chancery.dossier.views.scope import Scope
from chancery.errors import NotFoundError

#: kinds that have rows
KINDS = (*ROWS, "actor", "document")
#: days between two rows that may be one, and rows that are compared
NEAR, COMPARED = 10, 400


def row(dossier: Dossier, kind: str, id: str, *, as_of: str | None = None) -> Any:
    """The row of an id.

    Raises:
        NotFoundError: there is none, or none was known by then.
    """
    with dossier.reading() as connection:
        found = _rows(Scope(connection, as_of), kind, [id])
    if not found:
        raise NotFoundError(f"there is no {kind} {id}", hint="ids change when an article is read anew or an analyst merges: search for it")
    return found[0]


def similar(dossier: Dossier, kind: str, id: str, *, most: int = 8) -> tuple[Any, ...]:
    """Rows of the same kind that may be the same thing: with the same parties, near in date, and of the same label before others."""
    with dossier.reading() as connection:
        scope = Scope(connection)
        this = connection.execute(select(GROUPS).where(GROUPS.c.id == id, GROUPS.c.kind == kind)).one_or_none()
        if this is None or kind not in KINDS:
            return ()
        parties = select(PARTIES.c.key, PARTIES.c.name).join(MEMBERS, MEMBERS.c.mention == PARTIES.c.mention).where(MEMBERS.c.group == id)
        named = sorted({(p.key, p.name) for p in connection.execute(parties.where(PARTIES.c.role.not_in(("issue", "place"))))})
        shares: ColumnElement[bool] = PARTIES.c.key.in_([key for key, _ in named])
        if kind == "actor":  # another key is what makes it another actor: look for the longest word of its names
            words = sorted({max(name.split(), key=len) for _, name in named if name.split()})
            shares = or_(*(PARTIES.c.name.contains(word, autoescape=True) for word in words[:4])) if words else shares
        count = func.count(PARTIES.c.key.distinct())
        query = (
            select(GROUPS.c.id, GROUPS.c.label, GROUPS.c.day, count.label("shared"))
            .join(MEMBERS, MEMBERS.c.group == GROUPS.c.id)
            .join(PARTIES, PARTIES.c.mention == MEMBERS.c.mention)
            .where(GROUPS.c.kind == kind, GROUPS.c.id != id, shares)
            .group_by(GROUPS.c.id, GROUPS.c.label, GROUPS.c.day)
            .order_by(count.desc(), GROUPS.c.id)
            .limit(COMPARED)
        )
        if this.day and kind != "actor":
            first, last = (date.fromordinal(date.fromisoformat(this.day[:10]).toordinal() + days).isoformat() for days in (-NEAR, NEAR))
            query = query.where(GROUPS.c.day.between(first, last))
        found = [(r.label != this.label, -r.shared, _apart(r.day, this.day), r.id) for r in connection.execute(query)]
        return tuple(_rows(scope, kind, [group for *_, group in sorted(found)[:most]]))


def _rows(scope: Scope, kind: str, ids: list[str]) -> list[Any]:
    if kind == "actor":
        return list(actor_rows(scope, ids))
    if kind == "document":
        found = document_rows(scope, ids, {})
        return [found[i] for i in ids if i in found]
    return list(ROWS[kind](scope, ids)) if kind in ROWS else []


def _apart(one: str, other: str) -> int:
    """Days between two days; many where one is not known."""
    if len(one) < 10 or len(other) < 10:
        return 10_000
    return abs(date.fromisoformat(one[:10]).toordinal() - date.fromisoformat(other[:10]).toordinal())
