"""Ids of groups -> their mentions as stored, and each mention as evidence to show: the article it stands in, its words, why it was put there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from sqlalchemy import select

from chancery.dossier.tables import ARTICLES, COPIES, FIRST, MEMBERS, MENTIONS
from chancery.dossier.views.scope import Scope, among
from chancery.schema.mention import SHAPES, Kind, Mention, StatementMention
from chancery.schema.serial import loads

M = TypeVar("M", bound=Mention)
T = TypeVar("T")
#: groups that are loaded by one query
CHUNK = 400
#: mentions that are kept as they were read
READ = 10_000
#: columns of which `source_of` makes a source
SOURCE = (
    ARTICLES.c.key.label("article"), *ARTICLES.c["name", "called", "version", "title", "publisher", "syndicated", "published", "url"],
    *(FIRST.c[n].label(f"first_{n}") for n in ("name", "called", "publisher", "syndicated")),
)  # fmt: skip
_MEMBERS = (
    select(*MEMBERS.c["group", "stage", "reason", "score"], *MENTIONS.c["key", "data", "judged"], *SOURCE)
    .select_from(MEMBERS)
    .join(MENTIONS, MENTIONS.c.key == MEMBERS.c.mention)
    .join(ARTICLES, ARTICLES.c.key == MENTIONS.c.article)
    .outerjoin(COPIES, COPIES.c.article == ARTICLES.c.key)
    .outerjoin(FIRST, FIRST.c.key == COPIES.c.of)
)


@dataclass(frozen=True, slots=True)
class Source:
    """An article: `name` is its in the store, `called` that in answers, `origin` who stands behind it, the agency or outlet whose text it first was; `copy_of`
    the article that carried it first.
    """

    key: int
    name: str
    version: int
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    origin: str
    copy_of: str | None
    called: str = ""


@dataclass(frozen=True, slots=True)
class Told(Generic[M]):
    """A mention as a member of its group, and the article that tells it."""

    key: int
    mention: M
    source: Source
    stage: int
    reason: str
    score: float
    judged: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A mention to show. `start`, `end` are code points of the article's text, `words` what stands there, `sentence` that around it (of a statement its words
    too), `by` who says so if not the article, `reason` and `score` why and how surely it is one with the others, `judged` an analyst's last verb,
    `copy_of` the article whose text this one carries, `mention` its key in the store.
    """

    article: str
    start: int
    end: int
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    copy_of: str | None
    words: str
    sentence: str
    by: str | None
    confidence: float
    reason: str
    score: float
    judged: str | None
    mention: int


def evidence(told: Told[Any]) -> Evidence:
    """A mention as evidence."""
    return Evidence(**evidence_fields(told))


def evidence_fields(told: Told[Any]) -> dict[str, Any]:
    """The fields of Evidence, for rows that add to them."""
    m, s = told.mention, told.source
    return {
        "article": s.called or s.name, "start": m.start, "end": m.end, "title": s.title, "publisher": s.publisher, "published": s.published, "url": s.url,
        "copy_of": s.copy_of, "words": words_of(m), "sentence": m.text, "by": m.by.name if m.by else None, "confidence": m.confidence,
        "reason": told.reason, "score": told.score, "judged": told.judged, "mention": told.key,
    }  # fmt: skip


def words_of(mention: Mention) -> str:
    """The words of a mention's span, or its sentence where the span runs beyond it."""
    start, end = mention.start - mention.sentence.start, mention.end - mention.sentence.start
    if isinstance(mention, StatementMention) or not 0 <= start < end <= len(mention.text):
        return mention.text
    return mention.text[start:end]


def members(scope: Scope, ids: Sequence[str], kind: Kind, *, of: Collection[int] | None = None) -> dict[str, list[Told[Any]]]:
    """The seen mentions of each group, in order of publication; a group without any is left out. `of` are the keys of those that are asked for."""
    found: dict[str, list[Told[Any]]] = {}
    sources: dict[int, Source] = {}
    for row in _rows(scope, ids, of):
        source = sources.get(row.article)
        if source is None:
            source = sources[row.article] = source_of(row)
        told = Told(row.key, _read(kind, row.data), source, row.stage, row.reason, row.score, row.judged)
        found.setdefault(row.group, []).append(told)
    for several in found.values():
        if len(several) > 1:
            several.sort(key=lambda t: (t.source.published or "", t.source.name, t.source.version, t.mention.start, t.key))
    return found


@lru_cache(maxsize=READ)
def _read(kind: Kind, data: str) -> Mention:
    """A mention as the store has it; one that several answers show is read once."""
    read: Mention = loads(SHAPES[kind], data)
    return read


def _rows(scope: Scope, ids: Sequence[str], of: Collection[int] | None) -> Iterator[Any]:
    query = _MEMBERS.where(scope.mentions())
    for chunk in (None,) if of is not None else chunks(ids):
        # all at once: row by row a result is asked for each
        yield from scope.connection.execute(query.where(among(MEMBERS.c.mention, of or ()) if chunk is None else MEMBERS.c.group.in_(chunk))).all()


def source_of(row: Any) -> Source:
    """The article of a row; a copy stands for the outlet whose text it carries, and that for the agency it took it from."""
    origin = row.first_syndicated or row.first_publisher or row.syndicated or row.publisher or row.first_name or row.name
    copied = None if row.first_name == row.name else row.first_called  # an older version of itself is no other article
    return Source(row.article, row.name, row.version, row.title, row.publisher, row.published, row.url, origin, copied, row.called)


def chunks(ids: Sequence[T], size: int = CHUNK) -> Iterable[Sequence[T]]:
    """Ids in runs, as many as one query takes."""
    return (ids[i : i + size] for i in range(0, len(ids), size))
