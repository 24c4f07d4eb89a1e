"""What of a dossier is seen: everything current, or what was known on a day. Here, so that every question draws the line at the same place.

An article that was corrected, withdrawn or published anew no longer counts from the day its successor came; before that day it does.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Integer, and_, bindparam, func, literal, or_, select, true

from chancery.dossier.tables import ARTICLES, COPIES, GROUPS, MENTIONS

#: copies that take the place of what they are copies of
REPLACING = ("update", "correction", "withdrawal")
_NEWER, _OLDER = ARTICLES.alias("newer"), ARTICLES.alias("older")
#: articles of which there is a newer version, each with that
_VERSIONS = select(ARTICLES.c.key, _NEWER.c.key).join(_NEWER, and_(_NEWER.c.name == ARTICLES.c.name, _NEWER.c.version > ARTICLES.c.version))
#: the same of articles that another one has replaced: not by a new version, which replaces the older one and may carry the text of another outlet, which stays
_UPDATES = (
    select(COPIES.c.of, COPIES.c.article)
    .join(_NEWER, _NEWER.c.key == COPIES.c.article)
    .join(_OLDER, _OLDER.c.key == COPIES.c.of)
    .where(COPIES.c.kind.in_(REPLACING), _NEWER.c.version == 1, _NEWER.c.name != _OLDER.c.name)
)

#: bits of a mention's key that number it in its article; what is above them is the article's key
BITS = 20


def article_of(mention: ColumnElement[int]) -> ColumnElement[int]:
    """The key of a mention's article."""
    return mention.op(">>", return_type=MENTIONS.c.article.type)(literal(BITS, Integer))


def among(column: ColumnElement[int], keys: Iterable[int]) -> ColumnElement[bool]:
    """That a column has one of some keys, however many: they are written into the query."""
    return column.in_(bindparam(None, sorted(keys), expanding=True, literal_execute=True))


class Scope:
    """A connection with the day it is looked at; `as_of` null sees everything, undated articles too, which no day is known to have seen."""

    def __init__(self, connection: Connection, as_of: str | None = None) -> None:
        self.connection = connection
        self.as_of = as_of
        #: what names were found to mean, for as long as the connection sees one state
        self.meant: dict[str, Any] = {}
        #: whether very many mentions have an actor in some roles
        self.common: dict[Any, bool] = {}

    @cached_property
    def today(self) -> str | None:
        """The day that dates are held against: as of when, else the latest day of publication. No clock: the answer is the dossier's alone."""
        if self.as_of:
            return self.as_of
        latest: str | None = self.connection.execute(select(func.max(ARTICLES.c.published)).where(ARTICLES.c.current)).scalar()
        return latest

    @cached_property
    def ever_retired(self) -> list[int]:
        """Articles that were replaced by the day that is looked at, or are now."""
        return sorted({*self.retired, *(self.retired if self.as_of is None else Scope(self.connection).retired)})

    @cached_property
    def retired(self) -> dict[int, int | None]:
        """Articles that a visible one has replaced -> that one's key; null where an article was withdrawn without a successor."""
        found: dict[int, int | None] = {}
        if self.as_of is None:
            found.update(dict.fromkeys(self.connection.execute(select(ARTICLES.c.key).where(~ARTICLES.c.current)).scalars()))
        known: ColumnElement[bool] = _NEWER.c.current if self.as_of is None else _NEWER.c.published <= self.as_of
        for query in (_VERSIONS, _UPDATES):
            for old, new in self.connection.execute(query.where(known).order_by(_NEWER.c.version)):
                found[old] = new
        return found

    def plain(self, column: ColumnElement[str]) -> ColumnElement[str]:
        """A column in the order of its code points, whatever order of letters the server keeps."""
        return column.collate("C") if self.connection.dialect.name == "postgresql" else column

    def articles(self, table: FromClause = ARTICLES) -> ColumnElement[bool]:
        """Which articles are seen."""
        seen = ~among(table.c.key, self.retired) if self.retired else true()
        # not the bare column: SQLite would take its index for the best way in, and walk every article for a page of rows
        return seen if self.as_of is None else and_(seen, func.coalesce(table.c.published, "9999") <= self.as_of)

    def sees(self, article: int, published: str | None) -> bool:
        """The same of one article, by its key and day of publication."""
        return article not in self.retired and (self.as_of is None or (published is not None and published <= self.as_of))

    def of_articles(self, mention: ColumnElement[int]) -> list[ColumnElement[bool]]:
        """That mentions (their keys) stand in seen articles, told by the keys alone; nothing where every article is seen. Members are never rejected."""
        if self.as_of is not None:
            return [article_of(mention).in_(select(ARTICLES.c.key).where(self.articles()))]
        return [~among(article_of(mention), self.retired)] if self.retired else []

    def mentions(self) -> ColumnElement[bool]:
        """Which mentions of seen articles are seen: those no analyst rejected."""
        return and_(~MENTIONS.c.hidden, self.articles())

    def groups(self) -> list[ColumnElement[bool]]:
        """Which groups have a seen mention, as far as the store knows without looking at them: of an earlier day it does not."""
        return [GROUPS.c.publishers > 0] if self.as_of is None else [or_(GROUPS.c.published.is_(None), GROUPS.c.published <= self.as_of)]
