"""The course of an ingest: items are read, by this process or by several, and stored in their order, a few at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import chain, islice
from pathlib import Path

from chancery import __version__
from chancery.dossier.engines import Dossier
from chancery.dossier.linkage import stale
from chancery.dossier.views.known import known
from chancery.dossier.writer import Unchanged, Updated, Writer
from chancery.errors import StoreError, UnstorableError
from chancery.ingest.item import Failed, Item, Known, Outcome, Read, ReadAgain
from chancery.ingest.reading import Reading
from chancery.ingest.versions import knowledge_version, model_version
from chancery.ingest.workers import Plan, cores, read_in_order
from chancery.pipeline import Pipeline, relink
from chancery.settings import Settings

#: outcomes stored together, and seconds after which fewer are: what a killed run reads again at most
BATCH, SECONDS = 16, 1.0
#: items up to which no further process is started: each loads a model of its own
FEW = 6


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of the items, and how long it took in seconds (linking apart)."""

    read: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: int = 0
    seconds: float = 0.0

    @property
    def items(self) -> int:
        """All of them."""
        return self.read + self.unchanged + self.failed


def ingest(
    dossier: Dossier,
    items: Iterator[Item],
    *,
    settings: Settings,
    inputs: tuple[str, ...],
    workers: int | None,
    published: str | None,
    progress: Callable[[Summary], None] | None,
) -> Summary:
    """Read items into a dossier (see chancery.ingest.ingest)."""
    version = (__version__, model_version(), knowledge_version(settings.knowledge))
    return keep(dossier, lambda: _outcomes(dossier, items, settings, workers, published), version=version, inputs=inputs, progress=progress)


def keep(
    dossier: Dossier,
    outcomes: Callable[[], Iterator[Outcome]],
    *,
    version: tuple[str, str, str],
    inputs: tuple[str, ...],
    progress: Callable[[Summary], None] | None,
) -> Summary:
    """Store what reading gives, in its order, a few at a time, as one run of the `version` (program, model, knowledge) that reads; then link.

    Raises:
        StoreError: the dossier cannot be written. What was stored stays.
    """
    started = time.monotonic()
    writer = Writer(dossier)
    program, model, knowledge = version
    writer.start_run(inputs=inputs, program=program, model=model, knowledge=knowledge)
    summary = Summary()
    waiting: list[Outcome] = []
    stored = started

    def store() -> None:
        nonlocal summary, stored
        if waiting:
            summary = _stored(writer, waiting, summary)
            waiting.clear()
        stored = time.monotonic()
        summary = replace(summary, seconds=stored - started)

    try:
        for outcome in outcomes():
            waiting.append(outcome)
            if len(waiting) >= BATCH or time.monotonic() - stored > SECONDS:
                store()
                if progress is not None:
                    progress(summary)
        store()
    except StoreError:
        raise
    except BaseException:
        # stopped by the user or by a fault: what was read is kept
        with suppress(StoreError):
            store()
            writer.end_run()
        raise
    writer.end_run()
    _link(dossier)
    return summary


def reread(
    dossier: Dossier, *, settings: Settings, everything: bool = False, workers: int | None = None, progress: Callable[[Summary], None] | None = None
) -> Summary:
    """Read the current articles of a dossier anew, from their stored texts: those that another model, other tables or another version read, or `everything`.

    Judgements keep their effect: they find what they are about by where it stands. Raises as `ingest` does.
    """
    from chancery.dossier.views.articles import to_reread

    version = None if everything else (__version__, model_version(), knowledge_version(settings.knowledge))
    items = (Item(name, again=(key, article)) for key, name, article in to_reread(dossier, version))
    return ingest(dossier, items, settings=settings, inputs=(dossier.where,), workers=workers, published=None, progress=progress)


def _link(dossier: Dossier) -> None:
    """Link anew what was not linked since it was written."""
    with dossier.reading() as connection:
        to_link = stale(connection)
    if to_link:
        relink(dossier)


@lru_cache(maxsize=2)
def _pipeline(knowledge: Path | None, device: str) -> Pipeline:
    """The pipeline of this process, kept: a watch reads a few items every quarter of an hour."""
    return Pipeline(knowledge=knowledge, threads=1, device=device)


def _outcomes(dossier: Dossier, items: Iterator[Item], settings: Settings, workers: int | None, published: str | None) -> Iterator[Outcome]:
    count = workers or cores()
    first = list(islice(items, FEW)) if count > 1 and workers is None else []
    items = chain(first, items)
    if count == 1 or (workers is None and len(first) < FEW):
        reading = Reading(_pipeline(settings.knowledge, settings.device), settings, seen=partial(known, dossier), published=published)
        return map(reading, items)
    return read_in_order(items, Plan(dossier.address, settings, published), workers=count)


def _stored(writer: Writer, outcomes: list[Outcome], summary: Summary) -> Summary:
    """Store outcomes in one transaction; where the store refuses one of them, each in its own."""
    try:
        return _stored_together(writer, outcomes, summary)
    except UnstorableError as error:
        if len(outcomes) == 1:
            return _stored_together(writer, [Failed(outcomes[0].source, error)], summary)
    for outcome in outcomes:
        summary = _stored(writer, [outcome], summary)
    return summary


def _stored_together(writer: Writer, outcomes: list[Outcome], summary: Summary) -> Summary:
    read = updated = unchanged = failed = 0
    with writer.together():
        for outcome in outcomes:
            match outcome:
                case Read():
                    done = writer.add(outcome.article, outcome.record, name=outcome.name, own=outcome.own, extra=outcome.extra)
                    writer.release(outcome.source)
                    if isinstance(done, Unchanged):
                        unchanged += 1
                    else:
                        read, updated = read + 1, updated + isinstance(done, Updated)
                case ReadAgain():
                    writer.put_record(outcome.record, key=outcome.key, name=outcome.source)
                    read += 1
                case Known():
                    writer.release(outcome.source)
                    unchanged += 1
                case Failed():
                    writer.quarantine(outcome.source, outcome.error)
                    failed += 1
        writer.count(unchanged=unchanged)
    return replace(
        summary, read=summary.read + read, updated=summary.updated + updated, unchanged=summary.unchanged + unchanged, failed=summary.failed + failed,
    )  # fmt: skip
