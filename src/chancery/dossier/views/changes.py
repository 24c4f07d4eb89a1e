"""What is new since a day: what was first reported since, and of what was known before, what now stands differently."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select

from chancery.dossier.engines import Dossier
from chancery.dossier.tables import ARTICLES, FULFILMENTS, GROUPS, MENTIONS
from chancery.dossier.views.commitments import commitment_rows
from chancery.dossier.views.disputes import dispute_rows
from chancery.dossier.views.events import event_rows
from chancery.dossier.views.evidence import Evidence
from chancery.dossier.views.figures import amount, figure_rows
from chancery.dossier.views.filters import Filters, day
from chancery.dossier.views.merge import day_of, last_day, when_text
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
FORETOLD: frozenset[Kind] = frozenset({"statement", "position"})


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


def changes(dossier: Dossier, *, since: str, filters: Filters | None = None, kinds: Sequence[Kind] = KINDS) -> tuple[Change, ...]:
    """What was published on `since` (an ISO day) or later changed, in order of report; up to as_of. New things come as they are, others by what changed.

    Raises:
        UsageError: `since` is no day.
    """
    filters = filters or Filters()
    since = day(since, name="since")
    eve = (date.fromisoformat(since) - timedelta(days=1)).isoformat()
    with dossier.reading() as connection:
        now, then = Scope(connection, filters.as_of), Scope(connection, eve)
        asked = Filters(**{n: getattr(filters, n) for n in _ASKED})
        found: list[Change] = []
        fresh: list[tuple[str, int, str, str]] = []
        order = list(ROWS)
        bearers_now, bearers_then = bearers_of(now, then)
        bearers_ever = {**bearers_then, **bearers_now}
        for kind in kinds:
            fresh += [(reported, order.index(kind), group, "new") for reported, group in _fresh(now, kind, asked, since, filters)]
            touched = GROUPS.c.latest >= since
            if kind == "commitment":
                touched = or_(touched, GROUPS.c.id.in_(_resolved_since(since)), GROUPS.c.date_to.between(eve, now.today or eve))
            ids = page(now, kind, asked, or_(GROUPS.c.published < since, GROUPS.c.published.is_(None)), touched)
            if kind in FORETOLD:
                told = _foretold(now, kind, ids, since, bearers_now, bearers_then)
                fresh += [(reported, order.index(kind), group, change) for group, change, reported in told]
                continue
            if kind != "commitment":
                ids = [group for group, new, old in _both(now, ids, bearers_now, bearers_then) if _may_differ(kind, new, old, bearers_ever)]
            before = {r.id: r for r in ROWS[kind](then, ids)}
            for row in ROWS[kind](now, ids):
                if row.id in before:
                    found += _compared(kind, before[row.id], row, since)
        keyed: list[tuple[str, int, str, str, Change | None]] = [(*key, None) for key in fresh]
        keyed += [(c.reported or "", order.index(c.kind), c.id, c.change, c) for c in found]
        keyed.sort(key=lambda k: k[:4], reverse=filters.newest)
        wanted = keyed[filters.offset : None if filters.limit is None else filters.offset + filters.limit]
        made: dict[tuple[str, str], Change] = {}
        for kind in kinds:
            ids = [group for _, n, group, change, c in wanted if c is None and order[n] == kind]
            before = {r.id: r for r in ROWS[kind](then, [group for _, n, group, change, c in wanted if c is None and order[n] == kind and change != "new"])}
            for row in ROWS[kind](now, ids):
                several = _compared(kind, before[row.id], row, since) if row.id in before else [_new(kind, row)]
                made |= {(row.id, c.change): c for c in several}
        shown = (c or made.get((group, change)) for _, _, group, change, c in wanted)
        return tuple(c for c in shown if c is not None)


def _both(
    scope: Scope, ids: Sequence[str], now: dict[int, Bearer], then: dict[int, Bearer]
) -> Iterator[tuple[str, list[Outline], list[Outline]]]:
    """What is seen now and what was seen then of those of some groups of which both is something."""
    found = outlines(scope, ids, {**then, **now})
    for group in ids:
        said = found.get(group, [])
        new, old = [o for o in said if o.article in now], [o for o in said if o.article in then]
        if new and old:
            yield group, new, old


def _foretold(
    scope: Scope, kind: Kind, ids: Sequence[str], since: str, now: dict[int, Bearer], then: dict[int, Bearer]
) -> Iterator[tuple[str, str, str]]:
    """The group, change and day of report of each change of a kind that columns tell as the rows do."""
    every = {**then, **now}
    for group, new, old in _both(scope, ids, now, then):
        days = [every[o.article].published for o in new]
        reported = next((d for d in days if d >= since), days[-1]) or min((d for d in days if d), default="")
        if len({every[o.article].origin for o in new}) > len({every[o.article].origin for o in old}):
            yield group, "corroborated", reported
        if kind == "position" and _stance(new, every) != _stance(old, every):
            yield group, "stance", reported


def _may_differ(kind: Kind, new: Sequence[Outline], old: Sequence[Outline], told: dict[int, Bearer]) -> bool:
    """Whether rows made of these mentions may stand differently, so that few are looked at closely."""
    if len({told[o.article].origin for o in new}) > len({told[o.article].origin for o in old}):
        return True
    if kind == "event":  # its date is one of those that are told
        return {o.modality for o in new} != {o.modality for o in old} or len({o.day for o in (*new, *old)}) > 1
    return kind == "figure" and max(o.stage for o in new) > max(o.stage for o in old)


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


def _compared(kind: Kind, old: Any, new: Any, since: str) -> Iterator[Change]:
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
