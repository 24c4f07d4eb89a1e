"""What the user names (files, folders, addresses, -) -> items, in a fixed order. What an input is, is told by its name, then by its content."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, BinaryIO, Literal, get_args

from chancery.errors import ChanceryError, NotFoundError, SourceError, UsageError
from chancery.ingest.archives import warc_pages
from chancery.ingest.feeds import entries, looks_like_feed
from chancery.ingest.item import FIELDS, Item
from chancery.ingest.rows import GZIP, csv_rows, json_file, json_lines, open_bytes, parquet_rows, unpacked
from chancery.settings import Settings

Form = Literal["article", "jsonl", "json", "csv", "parquet", "warc", "feed", "urls"]
FORMS: tuple[Form, ...] = get_args(Form)
#: what the end of a name says, .gz taken off
SUFFIXES: dict[str, Form] = {
    ".txt": "article", ".text": "article", ".md": "article", ".html": "article", ".htm": "article", ".xhtml": "article",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".csv": "csv", ".tsv": "csv", ".parquet": "parquet", ".pq": "parquet",
    ".warc": "warc", ".rss": "feed", ".atom": "feed", ".xml": "feed", ".urls": "urls",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Inputs:
    """What is to be read, and how: `form` of every input (null: told by each), `mapping` of fields to columns."""

    names: Sequence[str]
    settings: Settings
    form: Form | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    stdin: BinaryIO | None = None

    def items(self) -> Iterator[Item]:
        """Every item of every input."""
        for name in self.names:
            yield from self._input(name)

    def total(self) -> int | None:
        """About how many items there are, for a bar that shows how far it is; null where that cannot be told without reading them."""
        counts = [self._count(name) for name in self.names]
        known = [c for c in counts if c is not None]
        return sum(known) if len(known) == len(counts) else None

    def _count(self, name: str) -> int | None:
        if name.lower().startswith(("http://", "https://")):
            return 1 if self.form in (None, "article") else None
        path = Path(name)
        if name == "-" or not path.exists():
            return None
        files = [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file() and (self.form or form_of(p))]
        counts = [_rows(p, self.form or form_of(p) or _by_content(p)) for p in files]
        known = [c for c in counts if c is not None]
        return sum(known) if len(known) == len(counts) else None

    def _input(self, name: str) -> Iterator[Item]:
        try:
            if name == "-":
                yield from self._stdin()
            elif name.lower().startswith(("http://", "https://")):
                yield from self._address(name)
            elif (path := Path(name)).is_dir():
                yield from self._folder(path)
            elif not path.exists():
                raise NotFoundError(f"{name}: no such file or folder", hint="check the path, or give a web address with https:// in front")
            else:
                yield from self._file(path, self.form or form_of(path) or _by_content(path))
        except UsageError:
            raise
        except ChanceryError as error:
            yield Item(name, error=error)
        except OSError as error:
            yield Item(name, error=SourceError(f"{name}: {error.strerror or error}", hint="check the path and its permissions"))

    def _folder(self, folder: Path) -> Iterator[Item]:
        """The files of a folder and of those in it, by name; hidden ones, and those whose name says nothing that can be read, are passed over."""
        for path in sorted(folder.rglob("*"), key=lambda p: p.parts):
            if not any(part.startswith(".") for part in path.relative_to(folder).parts) and path.is_file() and (form := self.form or form_of(path)):
                try:
                    yield from self._file(path, form)
                except ChanceryError as error:
                    yield Item(str(path), error=error)

    def _file(self, path: Path, form: Form) -> Iterator[Item]:
        name, limit = str(path), self.settings.max_bytes
        if form == "article":
            yield Item(name, load=name)
        elif form == "parquet":
            yield from parquet_rows(path, name, mapping=self.mapping)
        else:
            with open_bytes(path) as file:
                yield from self._stream(file, name, form, limit)

    def _stream(self, file: IO[bytes], name: str, form: Form, limit: int) -> Iterator[Item]:
        if form == "jsonl":
            yield from json_lines(file, name, mapping=self.mapping, limit=limit)
        elif form == "json":
            yield from json_file(file, name, mapping=self.mapping, limit=limit)
        elif form == "csv":
            yield from csv_rows(file, name, mapping=self.mapping, limit=limit)
        elif form == "warc":
            yield from warc_pages(file, name, limit=limit)
        elif form == "feed":
            yield from entries(file.read(limit), name)
        elif form == "urls":
            yield from _addresses(file, name)

    def _stdin(self) -> Iterator[Item]:
        if self.stdin is None:
            raise UsageError("there is no standard input to read", hint="name a file")
        if self.form in ("article", "parquet"):
            raise UsageError(f"standard input is read as a stream, not as {self.form}", hint="name a file")
        yield from self._stream(self.stdin, "standard input", self.form or "jsonl", self.settings.max_bytes)

    def _address(self, url: str) -> Iterator[Item]:
        if self.form in (None, "article"):
            yield Item(url, load=url, url=url)
            return
        from chancery.intake.fetch import fetch

        data = fetch(url, self.settings).data
        if self.form == "parquet":
            raise UsageError("Parquet is read from files", hint="fetch it first")
        stream = io.BytesIO(data)
        yield from self._stream(unpacked(stream) if data.startswith(GZIP) else stream, url, self.form or "feed", self.settings.max_bytes)


def form_of(path: Path) -> Form | None:
    """What a file's name says that it holds."""
    name = path.name.lower().removesuffix(".gz")
    return SUFFIXES.get(Path(name).suffix)


def _rows(path: Path, form: Form) -> int | None:
    """About how many items a file holds."""
    if form == "article":
        return 1
    try:
        if form == "parquet":
            import pyarrow.parquet

            return int(pyarrow.parquet.read_metadata(path).num_rows)
        if form in ("jsonl", "urls"):
            with open_bytes(path) as file:
                return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))
    except Exception:  # reading it says what is wrong with it
        return None
    return None


def _by_content(path: Path) -> Form:
    """What a file holds whose name says nothing."""
    with open_bytes(path) as file:
        try:
            head = file.read(4096)
        except (OSError, EOFError):
            return "article"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"WARC/"):
        return "warc"
    if looks_like_feed(head):
        return "feed"
    return "jsonl" if head.lstrip().startswith(b'{"') else "article"


def _addresses(file: IO[bytes], name: str) -> Iterator[Item]:
    """The addresses of a list, one a line; blank lines and those that begin with # are passed over."""
    for number, line in enumerate(file, 1):
        url = line.decode("utf-8", "replace").strip()
        if url and not url.startswith("#"):
            if url.lower().startswith(("http://", "https://")):
                yield Item(url, load=url, url=url)
            else:
                error = SourceError(f"{name}:{number}: {url[:200]!r} is no web address", hint="one address a line, with https:// in front")
                yield Item(f"{name}:{number}", error=error)


def mapping_of(text: str | None) -> dict[str, str]:
    """`text=body,published=date` as a mapping of fields to columns.

    Raises:
        UsageError: it is none, or names a field that is not known.
    """
    made: dict[str, str] = {}
    for pair in (text or "").split(","):
        if not pair.strip():
            continue
        known, sign, column = pair.partition("=")
        if not sign or not column.strip() or known.strip() not in FIELDS:
            raise UsageError(f"--map {pair.strip()!r}: not field=column", hint=f"fields are {', '.join(FIELDS)}; write it like text=body,published=date")
        made[known.strip()] = column.strip()
    return made
