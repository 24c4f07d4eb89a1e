"""What could not be read, and why."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from chancery.dossier.engines import Dossier
from chancery.dossier.tables import QUARANTINE, RUNS


@dataclass(frozen=True, slots=True)
class Quarantined:
    """One thing: where it is (path, path:row or URL), the class of its error, what was wrong, what to do, and when the run began that last tried it."""

    source: str
    error: str
    message: str
    hint: str | None
    tried: str


def quarantine(dossier: Dossier) -> tuple[Quarantined, ...]:
    """Everything that could not be read, in the order in which it first failed."""
    with dossier.reading() as connection:
        rows = connection.execute(
            select(*QUARANTINE.c["source", "error", "message", "hint"], RUNS.c.started).join(RUNS, RUNS.c.key == QUARANTINE.c.run).order_by(QUARANTINE.c.key)
        )
        return tuple(Quarantined(r.source, r.error, r.message, r.hint, r.started) for r in rows)


def last(dossier: Dossier, *, most: int) -> tuple[Quarantined, ...]:
    """What the latest run could not read, the first of it."""
    run = select(func.max(RUNS.c.key)).scalar_subquery()
    with dossier.reading() as connection:
        rows = connection.execute(
            select(*QUARANTINE.c["source", "error", "message", "hint"], RUNS.c.started).join(RUNS, RUNS.c.key == QUARANTINE.c.run)
            .where(RUNS.c.key == run).order_by(QUARANTINE.c.key).limit(most)
        )  # fmt: skip
        return tuple(Quarantined(r.source, r.error, r.message, r.hint, r.started) for r in rows)
