"""What was done: one row an event, whatever was said of it where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chancery.dossier.engines import Dossier
from chancery.dossier.views.evidence import Evidence, Told, evidence_fields, members
from chancery.dossier.views.filters import Filters
from chancery.dossier.views.merge import called, certainty, date_and_basis, majority, modality, parties, publishers, reports, unique
from chancery.dossier.views.pages import page
from chancery.dossier.views.scales import scales
from chancery.dossier.views.scope import Scope
from chancery.dossier.views.who import Who, shown, who
from chancery.schema.mention import EventMention, Spot
from chancery.schema.time import DateBasis, When


@dataclass(frozen=True, slots=True)
class EventEvidence(Evidence):
    """A report of an event, with what it says of it."""

    type: str
    mode: str | None
    modality: str
    date: When


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event. `sources`, `targets` are codes (names where there is none), `actors` and `recipients` the same with their names; `contested` where some deny
    what others say has happened; `reported`, `latest` the first and last day it was reported, `publishers` how many did so independently.
    """

    id: str
    type: str
    mode: str | None
    modality: str
    contested: bool
    date: When
    date_basis: DateBasis | None
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    actors: tuple[Who, ...]
    recipients: tuple[Who, ...]
    place: str | None
    spot: Spot | None
    quad: int
    intensity: float
    goldstein: float
    issues: tuple[str, ...]
    publishers: int
    reported: str | None
    latest: str | None
    confidence: float
    line: str
    mentions: tuple[EventEvidence, ...]


def events(dossier: Dossier, *, filters: Filters | None = None) -> tuple[EventRow, ...]:
    """The events that `filters` leave, in order of date."""
    filters = filters or Filters()
    with dossier.reading() as connection:
        scope = Scope(connection, filters.as_of)
        return event_rows(scope, page(scope, "event", filters))


def event_rows(scope: Scope, ids: Sequence[str]) -> tuple[EventRow, ...]:
    """The rows of some events, in the order of their ids; what is not seen is left out."""
    found = members(scope, ids, "event")
    return tuple(_row(group, found[group]) for group in ids if group in found)


def _row(group: str, told: Sequence[Told[EventMention]]) -> EventRow:
    kind = majority(told, lambda m: m.type) or told[0].mention.type
    of_kind = [t for t in told if t.mention.type == kind]
    mode = majority(of_kind, lambda m: m.mode)
    said = [t.mention.modality for t in told]
    strongest = modality(said)
    date, basis = date_and_basis(told)
    actors, recipients = parties(told, lambda m: m.sources), parties(told, lambda m: m.targets)
    recipients = tuple(p for p in recipients if p.key not in {a.key for a in actors}) or recipients
    spot = majority(told, lambda m: m.place)
    scale = scales()
    reported, latest = reports(told)
    by, upon = tuple(map(who, actors)), tuple(map(who, recipients))
    return EventRow(
        group, kind, mode, strongest, strongest != "denied" and "denied" in said, date, basis,
        unique(map(called, actors)), unique(map(called, recipients)), by, upon, spot.name if spot else None, spot,
        scale.quad(kind), scale.intensity(kind, mode), scale.goldstein(kind, mode), unique(i for t in told for i in t.mention.issues),
        publishers(told), reported, latest, certainty(told), line(kind, mode, strongest, by, upon, spot.name if spot else None),
        tuple(EventEvidence(**evidence_fields(t), type=t.mention.type, mode=t.mention.mode, modality=t.mention.modality, date=t.mention.date) for t in told),
    )  # fmt: skip


def line(kind: str, mode: str | None, modality: str, actors: tuple[Who, ...], recipients: tuple[Who, ...], place: str | None) -> str:
    """An event in one line: who, to whom, what, in which state, where."""
    whom = f" → {shown(recipients)}" if recipients else ""
    what = f"{kind}/{mode}" if mode else kind
    return f"{shown(actors) or '?'}{whom}: {what}{'' if modality == 'occurred' else f' ({modality})'}{f' in {place}' if place else ''}"
