"""A reading: an article as the language model understood it. Sentences, tokens with their parse, entities, attribution spans.

All token indices count from 0 over the whole article. Sentences never cross a block.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from chancery.schema.article import Article, Role
from chancery.schema.evidence import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EntityLabel = Literal["person", "organisation", "place", "other"]
AttributionRole = Literal["source", "cue", "content"]


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark. `head` is the index of its governor (-1 for a sentence's root); `upos`, `deprel`, `feats` are Universal Dependencies'."""

    index: int
    start: int
    end: int
    text: str
    lemma: str
    upos: str
    feats: str
    head: int
    deprel: str
    sentence: int

    @property
    def span(self) -> Span:
        """Where the token stands."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `first` to `last` (exclusive) of a block with the given role."""

    index: int
    start: int
    end: int
    first: int
    last: int
    role: Role


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity: tokens `first` to `last` (exclusive)."""

    first: int
    last: int
    label: EntityLabel
    score: float


@dataclass(frozen=True, slots=True)
class AttributionSpan:
    """A run of tokens `first` to `last` (exclusive) that the model takes for a source, a cue or content. May run over sentences."""

    first: int
    last: int
    role: AttributionRole
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What the model made of one article.

    `vectors` is float32 of shape (tokens, width): one vector a token, for the light heads. `event_scores` is float32 of shape (tokens, 17):
    log-odds that a token triggers each PLOVER type, "none" first; `attribution_scores` is float32 of shape (tokens, 7): log-probabilities of O, B/I-source,
    B/I-cue, B/I-content, in this order.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    entities: tuple[Entity, ...]
    attributions: tuple[AttributionSpan, ...]
    vectors: NDArray[np.float32]
    event_scores: NDArray[np.float32]
    attribution_scores: NDArray[np.float32]
    children: tuple[tuple[int, ...], ...] = field(default=())

    def __post_init__(self) -> None:
        below: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head >= 0:
                below[token.head].append(token.index)
        object.__setattr__(self, "children", tuple(tuple(c) for c in below))

    def subtree(self, index: int) -> list[int]:
        """Indices of the token and all that depends on it, in order."""
        found, stack = [], [index]
        while stack:
            i = stack.pop()
            found.append(i)
            stack.extend(self.children[i])
        return sorted(found)

    def span(self, first: int, last: int) -> Span:
        """The characters of tokens `first` to `last` (exclusive)."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)
