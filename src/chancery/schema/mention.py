"""What a dossier holds of an article: each thing its record says, on its own, with parties, places and dates spelled out instead of record-local ids.

Mentions are what is linked across articles, judged by analysts and shown by the views. A mention is found again after its article was read anew by its
anchor: article, kind and evidence span.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from chancery.schema.actor import ActorKind
from chancery.schema.document import DocumentKind, DocumentStatus
from chancery.schema.event import EventType, Modality
from chancery.schema.evidence import Span
from chancery.schema.figure import FigureModality
from chancery.schema.position import Stance
from chancery.schema.statement import Act, StatementKind
from chancery.schema.time import DateBasis, When

Kind = Literal["actor", "statement", "event", "figure", "commitment", "position", "dispute", "document"]
KINDS: tuple[Kind, ...] = ("actor", "statement", "event", "figure", "commitment", "position", "dispute", "document")


@dataclass(frozen=True, slots=True)
class Party:
    """An actor as another thing names it. `key` is the same for the same actor in every article: its Wikidata id, else the code of a state or
    organisation, else its folded name; an unnamed source's key holds its article too, since two unnamed sources are never known to be one.
    """

    key: str
    name: str
    kind: ActorKind
    code: str | None
    country: str | None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as another thing names it; degrees (WGS 84)."""

    name: str
    kind: str
    country: str | None
    lat: float | None
    lon: float | None
    geonames: int | None


@dataclass(frozen=True, slots=True)
class Mention:
    """What every kind has. `article` is the store's key of the article, `local` the id in its record, `start`, `end` the evidence that anchors it,
    `sentence` the sentence around that, `text` the sentence's words (of a statement its content's words), `by` who reports it, if not the article itself.
    """

    article: int
    local: str
    start: int
    end: int
    sentence: Span
    text: str
    by: Party | None
    confidence: float


@dataclass(frozen=True, slots=True)
class ActorMention(Mention):
    """An actor of an article, anchored at its first mention."""

    party: Party
    sectors: tuple[str, ...]
    wikidata: str | None
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class StatementMention(Mention):
    """A statement, anchored at its first span of content; `by` is the speaker, `via` the speaker that reports it."""

    kind: StatementKind
    act: Act
    content: tuple[Span, ...]
    cue: Span | None
    addressees: tuple[Party, ...]
    via: Party | None
    date: When
    date_basis: DateBasis | None
    place: Spot | None
    issues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventMention(Mention):
    """An event, anchored at its trigger; `spans` are the trigger and further mentions in the article."""

    type: EventType
    mode: str | None
    modality: Modality
    intensity: float
    sources: tuple[Party, ...]
    targets: tuple[Party, ...]
    spans: tuple[Span, ...]
    date: When
    date_basis: DateBasis | None
    place: Spot | None
    issues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureMention(Mention):
    """A figure; null in `low` or `high` is an open end."""

    low: float | None
    high: float | None
    qualifier: str
    unit: str | None
    counted: str | None
    actor: Party | None
    place: Spot | None
    as_of: When
    modality: FigureModality


@dataclass(frozen=True, slots=True)
class CommitmentMention(Mention):
    """A commitment, anchored at its clause."""

    who: tuple[Party, ...]
    towards: tuple[Party, ...]
    action: str
    due: When
    condition: str | None


@dataclass(frozen=True, slots=True)
class PositionMention(Mention):
    """A position, anchored at its clause; `issue` is the label."""

    actor: Party
    stance: Stance
    issue: str
    issue_kind: str


@dataclass(frozen=True, slots=True)
class SideMention:
    """One side's words."""

    start: int
    end: int
    who: Party | None
    text: str


@dataclass(frozen=True, slots=True)
class DisputeMention(Mention):
    """A dispute, anchored at its first side."""

    about: str
    side_a: SideMention
    side_b: SideMention


@dataclass(frozen=True, slots=True)
class DocumentMention(Mention):
    """A document, anchored at its first mention; `answers` is the `local` of another document of the article."""

    kind: DocumentKind
    name: str
    issuer: Party | None
    recipients: tuple[Party, ...]
    date: When
    status: DocumentStatus | None
    answers: str | None
    spans: tuple[Span, ...]


SHAPES: dict[Kind, type[Mention]] = {
    "actor": ActorMention, "statement": StatementMention, "event": EventMention, "figure": FigureMention, "commitment": CommitmentMention,
    "position": PositionMention, "dispute": DisputeMention, "document": DocumentMention,
}  # fmt: skip


def kind_of(mention: Mention) -> Kind:
    """The kind of a mention."""
    return next(kind for kind, shape in SHAPES.items() if isinstance(mention, shape))


@dataclass(frozen=True, slots=True)
class Carrier:
    """An article as linking sees it: where it stands, who published it and when, and its words. `name` is the id its source gave it, else its hash."""

    key: int
    name: str
    version: int
    hash: str
    title: str | None
    published: str | None
    publisher: str | None
    syndicated_from: str | None
    url: str | None
    text: str
    mentions: tuple[Mention, ...] = ()
