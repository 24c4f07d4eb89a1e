"""What happened when: events, statements, figures and what is due, in one order of date."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from chancery.dossier.engines import Dossier
from chancery.dossier.views.commitments import commitment_rows
from chancery.dossier.views.events import event_rows
from chancery.dossier.views.evidence import Evidence
from chancery.dossier.views.figures import figure_rows
from chancery.dossier.views.filters import Filters
from chancery.dossier.views.merge import day_of
from chancery.dossier.views.pages import keyed_page
from chancery.dossier.views.scope import Scope
from chancery.dossier.views.statements import statement_rows
from chancery.schema.mention import Kind
from chancery.schema.time import When

KINDS: tuple[Kind, ...] = ("event", "statement", "figure", "commitment")
ROWS: dict[str, Callable[[Scope, Sequence[str]], Sequence[Any]]] = {
    "event": event_rows, "statement": statement_rows, "figure": figure_rows, "commitment": commitment_rows,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. `date_basis` is "publication" where only the day of the first report is known, and stands then for the date; `row` is the whole answer."""

    date: When
    date_basis: str | None
    kind: str
    id: str
    line: str
    publishers: int
    confidence: float
    evidence: Evidence


def timeline(dossier: Dossier, *, filters: Filters | None = None, kinds: Sequence[Kind] = KINDS) -> tuple[Entry, ...]:
    """The entries that `filters` leave, in order of date."""
    filters = filters or Filters()
    with dossier.reading() as connection:
        scope = Scope(connection, filters.as_of)
        last = None if filters.limit is None else filters.offset + filters.limit
        first = replace(filters, limit=last, offset=0)
        keyed = [(day, told, KINDS.index(kind), group) for kind in kinds for day, told, group in keyed_page(scope, kind, first)]
        wanted = sorted(keyed, reverse=filters.newest)[filters.offset : last]
        rows: dict[str, Entry] = {}
        for number, kind in enumerate(KINDS):
            ids = [group for *_, n, group in wanted if n == number]
            rows.update({r.id: entry(kind, r) for r in ROWS[kind](scope, ids)} if ids else {})
        return tuple(rows[group] for *_, group in wanted if group in rows)


def entry(kind: str, row: Any) -> Entry:
    """A row of another view as a line of the timeline."""
    date = {"event": "date", "statement": "date", "figure": "as_of", "commitment": "due"}[kind]
    when = getattr(row, date)
    basis = getattr(row, "date_basis", None if when is None else "stated")
    if day_of(when) is None:
        when, basis = row.reported, "publication"
    line = f"due: {row.line} [{row.status}]" if kind == "commitment" and row.due else row.line
    shown = row.points if kind == "figure" else row.mentions
    return Entry(when, basis, kind, row.id, line, row.publishers, row.confidence, shown[0])
