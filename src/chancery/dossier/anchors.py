"""Finding a mention again by where it stands: in the same text by overlap, in a newer text by its words."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from chancery.dossier.rows import label_of, party_rows
from chancery.dossier.tables import ARTICLES
from chancery.schema.judgement import Anchor
from chancery.schema.mention import FigureMention, Mention, kind_of

#: share of its and the anchor's extent from which a candidate that says the same comes before one that stands closer
CLOSE = 0.5


@dataclass(frozen=True, slots=True)
class Anchored:
    """A candidate: its number, where it stands, and what it says (see `said`)."""

    number: int
    start: int
    end: int
    says: str = ""


def said(mentions: Sequence[Mention]) -> list[str]:
    """What each mention of an article says, as it was read, in a word that tells it from others of its kind at its span: `ACCUSE|3f9a1c02`, with #2 and so on
    where even that is the same.
    """
    found: list[str] = []
    seen: Counter[tuple[str, int, int, str]] = Counter()
    for m in mentions:
        parts = sorted(f"{r['role']}:{r['key']}" for r in party_rows(0, m))
        amount = (m.low, m.high) if isinstance(m, FigureMention) else ()
        says = f"{label_of(m) or ''}|{hashlib.sha256(repr((parts, amount)).encode()).hexdigest()[:8]}"
        seen[kind_of(m), m.start, m.end, says] += 1
        number = seen[kind_of(m), m.start, m.end, says]
        found.append(says if number == 1 else f"{says}#{number}")
    return found


def twins(mentions: Sequence[Mention]) -> list[str | None]:
    """The same of those alone that share their kind and span with another."""
    places = Counter((kind_of(m), m.start, m.end) for m in mentions)
    return [says if places[kind_of(m), m.start, m.end] > 1 else None for m, says in zip(mentions, said(mentions), strict=True)]


def best(candidates: Sequence[Anchored], start: int, end: int, twin: str = "") -> int | None:
    """The number of the candidate that shares the most of its and the anchor's extent, of those close enough first what says the same as `twin`; null where
    none shares a character.
    """
    touching = [c for c in candidates if c.start < end and start < c.end]
    if not touching:
        return None

    def share(c: Anchored) -> float:
        return (min(c.end, end) - max(c.start, start)) / (max(c.end, end) - min(c.start, start))

    return max(touching, key=lambda c: (_alike(c.says, twin) if share(c) >= CLOSE else 0, share(c))).number


def _alike(says: str, twin: str) -> int:
    """How much of what two mentions say is the same: all, the label, or nothing."""
    if not twin:
        return 0
    return 2 if says == twin else 1 if says.partition("|")[0] == twin.partition("|")[0] else 0


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
