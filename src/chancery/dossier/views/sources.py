"""What was read: one row an article, with what it is a copy of and what copies it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, func, select

from chancery.dossier.engines import Dossier
from chancery.dossier.tables import ARTICLES, COPIES, FIRST, STORIES
from chancery.dossier.views.filters import Filters
from chancery.dossier.views.scope import Scope, among


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One article: `id` is the name that answers call it by, `copies_of` the article whose text it carries (`copy_kind` how, `copy_share` how much of the
    shorter text both have), `copies` those that carry its own, `replaced_by` the article or version that took its place.
    """

    id: str
    version: int
    hash: str
    publisher: str | None
    syndicated_from: str | None
    title: str | None
    published: str | None
    url: str | None
    copies_of: str | None
    copy_kind: str | None
    copy_share: float | None
    copies: tuple[str, ...]
    replaced_by: str | None
    story: str | None


def sources(dossier: Dossier, *, filters: Filters | None = None, originals: bool = False, all_versions: bool = False) -> tuple[SourceRow, ...]:
    """The articles in order of publication; with `originals` without copies, with `all_versions` those too that have been replaced.

    Of the filters those on articles count: as_of, since, until, publisher, limit, offset, newest.
    """
    filters = filters or Filters()
    with dossier.reading() as connection:
        scope = Scope(connection, filters.as_of)
        seen = ARTICLES.c.published <= filters.as_of if filters.as_of and all_versions else scope.articles()
        query = (
            select(
                *ARTICLES.c["key", "name", "called", "version", "hash", "publisher", "syndicated", "title", "published", "url"],
                FIRST.c.called.label("of"), *COPIES.c["kind", "score"], STORIES.c.story,
            )
            .outerjoin(COPIES, COPIES.c.article == ARTICLES.c.key)
            .outerjoin(FIRST, and_(FIRST.c.key == COPIES.c.of, FIRST.c.name != ARTICLES.c.name))
            .outerjoin(STORIES, STORIES.c.article == ARTICLES.c.key)
        )  # fmt: skip
        if not all_versions or filters.as_of:
            query = query.where(seen)
        if originals:
            query = query.where(FIRST.c.key.is_(None))
        if filters.publisher:
            query = query.where(func.lower(ARTICLES.c.publisher) == filters.publisher.lower())
        if filters.since:
            query = query.where(ARTICLES.c.published >= filters.since)
        if filters.until:
            query = query.where(ARTICLES.c.published <= filters.until)
        name = scope.plain(ARTICLES.c.name)
        order = (
            (ARTICLES.c.published.desc().nulls_last(), name.desc(), ARTICLES.c.version.desc())
            if filters.newest else (ARTICLES.c.published.nulls_first(), name, ARTICLES.c.version)
        )  # fmt: skip
        rows = connection.execute(query.order_by(*order).limit(filters.limit).offset(filters.offset)).all()
        successors = {k for r in rows if (k := scope.retired.get(r.key))}
        names = {r.key: r.called for r in connection.execute(select(*ARTICLES.c["key", "called"]).where(among(ARTICLES.c.key, successors)))}
        carriers: dict[str, list[str]] = {}
        copies = (
            select(FIRST.c.name, ARTICLES.c.called)
            .select_from(FIRST)
            .join(COPIES, COPIES.c.of == FIRST.c.key)
            .join(ARTICLES, ARTICLES.c.key == COPIES.c.article)
            .where(FIRST.c.name.in_({r.name for r in rows}), FIRST.c.name != ARTICLES.c.name, scope.articles())
        )
        for of, carrier in connection.execute(copies):
            carriers.setdefault(of, []).append(carrier)
        return tuple(
            SourceRow(
                r.called, r.version, r.hash, r.publisher, r.syndicated, r.title, r.published, r.url, r.of, r.kind if r.of else None, r.score if r.of else None,
                tuple(sorted(carriers.get(r.name, []))), names.get(scope.retired.get(r.key) or -1), r.story,
            )
            for r in rows
        )  # fmt: skip
