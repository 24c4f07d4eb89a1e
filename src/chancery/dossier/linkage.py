"""In: links; out: their rows, in place of those that were there. Only what has changed is written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Table, and_, bindparam, delete, insert, or_, select, update

from chancery.dossier.tables import ANSWERS, ARTICLES, COPIES, FULFILMENTS, GROUPS, MEMBERS, MENTIONS, STORIES
from chancery.dossier.views.merge import SETTLED, Dated, best_date
from chancery.dossier.views.scope import Scope
from chancery.errors import DamagedStoreError
from chancery.schema.links import Group, Links, Ref

Row = dict[str, Any]


def store(connection: Connection, links: Links) -> None:
    """Make the tables of links say what `links` says.

    Raises:
        DamagedStoreError: the links speak of a mention that the dossier does not hold.
    """
    stated = MENTIONS.c.data.like('%"date_basis": "stated"%').label("stated")
    columns = MENTIONS.c["key", "article", "local", "label", "modality", "date_from", "date_to", "confidence"]
    mentions = {(m.article, m.local): m for m in connection.execute(select(*columns, stated).where(~MENTIONS.c.hidden))}
    articles = {a.key: a for a in connection.execute(select(*ARTICLES.c["key", "name", "published", "publisher", "syndicated"]))}
    root = {c.article: c.of for c in links.copies}
    copies: list[Row] = [{"article": c.article, "of": c.of, "kind": c.kind, "score": c.score} for c in links.copies]
    _remove(connection, COPIES, "article", _changed(connection, COPIES, copies, "article"))
    replaced = set(Scope(connection).retired)

    def key(ref: Ref) -> int:
        found = mentions.get((ref.article, ref.local))
        if found is None:
            raise DamagedStoreError(f"links speak of {ref.local} in article {ref.article}, which is not there", hint="chancery relink makes the links anew")
        return int(found.key)

    groups = [_group_row(g, mentions, articles, root, replaced) for g in links.groups]
    members: list[Row] = [
        {"mention": key(m.ref), "group": g.id, "stage": m.stage, "reason": m.reason, "score": m.score} for g in links.groups for m in g.members
    ]  # fmt: skip
    fulfilments: list[Row] = [
        {"commitment": f.commitment, "status": f.status, "by_kind": f.by_kind, "by": key(f.by), "reason": f.reason, "score": f.score} for f in links.fulfilments
    ]  # fmt: skip
    first = {a.document: a for a in reversed(links.answers)}  # a document answers one: the one that was found first
    answers: list[Row] = [{"document": a.document, "answers": a.answers, "reason": a.reason} for a in first.values()]
    stories: list[Row] = [{"article": a, "story": s.id} for s in links.stories for a in s.articles]
    connection.execute(delete(FULFILMENTS))
    connection.execute(delete(ANSWERS))
    gone = _changed(connection, GROUPS, groups, "id")
    _remove(connection, MEMBERS, "mention", _changed(connection, MEMBERS, members, "mention"))
    _remove(connection, GROUPS, "id", gone)
    _remove(connection, STORIES, "article", _changed(connection, STORIES, stories, "article"))
    made: tuple[tuple[Table, list[Row]], ...] = ((FULFILMENTS, fulfilments), (ANSWERS, answers))
    for table, rows in made:
        if rows:
            connection.execute(insert(table), rows)


def stale(connection: Connection) -> bool:
    """Whether a mention stands in no group, or one that was rejected stands in one: linking was not done after the last writing."""
    joined = MENTIONS.outerjoin(MEMBERS, MEMBERS.c.mention == MENTIONS.c.key)
    wrong = or_(and_(~MENTIONS.c.hidden, MEMBERS.c.mention.is_(None)), and_(MENTIONS.c.hidden, MEMBERS.c.mention.is_not(None)))
    return connection.execute(select(MENTIONS.c.key).select_from(joined).where(wrong).limit(1)).first() is not None


def clear(connection: Connection) -> None:
    """Forget all links."""
    for table in (ANSWERS, FULFILMENTS, MEMBERS, GROUPS, COPIES, STORIES):
        connection.execute(delete(table))


def _group_row(group: Group, mentions: dict[tuple[int, str], Any], articles: dict[int, Any], root: dict[int, int], replaced: set[int]) -> Row:
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
    }  # fmt: skip


def origin(article: Any) -> str:
    """Who stands behind an article, for counting independent publishers: the agency it comes from, its publisher, else itself."""
    return str(article.syndicated or article.publisher or article.name).casefold()


def _changed(connection: Connection, table: Table, rows: Iterable[Row], key: str) -> list[Any]:
    """Bring a table to `rows`, but for the rows to be removed, whose keys it gives."""
    have = {r[key]: dict(r) for r in connection.execute(select(table)).mappings()}
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


def _remove(connection: Connection, table: Table, key: str, gone: list[Any]) -> None:
    if gone:
        connection.execute(delete(table).where(table.c[key] == bindparam("gone")), [{"gone": g} for g in gone])
