"""Words and phrases -> the articles that hold them, best first, and where in their texts: FTS5 and tsvector behind one face."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, column, func, literal, literal_column, select, table, text

from chancery.dossier.tables import ARTICLES
from chancery.dossier.views.scope import Scope
from chancery.dossier.wanted import Term

#: around a word that was found: control characters, which no text brings
_OPEN, _CLOSE = "\x02", "\x03"
_MARKED = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
#: how much more a word in the title counts
_TITLE, _TEXT = 4.0, 1.0
_INDEX = table("words", column("rowid"))


@dataclass(frozen=True, slots=True)
class Found:
    """An article's text (`name` is what answers call it), and the spans in it that were asked for."""

    key: int
    name: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    text: str
    spans: tuple[tuple[int, int], ...]


def best(scope: Scope, terms: Sequence[Term], without: Sequence[Term], *conditions: ColumnElement[bool]) -> list[int]:
    """The keys of all seen articles that hold every term and none of those they are to be without, best first, of equals the latest."""
    if scope.connection.dialect.name == "postgresql":
        query = _tsquery(terms, without)
        vector: ColumnElement[Any] = literal_column("articles.words")
        rank: ColumnElement[Any] = func.ts_rank_cd(vector, query).desc()
        asked: Select[Any] = select(ARTICLES.c.key).where(vector.op("@@")(query))
    else:
        rank = func.bm25(literal_column("words"), _TITLE, _TEXT)
        asked = select(ARTICLES.c.key).join(_INDEX, _INDEX.c.rowid == ARTICLES.c.key).where(_match(terms, without))
    asked = asked.where(scope.articles(), *conditions).order_by(rank, ARTICLES.c.published.desc().nulls_last(), ARTICLES.c.key)
    return list(scope.connection.execute(asked).scalars())


def located(scope: Scope, keys: Sequence[int], terms: Sequence[Term], without: Sequence[Term]) -> list[Found]:
    """The articles of these keys, in their order, with the spans of the words that were asked for."""
    columns = ARTICLES.c["key", "called", "title", "publisher", "published", "url"]
    if scope.connection.dialect.name == "postgresql":
        options = f"HighlightAll=true, StartSel={_OPEN}, StopSel={_CLOSE}"
        marked: ColumnElement[Any] = func.ts_headline("english", ARTICLES.c.text, _tsquery(terms, ()), options)
        asked: Select[Any] = select(*columns, ARTICLES.c.text, marked.label("marked")).where(ARTICLES.c.key.in_(keys))
    else:
        marked = func.highlight(literal_column("words"), 1, _OPEN, _CLOSE)
        asked = (
            select(*columns, ARTICLES.c.text, marked.label("marked"))
            .join(_INDEX, _INDEX.c.rowid == ARTICLES.c.key)
            .where(_match(terms, without), ARTICLES.c.key.in_(keys))
        )
    rows = {r.key: r for r in scope.connection.execute(asked)}
    return [Found(r.key, r.called, r.title, r.publisher, r.published, r.url, r.text, tuple(_spans(r.marked))) for k in keys if (r := rows.get(k)) is not None]


def _spans(marked: str) -> list[tuple[int, int]]:
    """Offsets into the text without its marks."""
    return [(m.start() - 2 * n, m.end() - 2 * n - 2) for n, m in enumerate(_MARKED.finditer(marked))]


def _match(terms: Sequence[Term], without: Sequence[Term]) -> ColumnElement[bool]:
    """FTS5's own language, every term quoted: nothing that a reader types is taken for its grammar."""
    query = " AND ".join(map(_quoted, terms))
    if without:
        query = f"({query}) NOT ({' OR '.join(map(_quoted, without))})"
    return and_(text("words MATCH :asked").bindparams(asked=query))


def _quoted(term: Term) -> str:
    return '"' + term.text.replace('"', " ") + '"' + ("*" if term.start else "")


def _tsquery(terms: Sequence[Term], without: Sequence[Term]) -> ColumnElement[Any]:
    query: ColumnElement[Any] = _each(terms[0])
    for term in terms[1:]:
        query = query.op("&&")(_each(term))
    for term in without:
        query = query.op("&&")(func.tsquery_not(_each(term)))
    return query


def _each(term: Term) -> ColumnElement[Any]:
    if term.start:
        begins = " ".join(re.findall(r"\w+", term.text))
        return func.to_tsquery("english", literal(f"'{begins}':*"))
    return func.phraseto_tsquery("english", term.text) if term.phrase else func.plainto_tsquery("english", term.text)
