"""The folder of a run -> a dossier: the same as if its inputs had been read into it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from chancery import errors
from chancery.dossier.engines import Dossier
from chancery.dossier.views.known import known
from chancery.errors import ChanceryError, NotFoundError, SourceError
from chancery.ingest.item import Failed, Known, Outcome, Read
from chancery.ingest.run import Summary, keep
from chancery.scale.manifest import NAME, lines_of
from chancery.scale.part import failed_of, records_of, rows_of
from chancery.scale.place import Folder
from chancery.scale.shard import Finished
from chancery.schema.record import Record
from chancery.schema.serial import loads


def load(where: str, dossier: Dossier, *, progress: Callable[[Summary], None] | None = None) -> Summary:
    """Put the records of a run into a dossier (see chancery.scale.load)."""
    folder = Folder(where)
    lines = lines_of(folder)
    if not lines:
        raise NotFoundError(f"{where}: there is no run in it", hint=f"give the folder that chancery run wrote to: it holds a {NAME}")
    whole = Summary()
    for version, some in groupby(lines, key=lambda line: (line.program, line.model, line.knowledge)):
        done = _loaded(folder, list(some), dossier, version, whole, progress)
        whole = _sum(whole, done)
    return whole


def _loaded(
    folder: Folder, lines: Sequence[Finished], dossier: Dossier, version: tuple[str, str, str], before: Summary, progress: Callable[[Summary], None] | None
) -> Summary:  # fmt: skip
    told = None if progress is None else lambda summary: progress(_sum(before, summary))
    return keep(dossier, lambda: _outcomes(folder, lines, dossier), version=version, inputs=(folder.where,), progress=told)


def _sum(a: Summary, b: Summary) -> Summary:
    return Summary(a.read + b.read, a.updated + b.updated, a.unchanged + b.unchanged, a.failed + b.failed, a.seconds + b.seconds)


def _outcomes(folder: Folder, lines: Sequence[Finished], dossier: Dossier) -> Iterator[Outcome]:
    for line in lines:
        yield from _read(folder, line, dossier)
        if line.failed:
            yield from _failed(folder, line)


def _read(folder: Folder, line: Finished, dossier: Dossier) -> Iterator[Outcome]:
    import pyarrow

    where = folder.path(records_of(line.shard))
    rows = 0
    try:
        with folder.open(records_of(line.shard)) as file:
            for row in rows_of(file):
                rows += 1
                if known(dossier, row["name"], row["hash"]):
                    yield Known(row["source"])
                    continue
                record = loads(Record, row["record"])
                yield Read(row["source"], row["name"], record.article, record, json.loads(row["extra"]))
    except ChanceryError as error:
        yield Failed(where, error)
    except (pyarrow.ArrowException, OSError, ValueError, TypeError, KeyError) as error:
        yield Failed(where, SourceError(f"{where}: damaged after row {rows} ({str(error)[:200]})", hint="remove the file and call chancery run again"))


def _failed(folder: Folder, line: Finished) -> Iterator[Failed]:
    for text in (folder.read(failed_of(line.shard)) or b"").splitlines():
        said = json.loads(text)
        kind = getattr(errors, said["error"], SourceError)
        yield Failed(said["source"], kind(said["message"], hint=said["hint"]))
