"""What passes between the parties: a treaty, a proposal, the reply that is awaited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from chancery.schema.evidence import Phrase, Span
from chancery.schema.time import When

DocumentKind = Literal["treaty", "agreement", "proposal", "letter", "reply", "resolution", "statement", "report", "list"]
DocumentStatus = Literal["awaited", "drafted", "sent", "delivered", "answered", "in force", "ended"]


@dataclass(frozen=True, slots=True)
class DocumentDraft:
    """A document before its parties are resolved. `answers` is the index of another draft; `token` heads its clearest mention."""

    kind: DocumentKind
    name: str
    issuer: Phrase | None
    recipients: tuple[Phrase, ...]
    status: DocumentStatus | None
    answers: int | None
    mentions: tuple[Span, ...]
    token: int
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document that passes, or is to pass, between parties."""

    id: str
    kind: DocumentKind
    name: str
    issuer: str | None
    recipients: tuple[str, ...]
    date: When
    status: DocumentStatus | None
    answers: str | None
    mentions: tuple[Span, ...]
    confidence: float
