"""What is still owed: undertakings open at publication."""

from __future__ import annotations

from dataclasses import dataclass

from chancery.schema.evidence import Phrase
from chancery.schema.time import When


@dataclass(frozen=True, slots=True)
class CommitmentDraft:
    """A commitment before its parties and due date are resolved; `token` heads its clause."""

    start: int
    end: int
    who: tuple[Phrase, ...]
    towards: tuple[Phrase, ...]
    action: str
    condition: str | None
    token: int
    statement: int | None
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Commitment:
    """A commitment: `who` and `towards` are actor ids."""

    id: str
    start: int
    end: int
    who: tuple[str, ...]
    towards: tuple[str, ...]
    action: str
    due: When
    condition: str | None
    statement: str | None
    confidence: float
