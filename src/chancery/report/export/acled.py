"""Holdings -> a table like ACLED's, 31 columns of CSV: violence and protest that has happened, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from chancery.dossier.rows import days
from chancery.knowledge.codes import codes
from chancery.report.export.coding import HAPPENED, Actor, Coded, coded, sector_of
from chancery.report.export.columns import Cell, quoted
from chancery.report.export.geography import where
from chancery.report.export.holdings import Holdings, number
from chancery.schema.mention import FigureMention

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2",
    "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude",
    "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
PROTESTS = {
    "riot": ("Riots", "Violent demonstration"), "vandalize": ("Riots", "Violent demonstration"), "obstruct": ("Protests", "Peaceful protest"),
}  # fmt: skip
REMOTE = {
    "aerial": "Air/drone strike", "drone": "Air/drone strike", "heavy-weapons": "Shelling/artillery/missile attack", "suicide-attack": "Suicide bomb",
    "explosives": "Remote explosive/landmine/IED", "unconventional": "Chemical weapon",
}  # fmt: skip
UPON_CIVILIANS = {"abduct": "Abduction/forced disappearance", "sexual": "Sexual violence"}
_DEAD = re.compile(r"\W+(?:\w+\W+){0,3}?(?:were |have been |had been |are )?(?:killed|dead|died|slain|murdered)\b", re.IGNORECASE)
#: days that a date may cover and still count as one day, one week
DAY, WEEK = 1, 7
#: figures by article and by where their sentence begins
Figures = dict[tuple[int, int], list[FigureMention]]


def write(held: Holdings) -> Iterator[str]:
    """The table."""
    figures = _figures(held)
    rows = (_row(e, held, figures) for e in coded(held) if e.type in ("ASSAULT", "PROTEST") and e.row.modality in HAPPENED)
    return quoted(rows, columns=COLUMNS)


def _row(event: Coded, held: Holdings, figures: Figures) -> list[Cell]:
    at, known = where(event.spot, held), codes(held.knowledge)
    state = known.states.get(at.iso3)
    one, other = _kind(event.sources, held), _kind(event.targets, held)
    if event.type == "PROTEST":
        kind, sub = PROTESTS.get(event.mode or "", ("Protests", "Peaceful protest"))
        one = "Rioters" if kind == "Riots" else "Protesters"
        disorder = "Political violence; Demonstrations" if kind == "Riots" else "Demonstrations"
    else:
        kind, sub = _violence(event, one, other, held)
        disorder = "Political violence"
    upon_civilians = event.type == "ASSAULT" and other == "Civilians"
    interaction = f"{one}-{other}" if one and other else f"{one} only" if one else ""
    read = max((held.articles[t.mention.article].read for t in event.told), default="")
    publishers = dict.fromkeys(p for t in event.told if (p := t.source.publisher))
    return [
        f"{at.iso3}{number(event.id)}", event.day, (event.day or "")[:4], _time_precision(event), disorder, kind, sub,
        *_parties(event.sources), one, *_parties(event.targets), other, interaction, "Civilian targeting" if upon_civilians else "",
        state.numeric.lstrip("0") if state else "", state.region if state else "", at.country, at.province, "", "", at.name, at.lat, at.lon,
        {"city": 1, "region": 2, "country": 3}.get(at.precision), "; ".join(publishers), "", _notes(event, held), _fatalities(event, held, figures), "",
        int(datetime.fromisoformat(read).timestamp()) if read else "",
    ]  # fmt: skip


def _violence(event: Coded, one: str, other: str, held: Holdings) -> tuple[str, str]:
    mode = event.mode or ""
    if mode in REMOTE:
        return "Explosions/Remote violence", REMOTE[mode]
    if mode in UPON_CIVILIANS or other == "Civilians" or not _armed(event.targets, held):
        return "Violence against civilians", UPON_CIVILIANS.get(mode, "Attack")
    return "Battles", "Armed clash"


def _armed(actors: tuple[Actor, ...], held: Holdings) -> bool:
    """Whether those who were attacked bear arms: forces, rebels, or a state as a whole."""
    return any(a.party.kind == "state" or any((s := sector_of(x, held)) and s.armed == "armed" for x in a.sectors) for a in actors)


def _kind(actors: tuple[Actor, ...], held: Holdings) -> str:
    """ACLED's kind of the first actor; a state at arms is its forces."""
    if not actors:
        return ""
    actor = actors[0]
    kinds = [s.acled for x in actor.sectors if (s := sector_of(x, held)) and s.acled]
    if kinds:
        return kinds[0]
    if actor.party.kind == "state" or "GOV" in actor.sectors:
        return "State Forces"
    return "Rebel Group" if actor.party.kind == "group" else "Civilians" if actor.party.kind in ("person", "unnamed") else ""


def _parties(actors: tuple[Actor, ...]) -> list[Cell]:
    """The first actor, and those with it."""
    return [actors[0].party.name if actors else "", "; ".join(a.party.name for a in actors[1:])]


def _time_precision(event: Coded) -> Cell:
    first, last = days(event.row.date)
    if not first or not last:
        return 3 if event.day else ""
    width = (datetime.fromisoformat(last) - datetime.fromisoformat(first)).days + 1
    return 1 if width <= DAY else 2 if width <= WEEK else 3


def _notes(event: Coded, held: Holdings) -> str:
    mention = event.first.mention
    return held.words(mention.article, mention.sentence)


def _figures(held: Holdings) -> Figures:
    found: Figures = {}
    for thing in held.things("figure"):
        for t in thing.told:
            found.setdefault((t.mention.article, t.mention.sentence.start), []).append(t.mention)
    return found


def _fatalities(event: Coded, held: Holdings, figures: Figures) -> Cell:
    """The least number of dead that the sentences of the event give, the latest report first; empty where they give none."""
    for told in reversed(event.told):
        sentence = told.mention.sentence
        for figure in figures.get((told.mention.article, sentence.start), ()):
            if figure.modality == "actual" and _DEAD.match(held.text(told.mention.article)[figure.end : sentence.end]):
                least = figure.low if figure.low is not None else figure.high
                return int(least) if least is not None else ""
    return ""
