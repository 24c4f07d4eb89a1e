"""Filters -> the ids of one page of groups, in order. Filtered, ordered and cut in the store.

With `--as-of` a group that was reported both before and after that day may have had another date then: those few are loaded and placed anew, all others
stand where the store has them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, union_all

from chancery.dossier.tables import ARTICLES, GROUPS, MEMBERS, MENTIONS, PARTIES
from chancery.dossier.views.evidence import chunks
from chancery.dossier.views.filters import Filters
from chancery.dossier.views.merge import SETTLED, Dated, best_date, first_told
from chancery.dossier.views.names import Named, named
from chancery.dossier.views.scope import Scope, among, article_of
from chancery.schema.event import SYMMETRIC_TYPES
from chancery.schema.mention import Kind

#: roles of who acts, and to whom it is done
ACTING = ("source", "speaker", "who", "actor", "issuer", "side", "by")
RECEIVING = ("target", "addressee", "towards", "recipient")

#: the day a group is ordered by: of its date, else of its first report, else empty
DAY = GROUPS.c.day
#: a group's day, where it was told first, and its id
Keyed = tuple[str, str, str]

#: parties behind which an actor stands in so many groups that they are not listed first, and the filters beside which that is not done
COMMON = 3000
_OTHERS = ("type", "act", "issue", "place", "publisher", "modality", "certainty")


def page(scope: Scope, kind: Kind, filters: Filters, *where: ColumnElement[bool], dated: Sequence[ColumnElement[bool]] = ()) -> list[str]:
    """The ids of the groups of a kind that a question shows. `dated` are conditions on a group's dates, which hold where those are what they were then."""
    return [group for *_, group in keyed_page(scope, kind, filters, *where, dated=dated)]


def keyed_page(
    scope: Scope, kind: Kind, filters: Filters, *where: ColumnElement[bool], dated: Sequence[ColumnElement[bool]] = ()
) -> list[Keyed]:
    """What each is ordered by, and its id, in order."""
    query = select(GROUPS.c.day, GROUPS.c.told, GROUPS.c.id).where(GROUPS.c.kind == kind, *scope.groups(), *where)
    if (everywhere := _everywhere(scope, kind, filters, few=bool(where))) is not None:
        query = query.where(everywhere)
    elif (matching := _matching(scope, kind, filters)) is not None:
        query = query.where(GROUPS.c.id.in_(matching))
    last = None if filters.limit is None else filters.offset + filters.limit
    by = (GROUPS.c.day, scope.plain(GROUPS.c.told), scope.plain(GROUPS.c.id))
    order = tuple(c.desc() for c in by) if filters.newest else by
    if scope.as_of is None:
        found = scope.connection.execute(_between(query, filters).where(*dated).order_by(*order).limit(filters.limit).offset(filters.offset))
        return [(day, told, group) for day, told, group in found.all()]
    unsteady = moving(scope)
    settled = _between(query, filters).where(*dated).where(GROUPS.c.latest <= scope.as_of, GROUPS.c.published <= scope.as_of, GROUPS.c.id.not_in(unsteady))
    rows = [(day, told, group) for day, told, group in scope.connection.execute(settled.order_by(*order).limit(last))]
    unsettled = or_(GROUPS.c.latest > scope.as_of, GROUPS.c.latest.is_(None), GROUPS.c.id.in_(unsteady))
    moved = [group for *_, group in scope.connection.execute(query.where(unsettled))]
    rows += [key for key in _keys_then(scope, moved) if _inside(key[0], filters)]
    return sorted(rows, reverse=filters.newest)[filters.offset : last]


def _between(query: Select[Any], filters: Filters) -> Select[Any]:
    if filters.since:
        query = query.where(GROUPS.c.day >= filters.since)
    return query.where(GROUPS.c.day <= filters.until, GROUPS.c.day != "") if filters.until else query


def _inside(day: str, filters: Filters) -> bool:
    return (not filters.since or day >= filters.since) and (not filters.until or (bool(day) and day <= filters.until))


def moving(scope: Scope) -> Select[Any]:
    """Groups with a mention in an article that has been replaced, then or since."""
    within = select(MEMBERS.c.group).join(MENTIONS, MENTIONS.c.key == MEMBERS.c.mention)
    return within.where(among(MENTIONS.c.article, scope.ever_retired))


def _keys_then(scope: Scope, ids: Sequence[str]) -> list[Keyed]:
    """What each group is ordered by, of what is seen of it; a group of which nothing is seen is left out."""
    stated = MENTIONS.c.data.like('%"date_basis": "stated"%').label("stated")
    query = (
        select(
            MEMBERS.c.group, *ARTICLES.c["published", "name", "version"], *MENTIONS.c["start", "key", "date_from", "date_to", "modality", "confidence"], stated
        )
        .join(MENTIONS, MENTIONS.c.key == MEMBERS.c.mention)
        .join(ARTICLES, ARTICLES.c.key == MENTIONS.c.article)
        .where(scope.mentions())
    )  # fmt: skip
    told: dict[str, list[Any]] = {}
    for chunk in chunks(ids):
        for row in scope.connection.execute(query.where(MEMBERS.c.group.in_(chunk))).all():
            told.setdefault(row[0], []).append(row)
    found: list[Keyed] = []
    for group, rows in told.items():
        rows.sort(key=lambda r: (r.published or "", r.name, r.version, r.start, r.key))
        i = best_date([Dated(r.date_from, r.date_to, bool(r.stated), r.modality in SETTLED, r.confidence) for r in rows])
        day = None if i is None else rows[i].date_from or rows[i].date_to
        first = min(first_told(r, r.start) for r in rows)
        found.append((day or min((r.published for r in rows if r.published), default=""), first, group))
    return found


