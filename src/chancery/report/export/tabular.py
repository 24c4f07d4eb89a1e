"""Tables -> CSV and Parquet, and CSV back into the same rows.

A cell of CSV is empty where nothing is known; a list is JSON, numbers and days are written plainly, yes and no as true and false.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from chancery.report.export.columns import quoted
from chancery.report.export.holdings import Holdings
from chancery.report.tables import Cell, Row, columns_of, rows


def write_csv(held: Holdings, *, table: str = "events") -> Iterator[str]:
    """A table as CSV with a header."""
    columns = [c.name for c in columns_of(table)]
    return quoted(([_written(row[c]) for c in columns] for row in rows(table, held)), columns=columns)


def write_parquet(held: Holdings, *, table: str = "events") -> Iterator[bytes]:
    """A table as Parquet, in one piece."""
    import pyarrow.parquet as pq

    from chancery.report.tables import arrow

    out = io.BytesIO()
    pq.write_table(arrow(table, held), out, compression="zstd")
    yield out.getvalue()


def read_csv(text: str, *, table: str = "events") -> list[Row]:
    """The rows that `write_csv` wrote.

    Raises:
        ValueError: a column or cell that the table does not have.
    """
    columns = {c.name: c for c in columns_of(table)}
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if list(reader.fieldnames or []) != list(columns):
        raise ValueError(f"these are not the columns of {table}")
    return [{name: _read(value, columns[name].type) for name, value in row.items()} for row in reader]


def _written(value: Cell) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return repr(value) if isinstance(value, float) else value


def _read(value: str, kind: str) -> Cell:
    if kind == "texts":
        found: list[str] = json.loads(value) if value else []
        return found
    if value == "":
        return None
    if kind == "int":
        return int(value)
    if kind == "float":
        return float(value)
    if kind == "bool":
        return value == "true"
    return value
