"""How many articles and independent publishers tell of a group, and from when to when: counted in the store, for groups with very many mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from chancery.dossier.outlets import outlet_of
from chancery.dossier.tables import ARTICLES, COPIES, FIRST, MEMBERS
from chancery.dossier.views.evidence import chunks
from chancery.dossier.views.scope import Scope, article_of


@dataclass(frozen=True, slots=True)
class Tally:
    """Of what is seen; `first`, `last` are days of publication."""

    articles: int
    publishers: int
    first: str | None
    last: str | None


def tallies(scope: Scope, ids: Sequence[str]) -> dict[str, Tally]:
    """The tally of each group."""
    origin = func.coalesce(FIRST.c.syndicated, FIRST.c.publisher, ARTICLES.c.syndicated, ARTICLES.c.publisher, FIRST.c.name, ARTICLES.c.name)
    query = (
        select(
            MEMBERS.c.group, func.count(ARTICLES.c.key.distinct()), func.count(outlet_of(origin).distinct()),
            func.min(ARTICLES.c.published), func.max(ARTICLES.c.published),
        )
        .join(ARTICLES, ARTICLES.c.key == article_of(MEMBERS.c.mention))
        .outerjoin(COPIES, COPIES.c.article == ARTICLES.c.key)
        .outerjoin(FIRST, FIRST.c.key == COPIES.c.of)
        .where(scope.articles())
        .group_by(MEMBERS.c.group)
    )  # fmt: skip
    rows = (r for chunk in chunks(ids) for r in scope.connection.execute(query.where(MEMBERS.c.group.in_(chunk))))
    return {group: Tally(*counted) for group, *counted in rows}
