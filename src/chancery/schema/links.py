"""How the mentions of many articles belong together. Links are found article by article in order of publication, and a mention only ever joins what was
published before it: what was known on a day is therefore what the whole says, less the articles that came later.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from chancery.schema.mention import Kind

CopyKind = Literal["exact", "near", "partial", "syndicated", "update", "correction", "withdrawal"]
FulfilmentStatus = Literal["met", "broken"]


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A mention: the key of its article and its id there."""

    article: int
    local: str


@dataclass(frozen=True, slots=True)
class Member:
    """A mention in a group, why it joined (one line for the analyst), how surely in [0, 1], and, of figures, at which stage of the series (from 0)."""

    ref: Ref
    reason: str
    score: float
    stage: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """One thing of the world (an event, an utterance, a counted thing, an undertaking, a question in dispute, a document, an actor) and its mentions in order
    of publication; the first is its lead and gives it its id. A mention that nothing joins is a group of its own.
    """

    id: str
    kind: Kind
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """An article that carries another's text: `of` is the earliest carrier. `score` is the share of the shorter text that both have."""

    article: int
    of: int
    kind: CopyKind
    score: float


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """A commitment (its group's id) that an event or statement (its mention) shows kept or broken."""

    commitment: str
    status: FulfilmentStatus
    by_kind: Literal["event", "statement"]
    by: Ref
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """A document (its group's id) that answers another."""

    document: str
    answers: str
    reason: str


@dataclass(frozen=True, slots=True)
class Story:
    """Articles that tell one story, in order of publication; `id` comes from the first."""

    id: str
    articles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Links:
    """All of them. Every mention of the dossier stands in exactly one group of its kind."""

    groups: tuple[Group, ...] = ()
    copies: tuple[Copy, ...] = ()
    fulfilments: tuple[Fulfilment, ...] = ()
    answers: tuple[Answer, ...] = ()
    stories: tuple[Story, ...] = ()


@dataclass(frozen=True, slots=True)
class Constraint:
    """What an analyst has decided about two mentions of a kind: they are one thing (`together`), or two."""

    kind: Kind
    a: Ref
    b: Ref
    together: bool
