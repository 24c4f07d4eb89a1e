"""What each side demands, offers and refuses: one row an actor and issue, with its stances over time and where they changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from chancery.dossier.engines import Dossier
from chancery.dossier.tables import GROUPS, MEMBERS, MENTIONS
from chancery.dossier.views.evidence import Evidence, Told, evidence_fields, members
from chancery.dossier.views.filters import Filters
from chancery.dossier.views.merge import certainty, fuller, publishers, reports
from chancery.dossier.views.pages import page
from chancery.dossier.views.scope import Scope
from chancery.dossier.views.who import Who, shown, who
from chancery.schema.mention import Party, PositionMention
from chancery.schema.time import When

#: towards a settlement, against it, or a demand of one's own; a change from one to another is a change of position
DIRECTIONS = {"offers": "for", "accepts": "for", "proposes": "for", "supports": "for", "refuses": "against", "opposes": "against", "demands": "demands"}


@dataclass(frozen=True, slots=True)
class Stand(Evidence):
    """A stance on a day, by `actor`, a minister perhaps where it is the state's; `change` is the stance before where that had another direction."""

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
        several = (
            select(MEMBERS.c.group).join(MENTIONS, MENTIONS.c.key == MEMBERS.c.mention).where(MENTIONS.c.kind == "position")
            .group_by(MEMBERS.c.group).having(func.count(MENTIONS.c.label.distinct()) > 1)
        )  # fmt: skip
        rows = position_rows(scope, page(scope, "position", replace(filters, limit=None, offset=0), GROUPS.c.id.in_(several)))
        last = None if filters.limit is None else filters.offset + filters.limit
        return tuple(r for r in rows if r.changed)[filters.offset : last]


def position_rows(scope: Scope, ids: Sequence[str]) -> tuple[PositionRow, ...]:
    """The rows of some positions, in the order of their ids; what is not seen is left out."""
    found = members(scope, ids, "position")
    return tuple(_row(group, found[group]) for group in ids if group in found)


def _row(group: str, told: Sequence[Told[PositionMention]]) -> PositionRow:
    actor = _holder([t.mention.actor for t in told])
    history: list[Stand] = []
    for t in told:
        stance, before = t.mention.stance, history[-1].stance if history else None
        turned = before is not None and DIRECTIONS[before] != DIRECTIONS[stance]
        history.append(Stand(**evidence_fields(t), date=t.source.published, stance=stance, actor=t.mention.actor.name, change=before if turned else None))
    issue, changed = told[0].mention.issue, any(h.change for h in history)
    reported, latest = reports(told)
    stances = [h.stance for i, h in enumerate(history) if not i or h.stance != history[i - 1].stance]
    return PositionRow(
        group, actor.name, actor.code, who(actor), issue, history[-1].stance, changed, publishers(told), reported, latest, certainty(told),
        f"{shown((who(actor),))} {' → '.join(stances)}: {issue}", tuple(history),
    )  # fmt: skip


def _holder(named: Sequence[Party]) -> Party:
    """Whose position it is: the state's or body's where it is named itself, else of those who speak for it the one who does so most."""
    bodies = [p for p in named if p.key == p.code] or list(named)
    counts = {p.key: sum(q.key == p.key for q in bodies) for p in bodies}
    most = max(counts, key=lambda k: counts[k])
    holder = bodies[0]
    for p in bodies:
        if p.key == most:
            holder = fuller(holder if holder.key == most else None, p)
    return holder
