"""Merged events -> events as event data counts them: what has happened, between whom, coded in PLOVER and CAMEO. What a format wants otherwise is derived here.

A record keeps the state of an event (planned, denied); event data knows only what happened. What is planned and friendly is an AGREE in PLOVER's own rules;
what is merely possible, conditional, demanded or denied, or planned and hostile, is no event there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from chancery.dossier.rows import days
from chancery.dossier.views.evidence import Told, words_of
from chancery.dossier.views.merge import parties
from chancery.knowledge.cameo import PLANNED, Code, cameo
from chancery.knowledge.codes import Sector, State, codes
from chancery.knowledge.plover import plover
from chancery.report.export.holdings import Holdings, Thing
from chancery.schema.event import SYMMETRIC_TYPES
from chancery.schema.mention import Party, Spot

HAPPENED = frozenset({"occurred", "ongoing"})
#: planned, these are exported as AGREE
PLEDGED = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}


@dataclass(frozen=True, slots=True)
class Actor:
    """A party of an event, with what formats ask of it."""

    party: Party
    sectors: tuple[str, ...]
    wikidata: str | None
    state: State | None
    plover: str
    raw: str

    @property
    def sector(self) -> str:
        """The first sector."""
        return self.sectors[0] if self.sectors else ""


@dataclass(frozen=True, slots=True)
class Coded:
    """An event as event data has it. `sources` act upon `targets`; a mutual event has its parties under sources. `day` is the first day of its date, else
    that of its first report; `derived` where PLOVER's type is not the record's.
    """

    id: str
    row: Any
    told: tuple[Told[Any], ...]
    type: str
    mode: str | None
    quad: int
    intensity: float
    code: Code
    derived: bool
    day: str | None
    contexts: tuple[str, ...]
    sources: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    mutual: bool
    spot: Spot | None
    first: Told[Any]


@dataclass(frozen=True, slots=True)
class Dyad:
    """One who and whom of an event; null where nobody is named. `code` is CAMEO's from this side: who hosts a visit is coded otherwise than who pays it."""

    coded: Coded
    source: Actor | None
    target: Actor | None
    code: Code


def coded(held: Holdings) -> Iterator[Coded]:
    """The events that count, in order of date. One of which no day is known, not even of its report, is left out, and `held.remarks` says so."""
    undated = 0
    for thing in held.things("event"):
        if (made := _coded(thing, held)) is None:
            continue
        if made.day:
            yield made
        else:
            undated += 1
    if undated:
        held.remarks.append(f"{undated} event{'' if undated == 1 else 's'} without any date left out")


def _coded(thing: Thing[Any], held: Holdings) -> Coded | None:
    row, told = thing.row, thing.told
    kind, mode, derived = row.type, row.mode, False
    first = next((t for t in told if t.mention.type == row.type and t.mention.modality == row.modality), told[0])
    words = " ".join(words_of(t.mention) for t in told)
    code = cameo(held.knowledge).code(kind, mode, words=words)
    if row.modality not in HAPPENED:
        if row.modality != "planned" or kind not in PLEDGED:
            return None
        code = cameo(held.knowledge).code(kind, PLANNED)
        kind, mode, derived = "AGREE", None, True
    scale = plover(held.knowledge)
    sources = tuple(_actor(p, told, held) for p in parties(told, lambda m: m.sources))
    keys = {a.party.key for a in sources}
    targets = tuple(_actor(p, told, held) for p in parties(told, lambda m: m.targets) if p.key not in keys)
    spot = row.spot
    if row.type == "CONSULT" and row.mode == "visit" and not targets and len(sources) > 1 and spot is not None:
        hosts = tuple(a for a in sources if a.state is not None and a.state.iso3 == spot.country)
        if hosts and len(hosts) < len(sources):
            sources, targets = tuple(a for a in sources if a not in hosts), hosts
    first_day, last_day = days(row.date)
    return Coded(
        row.id, row, told, kind, mode, scale.quad(kind), scale.intensity(kind, mode), code, derived, first_day or last_day or row.reported,
        codes(held.knowledge).contexts(row.issues), sources, targets, row.type in SYMMETRIC_TYPES and not targets, spot, first,
    )  # fmt: skip


def _actor(party: Party, told: tuple[Told[Any], ...], held: Holdings) -> Actor:
    known = codes(held.knowledge)
    sectors = held.sectors(party, told)
    state = known.states.get(party.code or "") or (known.states.get(party.country or "") if party.kind != "organisation" else None)
    organisation = known.organisations.get(party.code or "", "")
    code = state.plover if state else organisation or ("IGO" if party.kind == "organisation" else party.country or "")
    raw = next((p.name for t in told for p in (*t.mention.sources, *t.mention.targets) if p.key == party.key), party.name)
    return Actor(party, sectors, held.wikidata(party), state, code, raw)


def dyads(event: Coded, held: Holdings) -> Iterator[Dyad]:
    """Who and whom, one by one; a mutual event counts in both directions, as CAMEO counts it."""
    if event.mutual and len(event.sources) > 1:
        for a in event.sources:
            for b in event.sources:
                if a is not b:
                    yield Dyad(event, a, b, event.code)
        return
    hosting = cameo(held.knowledge)["043"] if event.code.code == "042" and event.targets and event.spot is not None else None
    for source in event.sources or (None,):
        for target in event.targets or (None,):
            yield Dyad(event, source, target, event.code)
            if hosting is not None:
                yield Dyad(event, target, source, hosting)


def names(actors: tuple[Actor, ...]) -> str:
    """Names, as tables join them."""
    return "; ".join(a.party.name for a in actors)


def sector_of(code: str, held: Holdings) -> Sector | None:
    """A sector in the words of other data sets."""
    return codes(held.knowledge).sectors.get(code)
