"""Keys of articles -> the articles with their words: what exports quote from, and the actors each names, with their sectors."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from chancery.dossier.tables import ARTICLES, COPIES, MENTIONS, RUNS
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


def held(scope: Scope) -> tuple[Held, ...]:
    """The articles that are seen, in the order of day of publication (unknown first), name and version."""
    query = (
        select(*ARTICLES.c["key", "name", "version", "published", "text", "article"], RUNS.c.started, COPIES.c.of)
        .join(RUNS, RUNS.c.key == ARTICLES.c.run)
        .outerjoin(COPIES, COPIES.c.article == ARTICLES.c.key)
        .where(scope.articles())
    )
    rows = sorted(scope.connection.execute(query), key=lambda r: (r.published or "", r.name, r.version))
    named = actors(scope.connection, [r.key for r in rows])
    return tuple(
        Held(r.key, r.name, r.version, from_plain(Article, {**json.loads(r.article), "text": r.text}), r.started, r.of, named.get(r.key, ())) for r in rows
    )


def actors(connection: Connection, articles: Iterable[int]) -> dict[int, tuple[ActorMention, ...]]:
    """The actors of articles, by the article's key."""
    keys = list(articles)
    found: dict[int, list[ActorMention]] = {}
    for first in range(0, len(keys), CHUNK):
        query = select(*MENTIONS.c["article", "data"]).where(MENTIONS.c.article.in_(keys[first : first + CHUNK]), MENTIONS.c.kind == "actor")
        for article, data in connection.execute(query.order_by(MENTIONS.c.key)):
            found.setdefault(article, []).append(loads(ActorMention, data))
    return {article: tuple(named) for article, named in found.items()}
