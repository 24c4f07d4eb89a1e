"""Shards of articles -> a folder of records, by processes of this machine or of a cluster; such a folder -> a dossier. What is finished is never done twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from chancery.dossier.engines import Dossier
    from chancery.ingest.inputs import Form
    from chancery.ingest.run import Summary
    from chancery.scale.course import Progress
    from chancery.settings import Settings

__all__ = ["load", "run"]


def run(
    inputs: Sequence[str],
    *,
    out: str,
    settings: Settings,
    form: Form | None = None,
    mapping: Mapping[str, str] | None = None,
    published: str | None = None,
    workers: int | None = None,
    ray: str | None = None,
    lines: int | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Progress:
    """Read every article of `inputs` (files, folders, addresses of object stores) and write the records to the folder `out`.

    A file is a shard; JSON lines are cut into shards of `lines` lines. `workers` processes read (null: the machine's cores, or one less than the cluster
    has); with `ray`, the address of a Ray cluster, they are its actors. The files are the same, byte for byte, whatever reads them. A shard whose input,
    options, model and tables are those of a finished one is skipped.

    Raises:
        UsageError: an input or option that makes no sense.
        InstallationError: the model, a table or Ray is missing, or a node has another version.
        StoreError: `out` cannot be written. What is finished stays; the same call goes on from there.
    """
    from chancery.scale.course import run as done

    return done(
        inputs, out=out, settings=settings, form=form, mapping=mapping or {}, published=published, workers=workers, address=ray, lines=lines, progress=progress
    )  # fmt: skip


def load(folder: str, dossier: Dossier, *, progress: Callable[[Summary], None] | None = None) -> Summary:
    """Put the records of a run into a dossier, in the order of the run's shards, and link what it then holds; what it has already stays as it is.

    Raises:
        NotFoundError: there is no run in `folder`.
        StoreError: the dossier cannot be written. What was stored stays.
    """
    from chancery.scale.loading import load as done

    return done(folder, dossier, progress=progress)
