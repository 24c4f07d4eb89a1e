"""How many: a count or measure, with its bounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from chancery.schema.evidence import Phrase
from chancery.schema.time import When

FigureModality = Literal["actual", "future", "negated"]


@dataclass(frozen=True, slots=True)
class FigureDraft:
    """A figure before its owner, place and date are resolved; `token` is the number's head token, `owner` names whose people, weapons or money they are."""

    start: int
    end: int
    low: float | None
    high: float | None
    qualifier: str
    unit: str | None
    counted: str | None
    token: int
    owner: Phrase | None
    modality: FigureModality
    statement: int | None
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: null in `low` or `high` is an open end; `actor` and `place` are ids."""

    id: str
    start: int
    end: int
    low: float | None
    high: float | None
    qualifier: str
    unit: str | None
    counted: str | None
    actor: str | None
    place: str | None
    as_of: When
    modality: FigureModality
    statement: str | None
    confidence: float
