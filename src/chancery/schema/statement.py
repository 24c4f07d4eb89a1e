"""Who said what to whom: one attribution is one statement, though its quotation runs over several sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from chancery.schema.evidence import Phrase, Span
from chancery.schema.time import DateBasis, When

StatementKind = Literal["direct", "indirect", "mixed"]
Act = Literal["assert", "deny", "accuse", "demand", "request", "promise", "offer", "threaten", "refuse", "agree", "announce", "assess", "appeal"]


@dataclass(frozen=True, slots=True)
class StatementDraft:
    """A statement before its people and dates are resolved.

    `source` names the speaker (a pronoun or description may do), null where nobody is named; `cue_token` is the cue's head token; `via` is the
    index of the draft that reports this one; `tokens` are the indices of the content's tokens, in order.
    """

    source: Phrase | None
    cue: Span | None
    cue_token: int | None
    content: tuple[Span, ...]
    tokens: tuple[int, ...]
    kind: StatementKind
    act: Act
    addressees: tuple[Phrase, ...]
    via: int | None
    basis: Span | None
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement: speaker and addressees are actor ids, `via` the id of the statement that reports this one."""

    id: str
    speaker: str | None
    kind: StatementKind
    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    act: Act
    addressees: tuple[str, ...]
    date: When
    date_basis: DateBasis | None
    place: str | None
    issues: tuple[str, ...]
    via: str | None
    basis: Span | None
    confidence: float
