"""The shapes of a run: what is to be read in one piece, what all pieces have in common, and what became of one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from chancery.ingest.inputs import Form
from chancery.schema.record import SCHEMA
from chancery.settings import Settings

#: of the files that a run writes; another number makes every shard be read again
LAYOUT = 1


@dataclass(frozen=True, slots=True)
class Shard:
    """A file, or some lines of one: what one worker reads in one go.

    `name` is that of its files in the folder of the run, `source` the input as the user names it, `where` its absolute path or address. Of JSON lines,
    `offset` is the (unpacked) byte at which it begins, `above` the lines above that, `size` its bytes, null: to the end. `sha256` is the hash of its bytes.
    """

    name: str
    source: str
    where: str
    form: Form
    sha256: str
    offset: int = 0
    above: int = 0
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """A shard whose records are written: a line of the manifest. `reasons` counts the failed items by the class of their error; `bytes` are of its records."""

    shard: str
    input: str
    source: str
    first: int
    sha256: str
    fingerprint: str
    read: int
    failed: int
    reasons: dict[str, int]
    words: int
    program: str
    model: str
    knowledge: str
    schema: str
    bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Lost:
    """A shard, or a whole input, that came to nothing; the next run tries it again."""

    source: str
    error: Exception


@dataclass(frozen=True, slots=True)
class Job:
    """What all shards of a run have in common: the folder to write to, how to read, and the `version` (program, model, knowledge) that reads."""

    out: str
    settings: Settings
    version: tuple[str, str, str]
    published: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)

    def fingerprint(self, shard: Shard) -> str:
        """The hash of everything that the records of a shard depend on."""
        said = [
            LAYOUT, SCHEMA, shard.sha256, shard.form, shard.above, sorted(self.mapping.items()), self.published, self.settings.max_bytes, *self.version
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()

    @contextmanager
    def open(self) -> Iterator[Callable[[Shard], Finished | Lost]]:
        """What makes files of a shard: the life of a worker."""
        from chancery.scale.work import Work

        yield Work(self)
