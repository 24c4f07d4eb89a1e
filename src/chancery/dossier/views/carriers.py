"""The dossier -> its articles in order of publication, each with what it says: what linking reads."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, select

from chancery.dossier.engines import Dossier
from chancery.dossier.tables import ARTICLES, MENTIONS
from chancery.schema.mention import SHAPES, Carrier, Mention
from chancery.schema.serial import from_plain

#: articles fetched together
CHUNK = 200


def carriers(dossier: Dossier, *, text: bool = True, of: Collection[int] | None = None) -> Iterator[Carrier]:
    """The articles, every version of each, with the mentions that no analyst has rejected, in the order of day of publication (unknown first), name, version.

    With `text` off the articles come without their words; `of` are the keys of those that are asked for.
    """
    columns: list[Any] = [ARTICLES.c[n] for n in ("key", "name", "version", "hash", "title", "published", "publisher", "syndicated", "url")]
    if text:
        columns.append(ARTICLES.c.text)
    with dossier.reading() as connection:
        # sorted here and not by the store: each has its own idea of the order of letters
        found = connection.execute(select(*ARTICLES.c["published", "name", "version", "key"])).all()
        order = [r.key for r in sorted(found, key=lambda r: (r.published or "", r.name, r.version)) if of is None or r.key in of]
        for first in range(0, len(order), CHUNK):
            keys = order[first : first + CHUNK]
            rows = {r.key: r for r in connection.execute(select(*columns).where(ARTICLES.c.key.in_(keys)))}
            said = _mentions(connection, keys)
            for r in (rows[key] for key in keys):
                yield Carrier(
                    r.key, r.name, r.version, r.hash, r.title, r.published, r.publisher, r.syndicated, r.url, r.text if text else "", tuple(said[r.key]),
                )  # fmt: skip


def _mentions(connection: Connection, articles: Sequence[int]) -> dict[int, list[Mention]]:
    made: dict[int, list[Mention]] = defaultdict(list)
    found = select(*MENTIONS.c["article", "kind", "data"]).where(MENTIONS.c.article.in_(articles), ~MENTIONS.c.hidden).order_by(MENTIONS.c.key)
    for article, kind, data in connection.execute(found):
        made[article].append(from_plain(SHAPES[kind], json.loads(data)))
    return made
