"""The record of one article, and the drafts it is resolved from."""

from __future__ import annotations

from dataclasses import dataclass

from chancery.schema.actor import Actor
from chancery.schema.article import Article
from chancery.schema.commitment import Commitment, CommitmentDraft
from chancery.schema.dispute import Dispute, DisputeDraft
from chancery.schema.document import Document, DocumentDraft
from chancery.schema.event import Event, EventDraft
from chancery.schema.figure import Figure, FigureDraft
from chancery.schema.issue import Issue
from chancery.schema.place import Place
from chancery.schema.position import Position, PositionDraft
from chancery.schema.reading import Reading
from chancery.schema.statement import Statement, StatementDraft
from chancery.schema.time import Time, TimeDraft

SCHEMA = "chancery.record/1"


@dataclass(frozen=True, slots=True, eq=False)
class Drafts:
    """What was extracted from a reading, before names, dates and places are resolved. Drafts point at each other by index."""

    reading: Reading
    statements: tuple[StatementDraft, ...] = ()
    events: tuple[EventDraft, ...] = ()
    times: tuple[TimeDraft, ...] = ()
    figures: tuple[FigureDraft, ...] = ()
    commitments: tuple[CommitmentDraft, ...] = ()
    positions: tuple[PositionDraft, ...] = ()
    disputes: tuple[DisputeDraft, ...] = ()
    documents: tuple[DocumentDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """Everything one article says, each line tied to its words."""

    article: Article
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    documents: tuple[Document, ...] = ()
    times: tuple[Time, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    positions: tuple[Position, ...] = ()
    issues: tuple[Issue, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    schema: str = SCHEMA
