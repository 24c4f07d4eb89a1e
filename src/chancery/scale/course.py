"""The course of a run: inputs are cut into shards, those that are not finished are read, the manifest says what is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from chancery.errors import InstallationError, UsageError
from chancery.ingest.inputs import Form
from chancery.ingest.workers import cores
from chancery.scale.local import read_locally
from chancery.scale.manifest import Manifest
from chancery.scale.place import Folder
from chancery.scale.plan import LINES, Input, inputs_of, shards_of
from chancery.scale.shard import Finished, Job, Lost, Shard
from chancery.scale.work import version
from chancery.settings import Settings


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: shards that are `finished`, that were so before (`skipped`), that came to nothing (`lost`); articles read, items failed, words of
    articles, in seconds."""

    finished: int = 0
    skipped: int = 0
    lost: tuple[Lost, ...] = ()
    read: int = 0
    failed: int = 0
    words: int = 0
    seconds: float = 0.0

    @property
    def items(self) -> int:
        """All that were looked at."""
        return self.read + self.failed


def run(
    inputs: Sequence[str],
    *,
    out: str,
    settings: Settings,
    form: Form | None,
    mapping: Mapping[str, str],
    published: str | None,
    workers: int | None,
    address: str | None,
    lines: int | None,
    progress: Callable[[Progress], None] | None,
) -> Progress:
    """Read inputs into a folder (see chancery.scale.run)."""
    if lines is not None and lines < 1:
        raise UsageError("a shard has at least one line", hint="give --lines a number above 0")
    started = time.monotonic()
    given = inputs_of(inputs, form=form)
    folder = Folder(out)
    job = Job(folder.where, settings, version(settings), published, dict(mapping))
    so_far = Progress()
    order: dict[str, None] = {}
    whole: set[str] = set()

    def tell(made: Progress) -> None:
        nonlocal so_far
        so_far = replace(made, seconds=time.monotonic() - started)
        if progress is not None:
            progress(so_far)

    def shards() -> Iterator[Shard]:
        for each in given:
            for shard in (each,) if isinstance(each, Lost) else shards_of(each, lines=lines or LINES):
                if isinstance(shard, Lost):
                    tell(replace(so_far, lost=(*so_far.lost, shard)))
                    break
                order[shard.name] = None
                if manifest.has(shard.name, job.fingerprint(shard)):
                    tell(replace(so_far, skipped=so_far.skipped + 1))
                else:
                    yield shard
            else:
                whole.add(each.where if isinstance(each, Input) else "")

    with folder.held():
        manifest = Manifest(folder)
        for done in _done(shards(), job, workers=workers, address=address):
            if isinstance(done, Finished):
                manifest.note(done)
                tell(replace(
                    so_far, finished=so_far.finished + 1, read=so_far.read + done.read, failed=so_far.failed + done.failed, words=so_far.words + done.words
                ))  # fmt: skip
            else:
                tell(replace(so_far, lost=(*so_far.lost, done)))
        manifest.settle(order, whole)
    return replace(so_far, seconds=time.monotonic() - started)


def _done(shards: Iterator[Shard], job: Job, *, workers: int | None, address: str | None) -> Iterator[Finished | Lost]:
    if address is None:
        return read_locally(shards, job, workers=workers or cores())
    try:
        from chancery.scale.ray import read_on_ray
    except ImportError as error:
        raise InstallationError(f"--ray {address}: {error}", hint="pip install 'chancery[ray]'") from error
    return read_on_ray(shards, job, address=address, workers=workers)
