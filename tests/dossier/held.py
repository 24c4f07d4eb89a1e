"""What a dossier holds, to compare one with another."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from chancery.dossier.engines import Dossier
from chancery.dossier.tables import METADATA

#: tables that hold times, or what a run counted
OF_RUNS = ("runs", "feeds")


def contents(dossier: Dossier) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table but those of the runs, and but for the run that a row came with."""
    with dossier.reading() as connection:
        return {
            t.name: sorted(({c: v for c, v in r.items() if c != "run"} for r in connection.execute(select(t)).mappings()), key=repr)
            for t in METADATA.sorted_tables if t.name not in OF_RUNS
        }  # fmt: skip
