"""Tables are read once, and the user's rows come first."""

from __future__ import annotations

from pathlib import Path

import pytest

from chancery.errors import InstallationError
from chancery.knowledge import TABLES, Knowledge


def test_knowledge_own_rows_come_before_the_shipped(tmp_path: Path) -> None:
    (tmp_path / "groups.csv").write_text("name,kind\nIlven Front,rebel\n", encoding="utf-8")
    rows = Knowledge(tmp_path).table("groups")
    assert rows[0] == {"name": "Ilven Front", "aliases": "", "countries": "", "kind": "rebel"}
    assert len(rows) > 200


def test_knowledge_unknown_table_is_an_installation_error() -> None:
    with pytest.raises(InstallationError):
        Knowledge().table("no-such-table")


@pytest.mark.parametrize("path", sorted(TABLES.glob("*.csv")), ids=lambda p: p.stem)
def test_knowledge_every_row_is_as_long_as_its_header(path: Path) -> None:
    import csv

    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert len(set(header)) == len(header)
    assert rows and all(len(r) == len(header) for r in rows)
