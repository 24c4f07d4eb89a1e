"""What an analyst should look at next: mentions that nobody judged, those first whose reading is least sure and which only few outlets report."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import case, func, select

from chancery.dossier.engines import Dossier
from chancery.dossier.tables import ARTICLES, GROUPS, MEMBERS, MENTIONS
from chancery.dossier.views.evidence import Told, source_of
from chancery.dossier.views.filters import Filters
from chancery.dossier.views.scope import Scope
from chancery.schema.mention import SHAPES, Kind, Mention
from chancery.schema.serial import loads

KINDS: tuple[Kind, ...] = ("event", "statement", "commitment", "position", "dispute", "figure")
#: at this confidence a look tells most
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Waiting:
    """One mention that waits, the row it belongs to, how many outlets report that, and the text around it: its words are
    `text[start - offset:end - offset]`.
    """

    mention: int
    kind: Kind
    row: str
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
    filters = filters or Filters()
    with dossier.reading() as connection:
        scope = Scope(connection, filters.as_of)
        first = ARTICLES.alias("first")
        unsure = func.abs(MENTIONS.c.confidence - HALF)
        query = (
            select(
                *MENTIONS.c["key", "kind", "data", "judged", "start", "end"], MEMBERS.c.group, GROUPS.c.publishers, ARTICLES.c.text,
                ARTICLES.c.key.label("article"),
                *ARTICLES.c["name", "version", "title", "publisher", "syndicated", "published", "url"], first.c.name.label("first_name"),
                first.c.publisher.label("first_publisher"), first.c.syndicated.label("first_syndicated"),
            )
            .join(MEMBERS, MEMBERS.c.mention == MENTIONS.c.key)
            .join(GROUPS, GROUPS.c.id == MEMBERS.c.group)
            .join(ARTICLES, ARTICLES.c.key == MENTIONS.c.article)
            .outerjoin(first, first.c.key == ARTICLES.c.key)
        )  # fmt: skip
        if mention is not None:
            query = query.where(MENTIONS.c.key == mention)
        else:
            kinds = (kind,) if kind else KINDS
            query = query.where(MENTIONS.c.kind.in_(kinds), MENTIONS.c.judged.is_(None), scope.mentions())
            weight = case((GROUPS.c.publishers > 1, 0.15), else_=0.0)  # what several outlets say is likelier right
            query = query.order_by((unsure + weight), MENTIONS.c.key).limit(filters.limit).offset(filters.offset)
        return tuple(_waiting(row) for row in connection.execute(query))


def _waiting(row: object) -> Waiting:
    r = row
    reading: Mention = loads(SHAPES[r.kind], r.data)  # type: ignore[attr-defined]
    told = Told(r.key, reading, source_of(r), 0, "", 1.0, r.judged)  # type: ignore[attr-defined]
    text: str = r.text  # type: ignore[attr-defined]
    begin = max(0, text.rfind("\n", 0, reading.start) + 1)
    end = text.find("\n", reading.end)
    paragraph = text[begin : end if end >= 0 else len(text)]
    s = told.source
    return Waiting(
        told.key, r.kind, r.group, r.publishers, s.name, s.title, s.publisher, s.published, reading.start, reading.end, begin, paragraph,  # type: ignore[attr-defined]
        reading.confidence, reading, told.judged,
    )  # fmt: skip
