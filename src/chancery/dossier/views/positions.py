"""What each side demands, offers and refuses: one row an actor and issue, with its stances over time and where they changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from chancery.dossier.engines import Dossier
from chancery.dossier.tables import GROUPS, MEMBERS, MENTIONS
from chancery.dossier.views.evidence import Evidence, Told, evidence_fields, members
from chancery.dossier.views.filters import Filters
from chancery.dossier.views.merge import certainty, fuller, majority, publishers, reports
from chancery.dossier.views.outlines import bearers, outlines
from chancery.dossier.views.pages import page
from chancery.dossier.views.scope import Scope
from chancery.dossier.views.who import Who, shown, who
from chancery.schema.mention import Party, PositionMention
from chancery.schema.time import When

#: for what the issue names, or against it; a change from one to the other is a change of position
DIRECTIONS = {
    "offers": "for", "accepts": "for", "proposes": "for", "supports": "for", "demands": "for", "refuses": "against", "opposes": "against",
}  # fmt: skip
AGAINST = sorted(stance for stance, direction in DIRECTIONS.items() if direction == "against")


@dataclass(frozen=True, slots=True)
class Stand(Evidence):
    """A stance on a day, by `actor`, a minister perhaps where it is the state's; `change` is the stance before where the position turned."""

    date: When
    stance: str
    actor: str
    change: str | None


@dataclass(frozen=True, slots=True)
class PositionRow:
    """An actor's position on an issue; `stance` is the latest, `changed` whether it ever turned."""

    id: str
    actor: str
    code: str | None
    who: Who
    issue: str
    stance: str
    changed: bool
    publishers: int
    reported: str | None
    latest: str | None
    confidence: float
    line: str
    history: tuple[Stand, ...]


def positions(dossier: Dossier, *, filters: Filters | None = None, changed: bool = False) -> tuple[PositionRow, ...]:
    """The positions that `filters` leave, with `changed` those that turned, in order of first report."""
    filters = filters or Filters()
    with dossier.reading() as connection:
        scope = Scope(connection, filters.as_of)
        if not changed:
            return position_rows(scope, page(scope, "position", filters))
        # few take a stand against something: only where somebody did can a position have turned
        against = select(MENTIONS.c.key).where(MENTIONS.c.kind == "position", MENTIONS.c.label.in_(AGAINST))
        stood = select(MEMBERS.c.group).where(MEMBERS.c.mention.in_(against))
        turned = _turned(scope, page(scope, "position", replace(filters, limit=None, offset=0), GROUPS.c.id.in_(stood)))
        last = None if filters.limit is None else filters.offset + filters.limit
        return position_rows(scope, turned[filters.offset : last])


def position_rows(scope: Scope, ids: Sequence[str]) -> tuple[PositionRow, ...]:
    """The rows of some positions, in the order of their ids; what is not seen is left out."""
    found = members(scope, ids, "position")
    return tuple(row_of(group, found[group]) for group in ids if group in found)


def row_of(group: str, told: Sequence[Told[PositionMention]]) -> PositionRow:
    """The row of a group, from its mentions in order of publication."""
    actor = _holder([t.mention.actor for t in told])
    turned = turns([Taken(t.key, t.source.published, t.mention.stance, t.mention.confidence) for t in told])
    history = [
        Stand(**evidence_fields(t), date=t.source.published, stance=t.mention.stance, actor=t.mention.actor.name, change=turned.get(t.key)) for t in told
    ]  # fmt: skip
    last = [t for t in told if t.source.published == told[-1].source.published]
    stance = majority(last, lambda m: m.stance) or told[-1].mention.stance
    issue, changed = told[0].mention.issue, any(h.change for h in history)
    reported, latest = reports(told)
    way = next((f"{h.change} → {h.stance}" for h in reversed(history) if h.change), stance)
    return PositionRow(
        group, actor.name, actor.code, who(actor), issue, stance, changed, publishers(told), reported, latest, certainty(told),
        f"{shown((who(actor),))} {way}: {issue}", tuple(history),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Taken:
    """A stance that was taken: by which mention, on which day of publication, how surely."""

    key: int
    published: str | None
    stance: str
    confidence: float


def turns(taken: Sequence[Taken]) -> dict[int, str]:
    """The mentions with which the direction changed -> the stance before; `taken` in order of publication. A day has the direction that most of its confidence
    is behind, so that one misread sentence among many is no turn; the day's surest mention of that direction stands for it.
    """
    found: dict[int, str] = {}
    before: tuple[str, str] | None = None
    days: dict[str | None, list[Taken]] = {}
    for t in taken:
        days.setdefault(t.published, []).append(t)
    for said in days.values():
        weights: dict[str, float] = {}
        for t in said:
            weights[DIRECTIONS[t.stance]] = weights.get(DIRECTIONS[t.stance], 0.0) + t.confidence
        direction = max(weights, key=lambda d: weights[d])
        surest = max((t for t in said if DIRECTIONS[t.stance] == direction), key=lambda t: t.confidence)
        if before is not None and before[0] != direction:
            found[surest.key] = before[1]
        before = direction, surest.stance
    return found


def _turned(scope: Scope, ids: Sequence[str]) -> list[str]:
    """Those of some positions that turned."""
    seen = bearers(scope)
    said = outlines(scope, ids, seen)
    return [g for g in ids if turns([Taken(o.key, seen[o.article].published or None, o.label, o.confidence) for o in said.get(g, ())])]


def _holder(named: Sequence[Party]) -> Party:
    """Whose position it is: the state's or body's where it is named itself, else of those who speak for it the one who does so most."""
    bodies = [p for p in named if p.kind == "state" or p.key == p.code] or list(named)
    counts = Counter(p.key for p in bodies)
    most = max(counts, key=lambda k: counts[k])
    holder = bodies[0]
    for p in bodies:
        if p.key == most:
            holder = fuller(holder if holder.key == most else None, p)
    return holder
