"""Articles -> stories: what is told in like words within a few days."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass

from chancery.link.archive import Archive
from chancery.link.candidates import Candidates
from chancery.link.days import day
from chancery.link.memory import SHIFT, Shelf
from chancery.link.words import Bag, stems
from chancery.schema.links import Story
from chancery.schema.mention import Carrier

#: the likeness from which an article joins a story: see benchmarks/links_events.py
LEAST = 0.14
#: days after which a story's likeness counts half
HALF_LIFE = 12.0
COMPARED = 24
KEPT = 48
#: words by which an article is looked up, and words that a story keeps
LOOKED_UP = 24
KEPT_WORDS = 240
#: how much more a word of the headline counts
HEADLINE = 2.0
#: of a word's weight, so that what is kept of an article is all there is
DECIMALS = 4


@dataclass(slots=True)
class _Told:
    id: str
    articles: list[int]
    words: Bag
    length: float
    last: int | None


class Stories:
    """Stories among articles that come in order of publication."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._stories: Shelf[_Told] = Shelf(self._told)
        self._members = archive.memory.postings("told")
        self._index = Candidates(archive.memory.postings("story", keep=KEPT), keep=KEPT)
        self._touched: dict[int, None] = {}

    def _told(self, first: int) -> _Told:
        """A story of the past, from what was kept of its articles."""
        told = [self._archive.article(thing >> SHIFT) for thing in self._members.under(str(first))]
        made = _Told(_identity(told[0].trace.name), [], {}, 1.0, day(told[0].trace.published))
        for t in told:
            words = t.words
            self._join(made, words, _length(words), day(t.trace.published))
        return made

    def add(self, carrier: Carrier, counts: dict[str, int]) -> tuple[int, Bag]:
        """Put an article, by how often it has each stem, into its story; the place of the story's first article, and the words that tell it."""
        words = dict(counts)
        for s in stems(carrier.title or ""):
            words[s] = words.get(s, 0) + int(HEADLINE)
        weight = self._archive.lexicon.weight
        weighted = {s: round((1 + math.log(n)) * weight(s) ** 1.5, DECIMALS) for s, n in words.items()}
        top = sorted(weighted.items(), key=lambda x: (-x[1], x[0]))[:KEPT_WORDS]
        bag = dict(top)
        length = _length(bag)
        found = dict(top[:LOOKED_UP])
        today = day(carrier.published)
        best, score = -1, LEAST
        for i in self._index.best(found, most=COMPARED, within=True):
            near = self._likeness(self._stories[i], bag, length, today)
            if near > score:
                best, score = i, near
        at = self._archive.memory.at
        if best < 0:
            best = at
            self._stories[best] = _Told(_identity(carrier.name), [], {}, 1.0, today)
        self._stories[best].articles.append(carrier.key)
        self._join(self._stories[best], bag, length, today)
        self._touched[best] = None
        self._members.add(str(best), at << SHIFT)
        self._index.add(at << SHIFT | best, found)
        return best, bag

    @staticmethod
    def _likeness(story: _Told, bag: Bag, length: float, today: int | None) -> float:
        dot = sum(w * bag[s] for s, w in story.words.items() if s in bag)
        gap = max(0, today - story.last) if today is not None and story.last is not None else 0
        return float(dot / (story.length * length) * 0.5 ** (gap / HALF_LIFE))

    @staticmethod
    def _join(story: _Told, bag: Bag, length: float, today: int | None) -> None:
        for s, w in bag.items():
            story.words[s] = story.words.get(s, 0.0) + w / length
        if len(story.words) > 3 * KEPT_WORDS:
            story.words = dict(sorted(story.words.items(), key=lambda x: (-x[1], x[0]))[:KEPT_WORDS])
        story.length = _length(story.words)
        if today is not None:
            story.last = max(story.last or today, today)

    def all(self) -> list[Story]:
        """The stories found, with their articles that are not of the past."""
        return [Story(self._stories[i].id, tuple(self._stories[i].articles)) for i in sorted(self._touched)]


def _length(bag: Bag) -> float:
    return math.sqrt(sum(w * w for w in bag.values())) or 1.0


def _identity(name: str) -> str:
    return "story-" + hashlib.blake2s(name.encode(), digest_size=6).hexdigest()
