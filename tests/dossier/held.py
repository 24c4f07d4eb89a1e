"""Dossiers of given records, and what one holds, to compare it with another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from chancery.dossier import open_dossier
from chancery.dossier.engines import Dossier
from chancery.dossier.tables import METADATA
from chancery.dossier.writer import Writer
from chancery.pipeline import relink
from chancery.schema.record import Record

#: tables that hold times, or what a run counted
OF_RUNS = ("runs", "feeds")
#: tables and columns of how linking goes on, which depend on how often it was done
OF_LINKING = ("linkings", "traces", "segments", "postings")
NOT_COMPARED = ("run", "touched")


def contents(dossier: Dossier) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table but those of the runs, and but for the run that a row came with."""
    with dossier.reading() as connection:
        return {
            t.name: sorted(({c: v for c, v in r.items() if c not in NOT_COMPARED} for r in connection.execute(select(t)).mappings()), key=repr)
            for t in METADATA.sorted_tables if t.name not in (*OF_RUNS, *OF_LINKING)
        }  # fmt: skip


def made_of(records: Mapping[str, Record], place: str, *, until: str | None = None) -> Dossier:
    """A new dossier of those records that were published until a day, in the order of their publication, linked."""
    return made_of_versions(list(records.items()), place, until=until)


def made_of_versions(records: Sequence[tuple[str, Record]], place: str, *, until: str | None = None) -> Dossier:
    """The same of records of which several may have one name: a later one is another version."""
    dossier = open_dossier(place, create=True)
    writer = Writer(dossier)
    writer.start_run(inputs=["test"])
    for name, record in sorted(records, key=lambda r: (r[1].article.published or "", r[0])):
        if until is None or (record.article.published or "") <= until:
            writer.add(record.article, record, name=name)
    writer.end_run()
    relink(dossier)
    return dossier
