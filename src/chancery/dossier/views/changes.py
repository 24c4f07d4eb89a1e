"""What is new since a day: what was first reported since, and of what was known before, what now stands differently."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, or_, select

from chancery.dossier.engines import Dossier
from chancery.dossier.tables import ARTICLES, FULFILMENTS, GROUPS, MENTIONS
from chancery.dossier.views.commitments import commitment_rows
from chancery.dossier.views.disputes import dispute_rows
from chancery.dossier.views.events import event_rows
from chancery.dossier.views.evidence import Evidence, chunks
from chancery.dossier.views.figures import amount, figure_rows
from chancery.dossier.views.filters import Filters, day
from chancery.dossier.views.merge import best_date, day_of, last_day, modality, when_text
from chancery.dossier.views.outlines import Bearer, Outline, bearers_of, outlines
from chancery.dossier.views.pages import page
from chancery.dossier.views.positions import position_rows
from chancery.dossier.views.scope import Scope
from chancery.dossier.views.statements import statement_rows
from chancery.schema.mention import Kind

ROWS: dict[Kind, Callable[[Scope, Sequence[str]], Sequence[Any]]] = {
    "event": event_rows, "statement": statement_rows, "figure": figure_rows, "commitment": commitment_rows, "position": position_rows, "dispute": dispute_rows,
}  # fmt: skip
KINDS: tuple[Kind, ...] = tuple(ROWS)
#: kinds whose changes are told by columns, so that only those shown are looked at closely
FORETOLD: frozenset[Kind] = frozenset({"event", "statement", "figure", "position"})


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `change` is new, corroborated (more independent publishers), date, state (of an event: planned -> occurred), status (of a commitment),
    revised (a figure), or stance; `before`, `after` what it was and is; `reported` the day it was reported, of what is overdue the day it was due.
    """

    kind: Kind
    id: str
    change: str
    before: str | None
    after: str | None
    line: str
    publishers: int
    reported: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Digest:
    """What is new since a day, briefly: how many changes there are, of what was known the first that stand differently (`changed`) and the first figures that
    were revised, the new events and statements that most publishers report, and the latest new commitments.
    """

    count: int
    changed: tuple[Change, ...]
    new: tuple[Change, ...]
    promised: tuple[Change, ...]
    revised: tuple[Change, ...]


def changes(dossier: Dossier, *, since: str, filters: Filters | None = None, kinds: Sequence[Kind] = KINDS) -> tuple[Change, ...]:
    """What was published on `since` (an ISO day) or later changed, in order of report; up to as_of. New things come as they are, others by what changed.

    Raises:
        UsageError: `since` is no day.
    """
    filters = filters or Filters()
    with dossier.reading() as connection:
        news = _News(connection, since, filters, kinds)
        keys = sorted(news.keys, key=lambda k: k.order, reverse=filters.newest)
        return news.shown(keys[filters.offset : None if filters.limit is None else filters.offset + filters.limit])


def digest(dossier: Dossier, *, since: str, part: int, column: int, filters: Filters | None = None) -> Digest:
    """The changes since a day, at most `part` that stand differently or are new, and `column` promises and revisions. Raises as `changes` does."""
    filters = replace(filters or Filters(), limit=None)
    with dossier.reading() as connection:
        news = _News(connection, since, filters, KINDS)
        keys = sorted(news.keys, key=lambda k: k.order, reverse=filters.newest)
        fresh = [k for k in keys if k.change == "new"]
        told = news.publishers([k for k in fresh if KINDS[k.kind] in ("event", "statement")])
        parts = (
            [k for k in keys if k.change not in ("new", "revised")][:part],
            sorted((k for k in fresh if k.id in told), key=lambda k: (-told[k.id], k.reported))[:part],
            [k for k in fresh if KINDS[k.kind] == "commitment"][::-1][:column], [k for k in keys if k.change == "revised"][:column],
        )  # fmt: skip
        return Digest(len(keys), *(news.shown(some) for some in parts))


@dataclass(frozen=True, slots=True)
class _Key:
    """A change by what it is ordered by; `row` where it had to be looked at closely."""

    reported: str
    kind: int
    id: str
    change: str
    row: Change | None = None

    @property
    def order(self) -> tuple[str, int, str, str]:
        return self.reported, self.kind, self.id, self.change


