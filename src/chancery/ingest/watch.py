"""Feeds, looked at again and again: what is new in them is read into a dossier. Asks servers only for what has changed, and less often where they fail."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from chancery.dossier.engines import Dossier
from chancery.dossier.views.feeds import Feed, feed
from chancery.dossier.views.known import named, quarantined
from chancery.dossier.writer import Writer
from chancery.errors import ChanceryError, InstallationError, StoreError
from chancery.ingest.feeds import entries
from chancery.ingest.item import Item
from chancery.ingest.run import Summary, ingest
from chancery.settings import Settings

#: seconds after which a feed that keeps failing is tried again at the latest
LONGEST = 86_400.0
#: entries that failed for one of these reasons are tried again: it may pass
PASSING = frozenset({"FetchError", "NotFoundError"})


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a feed brought: the summary of what was new in it, or the error."""

    url: str
    summary: Summary = field(default_factory=Summary)
    unchanged: bool = False
    error: ChanceryError | None = None


def wait_for(known: Feed, *, interval: float, now: datetime) -> float:
    """Seconds until a feed is to be looked at: `interval` after the last look, twice that after a failure, four times after the next."""
    if known.checked is None:
        return 0.0
    since = (now - datetime.fromisoformat(known.checked)).total_seconds()
    if since < 0:
        return 0.0  # the clock was set back: a feed is not left alone until it has caught up
    pause = min(interval * 2.0 ** min(known.failures, 20), max(LONGEST, interval)) if known.failures else interval
    return pause - since


def look(dossier: Dossier, url: str, *, settings: Settings, workers: int | None = None, published: str | None = None) -> Look:
    """Look at a feed now, and read what is new in it.

    Raises:
        StoreError, InstallationError: nothing can be read or stored.
    """
    from chancery.intake.fetch import fetch

    known = feed(dossier, url)
    try:
        came = fetch(url, settings, etag=known.etag, modified=known.modified)
        items = [] if came.unchanged else list(_new(dossier, entries(came.data, url, url=came.url)))
    except (StoreError, InstallationError):
        raise
    except ChanceryError as error:
        Writer(dossier).note_feed(url, error=error)
        return Look(url, error=error)
    if came.unchanged:
        Writer(dossier).note_feed(url, etag=known.etag, modified=known.modified)
        return Look(url, unchanged=True)
    summary = ingest(dossier, iter(items), settings=settings, inputs=(url,), workers=workers, published=published, progress=None) if items else Summary()
    # only now: were this killed before, the feed would be asked for again as a whole
    Writer(dossier).note_feed(url, etag=came.etag, modified=came.modified)
    return Look(url, summary)


def _new(dossier: Dossier, items: Iterator[Item]) -> Iterator[Item]:
    """The entries that the dossier does not have, and that have not failed for good."""
    for item in items:
        if item.name is not None and named(dossier, item.name):
            continue
        why = quarantined(dossier, item.source)
        if why is None or why in PASSING:
            yield item


def watch(
    dossier: Dossier,
    urls: Sequence[str],
    *,
    settings: Settings,
    interval: float,
    told: Callable[[Look], None],
    once: bool = False,
    workers: int | None = None,
    published: str | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Look at feeds, each when it is due (every `interval` seconds, less often where it fails), without end; with `once` at each one time, due or not.

    Raises as `look` does.
    """
    while True:
        for url in urls:
            if once or wait_for(feed(dossier, url), interval=interval, now=datetime.now(UTC)) <= 0:
                told(look(dossier, url, settings=settings, workers=workers, published=published))
        if once:
            return
        sleep(max(1.0, min(wait_for(feed(dossier, url), interval=interval, now=datetime.now(UTC)) for url in urls)))
