"""What an analyst should look at next: mentions that nobody judged, those first whose reading is least sure and which only few outlets report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, select

from chancery.dossier.engines import Dossier
from chancery.dossier.tables import ARTICLES, COPIES, FIRST, GROUPS, MEMBERS, MENTIONS
from chancery.dossier.views.evidence import CHUNK, SOURCE, source_of
from chancery.dossier.views.filters import Filters
from chancery.dossier.views.scope import Scope
from chancery.schema.mention import SHAPES, Kind, Mention
from chancery.schema.serial import loads

KINDS: tuple[Kind, ...] = ("event", "statement", "commitment", "position", "dispute", "figure")
#: at this confidence a look tells most
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Waiting:
    """One mention that waits, the row it belongs to (null where it was rejected), how many outlets report that, and the text around it: its words are
    `text[start - offset:end - offset]`.
    """

    mention: int
    kind: Kind
    row: str | None
    publishers: int
    article: str
    title: str | None
    publisher: str | None
    published: str | None
    start: int
    end: int
    offset: int
    text: str
    confidence: float
    reading: Mention
    judged: str | None


def queue(dossier: Dossier, *, filters: Filters | None = None, kind: Kind | None = None, mention: int | None = None) -> tuple[Waiting, ...]:
    """The mentions that wait, in the order to look at them; with `mention` that one alone, judged or not."""
    if mention is not None:
        return waiting(dossier, (mention,))
    return waiting(dossier, in_turn(dossier, filters=filters, kind=kind))


def in_turn(dossier: Dossier, *, filters: Filters | None = None, kind: Kind | None = None) -> tuple[int, ...]:
    """The keys of the mentions that wait, in the order to look at them."""
    filters = filters or Filters()
    with dossier.reading() as connection:
        scope = Scope(connection, filters.as_of)
        weight = case((GROUPS.c.publishers > 1, 0.15), else_=0.0)  # what several outlets say is likelier right
        query = (
            select(MENTIONS.c.key)
            .join(MEMBERS, MEMBERS.c.mention == MENTIONS.c.key)
            .join(GROUPS, GROUPS.c.id == MEMBERS.c.group)
            .join(ARTICLES, ARTICLES.c.key == MENTIONS.c.article)
            .where(MENTIONS.c.kind.in_((kind,) if kind else KINDS), MENTIONS.c.judged.is_(None), scope.mentions())
            .order_by(func.abs(MENTIONS.c.confidence - HALF) + weight, MENTIONS.c.key)
        )
        return tuple(connection.execute(query.limit(filters.limit).offset(filters.offset)).scalars())


def unjudged(dossier: Dossier, keys: Sequence[int]) -> tuple[int, ...]:
    """Those of some mentions that nobody has judged and that are seen, in their order."""
    free: set[int] = set()
    with dossier.reading() as connection:
        for i in range(0, len(keys), CHUNK):
            asked = select(MENTIONS.c.key).where(MENTIONS.c.key.in_(keys[i : i + CHUNK]), MENTIONS.c.judged.is_(None), ~MENTIONS.c.hidden)
            free.update(connection.execute(asked).scalars())
    return tuple(k for k in keys if k in free)


def waiting(dossier: Dossier, keys: Sequence[int]) -> tuple[Waiting, ...]:
    """Some mentions with what a reviewer needs to see, in their order."""
    query = (
        select(*MENTIONS.c["key", "kind", "data", "judged"], MEMBERS.c.group, GROUPS.c.publishers, ARTICLES.c.text, *SOURCE)
        .join(ARTICLES, ARTICLES.c.key == MENTIONS.c.article)
        .outerjoin(MEMBERS, MEMBERS.c.mention == MENTIONS.c.key)
        .outerjoin(GROUPS, GROUPS.c.id == MEMBERS.c.group)
        .outerjoin(COPIES, COPIES.c.article == ARTICLES.c.key)
        .outerjoin(FIRST, FIRST.c.key == COPIES.c.of)
    )
    found: dict[int, Waiting] = {}
    with dossier.reading() as connection:
        for i in range(0, len(keys), CHUNK):
            found.update((r.key, _waiting(r)) for r in connection.execute(query.where(MENTIONS.c.key.in_(keys[i : i + CHUNK]))))
    return tuple(found[k] for k in keys if k in found)


def _waiting(r: Any) -> Waiting:
    reading: Mention = loads(SHAPES[r.kind], r.data)
    source = source_of(r)
    text: str = r.text
    begin = max(0, text.rfind("\n", 0, reading.start) + 1)
    end = text.find("\n", reading.end)
    return Waiting(
        r.key, r.kind, r.group, r.publishers or 0, source.name, source.title, source.publisher, source.published, reading.start, reading.end, begin,
        text[begin : end if end >= 0 else len(text)], reading.confidence, reading, r.judged,
    )  # fmt: skip
