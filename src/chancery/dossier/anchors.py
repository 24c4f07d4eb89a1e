"""Finding a mention again by where it stands: in the same text by overlap, in a newer text by its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from chancery.dossier.tables import ARTICLES
from chancery.schema.judgement import Anchor


@dataclass(frozen=True, slots=True)
class Anchored:
    """A candidate: its number and where it stands."""

    number: int
    start: int
    end: int


def best(candidates: Sequence[Anchored], start: int, end: int) -> int | None:
    """The number of the candidate that shares the most of its and the anchor's extent; null where none shares a character."""
    touching = [c for c in candidates if c.start < end and start < c.end]
    if not touching:
        return None
    return max(touching, key=lambda c: (min(c.end, end) - max(c.start, start)) / (max(c.end, end) - min(c.start, start))).number


def carried(connection: Connection, anchor: Anchor, counted_in: str | None, text: str) -> tuple[int, int] | None:
    """Where an anchor stands in an article's present text. `counted_in` is the hash of the text in which it was set; null: the words are gone."""
    if counted_in is None:
        return anchor.start, anchor.end
    old = connection.execute(select(ARTICLES.c.text).where(ARTICLES.c.name == anchor.article, ARTICLES.c.hash == counted_in)).scalar()
    if old is None or old == text:
        return anchor.start, anchor.end
    return moved(str(old), text, anchor.start, anchor.end)


def moved(old: str, new: str, start: int, end: int) -> tuple[int, int] | None:
    """Where old[start:end] stands in a newer text: of the places with the same words the one whose surroundings agree the longest."""
    words = old[start:end]
    places: list[tuple[int, int]] = []
    at = new.find(words) if words else -1
    while at >= 0:
        before = _agree(old[:start][::-1], new[:at][::-1])
        after = _agree(old[end:], new[at + len(words) :])
        places.append((before + after, -at))
        at = new.find(words, at + 1)
    if not places:
        return None
    at = -max(places)[1]
    return at, at + len(words)


def _agree(a: str, b: str, most: int = 80) -> int:
    """How many characters two texts begin with in common."""
    return next((i for i, (x, y) in enumerate(zip(a[:most], b[:most], strict=False)) if x != y), min(len(a), len(b), most))
