"""Which versions contradict each other: one row a question, each side with its words wherever they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chancery.dossier.engines import Dossier
from chancery.dossier.views.evidence import Evidence, Told, evidence, members
from chancery.dossier.views.filters import Filters
from chancery.dossier.views.merge import certainty, fuller, majority, publishers, reports
from chancery.dossier.views.pages import page
from chancery.dossier.views.scope import Scope
from chancery.schema.mention import DisputeMention, Party, SideMention


@dataclass(frozen=True, slots=True)
class SideRow:
    """One side: `who` is null where the article itself says it."""

    who: str | None
    code: str | None
    mentions: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """One question in dispute."""

    id: str
    about: str
    sides: tuple[SideRow, ...]
    publishers: int
    reported: str | None
    latest: str | None
    confidence: float
    line: str


def disputes(dossier: Dossier, *, filters: Filters | None = None) -> tuple[DisputeRow, ...]:
    """The disputes that `filters` leave, in order of first report."""
    filters = filters or Filters()
    with dossier.reading() as connection:
        scope = Scope(connection, filters.as_of)
        return dispute_rows(scope, page(scope, "dispute", filters))


def dispute_rows(scope: Scope, ids: Sequence[str]) -> tuple[DisputeRow, ...]:
    """The rows of some disputes, in the order of their ids; what is not seen is left out."""
    found = members(scope, ids, "dispute")
    return tuple(_row(group, found[group]) for group in ids if group in found)


def _row(group: str, told: Sequence[Told[DisputeMention]]) -> DisputeRow:
    about = majority(told, lambda m: m.about) or told[0].mention.about
    sides = _sides(told)
    reported, latest = reports(told)
    line = f"{about}: " + " / ".join(side.who or "the article" for side in sides)
    return DisputeRow(group, about, sides, publishers(told), reported, latest, certainty(told), line)


def _sides(told: Sequence[Told[DisputeMention]]) -> tuple[SideRow, ...]:
    """The sides by who takes them; of a report in which nobody known takes a side, the first goes with the first."""
    keys: list[str | None] = []
    parties: list[Party | None] = []
    words: list[list[Evidence]] = []
    for t in told:
        taken: set[int] = set()
        for number, side in enumerate((t.mention.side_a, t.mention.side_b)):
            key = side.who.key if side.who else None
            place = next((i for i, k in enumerate(keys) if k == key and i not in taken), None)
            if place is None and key is None and number < len(keys) and number not in taken:
                place = number
            if place is None:
                place = len(keys)
                keys.append(key)
                parties.append(None)
                words.append([])
            taken.add(place)
            if side.who is not None:
                parties[place] = fuller(parties[place], side.who)
            words[place].append(_words(t, side))
    return tuple(SideRow(p.name if p else None, p.code if p else None, tuple(w)) for p, w in zip(parties, words, strict=True))


def _words(told: Told[DisputeMention], side: SideMention) -> Evidence:
    by = side.who.name if side.who else None
    return replace(evidence(told), start=side.start, end=side.end, words=side.text, sentence=side.text, by=by)
