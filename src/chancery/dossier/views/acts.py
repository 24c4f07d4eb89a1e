"""Many events at once, each reduced to what is counted (type, state, day, parties) and merged as the rows of `events` are, without reading their mentions.

What the store keeps of an event is taken where nothing has changed since, and where the day that is looked at sees all of it; the rest is made here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from chancery.dossier.tables import ACTS, ARTICLES, GROUPS, MEMBERS, MENTIONS, PARTIES
from chancery.dossier.views.evidence import chunks
from chancery.dossier.views.merge import NAMED_ENOUGH, SETTLED, Dated, best_date, modality
from chancery.dossier.views.names import Named
from chancery.dossier.views.pages import mentions_with, moving, stands_in
from chancery.dossier.views.scope import Scope

#: roles of the parties of an event
ROLES = ("source", "target")


@dataclass(frozen=True, slots=True)
class ActParty:
    """A party of an act."""

    key: str
    code: str | None
    name: str

    def is_one_of(self, who: Named) -> bool:
        """Whether it is one of the actors that a name stands for, or acts for one."""
        return self.key in who.keys or (self.code is not None and self.code in who.codes)


@dataclass(frozen=True, slots=True)
class Act:
    """An event. `day` is the first of its date, else of its first report."""

    id: str
    type: str
    mode: str | None
    modality: str
    day: str
    sources: tuple[ActParty, ...]
    targets: tuple[ActParty, ...]

    @property
    def done(self) -> bool:
        """Whether it has happened or is happening."""
        return self.modality in SETTLED


def acts(scope: Scope, groups: Sequence[str] | None = None) -> list[Act]:
    """The events of these groups, else all, in order of day, then id."""
    loose = unsettled(scope)
    query = select(*ACTS.c["id", "type", "mode", "modality", "day", "sources", "targets"]).where(*settled(scope, ACTS.c.latest))
    looked_at = loose if groups is None else loose.intersection(groups)
    made = made_of(scope, sorted(looked_at)) if looked_at else []
    for some in (None,) if groups is None else chunks([g for g in groups if g not in loose]):
        rows = scope.connection.execute(query if some is None else query.where(ACTS.c.id.in_(some))).all()
        made += (Act(*row[:5], *map(_read, row[5:])) for row in rows if row[0] not in loose)
    return sorted(made, key=lambda a: (a.day, a.id))


@lru_cache(maxsize=8192)
def _read(parties: str) -> tuple[ActParty, ...]:
    return tuple(ActParty(*p) for p in json.loads(parties)) if parties != "[]" else ()


def settled(scope: Scope, latest: ColumnElement[str]) -> list[ColumnElement[bool]]:
    """Which of what the store keeps stands so on the day that is looked at, but for what `unsettled` names; `latest` is its column."""
    return [] if scope.as_of is None else [latest <= scope.as_of]


def unsettled(scope: Scope) -> set[str]:
    """The events of which what the store keeps is not what is seen: changed since, or told of on other days or in articles that were replaced."""
    if scope.as_of is None:
        return set(scope.connection.execute(select(ACTS.c.id).where(ACTS.c.stale)).scalars())
    known = or_(GROUPS.c.published.is_(None), GROUPS.c.published <= scope.as_of)
    joined = GROUPS.outerjoin(ACTS, ACTS.c.id == GROUPS.c.id)
    later = or_(GROUPS.c.latest.is_(None), GROUPS.c.latest > scope.as_of, ACTS.c.id.is_(None), ACTS.c.latest.is_(None), ACTS.c.stale)
    found = set(scope.connection.execute(select(GROUPS.c.id).select_from(joined).where(GROUPS.c.kind == "event", known, later)).scalars())
    return found.union(g for g in scope.connection.execute(moving(scope)).scalars() if g.startswith("event-")) if scope.ever_retired else found


def made_of(scope: Scope, groups: Sequence[str] | None = None) -> list[Act]:
    """The same from the mentions, whatever the store keeps."""
    mode = _field(scope, "mode").label("mode")
    stated = MENTIONS.c.data.like('%"date_basis": "stated"%').label("stated")
    query = (
        select(
            MEMBERS.c.group, *MENTIONS.c["key", "label", "modality", "date_from", "date_to", "confidence", "start"], mode, stated,
            *ARTICLES.c["published", "name", "version"],
        )
        .join(MENTIONS, MENTIONS.c.key == MEMBERS.c.mention)
        .join(ARTICLES, ARTICLES.c.key == MENTIONS.c.article)
        .where(MENTIONS.c.kind == "event", scope.mentions())
    )  # fmt: skip
    parties = (
        select(*PARTIES.c["mention", "role", "key", "code", "name"])
        .join(MEMBERS, MEMBERS.c.mention == PARTIES.c.mention)
        .where(PARTIES.c.role.in_(("source", "target")))
    )
    named: dict[int, list[Any]] = {}
    told: dict[str, list[Any]] = {}
    for some in (None,) if groups is None else chunks(groups):
        for row in scope.connection.execute(parties if some is None else parties.where(MEMBERS.c.group.in_(some))).all():
            named.setdefault(row.mention, []).append(row)
        for row in scope.connection.execute(query if some is None else query.where(MEMBERS.c.group.in_(some))).all():
            told.setdefault(row.group, []).append(row)
    for several in named.values():  # each store gives them in an order of its own
        several.sort(key=lambda p: (p.key, p.code or "", p.name))
    return sorted((_act(group, rows, named) for group, rows in told.items()), key=lambda a: (a.day, a.id))


def pairs_of(act: Act) -> list[tuple[str, str]]:
    """The pairs of codes between which an act runs; of an act without targets its sources among themselves."""
    sources = list(dict.fromkeys(p.code for p in act.sources if p.code))
    targets = list(dict.fromkeys(p.code for p in act.targets if p.code)) or sources
    return sorted({(min(s, t), max(s, t)) for s in sources for t in targets if s != t})


def groups_with(scope: Scope, actor: Named, *, types: Sequence[str] = (), most: int | None = None) -> list[str]:
    """The events in which an actor, or who acts for it, is a source or target in some mention; of types, if any are named; the latest `most`."""
    return sorted(scope.connection.execute(_with(scope, actor, types).order_by(GROUPS.c.day.desc(), scope.plain(GROUPS.c.id).desc()).limit(most)).scalars())


def groups_between(scope: Scope, a: Named, b: Named) -> list[str]:
    """The events in which two actors, or who acts for them, are sources or targets, each in some mention."""
    some, many = sorted((a, b), key=lambda who: _mentioned(scope, who))  # of a state that stands in most events not all are looked at
    return sorted(scope.connection.execute(_with(scope, some).where(stands_in(scope, many, ROLES))).scalars())


def _with(scope: Scope, actor: Named, types: Sequence[str] = ()) -> Select[Any]:
    query = select(MEMBERS.c.group).where(MEMBERS.c.mention.in_(mentions_with(actor, ROLES)), *scope.of_articles(MEMBERS.c.mention))
    if types:
        query = query.where(MEMBERS.c.mention.in_(select(MENTIONS.c.key).where(MENTIONS.c.kind == "event", MENTIONS.c.label.in_(types))))
    return select(GROUPS.c.id).where(GROUPS.c.kind == "event", GROUPS.c.id.in_(query))  # only events have sources and targets


def _mentioned(scope: Scope, who: Named) -> int:
    return int(scope.connection.execute(select(func.count()).select_from(mentions_with(who, ROLES).subquery())).scalar_one())


def _field(scope: Scope, name: str) -> Any:
    """A field of a mention's JSON."""
    if scope.connection.dialect.name == "postgresql":
        from sqlalchemy import JSON, cast

        return cast(MENTIONS.c.data, JSON)[name].as_string()
    return func.json_extract(MENTIONS.c.data, f"$.{name}")


