"""Articles -> where things stand in them: sentence by sentence, and how they open."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from chancery.schema.article import TELLING_ROLES, Article
from chancery.schema.evidence import Span


@lru_cache(maxsize=64)
def _starts(article: Article) -> tuple[int, ...]:
    from chancery.understand.words import sentences

    return tuple(start for b in article.blocks if b.role in TELLING_ROLES for start, _ in sentences(article.text, b.start, b.end))


def sentence_number(article: Article, at: int) -> int:
    """The number of the sentence at an offset, from 1, of those that tell."""
    return max(1, bisect_right(_starts(article), at))


def opening(article: Article) -> Span:
    """The first paragraph that tells; of an article without one, its text."""
    block = next((b for b in article.blocks if b.role == "body"), None)
    return Span(block.start, block.end) if block else Span(0, max(1, len(article.text)))
