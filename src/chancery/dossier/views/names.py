"""What a reader calls an actor -> the keys and codes it has in the dossier: a code or key, a full name, or a part of one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, and_, func, select

from chancery.dossier.tables import GROUPS, MEMBERS, MENTIONS, PARTIES
from chancery.dossier.views.scope import Scope
from chancery.errors import UsageError

#: actors of one name among whom the one that is meant is looked for
MOST_LOOKED_AT = 400


@dataclass(frozen=True, slots=True)
class Named:
    """`keys` of the actors meant; `codes` of the states and organisations among them, for which others act; `covered` are keys that always come with such a
    code, so that asking for the code finds them.
    """

    keys: tuple[str, ...]
    codes: tuple[str, ...]
    covered: tuple[str, ...] = ()


def named(scope: Scope, who: str) -> Named:
    """The actors that `who` names: what is a code or key, else what is called so and nothing more, else what has it as whole words of its name.

    Of several the one that most articles name, where it has most of the mentions; the keys of all that is known to be that actor are given.

    Raises:
        UsageError: nobody in the dossier is called so, or too many are.
    """
    who = " ".join(who.split())
    if who not in scope.meant:
        scope.meant[who] = _named(scope, who)
    found: Named = scope.meant[who]
    return found


def _named(scope: Scope, who: str) -> Named:
    known = _known(scope, PARTIES.c.key.in_(sorted({who, who.upper()})), PARTIES.c.role == "actor")
    as_code = select(PARTIES.c.code).where(PARTIES.c.code == who.upper(), *scope.of_articles(PARTIES.c.mention))
    if not known and scope.connection.execute(as_code.limit(1)).scalar():
        return Named((), (who.upper(),))
    groups = [k.group for k in known if k.group is not None] or _called(scope, who)
    known = [*known, *_known_in(scope, groups)] if groups else known or _known(scope, PARTIES.c.key == who.casefold(), PARTIES.c.role == "actor")
    keys = sorted({k.key for k in known})
    if not keys:
        raise UsageError(f"nobody in the dossier is called {who!r}", hint="give a name, a part of one, or a code like RUS; `chancery actor` lists who is there")
    codes = {k.code for k in known if k.code and (k.state or k.code == k.key)}
    bare = {k.key for k in known if k.code not in codes}
    return Named(tuple(keys), tuple(sorted(codes)), tuple(k for k in keys if k not in bare))


@dataclass(frozen=True, slots=True)
class _Known:
    key: str
    code: str | None
    group: str | None
    state: bool = False


def _known(scope: Scope, *conditions: ColumnElement[bool]) -> list[_Known]:
    """The actors of a condition on parties, and the groups they stand in as actors."""
    query = (
        select(PARTIES.c.key, PARTIES.c.code, MEMBERS.c.group)
        .outerjoin(MEMBERS, and_(MEMBERS.c.mention == PARTIES.c.mention, MEMBERS.c.group.startswith("actor")))
        .where(*conditions, *scope.of_articles(PARTIES.c.mention))
        .distinct()
    )
    return [_Known(*row) for row in scope.connection.execute(query)]


def _known_in(scope: Scope, groups: Sequence[str]) -> list[_Known]:
    """All that stand as actors in some groups."""
    query = (
        select(PARTIES.c.key, PARTIES.c.code, MEMBERS.c.group)
        .join(MEMBERS, MEMBERS.c.mention == PARTIES.c.mention)
        .where(MEMBERS.c.group.in_(groups), PARTIES.c.role == "actor", *scope.of_articles(MEMBERS.c.mention))
    )
    found = [_Known(*row) for row in scope.connection.execute(query.distinct())]
    unsure = {k.key for k in found if k.code and k.code != k.key}  # what a mention says in whole is looked at only where it tells
    if not unsure:
        return found
    state = MENTIONS.c.data.contains('"kind": "state"')
    told = query.join(MENTIONS, MENTIONS.c.key == MEMBERS.c.mention).where(PARTIES.c.key.in_(unsure), state).distinct()
    states = {(key, code) for key, code, _ in scope.connection.execute(told)}
    return [replace(k, state=(k.key, k.code) in states) for k in found]


def _called(scope: Scope, who: str) -> list[str]:
    """The group of the actor that is called so. Raises UsageError where several are, and none has most of the mentions."""
    name = func.lower(GROUPS.c.label)
    alike = select(GROUPS.c.id, GROUPS.c.label).where(GROUPS.c.kind == "actor", name.contains(who.lower(), autoescape=True))
    alike = alike.where(GROUPS.c.published <= scope.as_of if scope.as_of is not None else GROUPS.c.publishers > 0)
    found: dict[str, str] = {row.id: row.label for row in scope.connection.execute(alike)}
    exact = [g for g, label in found.items() if label.lower() == who.lower()]
    word = re.compile(rf"(?<!\w){re.escape(who)}(?!\w|['’]s)", re.IGNORECASE)
    if exact:
        return exact
    whole = [g for g, label in found.items() if word.search(label)] or list(found)
    if len(whole) < 2:
        return whole
    sizes = select(MEMBERS.c.group, func.count()).where(MEMBERS.c.group.in_(whole[:MOST_LOOKED_AT]), *scope.of_articles(MEMBERS.c.mention))
    counted = sorted(((n, g) for g, n in scope.connection.execute(sizes.group_by(MEMBERS.c.group))), key=lambda c: (-c[0], c[1]))
    if counted[0][0] * 2 >= sum(n for n, _ in counted) or counted[0][0] >= 3 * counted[1][0]:
        return [counted[0][1]]
    names = sorted({found[g] for _, g in counted[:5]})
    raise UsageError(f"{len(whole)} actors are called {who!r}", hint=f"say which: {', '.join(names)}{', ...' if len(whole) > 5 else ''}")
