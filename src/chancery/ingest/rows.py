"""Files of many articles -> rows: JSON lines, JSON, CSV, Parquet. Each row knows where it stands; a row that cannot be parsed is an item with its error."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any, cast

from chancery.errors import ChanceryError, SourceError, TooLargeError
from chancery.ingest.item import Item

GZIP = b"\x1f\x8b"
_WHOLE = "the rest of the file was not read"


def open_bytes(path: Path) -> IO[bytes]:
    """A file's bytes, unpacked where it is gzip.

    Raises:
        SourceError: it cannot be opened.
    """
    try:
        file = path.open("rb")
        packed = file.read(2) == GZIP
        file.seek(0)
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror}", hint="check the path and its permissions") from error
    return unpacked(file) if packed else file


def unpacked(file: IO[bytes]) -> IO[bytes]:
    """What a gzip stream holds."""
    return cast(IO[bytes], gzip.GzipFile(fileobj=file))


def json_lines(file: IO[bytes], name: str, *, mapping: Mapping[str, str], limit: int, above: int = 0) -> Iterator[Item]:
    """The rows of a file of JSON lines; a row's number is its line's. `above` is how many lines stand above those of `file`."""
    number = above
    while True:
        source = f"{name}:{number + 1}"
        try:
            line = file.readline(limit + 1)
        except (OSError, EOFError, zlib.error) as error:
            yield Item(source, error=SourceError(f"{source}: the file is damaged from here on ({error})", hint=_WHOLE))
            return
        if not line:
            return
        number += 1
        if len(line) > limit:
            while line and not line.endswith(b"\n"):
                line = file.readline(limit)
            yield Item(source, error=TooLargeError(f"{source}: a line of more than {limit:,} bytes", hint="raise max_bytes"))
            continue
        if line.strip():
            yield _json_row(line, source, mapping)


def _json_row(line: bytes, source: str, mapping: Mapping[str, str]) -> Item:
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return Item(source, error=SourceError(f"{source}: no JSON ({error})", hint="each line holds one JSON object"))
    return row(value, source, mapping)


def json_file(file: IO[bytes], name: str, *, mapping: Mapping[str, str], limit: int) -> Iterator[Item]:
    """The rows of a JSON file: a list of objects, or one object."""
    try:
        data = file.read(limit + 1)
        if len(data) > limit:
            raise TooLargeError(f"{name}: more than {limit:,} bytes", hint="write it as JSON lines, one article a line")
        value = json.loads(data.decode("utf-8-sig"))
    except ChanceryError as error:
        yield Item(name, error=error)
        return
    except (ValueError, RecursionError, OSError, EOFError, zlib.error) as error:
        yield Item(name, error=SourceError(f"{name}: no JSON ({error})", hint="it holds a list of objects, one an article"))
        return
    for number, each in enumerate(value if isinstance(value, list) else [value], 1):
        yield row(each, f"{name}:{number}", mapping)


def csv_rows(file: IO[bytes], name: str, *, mapping: Mapping[str, str], limit: int) -> Iterator[Item]:
    """The rows of a CSV file with a head; the first row after it is number 1. Commas, semicolons, tabs and bars are told by the head."""
    csv.field_size_limit(limit)
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="strict", newline="")
    number = 0
    try:
        head = text.readline()
        delimiter = max(",;\t|", key=head.count)
        columns = next(csv.reader([head], delimiter=delimiter), [])
        reader = csv.reader(text, delimiter=delimiter)
        for values in reader:
            if not values:
                continue
            number += 1
            source = f"{name}:{number}"
            if len(values) > len(columns):
                error = SourceError(f"{source}: {len(values)} values in {len(columns)} columns", hint="quote values that hold the delimiter")
                yield Item(source, error=error)
                continue
            yield row({c: v for c, v in zip(columns, values, strict=False) if v != ""}, source, mapping)
    except UnicodeDecodeError as error:
        source = f"{name}:{number + 1}"
        yield Item(source, error=SourceError(f"{source}: no UTF-8 from here on ({error.reason})", hint=f"save it as UTF-8; {_WHOLE}"))
    except (csv.Error, OSError, EOFError, zlib.error) as error:
        yield Item(f"{name}:{number + 1}", error=SourceError(f"{name}:{number + 1}: damaged from here on ({error})", hint=_WHOLE))


def parquet_rows(path: Path | IO[bytes], name: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
    """The rows of a Parquet file, numbered from 1."""
    import pyarrow
    import pyarrow.parquet

    number = 0
    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=64):
                for value in batch.to_pylist():
                    number += 1
                    yield row({k: v for k, v in value.items() if v is not None}, f"{name}:{number}", mapping)
    except (pyarrow.ArrowException, OSError) as error:
        source = f"{name}:{number + 1}"
        yield Item(source, error=SourceError(f"{source}: no Parquet from here on ({str(error)[:200]})", hint=_WHOLE))


def row(value: Any, source: str, mapping: Mapping[str, str]) -> Item:
    """The item of a row. `mapping` says which column stands for a field."""
    if not isinstance(value, dict):
        return Item(source, error=SourceError(f"{source}: no object with named fields", hint='each row is an object like {"text": "..."}'))
    value = {str(k): v for k, v in value.items()}
    renamed = {field: value.pop(column) for field, column in mapping.items() if column in value}
    return Item(source, fields={**value, **renamed})
