"""The dossier -> its articles as they were taken in, for reading them anew."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import and_, not_, select

from chancery.dossier.engines import Dossier
from chancery.dossier.tables import ARTICLES, RECORDS, RUNS
from chancery.dossier.writer import article_of
from chancery.schema.article import Article

#: articles fetched together
CHUNK = 50


def to_reread(dossier: Dossier, version: tuple[str, str, str] | None) -> Iterator[tuple[int, str, Article]]:
    """Key, name and article of the current articles that were read by another `version` (program, model, knowledge); null: of all."""
    wanted = select(ARTICLES.c.key).join(RECORDS, RECORDS.c.article == ARTICLES.c.key).join(RUNS, RUNS.c.key == RECORDS.c.run).where(ARTICLES.c.current)
    if version is not None:
        program, model, knowledge = version
        wanted = wanted.where(not_(and_(RUNS.c.program == program, RUNS.c.model == model, RUNS.c.knowledge == knowledge)))
    with dossier.reading() as connection:
        keys = connection.execute(wanted.order_by(ARTICLES.c.key)).scalars().all()
    for first in range(0, len(keys), CHUNK):
        with dossier.reading() as connection:
            rows = connection.execute(
                select(*ARTICLES.c["key", "name", "text", "article"]).where(ARTICLES.c.key.in_(keys[first : first + CHUNK])).order_by(ARTICLES.c.key)
            ).all()
        for row in rows:
            yield row.key, row.name, article_of(row)
