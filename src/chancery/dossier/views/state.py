"""What the answers of a dossier depend on, as one word: it changes when something is read, judged or linked anew."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func, select

from chancery.dossier.engines import Dossier
from chancery.dossier.tables import GROUPS, JUDGEMENTS, LINKINGS, MEMBERS, RECORDS, RUNS


def touched(dossier: Dossier) -> tuple[int, ...] | None:
    """What changes whenever anything writes to the file of a dossier, at no cost; null where it is no file."""
    if dossier.dialect != "sqlite":
        return None
    found: list[int] = []
    for name in (dossier.where, f"{dossier.where}-wal"):
        try:
            status = Path(name).stat()
        except OSError:
            found += (0, 0)
        else:
            found += (status.st_mtime_ns, status.st_size)
    return tuple(found)


def state(dossier: Dossier) -> str:
    """The counts and last numbers of what views are made of."""
    with dossier.reading() as connection:
        parts = connection.execute(
            select(
                select(func.count()).select_from(RECORDS).scalar_subquery(), select(func.max(RUNS.c.key)).scalar_subquery(),
                select(func.max(JUDGEMENTS.c.number)).scalar_subquery(), select(func.count()).select_from(GROUPS).scalar_subquery(),
                select(func.sum(RUNS.c.read + RUNS.c.failed)).scalar_subquery(), select(LINKINGS.c.number).scalar_subquery(),
            )
        ).one()  # fmt: skip
        linked = parts[-1]
        if linked is None:  # links that no later linking goes on from are not numbered
            linked = connection.execute(
                select(select(func.sum(GROUPS.c.publishers)).scalar_subquery(), select(func.count()).select_from(MEMBERS).scalar_subquery())
            ).one()
    return "-".join(str(p) for p in (*parts[:-1], linked))
