"""What was read when, by which version."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import select

from chancery.dossier.engines import Dossier
from chancery.dossier.tables import RUNS


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run. Times are UTC; `ended` is null of a run that is going on or was killed. `model`, `knowledge` are hashes of the weights and tables."""

    number: int
    started: str
    ended: str | None
    program: str
    model: str
    knowledge: str
    inputs: tuple[str, ...]
    read: int
    unchanged: int
    failed: int


def runs(dossier: Dossier) -> tuple[RunRow, ...]:
    """All runs, the latest first."""
    with dossier.reading() as connection:
        rows = connection.execute(select(RUNS).order_by(RUNS.c.key.desc())).all()
    return tuple(
        RunRow(r.key, r.started, r.ended, r.program, r.model, r.knowledge, tuple(map(str, json.loads(r.inputs))), r.read, r.unchanged, r.failed) for r in rows
    )
