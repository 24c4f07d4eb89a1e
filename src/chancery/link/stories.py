"""Articles -> stories: what is told in like words within a few days."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass

from chancery.link.candidates import Candidates
from chancery.link.days import day
from chancery.link.words import Bag, Lexicon, stems
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


@dataclass(slots=True)
class _Told:
    id: str
    articles: list[int]
    words: Bag
    length: float
    last: int | None


class Stories:
    """Stories among articles that come in order of publication."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._stories: list[_Told] = []
        self._index = Candidates(keep=KEPT)
        self.of: dict[int, int] = {}

    def add(self, carrier: Carrier, counts: dict[str, int]) -> int:
        """Put an article, by how often it has each stem, into its story; the story's index."""
        words = dict(counts)
        for s in stems(carrier.title or ""):
            words[s] = words.get(s, 0) + int(HEADLINE)
        weighted = {s: (1 + math.log(n)) * self._lexicon.weight(s) ** 1.5 for s, n in words.items()}
        top = sorted(weighted.items(), key=lambda x: (-x[1], x[0]))[:KEPT_WORDS]
        bag = dict(top)
        length = math.sqrt(sum(w * w for w in bag.values())) or 1.0
        found = dict(top[:LOOKED_UP])
        today = day(carrier.published)
        best, score = -1, LEAST
        for i in self._index.best(found, most=COMPARED):
            near = self._likeness(self._stories[i], bag, length, today)
            if near > score:
                best, score = i, near
        if best < 0:
            best = len(self._stories)
            identity = hashlib.blake2s(carrier.name.encode(), digest_size=6).hexdigest()
            self._stories.append(_Told(f"story-{identity}", [], {}, 1.0, today))
        self._join(self._stories[best], carrier.key, bag, length, today)
        self._index.add(best, found)
        self.of[carrier.key] = best
        return best

    @staticmethod
    def _likeness(story: _Told, bag: Bag, length: float, today: int | None) -> float:
        dot = sum(w * bag[s] for s, w in story.words.items() if s in bag)
        gap = max(0, today - story.last) if today is not None and story.last is not None else 0
        return float(dot / (story.length * length) * 0.5 ** (gap / HALF_LIFE))

    @staticmethod
    def _join(story: _Told, article: int, bag: Bag, length: float, today: int | None) -> None:
        story.articles.append(article)
        for s, w in bag.items():
            story.words[s] = story.words.get(s, 0.0) + w / length
        if len(story.words) > 3 * KEPT_WORDS:
            story.words = dict(sorted(story.words.items(), key=lambda x: (-x[1], x[0]))[:KEPT_WORDS])
        story.length = math.sqrt(sum(w * w for w in story.words.values())) or 1.0
        if today is not None:
            story.last = max(story.last or today, today)

    def all(self) -> list[Story]:
        """The stories found."""
        return [Story(s.id, tuple(s.articles)) for s in self._stories]
