"""What a reader calls an actor -> the keys and codes it has in the dossier: a code or key, a full name, or a part of one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select

from chancery.dossier.tables import PARTIES
from chancery.dossier.views.scope import Scope
from chancery.errors import UsageError

#: more actors than this behind one name are too many to be what was meant
MOST = 12
_NO_ACTORS = ("issue", "place")


@dataclass(frozen=True, slots=True)
class Named:
    """`keys` of the actors meant; `codes` of the states and organisations among them, for which others act."""

    keys: tuple[str, ...]
    codes: tuple[str, ...]


def named(scope: Scope, who: str) -> Named:
    """The actors that `who` names.

    Raises:
        UsageError: nobody in the dossier is called so, or too many are.
    """
    who = " ".join(who.split())
    same = or_(PARTIES.c.key.in_(sorted({who, who.casefold(), who.upper()})), PARTIES.c.code == who.upper())
    found = _distinct(scope, same)
    exact = [(key, code) for key, code, _ in found if key in (who, who.casefold(), who.upper())]
    if not exact and any(code == who.upper() for _, code, _ in found):
        return Named((), (who.upper(),))
    if not exact:
        name = func.lower(PARTIES.c.name)
        found = _distinct(scope, name == who.lower()) or _distinct(scope, name.contains(who.lower(), autoescape=True))
        exact = sorted({(key, code) for key, code, _ in found})
    keys = sorted({key for key, _ in exact})
    if not keys:
        raise UsageError(f"nobody in the dossier is called {who!r}", hint="give a name, a part of one, or a code like RUS; `chancery actor` lists who is there")
    if len(keys) > MOST:
        raise UsageError(f"{len(keys)} actors are called {who!r}", hint=f"say more: {', '.join(sorted({name for _, _, name in found})[:5])}, ...")
    return Named(tuple(keys), tuple(sorted({code for key, code in exact if code and code == key})))


def _distinct(scope: Scope, condition: ColumnElement[bool]) -> list[tuple[str, str | None, str]]:
    query = select(PARTIES.c.key, PARTIES.c.code, PARTIES.c.name).where(condition, PARTIES.c.role.not_in(_NO_ACTORS)).distinct()
    return [(key, code, name) for key, code, name in scope.connection.execute(query.order_by(PARTIES.c.key))]
