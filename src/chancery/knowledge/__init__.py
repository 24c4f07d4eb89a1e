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

    def table(self, name: str) -> tuple[dict[str, str], ...]:
        """The rows of `name`.csv, each a mapping of column to text.

        Raises:
            InstallationError: the package has no such table.
        """
        if name not in self._tables:
            rows: list[dict[str, str]] = []
            shipped = TABLES / f"{name}.csv"
            own = self.folder / f"{name}.csv" if self.folder else None
            for path in (own, shipped):
                if path is not None and path.exists():
                    with path.open(encoding="utf-8-sig", newline="") as file:
                        rows.extend({k: (v or "").strip() for k, v in row.items() if k} for row in csv.DictReader(file))
                elif path is shipped:
                    raise InstallationError(f"the table {name}.csv is missing from the package", hint="install chancery again")
            self._tables[name] = tuple(rows)
        return self._tables[name]