def _everywhere(scope: Scope, kind: Kind, filters: Filters, *, few: bool) -> ColumnElement[bool] | None:
    """That a group names an actor, asked group by group: quicker for a page, or for a few groups, of an actor that stands in very many. Null where not that
    alone is asked.
    """
    alone = [filters.actor, filters.country, filters.target].count(None) == 2
    if (filters.limit is None and not few) or not alone or any(getattr(filters, n) for n in _OTHERS):
        return None
    name = filters.actor or filters.target
    who = named(scope, name) if name else Named((), ((filters.country or "").upper(),))
    roles = RECEIVING if filters.target else ACTING if filters.speaker else (*ACTING, *RECEIVING)
    if not _common(scope, who, roles):
        return None
    found = stands_in(scope, who, roles)
    if filters.target and kind == "event":  # in what all do together it may stand among the sources
        mutual = select(MENTIONS.c.key).where(MENTIONS.c.key == PARTIES.c.mention, MENTIONS.c.label.in_(sorted(SYMMETRIC_TYPES)))
        found = or_(found, stands_in(scope, who, ("source",), mutual.exists()))
    return found


def stands_in(scope: Scope, who: Named, roles: Sequence[str], *where: ColumnElement[bool]) -> ColumnElement[bool]:
    """That one of these actors, or who acts for it, has one of the roles in some seen mention of a group; asked group by group. `where` is asked of parties."""
    is_it = or_(PARTIES.c.code.in_(who.codes), PARTIES.c.key.in_(who.keys))
    beside = select(PARTIES.c.mention).join(MEMBERS, MEMBERS.c.mention == PARTIES.c.mention)
    seen = scope.of_articles(PARTIES.c.mention)
    return beside.where(MEMBERS.c.group == GROUPS.c.id, is_it, PARTIES.c.role.in_(roles), *seen, *where).exists()


def _common(scope: Scope, who: Named, roles: tuple[str, ...]) -> bool:
    """Whether very many mentions have an actor in one of some roles."""
    if (who, roles) not in scope.common:
        some = mentions_with(who, roles).limit(COMMON).subquery()
        scope.common[who, roles] = (scope.connection.execute(select(func.count()).select_from(some)).scalar() or 0) >= COMMON
    return scope.common[who, roles]


def _matching(scope: Scope, kind: Kind, filters: Filters) -> Select[Any] | None:
    """The groups with a seen mention that meets the filters; null where there are none."""
    asked = conditions(scope, kind, filters)
    if not asked:
        return None
    return select(MEMBERS.c.group).where(*asked, *scope.of_articles(MEMBERS.c.mention))


def conditions(scope: Scope, kind: Kind, filters: Filters) -> list[ColumnElement[bool]]:
    """What the filters, but for dates, ask of a member of a group (a row of `members`) of a kind. Each is a set of mentions that an index holds."""
    made: list[ColumnElement[bool]] = []
    plain: list[ColumnElement[bool]] = []
    for label in (filters.type, filters.act):
        if label:
            plain.append(MENTIONS.c.label.in_(sorted({label, label.upper(), label.lower()})))
    if filters.modality:
        plain.append(MENTIONS.c.modality == filters.modality.lower())
    if filters.certainty is not None:
        plain.append(MENTIONS.c.confidence >= filters.certainty)
    if plain:
        made.append(MEMBERS.c.mention.in_(select(MENTIONS.c.key).where(MENTIONS.c.kind == kind, *plain)))
    if filters.publisher:
        made.append(article_of(MEMBERS.c.mention).in_(select(ARTICLES.c.key).where(func.lower(ARTICLES.c.publisher) == filters.publisher.lower())))
    if filters.actor:
        acting = mentions_with(named(scope, filters.actor), ACTING if filters.target or filters.speaker else (*ACTING, *RECEIVING))
        made.append(MEMBERS.c.mention.in_(acting))
        if filters.target:
            made.append(MEMBERS.c.mention.in_(_receiving(scope, kind, filters.target, acting)))
    elif filters.target:
        made.append(MEMBERS.c.mention.in_(_receiving(scope, kind, filters.target, None)))
    if filters.country:
        made.append(MEMBERS.c.mention.in_(mentions_with(Named((), (filters.country.upper(),)), (*ACTING, *RECEIVING))))
    for role, label in (("issue", filters.issue), ("place", filters.place)):
        if label:
            made.append(MEMBERS.c.mention.in_(select(PARTIES.c.mention).where(PARTIES.c.key == f"{role}:{label.casefold()}", PARTIES.c.role == role)))
    return made


def mentions_with(who: Named, roles: Sequence[str]) -> Select[Any]:
    """The mentions in which one of these actors, or who acts for it, has one of the roles."""
    parts = [
        select(PARTIES.c.mention).where(column.in_(values), PARTIES.c.role.in_(roles))
        for column, values in ((PARTIES.c.key, [k for k in who.keys if k not in who.covered]), (PARTIES.c.code, who.codes)) if values
    ]  # fmt: skip
    return parts[0] if len(parts) == 1 else select(union_all(*parts).subquery().c.mention)


def _receiving(scope: Scope, kind: Kind, target: str, acting: Select[Any] | None) -> Select[Any]:
    """The mentions in which an actor is done or spoken to; in what all do together (a meeting) it may stand among the sources."""
    who = named(scope, target)
    received = mentions_with(who, RECEIVING)
    if kind != "event":
        return received
    beside = mentions_with(who, ("source",))
    mutual = select(MENTIONS.c.key).where(MENTIONS.c.label.in_(sorted(SYMMETRIC_TYPES)), MENTIONS.c.kind == "event", MENTIONS.c.key.in_(beside))
    if acting is not None:
        mutual = mutual.where(MENTIONS.c.key.in_(acting))
    return select(union_all(received, mutual).subquery().c.mention)
