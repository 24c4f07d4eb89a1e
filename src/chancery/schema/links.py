"""How the mentions of many articles belong together. Links are found article by article in order of publication, and a mention only ever joins what was
published before it: what was known on a day is therefore what the whole says, less the articles that came later.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from chancery.schema.mention import Kind

#: bits of a thing below the place of its article in the order of publication
PLACE_BITS = 32

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
class Placing:
    """Where a mention was put: its id in its article, the group's first mention as a thing (see link.memory), and, of figures, the stage."""

    local: str
    group: int
    stage: int = 0


@dataclass(frozen=True, slots=True)
class Trace:
    """What linking found of one article, kept so that later articles can be linked without it: its key, name and day, the place of the article whose text
    it carries and of the first of its story, the story's words in it, where its mentions were put (in order of the text), of each statement how many of its
    speaker stand before it, and what documents of it answer.
    """

    article: int
    name: str
    published: str | None
    root: int
    story: int
    words: dict[str, float]
    placed: dict[Kind, tuple[Placing, ...]]
    turns: tuple[int, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Trail:
    """What linking leaves behind for the next time: traces of the articles from the place `first` on, and what now stands under each key."""

    first: int
    traces: tuple[Trace, ...]
    under: dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Constraint:
    """What an analyst has decided about two mentions of a kind: they are one thing (`together`), or two."""

    kind: Kind
    a: Ref
    b: Ref
    together: bool
