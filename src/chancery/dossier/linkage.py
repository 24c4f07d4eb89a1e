"""In: links; out: their rows, in place of those that were there. Only what has changed is written."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, and_, bindparam, delete, insert, or_, select, update

from chancery.dossier import pairs
from chancery.dossier.outlets import outlet
from chancery.dossier.past import Kept, loaded
from chancery.dossier.tables import ACTS, ANSWERS, ARTICLES, COPIES, FULFILMENTS, GROUPS, LINKINGS, MEMBERS, MENTIONS, PAIRS, STORIES, TRACES
from chancery.dossier.trail import forget
from chancery.dossier.views.merge import SETTLED, Dated, best_date, first_told
from chancery.dossier.views.scope import Scope
from chancery.errors import DamagedStoreError
from chancery.schema.links import Group, Links, Member, Ref

Row = dict[str, Any]
T = TypeVar("T")

#: keys in one query
PART = 5000
_STATED = MENTIONS.c.data.like('%"date_basis": "stated"%').label("stated")
_MENTION = (*MENTIONS.c["key", "article", "local", "start", "end", "label", "modality", "date_from", "date_to", "confidence"], _STATED)
_ARTICLE = tuple(ARTICLES.c["key", "name", "version", "published", "publisher", "syndicated"])


def store(connection: Connection, links: Links, *, past: Kept | None = None) -> str:
    """Make the tables of links say what `links` says: of all articles, or, with a past, of those that it left. Gives JSON of the articles replaced now.

    Raises:
        DamagedStoreError: the links speak of a mention that the dossier does not hold.
    """
    again = None if past is None or not past.articles else sorted(past.left)
    copies: list[Row] = [{"article": c.article, "of": c.of, "kind": c.kind, "score": c.score} for c in links.copies]
    _remove(connection, COPIES, "article", _changed(connection, COPIES, copies, "article", again))
    retired = Scope(connection).retired
    if again is None:
        found = _All(connection, links)
        ids = articles = None
    else:
        ids = sorted({g.id for g in links.groups} | _told_in(connection, again) | _told_in(connection, _turned(connection, retired)))
        found = _Some(connection, links, again, ids)
        articles = again
    groups = [_group_row(g, found.mentions, found.articles, found.root, retired) for g in found.groups]
    members: list[Row] = [
        {"mention": found.key(m.ref), "group": g.id, "stage": m.stage, "reason": m.reason, "score": m.score} for g in links.groups for m in g.members
    ]  # fmt: skip
    fulfilments: list[Row] = [
        {"commitment": f.commitment, "status": f.status, "by_kind": f.by_kind, "by": found.key(f.by), "reason": f.reason, "score": f.score}
        for f in links.fulfilments
    ]  # fmt: skip
    first = {a.document: a for a in reversed(links.answers)}  # a document answers one: the one that was found first
    _forget(connection, articles)
    told = set(connection.execute(select(ANSWERS.c.document)).scalars()) if first else set()
    answers: list[Row] = [{"document": a.document, "answers": a.answers, "reason": a.reason} for a in first.values() if a.document not in told]
    stories: list[Row] = [{"article": a, "story": s.id} for s in links.stories for a in s.articles]
    gone = _changed(connection, GROUPS, groups, "id", ids)
    _remove(connection, MEMBERS, "mention", _changed(connection, MEMBERS, members, "mention", articles))
    pairs.remove(connection, [g for g in gone if g.startswith("event-")])
    _remove(connection, GROUPS, "id", gone)
    _remove(connection, STORIES, "article", _changed(connection, STORIES, stories, "article", articles))
    made: tuple[tuple[Table, list[Row]], ...] = ((FULFILMENTS, fulfilments), (ANSWERS, answers))
    for table, rows in made:
        if rows:
            connection.execute(insert(table), rows)
    return json.dumps(sorted(retired))


class _All:
    """All that the dossier holds, to be found by links of all articles."""

    def __init__(self, connection: Connection, links: Links) -> None:
        self.groups: list[Group] = list(links.groups)
        self.mentions = {(m.article, m.local): m for m in connection.execute(select(*_MENTION).where(~MENTIONS.c.hidden))}
        self.articles = {a.key: a for a in connection.execute(select(*_ARTICLE))}
        self.root = {c.article: c.of for c in links.copies}

    def key(self, ref: Ref) -> int:
        """The key of a mention."""
        found = self.mentions.get((ref.article, ref.local))
        if found is None:
            raise DamagedStoreError(f"links speak of {ref.local} in article {ref.article}, which is not there", hint="chancery relink makes the links anew")
        return int(found.key)


class _Some(_All):
    """What the links of some articles may change: groups with their members in other articles, and what tells of them."""

    def __init__(self, connection: Connection, links: Links, again: Sequence[int], ids: Sequence[str]) -> None:
        joined = MEMBERS.join(MENTIONS, MENTIONS.c.key == MEMBERS.c.mention)
        own = set(again)
        held = [m for some in _parts(ids) for m in connection.execute(select(*_MENTION, MEMBERS.c.group).select_from(joined).where(MEMBERS.c.group.in_(some)))]
        stay = [m for m in held if m.article not in own]
        told = [m for some in _parts(again) for m in connection.execute(select(*_MENTION).where(MENTIONS.c.article.in_(some), ~MENTIONS.c.hidden))]
        self.mentions = {(m.article, m.local): m for m in (*stay, *told)}
        keys = sorted({m.article for m in self.mentions.values()})
        self.root = {c.article: c.of for some in _parts(keys) for c in connection.execute(select(COPIES).where(COPIES.c.article.in_(some)))}
        keys = sorted({*keys, *self.root.values()})
        self.articles = {a.key: a for some in _parts(keys) for a in connection.execute(select(*_ARTICLE).where(ARTICLES.c.key.in_(some)))}
        place = {a.key: (a.published or "", a.name, a.version) for a in self.articles.values()}
        before: dict[str, list[Member]] = {}
        for m in sorted(stay, key=lambda m: (place[m.article], m.start, m.end, m.local)):
            before.setdefault(m.group, []).append(Member(Ref(m.article, m.local), "", 0.0))
        new = {g.id: g for g in links.groups}
        kind = {r.id: r.kind for some in _parts(ids) for r in connection.execute(select(*GROUPS.c["id", "kind"]).where(GROUPS.c.id.in_(some)))}
        self.groups = []
        for i in ids:
            grown = (*before.get(i, ()), *(new[i].members if i in new else ()))
            if grown:
                self.groups.append(Group(i, new[i].kind if i in new else kind[i], grown))


def _told_in(connection: Connection, articles: Sequence[int]) -> set[str]:
    """The groups that articles stand in as yet."""
    joined = MEMBERS.join(MENTIONS, MENTIONS.c.key == MEMBERS.c.mention)
    query = select(MEMBERS.c.group).select_from(joined).distinct()
    return {g for some in _parts(articles) for g in connection.execute(query.where(MENTIONS.c.article.in_(some))).scalars()}


def _turned(connection: Connection, retired: Iterable[int]) -> list[int]:
    """The articles that are replaced now and were not when links were stored last, or the reverse."""
    before = connection.execute(select(LINKINGS.c.retired)).scalar()
    return sorted(set(json.loads(before) if before else ()) ^ set(retired))


def _forget(connection: Connection, articles: Sequence[int] | None) -> None:
    """Forget what was settled and answered: all of it, or what articles showed."""
    if articles is None:
        connection.execute(delete(FULFILMENTS))
        connection.execute(delete(ANSWERS))
        return
    for some in _parts(articles):
        connection.execute(delete(FULFILMENTS).where(FULFILMENTS.c.by.in_(select(MENTIONS.c.key).where(MENTIONS.c.article.in_(some)))))
        for data in connection.execute(select(TRACES.c.data).where(TRACES.c.article.in_(some))).scalars().all():
            for document, answers in loaded(data).answers:
                connection.execute(delete(ANSWERS).where(ANSWERS.c.document == document, ANSWERS.c.answers == answers))


def stale(connection: Connection) -> bool:
    """Whether a mention stands in no group, or one that was rejected stands in one: linking was not done after the last writing."""
    joined = MENTIONS.outerjoin(MEMBERS, MEMBERS.c.mention == MENTIONS.c.key)
    wrong = or_(and_(~MENTIONS.c.hidden, MEMBERS.c.mention.is_(None)), and_(MENTIONS.c.hidden, MEMBERS.c.mention.is_not(None)))
    return connection.execute(select(MENTIONS.c.key).select_from(joined).where(wrong).limit(1)).first() is not None


def clear(connection: Connection) -> None:
    """Forget all links."""
    forget(connection)
    for table in (PAIRS, ACTS, ANSWERS, FULFILMENTS, MEMBERS, GROUPS, COPIES, STORIES):
        connection.execute(delete(table))


def _group_row(group: Group, mentions: dict[tuple[int, str], Any], articles: dict[int, Any], root: dict[int, int], replaced: Container[int]) -> Row:
    """First and last report and label are of all that was ever told; the rest is of what now counts."""
    every = [mentions[m.ref.article, m.ref.local] for m in group.members if (m.ref.article, m.ref.local) in mentions]
    told = [m for m in every if m.article not in replaced]
    shown = best_date([Dated(m.date_from, m.date_to, bool(m.stated), m.modality in SETTLED, m.confidence) for m in told])
    dated = None if shown is None else told[shown]
    days = sorted(d for m in every if (d := articles[m.article].published))
    shown_days = [d for m in told if (d := articles[m.article].published)]
    day = (dated.date_from or dated.date_to) if dated else None
    return {
        "id": group.id, "kind": group.kind, "label": next((m.label for m in every if m.label), None),
        "date_from": dated.date_from if dated else None, "date_to": dated.date_to if dated else None,
        "published": days[0] if days else None, "latest": days[-1] if days else None,
        "publishers": len({origin(articles[root.get(m.article, m.article)]) for m in told}), "day": day or min(shown_days, default=""),
        "told": min((first_told(articles[m.article], m.start) for m in told), default=""),
    }  # fmt: skip


def origin(article: Any) -> str:
    """Who stands behind an article, for counting independent publishers: the agency it comes from, its publisher, else itself."""
    return outlet(str(article.syndicated or article.publisher or article.name))


def _changed(connection: Connection, table: Table, rows: Iterable[Row], key: str, of: Sequence[Any] | None = None) -> list[Any]:
    """Bring a table to `rows`, but for the rows to be removed, whose keys it gives; of the rows of some groups or articles, where they are named."""
    have: dict[Any, Row] = {}
    if of is None:
        have = {r[key]: dict(r) for r in connection.execute(select(table)).mappings()}
    else:
        for some in _parts(of):
            query = select(table).where(table.c[key].in_(some))
            if table is MEMBERS:
                query = select(table).where(MEMBERS.c.mention.in_(select(MENTIONS.c.key).where(MENTIONS.c.article.in_(some))))
            have.update((r[key], dict(r)) for r in connection.execute(query).mappings())
    new: list[Row] = []
    other: list[Row] = []
    for row in rows:
        old = have.pop(row[key], None)
        if old is None:
            new.append(row)
        elif old != row:
            other.append({f"new_{c}": v for c, v in row.items()})
    if other:
        values: dict[str, Any] = {c.name: bindparam(f"new_{c.name}") for c in table.columns if c.name != key}
        connection.execute(update(table).where(table.c[key] == bindparam(f"new_{key}")).values(values), other)
    if new:
        connection.execute(insert(table), new)
    return list(have)


def _parts(keys: Sequence[T]) -> Iterator[Sequence[T]]:
    """Keys, as many at a time as a query takes."""
    return (keys[i : i + PART] for i in range(0, len(keys), PART))


def _remove(connection: Connection, table: Table, key: str, gone: list[Any]) -> None:
    if gone:
        connection.execute(delete(table).where(table.c[key] == bindparam("gone")), [{"gone": g} for g in gone])
