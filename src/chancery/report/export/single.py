"""Records without a dossier -> a dossier for as long as they are exported, so that one article goes through the same formats as a crisis."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from chancery.dossier import open_dossier
from chancery.dossier.engines import Dossier
from chancery.dossier.writer import Writer
from chancery.errors import UsageError
from chancery.pipeline import relink
from chancery.schema.record import SCHEMA, Record
from chancery.schema.serial import from_plain


@contextmanager
def passing(records: Sequence[Record]) -> Iterator[Dossier]:
    """A dossier that holds the records and is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="chancery-") as folder, open_dossier(Path(folder) / "records.db", create=True) as dossier:
        writer = Writer(dossier)
        writer.start_run()
        for record in records:
            writer.add(record.article, record)
        writer.end_run()
        relink(dossier)
        yield dossier


def is_records(path: Path) -> bool:
    """Whether a file holds records as `chancery read --format json` writes them, and not a dossier."""
    try:
        with path.open("rb") as file:
            return file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"
    except OSError:
        return False


def load(path: Path) -> list[Record]:
    """The records of a file: one as JSON, or a record a line.

    Raises:
        UsageError: it holds something else.
    """
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    try:
        plain: list[Any] = [json.loads(text)]
    except ValueError:
        try:
            plain = [json.loads(line) for line in text.splitlines() if line.strip()]
        except ValueError as error:
            raise _no_record(path) from error
    try:
        if any(p.get("schema") != SCHEMA for p in plain):
            raise _no_record(path)
        return [from_plain(Record, p) for p in plain]
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise _no_record(path) from error


def _no_record(path: Path) -> UsageError:
    return UsageError(f"{path}: neither a dossier nor records", hint="give a dossier, or what chancery read --format json wrote")
