"""The name of an article -> its record as it was read, and the mentions made of it."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass

from sqlalchemy import select

from chancery.dossier.engines import Dossier
from chancery.dossier.tables import ARTICLES, COPIES, FIRST, MEMBERS, MENTIONS, RECORDS, RUNS
from chancery.errors import NotFoundError
from chancery.schema.record import Record
from chancery.schema.serial import from_plain


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing of the record stands in the dossier: its mention's key, its row, the last verb an analyst used on it, and whether it is hidden."""

    local: str
    kind: str
    mention: int
    row: str | None
    judged: str | None
    hidden: bool


@dataclass(frozen=True, slots=True)
class HeldRecord:
    """A record, which version of the article it is of, when and by which Chancery it was read, the article whose text this one carries, and where each thing of
    it stands.
    """

    name: str
    version: int
    versions: int
    record: Record
    read: str
    program: str
    copy_of: str | None
    places: tuple[Place, ...]


def record(dossier: Dossier, name: str, *, version: int | None = None) -> HeldRecord:
    """The record of an article (its name, or what answers call it), of its latest version unless one is given.

    Raises:
        NotFoundError: there is no such article or version.
    """
    query = (
        select(
            *ARTICLES.c["key", "name", "version", "text", "article"], RECORDS.c.data, *RUNS.c["started", "program"], FIRST.c.name.label("first"),
            FIRST.c.called.label("first_called"),
        )
        .join(RECORDS, RECORDS.c.article == ARTICLES.c.key)
        .join(RUNS, RUNS.c.key == RECORDS.c.run)
        .outerjoin(COPIES, COPIES.c.article == ARTICLES.c.key)
        .outerjoin(FIRST, FIRST.c.key == COPIES.c.of)
        .order_by(ARTICLES.c.version.desc())
    )  # fmt: skip
    with dossier.reading() as connection:
        held = connection.execute(select(ARTICLES.c.name).where(ARTICLES.c.called == name).order_by(ARTICLES.c.key).limit(1)).scalar()
        rows = connection.execute(query.where(ARTICLES.c.name == name)).all() or connection.execute(query.where(ARTICLES.c.name == held)).all()
        row = next((r for r in rows if version in (None, r.version)), None)
        if row is None:
            raise NotFoundError(f"there is no article {name!r}" + (f", version {version}" if version else ""), hint="chancery sources D lists what was read")
        asked = select(*MENTIONS.c["local", "kind", "key", "judged", "hidden"], MEMBERS.c.group).outerjoin(MEMBERS, MEMBERS.c.mention == MENTIONS.c.key)
        places = connection.execute(asked.where(MENTIONS.c.article == row.key).order_by(MENTIONS.c.key)).all()
    plain = {**json.loads(zlib.decompress(row.data)), "article": {**json.loads(row.article), "text": row.text}}
    return HeldRecord(
        row.name, row.version, max(r.version for r in rows), from_plain(Record, plain), row.started, row.program,
        None if row.first == row.name else row.first_called,
        tuple(Place(p.local, p.kind, p.key, p.group, p.judged, bool(p.hidden)) for p in places),
    )  # fmt: skip
