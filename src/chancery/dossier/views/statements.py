"""What was said: one row an utterance, however many outlets carry it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chancery.dossier.engines import Dossier
from chancery.dossier.views.evidence import Evidence, Told, evidence_fields, members
from chancery.dossier.views.filters import Filters
from chancery.dossier.views.merge import certainty, date_and_basis, fuller, majority, parties, publishers, reports, unique
from chancery.dossier.views.pages import page
from chancery.dossier.views.scope import Scope
from chancery.dossier.views.who import Who, maybe, shown, who
from chancery.schema.evidence import Span
from chancery.schema.mention import Party, StatementMention
from chancery.schema.time import DateBasis, When


@dataclass(frozen=True, slots=True)
class StatementEvidence(Evidence):
    """One outlet's report of an utterance: `content` are the spans of its words, `via` who passes it on."""

    kind: str
    act: str
    content: tuple[Span, ...]
    via: str | None


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One utterance. `words` are those of its fullest direct quotation, else of its first report."""

    id: str
    speaker: str | None
    country: str | None
    who: Who | None
    act: str
    kind: str
    date: When
    date_basis: DateBasis | None
    addressees: tuple[Who, ...]
    place: str | None
    issues: tuple[str, ...]
    publishers: int
    reported: str | None
    latest: str | None
    confidence: float
    words: str
    line: str
    mentions: tuple[StatementEvidence, ...]


def statements(dossier: Dossier, *, filters: Filters | None = None) -> tuple[StatementRow, ...]:
    """The statements that `filters` leave, in order of date."""
    filters = filters or Filters()
    with dossier.reading() as connection:
        scope = Scope(connection, filters.as_of)
        return statement_rows(scope, page(scope, "statement", filters))


def statement_rows(scope: Scope, ids: Sequence[str]) -> tuple[StatementRow, ...]:
    """The rows of some statements, in the order of their ids; what is not seen is left out."""
    found = members(scope, ids, "statement")
    return tuple(_row(group, found[group]) for group in ids if group in found)


def _row(group: str, told: Sequence[Told[StatementMention]]) -> StatementRow:
    speaker = speaker_of(told)
    date, basis = date_and_basis(told)
    act = majority(told, lambda m: m.act) or told[0].mention.act
    spot = majority(told, lambda m: m.place)
    reported, latest = reports(told)
    direct = [t.mention for t in told if t.mention.kind != "indirect"]
    words = " ".join(max(direct, key=lambda m: len(m.text)).text.split()) if direct else " ".join(told[0].mention.text.split())
    addressees = tuple(map(who, parties(told, lambda m: m.addressees)))
    by = maybe(speaker)
    return StatementRow(
        group, speaker.name if speaker else None, speaker.country or speaker.code if speaker else None, by, act,
        majority(told, lambda m: m.kind) or told[0].mention.kind, date, basis, addressees, spot.name if spot else None,
        unique(i for t in told for i in t.mention.issues), publishers(told), reported, latest, certainty(told), words,
        f"{shown((by,)) if by else 'Somebody'} ({act}{f', to {shown(addressees)}' if addressees else ''}): {words}",
        tuple(
            StatementEvidence(
                **evidence_fields(t), kind=t.mention.kind, act=t.mention.act, content=t.mention.content, via=t.mention.via.name if t.mention.via else None
            )
            for t in told
        ),
    )  # fmt: skip


def speaker_of(told: Sequence[Told[StatementMention]]) -> Party | None:
    """The speaker with the most confidence behind it, as its fullest mention calls it."""
    key = majority(told, lambda m: m.by.key if m.by else None)
    best: Party | None = None
    for t in told:
        if t.mention.by is not None and t.mention.by.key == key:
            best = fuller(best, t.mention.by)
    return best
