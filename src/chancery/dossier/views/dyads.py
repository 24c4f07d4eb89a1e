"""Conflict and cooperation between two actors, month by month, and between all pairs. Verbal and material, done and planned are kept apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chancery.dossier.engines import Dossier
from chancery.dossier.views.acts import Act, acts, groups_with
from chancery.dossier.views.filters import Filters
from chancery.dossier.views.names import Named, named
from chancery.dossier.views.scales import scales
from chancery.dossier.views.scope import Scope

#: field of a row for each of PLOVER's quads
QUADS = {1: "verbal_cooperation", 2: "material_cooperation", 3: "verbal_conflict", 4: "material_conflict"}


@dataclass(frozen=True, slots=True)
class DyadRow:
    """Events between `a` and `b`, in both directions together or in one. Only what has happened or is happening is counted in the quads and on the scales;
    `planned` counts what is planned, possible, conditional or demanded, `denied` what all reports deny. `intensity` (PLOVER) and `goldstein` are means over the
    events done, from -10 to 10, null where there are none; `conflict` and `cooperation` the sums of the intensity's two sides, both positive.
    """

    a: str
    b: str
    month: str | None
    direction: str
    events: int
    planned: int
    denied: int
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int
    intensity: float | None
    goldstein: float | None
    conflict: float
    cooperation: float
    first: str | None
    last: str | None
    ids: tuple[str, ...]


def dyad(dossier: Dossier, a: str, b: str, *, filters: Filters | None = None, directions: bool = False) -> tuple[DyadRow, ...]:
    """The months of two actors (names or codes) in order; with `directions` a row for each direction. Of the filters as_of, since, until and the page count.

    Raises:
        UsageError: nobody is called so.
    """
    filters = filters or Filters()
    with dossier.reading() as connection:
        scope = Scope(connection, filters.as_of)
        one, other = named(scope, a), named(scope, b)
        here, there = _title(one, a), _title(other, b)
        found: dict[tuple[str, str], list[Act]] = {}
        for act in _within(acts(scope, groups_with(scope, one, other)), filters):
            for direction in _directions(act, one, other):
                found.setdefault((act.day[:7], direction if directions else "both"), []).append(act)
        names = {"both": (here, there), "mutual": (here, there), "a to b": (here, there), "b to a": (there, here)}
        rows = [_row(*names[direction], month or None, direction, _once(several)) for (month, direction), several in sorted(found.items())]
    return _page(rows, filters)


def dyads(dossier: Dossier, *, filters: Filters | None = None) -> tuple[DyadRow, ...]:
    """All pairs of states, organisations and groups, those with the most events first. Of the filters as_of, since, until, country and the page count."""
    filters = filters or Filters()
    with dossier.reading() as connection:
        scope = Scope(connection, filters.as_of)
        groups = groups_with(scope, Named((), (filters.country.upper(),))) if filters.country else None
        found: dict[tuple[str, str], list[Act]] = {}
        for act in _within(acts(scope, groups), filters):
            for pair in _pairs(act):
                if not filters.country or filters.country.upper() in pair:
                    found.setdefault(pair, []).append(act)
    rows = [_row(a, b, None, "both", several) for (a, b), several in found.items()]
    return _page(sorted(rows, key=lambda r: (-r.events, -r.planned, r.a, r.b)), filters)


def _within(found: Iterable[Act], filters: Filters) -> Iterator[Act]:
    return (a for a in found if (not filters.since or a.day >= filters.since) and (not filters.until or (a.day and a.day <= filters.until)))


def _page(rows: list[DyadRow], filters: Filters) -> tuple[DyadRow, ...]:
    if filters.newest:
        rows = rows[::-1]
    return tuple(rows[filters.offset : None if filters.limit is None else filters.offset + filters.limit])


def _title(who: Named, given: str) -> str:
    return who.codes[0] if len(who.codes) == 1 else given


def _directions(act: Act, a: Named, b: Named) -> list[str]:
    """How the act runs between two actors."""
    a_acts, b_acts = (any(p.is_one_of(w) for p in act.sources) for w in (a, b))
    a_gets, b_gets = (any(p.is_one_of(w) for p in act.targets) for w in (a, b))
    if a_acts and b_acts:
        return ["mutual"]
    return [d for d, holds in (("a to b", a_acts and b_gets), ("b to a", b_acts and a_gets)) if holds]


def _pairs(act: Act) -> list[tuple[str, str]]:
    """The pairs of codes between which an act runs; of an act without targets its sources among themselves."""
    sources = list(dict.fromkeys(p.code for p in act.sources if p.code))
    targets = list(dict.fromkeys(p.code for p in act.targets if p.code)) or sources
    return sorted({(min(s, t), max(s, t)) for s in sources for t in targets if s != t})


def _once(several: list[Act]) -> list[Act]:
    return list({a.id: a for a in several}.values())


def _row(a: str, b: str, month: str | None, direction: str, found: list[Act]) -> DyadRow:
    scale = scales()
    done = [x for x in found if x.done]
    quads = dict.fromkeys(QUADS.values(), 0)
    for x in done:
        quads[QUADS[scale.quad(x.type)]] += 1
    strength = [scale.intensity(x.type, x.mode) for x in done]
    worth = [scale.goldstein(x.type, x.mode) for x in done]
    days = [x.day for x in found if x.day]
    return DyadRow(
        a, b, month, direction, len(done), sum(not x.done and x.modality != "denied" for x in found), sum(x.modality == "denied" for x in found), **quads,
        intensity=_mean(strength), goldstein=_mean(worth), conflict=round(-sum(s for s in strength if s < 0), 2),
        cooperation=round(sum(s for s in strength if s > 0), 2), first=min(days, default=None), last=max(days, default=None), ids=tuple(x.id for x in found),
    )  # fmt: skip


def _mean(values: list[float]) -> float | None:
    return round(sum(values) / len(values), 2) if values else None
