"""Articles and their copies -> how many publishers say something of their own accord: what corroboration counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from chancery.link.words import fold
from chancery.schema.links import Copy


def roots(copies: Iterable[Copy]) -> dict[int, int]:
    """Article -> the article whose text it carries, for those that carry one."""
    return {c.article: c.of for c in copies}


def independent(articles: Iterable[int], *, of: Mapping[int, int], publishers: Mapping[int, tuple[str | None, str | None]]) -> tuple[str, ...]:
    """The publishers that stand behind some articles, each once, in the articles' order.

    `of` is `roots`; `publishers` holds each article's publisher and the outlet it was taken from (`syndicated_from`). A copy speaks for the publisher of
    the text it carries, and a carrier of a wire's story for the wire. An article of no known publisher counts for itself, under its key.
    """
    found: dict[str, str] = {}
    for article in articles:
        source = of.get(article, article)
        publisher, origin = publishers.get(source, (None, None))
        name = origin or publisher or f"article {source}"
        found.setdefault(_key(name), name)
    return tuple(found.values())


def _key(name: str) -> str:
    """One key for "The Hill", "the hill" and "Hill"."""
    return fold(name).removeprefix("the ").strip()
