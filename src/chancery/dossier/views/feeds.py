"""What is known of a feed from the last time it was looked at."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from chancery.dossier.engines import Dossier
from chancery.dossier.tables import FEEDS


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: when it was last looked at (UTC), by what to ask for it again, and how often in a row it has failed."""

    url: str
    checked: str | None = None
    etag: str | None = None
    modified: str | None = None
    failures: int = 0
    error: str | None = None


def feed(dossier: Dossier, url: str) -> Feed:
    """A feed; one that was never looked at has nothing but its address."""
    with dossier.reading() as connection:
        row = connection.execute(select(*FEEDS.c["url", "checked", "etag", "modified", "failures", "error"]).where(FEEDS.c.url == url)).one_or_none()
    return Feed(row.url, row.checked, row.etag, row.modified, row.failures, row.error) if row is not None else Feed(url)