def _act(group: str, rows: list[Any], named: dict[int, list[Any]]) -> Act:
    if len(rows) == 1:  # most are: nothing is to be weighed
        (row,) = rows
        by, upon = ({p.key: ActParty(p.key, p.code, p.name) for p in named.get(row.key, ()) if p.role == role} for role in ("source", "target"))
        others = tuple(p for key, p in upon.items() if key not in by) or tuple(upon.values())
        return Act(group, row.label or "", row.mode, row.modality, row.date_from or row.date_to or row.published or "", tuple(by.values()), others)
    rows.sort(key=lambda r: (r.published or "", r.name, r.version, r.start, r.key))
    kind = _majority(rows, [r.label for r in rows]) or ""
    of_kind = [r for r in rows if r.label == kind]
    i = best_date([Dated(r.date_from, r.date_to, bool(r.stated), r.modality in SETTLED, r.confidence) for r in rows])
    published = [r.published for r in rows if r.published]
    day = (rows[i].date_from or rows[i].date_to) if i is not None else (min(published) if published else "")
    sources, targets = _parties(rows, named, "source"), _parties(rows, named, "target")
    acting = {p.key for p in sources}
    return Act(
        group, kind, _majority(of_kind, [r.mode for r in of_kind]), modality(r.modality for r in rows), day, sources,
        tuple(p for p in targets if p.key not in acting) or targets,
    )  # fmt: skip


def _majority(rows: Sequence[Any], values: Iterable[str | None]) -> str | None:
    weights: dict[str, float] = {}
    for row, value in zip(rows, values, strict=True):
        if value is not None:
            weights[value] = weights.get(value, 0.0) + row.confidence
    return max(weights, key=lambda v: weights[v]) if weights else None


def _parties(rows: Sequence[Any], named: dict[int, list[Any]], role: str) -> tuple[ActParty, ...]:
    weights: dict[str, float] = {}
    best: dict[str, ActParty] = {}
    for row in rows:
        for p in {p.key: p for p in named.get(row.key, ()) if p.role == role}.values():
            weights[p.key] = weights.get(p.key, 0.0) + row.confidence
            best.setdefault(p.key, ActParty(p.key, p.code, p.name))
    most = max(weights.values(), default=0.0)
    return tuple(best[k] for k, w in weights.items() if w >= NAMED_ENOUGH * most)
