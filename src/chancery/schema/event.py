"""Who did what to whom: PLOVER events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from chancery.schema.evidence import Phrase, Span
from chancery.schema.time import DateBasis, When

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Modality = Literal["occurred", "ongoing", "planned", "possible", "conditional", "demanded", "denied"]

#: The sixteen in the order of the model's event scores, after "none".
EVENT_TYPES: tuple[EventType, ...] = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
#: Types whose parties all stand under sources.
SYMMETRIC_TYPES: frozenset[str] = frozenset({"CONSULT", "AGREE", "COOPERATE"})
#: Types done by speaking.
SPOKEN_TYPES: frozenset[str] = frozenset({"ACCUSE", "REQUEST", "REJECT", "SUPPORT", "THREATEN"})


@dataclass(frozen=True, slots=True)
class Weighed:
    """A phrase in reach of a trigger, with the odds that its party is a source, and a target, of the event."""

    phrase: Phrase
    source: float
    target: float


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An event before its parties, date and place are resolved. `token` heads the trigger, `statement` is the index of the statement draft that reports it.

    `sources` and `targets` are the parties its own clause names best; `weighed` has all in reach, for resolution to choose among the article's actors.
    """

    type: EventType
    mode: str | None
    trigger: Span
    token: int
    sources: tuple[Phrase, ...]
    targets: tuple[Phrase, ...]
    modality: Modality
    place: Phrase | None
    statement: int | None
    confidence: float
    rule: str
    weighed: tuple[Weighed, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """An event: `sources` and `targets` are actor ids, `also` further mentions of the same event, `intensity` PLOVER's."""

    id: str
    type: EventType
    mode: str | None
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    trigger: Span
    also: tuple[Span, ...]
    date: When
    date_basis: DateBasis | None
    place: str | None
    modality: Modality
    intensity: float
    statement: str | None
    issues: tuple[str, ...]
    confidence: float
