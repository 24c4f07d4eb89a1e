"""An actor in the making, and how the text has come by it so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from chancery.schema.actor import ActorKind
from chancery.schema.evidence import Span


@dataclass(slots=True)
class Member:
    """An actor in the making."""

    id: str
    kind: ActorKind
    name: str
    code: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    role: str | None = None
    wikidata: str | None = None
    confidence: float = 0.8
    spans: list[Span] = field(default_factory=list)
    plural: bool = False
    gender: str = ""
    lemma: str = ""
    classes: set[str] = field(default_factory=set)
    titles: tuple[str, ...] = ()
    used: bool = False
    named: bool = True


@dataclass(frozen=True, slots=True)
class Seen:
    """One mention, as a pronoun may look back to it."""

    token: int
    sentence: int
    member: Member
    subject: bool
