"""What a person types for a row or one of its reports -> the mentions meant: `event-3f9a`, the beginning of an id, or `event-3f9a#2`, its second report."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from chancery.dossier.engines import Dossier
from chancery.dossier.judgements import anchors_of
from chancery.dossier.tables import GROUPS
from chancery.dossier.views.evidence import Evidence, evidence, members
from chancery.dossier.views.scope import Scope
from chancery.errors import UsageError
from chancery.schema.judgement import Anchor
from chancery.schema.mention import Kind

#: characters of an id's number that must be given
LEAST = 4


@dataclass(frozen=True, slots=True)
class Meant:
    """A report: its row, where it is anchored, and its evidence."""

    row: str
    kind: Kind
    anchor: Anchor
    evidence: Evidence


def meant(dossier: Dossier, reference: str) -> tuple[Meant, ...]:
    """The reports of the row that a reference names, in order of publication; with #N the Nth alone.

    Raises:
        UsageError: no row, or several, begin so, or the row has no such report.
    """
    name, _, number = reference.partition("#")
    if len(name.partition("-")[2]) < LEAST:
        raise UsageError(f"{reference!r} is no id of a row", hint="copy it from an answer: event-3f9a1c02, or event-3f9a1c02#2 for its second report")
    with dossier.reading() as connection:
        scope = Scope(connection)
        found = connection.execute(select(*GROUPS.c["id", "kind"]).where(GROUPS.c.id.startswith(name, autoescape=True)).order_by(GROUPS.c.id).limit(2)).all()
        if not found:
            raise UsageError(f"there is no row {name}", hint="ids change when an article is read anew or rows are merged: look again")
        if len(found) > 1 and found[0].id != name:
            raise UsageError(f"several rows begin with {name}", hint="give more of the id")
        row, kind = found[0]
        told = members(scope, [row], kind).get(row, [])
    anchors = anchors_of(dossier, [t.key for t in told])
    every = [Meant(row, kind, anchors[t.key], evidence(t)) for t in told]
    if not number:
        return tuple(every)
    if not number.isdigit() or not 1 <= int(number) <= len(every):
        raise UsageError(f"{row} has {len(every)} reports, not {number!r}", hint="#1 is the first")
    return (every[int(number) - 1],)


__all__ = ["Meant", "meant"]
