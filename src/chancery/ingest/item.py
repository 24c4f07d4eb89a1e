"""One thing to read, as it comes out of a file, a feed or a list, and what becomes of it: the shapes between finding, reading and storing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from chancery.schema.article import Article
from chancery.schema.record import Record

#: columns that have a meaning; all others are kept as they are
FIELDS = ("id", "url", "title", "text", "html", "published", "publisher", "byline")


@dataclass(frozen=True, slots=True)
class Item:
    """Where it is (`source`: path, path:row or URL) and one of: `fields` of a row, `page` (HTML) of `url`, a path or address to `load`, an article of the
    dossier to read `again`, an `error`. `name` is what its source calls it; without one that is found by reading.
    """

    source: str
    fields: dict[str, Any] | None = None
    page: bytes | None = None
    charset: str | None = None
    url: str | None = None
    load: str | None = None
    name: str | None = None
    published: str | None = None
    extra: dict[str, Any] = field(default_factory=dict)
    again: tuple[int, Article] | None = None
    error: Exception | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """An article that was read; `own` where its source gave it its name, which otherwise is its address or hash."""

    source: str
    name: str
    article: Article
    record: Record
    extra: dict[str, Any]
    own: bool = True


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """An article of the dossier (its key and name) was read anew."""

    source: str
    key: int
    record: Record


@dataclass(frozen=True, slots=True)
class Known:
    """The dossier has it already."""

    source: str


@dataclass(frozen=True, slots=True)
class Failed:
    """It cannot be read."""

    source: str
    error: Exception


Outcome = Read | ReadAgain | Known | Failed
