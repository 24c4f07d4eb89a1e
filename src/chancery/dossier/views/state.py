"""What the answers of a dossier depend on, as one word: it changes when something is read, judged or linked anew."""

from __future__ import annotations

from sqlalchemy import func, select

from chancery.dossier.engines import Dossier
from chancery.dossier.tables import GROUPS, JUDGEMENTS, MEMBERS, RECORDS, RUNS


def state(dossier: Dossier) -> str:
    """The counts and last numbers of what views are made of."""
    with dossier.reading() as connection:
        parts = connection.execute(
            select(
                select(func.count()).select_from(RECORDS).scalar_subquery(), select(func.max(RUNS.c.key)).scalar_subquery(),
                select(func.max(JUDGEMENTS.c.number)).scalar_subquery(), select(func.count()).select_from(GROUPS).scalar_subquery(),
                select(func.sum(GROUPS.c.publishers)).scalar_subquery(),
                select(func.count()).select_from(MEMBERS).scalar_subquery(), select(func.sum(RUNS.c.read + RUNS.c.failed)).scalar_subquery(),
            )
        ).one()  # fmt: skip
    return "-".join(str(p) for p in parts)
