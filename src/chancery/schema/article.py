"""An article as it was taken in: its text, untouched, and what is known about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["headline", "body", "caption", "related", "credit", "repeat"]
PublishedBasis = Literal["given", "metadata", "text", "inferred"]

#: Blocks of these roles carry records; the others are furniture.
TELLING_ROLES: frozenset[str] = frozenset({"body", "caption"})


@dataclass(frozen=True, slots=True)
class Block:
    """A run of the text with one role; the blocks of an article are in order and do not overlap."""

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class Article:
    """One article. `text` is never altered after intake; `id` is a hash of it.

    `published` is an ISO day or null, `published_basis` says how it is known, `published_evidence` explains an inference in words;
    `warnings` are one-line remarks for the reader (damaged text, no date).
    """

    id: str
    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    published: str | None = None
    published_basis: PublishedBasis | None = None
    published_evidence: str | None = None
    publisher: str | None = None
    syndicated_from: str | None = None
    url: str | None = None
    byline: tuple[str, ...] = ()
    language: str | None = None
    warnings: tuple[str, ...] = ()