class _News:
    """All changes since a day, by their keys, and those that are shown."""

    def __init__(self, connection: Connection, since: str, filters: Filters, kinds: Sequence[Kind]) -> None:
        self._since = day(since, name="since")
        eve = (date.fromisoformat(since) - timedelta(days=1)).isoformat()
        self._now, self._then = Scope(connection, filters.as_of), Scope(connection, eve)
        now, then = self._now, self._then
        asked = Filters(**{n: getattr(filters, n) for n in _ASKED})
        self._bearers, bearers_then = bearers_of(now, then)
        bearers_ever = {**bearers_then, **self._bearers}
        self.keys: list[_Key] = []
        for number, kind in ((KINDS.index(k), k) for k in kinds):
            self.keys += (_Key(reported, number, group, "new") for reported, group in _fresh(now, kind, asked, since, filters))
            touched = GROUPS.c.latest >= since
            if kind == "commitment":
                touched = or_(touched, GROUPS.c.id.in_(_resolved_since(since)), GROUPS.c.date_to.between(eve, now.today or eve))
            ids = page(now, kind, asked, or_(GROUPS.c.published < since, GROUPS.c.published.is_(None)), touched)
            if kind in FORETOLD:
                told = _foretold(kind, _both(now, kind, ids, self._bearers, bearers_then), since, bearers_ever)
                self.keys += (_Key(reported, number, group, change) for group, change, reported in told)
            else:
                self.keys += (_Key(c.reported or "", number, c.id, c.change, c) for c in self._compared(kind, ids))

    def publishers(self, keys: Sequence[_Key]) -> dict[str, int]:
        """How many publishers report each, without looking at them closely."""
        ids = [k.id for k in keys]
        if self._now.as_of is None:
            query = select(*GROUPS.c["id", "publishers"])
            return {id: n for some in chunks(ids) for id, n in self._now.connection.execute(query.where(GROUPS.c.id.in_(some))).all()}
        told = outlines(self._now, ids, self._bearers)
        return {group: len({self._bearers[o.article].origin for o in several}) for group, several in told.items()}

    def shown(self, keys: Sequence[_Key]) -> tuple[Change, ...]:
        """Some of the changes, in the order of their keys."""
        made: dict[tuple[str, str], Change] = {}
        for number, kind in enumerate(KINDS):
            fresh, known = ([k.id for k in keys if k.kind == number and k.row is None and (k.change == "new") is new] for new in (True, False))
            made |= {(row.id, "new"): _new(kind, row) for row in (ROWS[kind](self._now, fresh) if fresh else ())}
            made |= {(c.id, c.change): c for c in (self._compared(kind, known) if known else ())}
        return tuple(c for k in keys if (c := k.row or made.get((k.id, k.change))) is not None)

    def _compared(self, kind: Kind, ids: Sequence[str]) -> Iterator[Change]:
        """What now stands differently of some groups."""
        before = {r.id: r for r in ROWS[kind](self._then, ids)}
        for row in ROWS[kind](self._now, ids):
            if row.id in before:
                yield from _differences(kind, before[row.id], row, self._since)


def _both(
    scope: Scope, kind: Kind, ids: Sequence[str], now: dict[int, Bearer], then: dict[int, Bearer]
) -> Iterator[tuple[str, list[Outline], list[Outline]]]:
    """What is seen now and what was seen then of those of some groups of which both is something."""
    found = outlines(scope, ids, {**then, **now}, basis=kind == "event")
    for group in ids:
        said = found.get(group, [])
        new, old = [o for o in said if o.article in now], [o for o in said if o.article in then]
        if new and old:
            yield group, new, old


def _foretold(
    kind: Kind, groups: Iterable[tuple[str, list[Outline], list[Outline]]], since: str, told: dict[int, Bearer]
) -> Iterator[tuple[str, str, str]]:
    """The group, change and day of report of each change of a kind that columns tell as `_differences` does of rows."""
    for group, new, old in groups:
        if kind == "figure":
            new = sorted(new, key=lambda o: o.stage)
        days = [told[o.article].published for o in new]
        first = min((d for d in days if d), default="")
        reported = next((d for d in days if d >= since), days[-1]) or first
        if len({told[o.article].origin for o in new}) > len({told[o.article].origin for o in old}):
            yield group, "corroborated", reported
        if kind == "event":
            if _modality(new) != _modality(old):
                yield group, "state", reported
            if _day(new) != _day(old):
                yield group, "date", reported
        if kind == "figure" and max(o.stage for o in new) > max(o.stage for o in old):
            yield group, "revised", days[-1] or first
        if kind == "position" and _stance(new, told) != _stance(old, told):
            yield group, "stance", reported


