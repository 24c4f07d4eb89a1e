"""What each side demands, offers and refuses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from chancery.schema.evidence import Phrase

Stance = Literal["demands", "refuses", "offers", "accepts", "proposes", "supports", "opposes"]


@dataclass(frozen=True, slots=True)
class PositionDraft:
    """A position before its actor is resolved; `token` heads its clause, `issue` is a label in words."""

    start: int
    end: int
    actor: Phrase | None
    stance: Stance
    issue: str
    token: int
    statement: int | None
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Position:
    """A position: `actor` and `issue` are ids."""

    id: str
    start: int
    end: int
    actor: str
    stance: Stance
    issue: str
    statement: str | None
    confidence: float
