"""Facts in tables, and their lookups. Tables are CSV files of this package; a folder of the user's own adds rows to them."""

from __future__ import annotations

import csv
from pathlib import Path

from chancery.errors import InstallationError

TABLES = Path(__file__).parent / "tables"


class Knowledge:
    """The tables, each read when first asked for.

    `folder` may hold tables of the same names and columns; their rows come first, so that they win where the first match counts.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self._tables: dict[str, tuple[dict[str, str], ...]] = {}
        self._lines: dict[str, tuple[list[str], list[list[str]]]] = {}

    def table(self, name: str) -> tuple[dict[str, str], ...]:
        """The rows of `name`.csv, each a mapping of column to text.

        Raises:
            InstallationError: the package has no such table.
        """
        if name not in self._tables:
            columns, lines = self._read(name)
            self._tables[name] = tuple(dict(zip(columns, (v.strip() for v in line), strict=True)) for line in lines)
        return self._tables[name]

    def lines(self, name: str) -> list[list[str]]:
        """The rows of `name`.csv as lists in the order of `columns`: for tables of many thousand rows. Raises as `table` does."""
        return self._read(name)[1]

    def columns(self, name: str) -> list[str]:
        """The columns of `name`.csv. Raises as `table` does."""
        return self._read(name)[0]

    def _read(self, name: str) -> tuple[list[str], list[list[str]]]:
        if name not in self._lines:
            shipped = TABLES / f"{name}.csv"
            own = self.folder / f"{name}.csv" if self.folder else None
            if not shipped.exists():
                raise InstallationError(f"the table {name}.csv is missing from the package", hint="install chancery again")
            columns, lines = _parse(shipped)
            if own is not None and own.exists():
                theirs, more = _parse(own)
                place = {c: i for i, c in enumerate(theirs)}
                lines = [[row[place[c]] if c in place else "" for c in columns] for row in more] + lines
            self._lines[name] = columns, lines
        return self._lines[name]


def _parse(path: Path) -> tuple[list[str], list[list[str]]]:
    """The columns and rows of a CSV file, every row as long as the first."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        columns, *lines = list(csv.reader(file)) or [[]]
    width = len(columns)
    return columns, [row if len(row) == width else (row + [""] * width)[:width] for row in lines if row]