def _modality(said: Sequence[Outline]) -> tuple[str, bool]:
    """In which state an event is, and whether some deny it."""
    strongest = modality(o.modality or "" for o in said)
    return strongest, strongest != "denied" and any(o.modality == "denied" for o in said)


def _day(said: Sequence[Outline]) -> str | None:
    """The first day of the date that is shown."""
    i = best_date([o.dated for o in said])
    return None if i is None else said[i].first or said[i].last


def _stance(said: Sequence[Outline], told: dict[int, Bearer]) -> str:
    """The stance that most is behind of what was said on the last day."""
    weights: dict[str, float] = {}
    for o in said:
        if told[o.article].published == told[said[-1].article].published:
            weights[o.label] = weights.get(o.label, 0.0) + o.confidence
    return max(weights, key=lambda label: weights[label])


def _fresh(scope: Scope, kind: Kind, asked: Filters, since: str, filters: Filters) -> list[tuple[str, str]]:
    """The groups of a kind that were first reported on a day or later, and when; where nothing narrows them no more than one page can show."""
    query = select(*GROUPS.c["published", "id"]).where(GROUPS.c.kind == kind, GROUPS.c.published >= since, *scope.groups())
    if asked != Filters():
        found = set(page(scope, kind, asked, GROUPS.c.published >= since))
        return [(day, group) for day, group in scope.connection.execute(query) if group in found]
    columns = (GROUPS.c.published, scope.plain(GROUPS.c.id))
    query = query.order_by(*(c.desc() for c in columns) if filters.newest else columns)
    return [(day, group) for day, group in scope.connection.execute(query.limit(None if filters.limit is None else filters.offset + filters.limit))]


def _new(kind: Kind, row: Any) -> Change:
    first = _shown(kind, row)[0]
    return Change(kind, row.id, "new", None, None, row.line, row.publishers, first.published or row.reported, first)


#: filters that narrow changes; since and until are of the report, not of the date
_ASKED = ("as_of", "actor", "target", "country", "type", "act", "issue", "place", "publisher", "modality", "certainty")


def _resolved_since(since: str) -> Any:
    return (
        select(FULFILMENTS.c.commitment)
        .join(MENTIONS, MENTIONS.c.key == FULFILMENTS.c.by)
        .join(ARTICLES, ARTICLES.c.key == MENTIONS.c.article)
        .where(ARTICLES.c.published >= since)
    )


def _differences(kind: Kind, old: Any, new: Any, since: str) -> Iterator[Change]:
    shown: Sequence[Evidence] = _shown(kind, new)
    late = next((e for e in shown if e.published and e.published >= since), shown[-1])

    def change(name: str, before: str | None, after: str | None, evidence: Evidence = late, day: str | None = None) -> Change:
        return Change(kind, new.id, name, before, after, new.line, new.publishers, day or evidence.published or new.reported, evidence)

    if new.publishers > old.publishers:
        yield change("corroborated", str(old.publishers), str(new.publishers))
    if kind == "event":
        if (old.modality, old.contested) != (new.modality, new.contested):
            yield change("state", _state(old), _state(new))
        if day_of(old.date) != day_of(new.date):
            yield change("date", when_text(old.date) or None, when_text(new.date) or None)
    if kind == "commitment" and old.status != new.status:
        # what nobody reports happens when its day has passed
        yield change("status", old.status, new.status, day=new.resolved_by.published if new.resolved_by else last_day(new.due))
    if kind == "figure" and max(p.stage for p in new.points) > max(p.stage for p in old.points):
        yield change("revised", amount(old.low, old.high), amount(new.low, new.high), new.points[-1])
    if kind == "position" and old.stance != new.stance:
        yield change("stance", old.stance, new.stance)


def _state(row: Any) -> str:
    return f"{row.modality}, denied by some" if row.contested else str(row.modality)


def _shown(kind: Kind, row: Any) -> Sequence[Evidence]:
    if kind == "dispute":
        return [m for side in row.sides for m in side.mentions]
    found: Sequence[Evidence] = getattr(row, {"figure": "points", "position": "history"}.get(kind, "mentions"))
    return found
