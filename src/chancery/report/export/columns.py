"""Rows of cells -> delimited text, the way the data sets we imitate are delivered."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

Cell = str | int | float | None


def tabbed(rows: Iterable[Sequence[Cell]], *, columns: Sequence[str], header: bool) -> Iterator[str]:
    """Lines with a tab between the cells and no quotes: tabs and line ends within a cell become spaces.

    Raises:
        ValueError: a row that is not as long as the columns.
    """
    if header:
        yield "\t".join(columns) + "\n"
    for row in rows:
        yield "\t".join(" ".join(_cell(c).split()) for _, c in zip(columns, row, strict=True)) + "\n"


def quoted(rows: Iterable[Sequence[Cell]], *, columns: Sequence[str]) -> Iterator[str]:
    """CSV as RFC 4180 has it, with a header, lines ended by a line feed. Raises as `tabbed` does."""
    yield _line(columns)
    for row in rows:
        yield _line([_cell(c) for _, c in zip(columns, row, strict=True)])


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value)
