"""Shard -> its files in the folder of the run. The same function on this machine and on every node of a cluster, and the same bytes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import IO, cast

from chancery import __version__
from chancery.errors import ChanceryError, InstallationError, SourceError, StoreError
from chancery.ingest.archives import warc_pages
from chancery.ingest.item import Failed, Item, Read
from chancery.ingest.reading import Reading
from chancery.ingest.rows import GZIP, csv_rows, json_file, json_lines, parquet_rows, unpacked
from chancery.ingest.versions import knowledge_version, model_version
from chancery.pipeline import Pipeline
from chancery.scale.part import Part, records_of
from chancery.scale.place import Folder, opened
from chancery.scale.shard import Finished, Job, Lost, Shard
from chancery.schema.record import SCHEMA
from chancery.settings import Settings


def version(settings: Settings) -> tuple[str, str, str]:
    """Program, model and knowledge that read here."""
    return __version__, model_version(), knowledge_version(settings.knowledge)


class Work:
    """Makes the files of shards, with one loaded model.

    Raises:
        InstallationError: the model or a table is missing, or is not that of the run.
    """

    def __init__(self, job: Job) -> None:
        if (here := version(job.settings)) != job.version:
            told = f"program, model and knowledge are {here} here, and {job.version} where the run was started"
            raise InstallationError(told, hint="install the same everywhere")
        self.job, self.folder = job, Folder(job.out)
        pipeline = Pipeline(knowledge=job.settings.knowledge, threads=1, device=job.settings.device)
        self.reading = Reading(pipeline, job.settings, seen=lambda name, text: False, published=job.published)

    def __call__(self, shard: Shard) -> Finished | Lost:
        """Read a shard and write its files.

        Raises:
            InstallationError: the model or a table is missing.
            StoreError: the folder of the run cannot be written.
        """
        try:
            return self._finished(shard)
        except (InstallationError, StoreError):
            raise
        except ChanceryError as error:
            return Lost(shard.source, error)
        except Exception as error:  # one shard that the program fails on must not stop the others
            told = f"{shard.source}: reading it failed ({type(error).__name__}: {error})"
            return Lost(shard.source, SourceError(told, hint="this is a fault of Chancery; please report it"))

    def _finished(self, shard: Shard) -> Finished:
        read = words = 0
        reasons: Counter[str] = Counter()
        with Part(self.folder, shard.name) as part:
            for item in items_of(shard, settings=self.job.settings, mapping=self.job.mapping):
                match self.reading(item):
                    case Read() as done:
                        part.add(done)
                        read, words = read + 1, words + len(done.article.text.split())
                    case Failed() as done:
                        part.refuse(done)
                        reasons[type(done.error).__name__] += 1
            program, model, knowledge = self.job.version
            line = Finished(
                shard=shard.name, input=shard.where, source=shard.source, first=shard.above + 1, sha256=shard.sha256,
                fingerprint=self.job.fingerprint(shard), read=read, failed=reasons.total(), reasons=dict(sorted(reasons.items())), words=words,
                program=program, model=model, knowledge=knowledge, schema=SCHEMA,
            )  # fmt: skip
            part.finish(line)
        return replace(line, bytes=self.folder.size(records_of(shard.name)))


def items_of(shard: Shard, *, settings: Settings, mapping: Mapping[str, str]) -> Iterator[Item]:
    """The items of a shard.

    Raises:
        SourceError: it cannot be opened.
    """
    try:
        with opened(shard.where) as file:
            packed = file.read(2) == GZIP
            file.seek(0)
            yield from _items(shard, file, packed, settings.max_bytes, mapping)
    except OSError as error:
        raise SourceError(f"{shard.source}: {error.strerror or error}", hint="check the path, its permissions and the connection") from error


def _items(shard: Shard, file: IO[bytes], packed: bool, limit: int, mapping: Mapping[str, str]) -> Iterator[Item]:
    match shard.form:
        case "parquet":
            return parquet_rows(file, shard.source, mapping=mapping)
        case "warc":
            return warc_pages(file, shard.source, limit=limit)
        case "jsonl":
            lines = _cut_out(unpacked(file) if packed else file, shard)
            return json_lines(lines, shard.source, mapping=mapping, limit=limit, above=shard.above)
        case _:
            rows = json_file if shard.form == "json" else csv_rows
            return rows(unpacked(file) if packed else file, shard.source, mapping=mapping, limit=limit)


class _Lines:
    """The lines of a file up to some number of bytes."""

    def __init__(self, file: IO[bytes], size: int) -> None:
        self.file, self.left = file, size

    def readline(self, limit: int) -> bytes:
        line = self.file.readline(min(limit, self.left)) if self.left else b""
        self.left -= len(line)
        return line


def _cut_out(file: IO[bytes], shard: Shard) -> IO[bytes]:
    file.seek(shard.offset)
    return file if shard.size is None else cast(IO[bytes], _Lines(file, shard.size))
