"""How many: one row a counted thing, with every figure that was given for it, stage by stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chancery.dossier.engines import Dossier
from chancery.dossier.views.evidence import Evidence, Told, evidence_fields, members
from chancery.dossier.views.filters import Filters
from chancery.dossier.views.merge import certainty, majority, publishers, reports
from chancery.dossier.views.pages import page
from chancery.dossier.views.scope import Scope
from chancery.schema.mention import FigureMention
from chancery.schema.time import When


@dataclass(frozen=True, slots=True)
class Point(Evidence):
    """A figure as it was given: null in `low` or `high` is an open end. Points of one `stage` report the same figure; the next stage revises it."""

    low: float | None
    high: float | None
    qualifier: str
    as_of: When
    modality: str
    stage: int


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A series. `low`, `high` are those of its last stage; `actor` whose people, weapons or money it counts."""

    id: str
    counted: str | None
    unit: str | None
    actor: str | None
    place: str | None
    low: float | None
    high: float | None
    as_of: When
    revised: bool
    publishers: int
    reported: str | None
    latest: str | None
    confidence: float
    line: str
    points: tuple[Point, ...]


def figures(dossier: Dossier, *, filters: Filters | None = None) -> tuple[FigureRow, ...]:
    """The series that `filters` leave, in order of their first date."""
    filters = filters or Filters()
    with dossier.reading() as connection:
        scope = Scope(connection, filters.as_of)
        return figure_rows(scope, page(scope, "figure", filters))


def figure_rows(scope: Scope, ids: Sequence[str]) -> tuple[FigureRow, ...]:
    """The rows of some series, in the order of their ids; what is not seen is left out."""
    found = members(scope, ids, "figure")
    return tuple(_row(group, found[group]) for group in ids if group in found)


def _row(group: str, told: Sequence[Told[FigureMention]]) -> FigureRow:
    told = sorted(told, key=lambda t: t.stage)
    actor = majority(told, lambda m: m.actor.name if m.actor else None)
    place = majority(told, lambda m: m.place.name if m.place else None)
    counted, unit = majority(told, lambda m: m.counted), majority(told, lambda m: m.unit)
    newest = max(t.stage for t in told)
    last = max((t for t in told if t.stage == newest), key=lambda t: t.mention.confidence)
    reported, latest = reports(told)
    return FigureRow(
        group, counted, unit, actor, place, last.mention.low, last.mention.high, last.mention.as_of, newest > min(t.stage for t in told),
        publishers(told), reported, latest, certainty(told), _line(told, counted, unit, actor, place),
        tuple(
            Point(
                **evidence_fields(t), low=t.mention.low, high=t.mention.high, qualifier=t.mention.qualifier, as_of=t.mention.as_of,
                modality=t.mention.modality, stage=t.stage,
            )
            for t in told
        ),
    )  # fmt: skip


def _line(told: Sequence[Told[FigureMention]], counted: str | None, unit: str | None, actor: str | None, place: str | None) -> str:
    stages = {t.stage: amount(t.mention.low, t.mention.high) for t in told}
    values = list(dict.fromkeys(stages.values()))
    what = " ".join(p for p in (unit, counted) if p)
    return f"{' → '.join(values)}{f' {what}' if what else ''}{f' · {actor}' if actor else ''}{f' · {place}' if place else ''}"


def amount(low: float | None, high: float | None) -> str:
    """A figure with its bounds: "11", "7+", "≤24,000", "18,000–20,000"."""
    if low is None and high is None:
        return "?"
    if high is None:
        return f"{low:,.10g}+"
    if low is None:
        return f"≤{high:,.10g}"
    return f"{low:,.10g}" if low == high else f"{low:,.10g}–{high:,.10g}"
