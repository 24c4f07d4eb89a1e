"""Which versions contradict each other."""

from __future__ import annotations

from dataclasses import dataclass

from chancery.schema.evidence import Phrase


@dataclass(frozen=True, slots=True)
class SideDraft:
    """One side's words before its speaker is resolved."""

    start: int
    end: int
    who: Phrase | None
    statement: int | None


@dataclass(frozen=True, slots=True)
class DisputeDraft:
    """Two versions that cannot both be true."""

    about: str
    side_a: SideDraft
    side_b: SideDraft
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Side:
    """One side's words: `who` is an actor id."""

    start: int
    end: int
    who: str | None
    statement: str | None


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two versions that cannot both be true, with both sides' words."""

    id: str
    about: str
    side_a: Side
    side_b: Side
    confidence: float
