"""What a dossier has already: asked before anything is fetched or read again."""

from __future__ import annotations

from sqlalchemy import select

from chancery.dossier.engines import Dossier
from chancery.dossier.tables import ARTICLES, QUARANTINE


def known(dossier: Dossier, name: str, text_hash: str) -> bool:
    """Whether it has this article with this text, in whatever version."""
    with dossier.reading() as connection:
        return connection.execute(select(ARTICLES.c.key).where(ARTICLES.c.name == name, ARTICLES.c.hash == text_hash).limit(1)).first() is not None


def named(dossier: Dossier, name: str) -> bool:
    """Whether it has an article of this name."""
    with dossier.reading() as connection:
        return connection.execute(select(ARTICLES.c.key).where(ARTICLES.c.name == name).limit(1)).first() is not None


def quarantined(dossier: Dossier, source: str) -> str | None:
    """The class of the error for which something could not be read."""
    with dossier.reading() as connection:
        return connection.execute(select(QUARANTINE.c.error).where(QUARANTINE.c.source == source)).scalar()
