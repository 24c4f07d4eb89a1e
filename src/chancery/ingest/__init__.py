"""Streams of articles -> a dossier: each item once, in order, with what failed kept apart; a run that is killed goes on where it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chancery.dossier.engines import Dossier
    from chancery.ingest.item import Item
    from chancery.ingest.run import Summary
    from chancery.settings import Settings

__all__ = ["ingest"]


def ingest(
    dossier: Dossier,
    items: Iterator[Item],
    *,
    settings: Settings,
    inputs: tuple[str, ...] = (),
    workers: int | None = None,
    published: str | None = None,
    progress: Callable[[Summary], None] | None = None,
) -> Summary:
    """Read items (see ingest.inputs.Inputs) into a dossier and link what it then holds.

    `workers` processes read (null: the machine's cores); the dossier is the same whatever their number. `published` is the day of articles that nothing dates.

    Raises:
        InstallationError: the model or a table is missing.
        StoreError: the dossier cannot be written. What was stored stays; the same call goes on from there.
    """
    from chancery.ingest.run import ingest as run

    return run(dossier, items, settings=settings, inputs=inputs, workers=workers, published=published, progress=progress)
