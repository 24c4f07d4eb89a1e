"""Conflict and cooperation between two actors, month by month, and between all pairs. Verbal and material, done and planned are kept apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement, case, func, or_, select

from chancery.dossier.engines import Dossier
from chancery.dossier.tables import PAIRS
from chancery.dossier.views.acts import Act, acts, groups_between, made_of, pairs_of, settled, unsettled
from chancery.dossier.views.filters import Filters
from chancery.dossier.views.merge import SETTLED
from chancery.dossier.views.names import Named, named
from chancery.dossier.views.pages import moving
from chancery.dossier.views.scales import scales
from chancery.dossier.views.scope import Scope

T = TypeVar("T")
#: pairs that are asked for by name; of more all are looked at
LISTED = 200
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
    return _page(_months(dossier, a, b, filters)[directions], filters)


def both_ways(dossier: Dossier, a: str, b: str, *, filters: Filters | None = None) -> tuple[tuple[DyadRow, ...], tuple[DyadRow, ...]]:
    """The months of two actors in both directions together, and with a row for each. Raises as `dyad` does."""
    together, apart = _months(dossier, a, b, filters or Filters())
    return tuple(together), tuple(apart)


def _months(dossier: Dossier, a: str, b: str, filters: Filters) -> tuple[list[DyadRow], list[DyadRow]]:
    """The months of two actors, in both directions together and in each."""
    with dossier.reading() as connection:
        scope = Scope(connection, filters.as_of)
        one, other = named(scope, a), named(scope, b)
        here, there = _title(one, a), _title(other, b)
        together: dict[tuple[str, str], list[Act]] = {}
        apart: dict[tuple[str, str], list[Act]] = {}
        for act in _within(acts(scope, groups_between(scope, one, other)), filters):
            for direction in _directions(act, one, other):
                together.setdefault((act.day[:7], "both"), []).append(act)
                apart.setdefault((act.day[:7], direction), []).append(act)
        names = {"both": (here, there), "mutual": (here, there), "a to b": (here, there), "b to a": (there, here)}
        first, second = (
            [_row(*names[direction], month or None, direction, _once(several)) for (month, direction), several in sorted(found.items())]
            for found in (together, apart)
        )
        return first, second


def dyads(dossier: Dossier, *, filters: Filters | None = None) -> tuple[DyadRow, ...]:
    """All pairs of states, organisations and groups, those with the most events first. Of the filters as_of, since, until, country and the page count."""
    filters = filters or Filters()
    with dossier.reading() as connection:
        scope = Scope(connection, filters.as_of)
        counted, loose = _counted(scope, filters)
        return _rows(scope, filters, _page(_ordered(counted), filters), loose)


def matrix(dossier: Dossier, *, sides: int, filters: Filters | None = None) -> tuple[tuple[DyadRow, ...], tuple[str, ...], tuple[DyadRow, ...]]:
    """The rows of `dyads`; beside them the so many sides with the most events, and the pairs among them, whatever the page."""
    filters = filters or Filters()
    with dossier.reading() as connection:
        scope = Scope(connection, filters.as_of)
        counted, loose = _counted(scope, filters)
        listed = _page(_ordered(counted), filters)
        every: Counter[str] = Counter()
        for (a, b), count in counted.items():
            every[a] += count.events
            every[b] += count.events
        most = tuple(sorted(every, key=lambda side: (-every[side], side))[:sides])
        among = [pair for pair in counted if pair[0] in most and pair[1] in most]
        rows = {(r.a, r.b): r for r in _rows(scope, filters, [*dict.fromkeys((*listed, *among))], loose)}
        return tuple(rows[pair] for pair in listed), most, tuple(rows[pair] for pair in among)


@dataclass(slots=True)
class _Count:
    """Events that happened, and that are planned, between two sides."""

    events: int = 0
    planned: int = 0


def _ordered(counted: dict[tuple[str, str], _Count]) -> list[tuple[str, str]]:
    """Pairs, those with the most events first."""
    return sorted(counted, key=lambda pair: (-counted[pair].events, -counted[pair].planned, *pair))


Loose = dict[tuple[str, str], list[Act]]


def _counted(scope: Scope, filters: Filters) -> tuple[dict[tuple[str, str], _Count], Loose]:
    """How many events there are between the sides of each pair, and those of them that the store does not keep so."""
    loose: Loose = {}
    if names := sorted(unsettled(scope)):
        for act in _within(made_of(scope, names), filters):
            for pair in pairs_of(act):
                if not filters.country or filters.country.upper() in pair:
                    loose.setdefault(pair, []).append(act)
    done, denied = func.sum(case((PAIRS.c.modality.in_(SETTLED), 1), else_=0)), func.sum(case((PAIRS.c.modality == "denied", 1), else_=0))
    query = select(PAIRS.c.a, PAIRS.c.b, done, func.count() - done - denied).where(*_kept(scope, filters)).group_by(PAIRS.c.a, PAIRS.c.b)
    found = {(a, b): _Count(events, planned) for a, b, events, planned in scope.connection.execute(query)}
    for pair, several in loose.items():
        count = found.setdefault(pair, _Count())
        count.events += sum(a.done for a in several)
        count.planned += sum(not a.done and a.modality != "denied" for a in several)
    return found, loose


def _kept(scope: Scope, filters: Filters) -> list[ColumnElement[bool]]:
    """Which rows of pairs are counted."""
    made = settled(scope, PAIRS.c.latest)
    if scope.as_of is not None and scope.ever_retired:
        made.append(PAIRS.c.id.not_in(moving(scope)))
    if filters.country:
        made.append(or_(PAIRS.c.a == filters.country.upper(), PAIRS.c.b == filters.country.upper()))
    if filters.since:
        made.append(PAIRS.c.day >= filters.since)
    return [*made, PAIRS.c.day <= filters.until, PAIRS.c.day != ""] if filters.until else made


def _rows(scope: Scope, filters: Filters, pairs: Sequence[tuple[str, str]], loose: Loose) -> tuple[DyadRow, ...]:
    """The rows of some pairs, in their order."""
    query = select(*PAIRS.c["a", "b", "id", "type", "mode", "modality", "day"]).where(*_kept(scope, filters))
    if len(pairs) <= LISTED:
        query = query.where(PAIRS.c.a.in_(sorted({a for a, _ in pairs})), PAIRS.c.b.in_(sorted({b for _, b in pairs})))
    found = {pair: list(loose.get(pair, ())) for pair in pairs}
    for a, b, act, kind, mode, modality, day in scope.connection.execute(query).all():
        if (a, b) in found:
            found[a, b].append(Act(act, kind, mode, modality, day, (), ()))
    return tuple(_row(*pair, None, "both", sorted(several, key=lambda x: (x.day, x.id))) for pair, several in found.items())


def _within(found: Iterable[Act], filters: Filters) -> Iterator[Act]:
    return (a for a in found if (not filters.since or a.day >= filters.since) and (not filters.until or (a.day and a.day <= filters.until)))


def _page(rows: list[T], filters: Filters) -> tuple[T, ...]:
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
