"""Keys of articles -> the articles with their words: what exports quote from, and the actors each names, with their sectors."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select

from chancery.dossier.outlets import outlet
from chancery.dossier.tables import ARTICLES, COPIES, FIRST, GROUPS, MENTIONS, RUNS
from chancery.dossier.views.scope import Scope
from chancery.schema.article import Article
from chancery.schema.mention import ActorMention
from chancery.schema.serial import from_plain, loads

#: articles that one query takes
CHUNK = 400


@dataclass(frozen=True, slots=True)
class Held:
    """An article as the dossier holds it. `read` is when it was read (UTC, ISO 8601), `copy_of` the key of the article whose text it carries."""

    key: int
    name: str
    version: int
    article: Article
    read: str
    copy_of: int | None
    actors: tuple[ActorMention, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """An article without its words; `called` is what answers call it, `origin` the key of who stands behind it, by whom independent sources are counted."""

    key: int
    name: str
    called: str
    published: str | None
    publisher: str | None
    copy_of: int | None
    origin: str = ""


def listed(scope: Scope) -> tuple[Listed, ...]:
    """The articles that are seen, in the order of day of publication (unknown first), name and version."""
    columns = ARTICLES.c["key", "name", "called", "version", "published", "publisher", "syndicated"]
    query = _carried(select(*columns, FIRST.c.key.label("of")).select_from(ARTICLES))
    rows = sorted(scope.connection.execute(query.where(scope.articles())), key=lambda r: (r.published or "", r.name, r.version))
    return tuple(Listed(r.key, r.name, r.called, r.published, r.publisher, r.of, outlet(r.syndicated or r.publisher or r.name)) for r in rows)


def _carried(query: Select[Any]) -> Select[Any]:
    """With the article whose text another one carries: an older version of itself is none."""
    copied = query.outerjoin(COPIES, COPIES.c.article == ARTICLES.c.key)
    return copied.outerjoin(FIRST, and_(FIRST.c.key == COPIES.c.of, FIRST.c.name != ARTICLES.c.name))


def lately(since: str) -> ColumnElement[bool]:
    """Which groups were reported since a day, or on a day nobody knows."""
    return or_(GROUPS.c.latest.is_(None), GROUPS.c.latest >= since)


def held(scope: Scope, keys: Sequence[int]) -> Iterator[Held]:
    """The articles of some keys, in their order."""
    for first in range(0, len(keys), CHUNK):
        chunk = keys[first : first + CHUNK]
        query = (
            select(*ARTICLES.c["key", "name", "version", "text", "article"], RUNS.c.started, FIRST.c.key.label("of"))
            .select_from(ARTICLES)
            .join(RUNS, RUNS.c.key == ARTICLES.c.run)
            .where(ARTICLES.c.key.in_(chunk))
        )
        rows = {r.key: r for r in scope.connection.execute(_carried(query))}
        named = actors(scope.connection, chunk)
        for r in (rows[key] for key in chunk):
            article = from_plain(Article, {**json.loads(r.article), "text": r.text})
            yield Held(r.key, r.name, r.version, article, r.started, r.of, named.get(r.key, ()))


def actors(connection: Connection, articles: Sequence[int]) -> dict[int, tuple[ActorMention, ...]]:
    """The actors of articles, by the article's key."""
    found: dict[int, list[ActorMention]] = {}
    query = select(*MENTIONS.c["article", "data"]).where(MENTIONS.c.article.in_(articles), MENTIONS.c.kind == "actor")
    for article, data in connection.execute(query.order_by(MENTIONS.c.key)):
        found.setdefault(article, []).append(loads(ActorMention, data))
    return {article: tuple(named) for article, named in found.items()}
