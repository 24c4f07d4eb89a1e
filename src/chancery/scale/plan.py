"""Inputs -> shards, in a fixed order, each with the hash of its bytes. Files are looked through one after the other while the first ones are being read."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from chancery.errors import ChanceryError, NotFoundError, UsageError
from chancery.ingest.inputs import Form, form_of
from chancery.ingest.rows import GZIP, unpacked
from chancery.scale.place import absolute, opened, store
from chancery.scale.shard import Lost, Shard

#: forms that hold many articles and lie still
SHARDED: tuple[Form, ...] = ("jsonl", "json", "csv", "parquet", "warc")
#: lines of JSON in a shard: some minutes of work, which is what a killed worker loses
LINES = 500
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read: as the user names it, where it is, what it holds."""

    source: str
    where: str
    form: Form


def inputs_of(names: Sequence[str], *, form: Form | None = None) -> list[Input | Lost]:
    """The files that the names stand for: files, folders (all that can be read in them, by name), patterns in an object store.

    Raises:
        UsageError: a file of a form that does not hold many articles, or of one that cannot be told.
    """
    found: list[Input | Lost] = []
    for name in names:
        files = _files(name, form)
        found += [Input(source, absolute(source), _form(source, form)) for source in files] or [
            Lost(name, NotFoundError(f"{name}: no such file, or nothing in it that can be read", hint="check the path or address"))
        ]  # fmt: skip
    return list(dict.fromkeys(found))


def _files(name: str, form: Form | None) -> list[str]:
    where = absolute(name)
    if "://" in where:
        filesystem, path = store(where)
        scheme = where.partition("://")[0]
        inside = filesystem.glob(path) if "*" in path else filesystem.find(path) if filesystem.isdir(path) else None
        if inside is None:
            return [name] if filesystem.exists(path) else []
        return sorted(f"{scheme}://{p.lstrip('/') if scheme != 'memory' else p}" for p in inside if form or form_of(Path(p)) in SHARDED)
    path_ = Path(name.removeprefix("file://"))
    if not path_.is_dir():
        return [name] if path_.exists() else []
    files = sorted((p for p in path_.rglob("*") if p.is_file()), key=lambda p: p.parts)
    seen = [p for p in files if not any(part.startswith(".") for part in p.relative_to(path_).parts)]
    return [str(p) for p in seen if form or form_of(p) in SHARDED]


def _form(source: str, form: Form | None) -> Form:
    told = form or form_of(Path(source))
    if told in SHARDED:
        return told
    known = f"give {', '.join(SHARDED)} (for single articles, feeds and addresses there is chancery ingest)"
    raise UsageError(f"{source}: {told or 'what it holds'} cannot be read in shards", hint=known if told else f"say what it is with --form; {known}")


def shards_of(given: Input, *, lines: int = LINES) -> Iterator[Shard | Lost]:
    """The shards of a file: itself, or of JSON lines every so many lines. A file that is damaged is a shard up to there, and one from there on."""
    try:
        with opened(given.where) as file:
            if given.form != "jsonl":
                yield _shard(given, _hash(file))
                return
            packed = file.read(2) == GZIP
            file.seek(0)
            yield from _cut(given, unpacked(file) if packed else file, lines)
    except ChanceryError as error:
        yield Lost(given.source, error)
    except OSError as error:
        yield Lost(given.source, NotFoundError(f"{given.source}: {error.strerror or error}", hint="check the path and its permissions"))


def _hash(file: IO[bytes]) -> str:
    whole = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        whole.update(chunk)
    return whole.hexdigest()


def _cut(given: Input, file: IO[bytes], lines: int) -> Iterator[Shard]:
    """Shards of whole lines."""
    offset = above = size = count = 0
    whole = hashlib.sha256()
    try:
        while line := file.readline(_CHUNK):
            whole.update(line)
            size += len(line)
            count += line.endswith(b"\n")
            if count == lines:
                yield _shard(given, whole.hexdigest(), offset=offset, above=above, size=size)
                offset, above, size, count = offset + size, above + count, 0, 0
                whole = hashlib.sha256()
    except (OSError, EOFError, zlib.error):
        # whoever reads it meets the same fault, and says where
        yield _shard(given, whole.hexdigest(), offset=offset, above=above)
        return
    if size or not above:
        yield _shard(given, whole.hexdigest(), offset=offset, above=above, size=size)


def _shard(given: Input, sha256: str, *, offset: int = 0, above: int = 0, size: int | None = None) -> Shard:
    base = re.sub(r"[^\w.-]", "_", Path(given.where).name, flags=re.ASCII)[:80]
    name = f"{base}-{hashlib.sha256(given.where.encode()).hexdigest()[:8]}-{above + 1:09}"
    return Shard(name, given.source, given.where, given.form, sha256, offset, above, size)
