"""Text -> weighted words and a vector: what any two mentions are compared by. Words are folded and stripped of their endings; a word weighs more the fewer
articles had it so far, which keeps links a function of what was published before.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from copy import copy
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from chancery.errors import InstallationError
from chancery.link.memory import SHIFT, Memory
from chancery.models import FOLDER

Floats = NDArray[np.float32]
Bag = dict[str, float]

WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
POSSESSIVE = re.compile(r"'s?\b")
#: marks that folding would glue words together without
MARKS = str.maketrans(dict.fromkeys("‘’ʼ`´", "'") | dict.fromkeys("–—―−‐‑…“”«»", " "))
#: words that say nothing about what a sentence is about; negations are kept, since a denial is worded with them
EMPTY = frozenset(
    [
        "a",
        "about",
        "after",
        "again",
        "all",
        "also",
        "although",
        "am",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "because",
        "been",
        "before",
        "being",
        "both",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "doing",
        "during",
        "each",
        "few",
        "for",
        "from",
        "further",
        "had",
        "has",
        "have",
        "having",
        "he",
        "her",
        "here",
        "hers",
        "herself",
        "him",
        "himself",
        "his",
        "how",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "itself",
        "just",
        "let",
        "may",
        "me",
        "might",
        "more",
        "most",
        "must",
        "my",
        "myself",
        "nor",
        "of",
        "off",
        "on",
        "once",
        "only",
        "or",
        "other",
        "our",
        "ours",
        "ourselves",
        "out",
        "over",
        "own",
        "s",
        "said",
        "same",
        "say",
        "says",
        "saying",
        "she",
        "should",
        "so",
        "some",
        "such",
        "t",
        "than",
        "that",
        "the",
        "their",
        "theirs",
        "them",
        "themselves",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "through",
        "to",
        "told",
        "too",
        "under",
        "until",
        "up",
        "upon",
        "us",
        "very",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "who",
        "whom",
        "why",
        "will",
        "with",
        "would",
        "you",
        "your",
        "yours",
        "mr",
        "mrs",
        "ms",
        "according",
        "one",
    ]
)
#: how many articles the prior of a word counts for beside those that were seen
PRIOR_ARTICLES = 20.0
#: words of a typical article; with Zipf's law this turns a word's rank into the share of articles that have it
TYPICAL_LENGTH = 400.0
#: the share of articles that have a word which is not among the common ones
RARE = 0.002


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A word without its inflection, near enough to find it again: "attacks", "attacked", "attacking" -> "attack"."""
    if len(word) <= 3 or word[0].isdigit():
        return word
    for ending, put, least in (("sses", "ss", 2), ("ies", "y", 3), ("ied", "y", 3), ("ing", "", 4), ("ed", "", 3), ("s", "", 3)):
        if word.endswith(ending) and len(word) - len(ending) >= least and not (ending == "s" and word[-2] in "su"):
            word = word[: len(word) - len(ending)] + put
            if ending in ("ing", "ed") and len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def fold(text: str) -> str:
    """Lower case, without accents and possessives; what is not in the Latin alphabet is left out."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(MARKS)).encode("ascii", "ignore").decode("ascii")
    return POSSESSIVE.sub("", text.lower().replace("u.s.", "usa ").replace("u.n.", "un "))


@lru_cache(maxsize=20_000)
def stems(text: str) -> tuple[str, ...]:
    """The stems of the words of a text that say something, in order."""
    return tuple([stem(w) for w in WORD.findall(fold(text)) if w not in EMPTY])


class Vectors:
    """Vectors of common English words by stem, distilled from the sentence encoder, and how common each is."""

    def __init__(self) -> None:
        path = FOLDER / "light" / "words.npz"
        try:
            with np.load(path) as file:
                known: list[str] = json.loads(bytes(file["words"]).decode("utf-8"))
                self._ranks: list[int] = file["ranks"].tolist()
                rows: Floats = file["vectors"].astype(np.float32) * file["scale"].astype(np.float32)[:, None]
        except (OSError, KeyError, ValueError) as error:
            raise InstallationError(f"{path}: missing or damaged ({error})", hint="install chancery again") from error
        self.width = rows.shape[1]
        self.row = {s: i for i, s in enumerate(known)}
        #: the last row stands for every word that is not known
        self.rows: Floats = np.concatenate([rows, np.zeros((1, self.width), dtype=np.float32)])

    def share(self, stemmed: str) -> float:
        """The share of articles that have a word, by its rank among English words."""
        row = self.row.get(stemmed)
        return RARE if row is None else max(RARE, 1 - math.exp(-TYPICAL_LENGTH * 0.1 / self._ranks[row]))

    def of(self, weighted: Mapping[str, float]) -> Floats:
        """The direction of stems with their weights, of length 1, or all zeros where none is known."""
        rows = [self.row.get(s, -1) for s in weighted]
        vector = np.fromiter(weighted.values(), dtype=np.float32, count=len(rows)) @ self.rows[rows] if rows else self.rows[-1]
        length = float(np.sqrt(vector @ vector))
        return np.asarray(vector / length if length else vector, dtype=np.float32)


@lru_cache(maxsize=1)
def vectors() -> Vectors:
    """The shipped vectors, loaded once."""
    return Vectors()


class Lexicon:
    """How rare words are, by the articles seen so far."""

    def __init__(self, memory: Memory | None = None) -> None:
        self.vectors = vectors()
        memory = memory or Memory()
        self._seen = memory.postings("stem")
        self._articles = memory.first
        self._weight: dict[str, float] = {}
        self._numbers = dict(self.vectors.row)

    def add(self, article: Iterable[str]) -> None:
        """Count an article's stems."""
        add, here = self._seen.add, self._articles << SHIFT
        for s in set(article):
            add(s, here)
        self._articles += 1
        self._weight.clear()

    def as_of(self, at: int) -> Lexicon:
        """How rare words were when the article at a place was linked."""
        then = copy(self)
        then._articles, then._weight = at + 1, {}
        return then

    def weight(self, stemmed: str) -> float:
        """-log of the share of articles that have a word: 0 where all have it."""
        found = self._weight.get(stemmed)
        if found is None:
            seen = bisect_left(self._seen.under(stemmed), self._articles << SHIFT)
            share = (seen + PRIOR_ARTICLES * self.vectors.share(stemmed)) / (self._articles + PRIOR_ARTICLES)
            found = self._weight[stemmed] = -math.log(min(share, 0.999))
        return found

    def bag(self, text: str) -> Bag:
        """The stems of a text with their weights."""
        return {s: self.weight(s) for s in stems(text)}

    def weighed(self, stemmed: Iterable[str]) -> Bag:
        """Stems with their weights."""
        return {s: self.weight(s) for s in stemmed}

    def numbers(self, stemmed: Iterable[str]) -> list[int]:
        """A number for each stem, the same whenever it comes: its row among the vectors, or one that is past them."""
        known = self._numbers
        return [known.setdefault(s, len(known) + 1) for s in stemmed]

    def vector(self, text: str) -> Floats:
        """The direction of a text."""
        return self.vectors.of(self.bag(text))


def shared(a: Bag, b: Bag) -> tuple[float, float]:
    """How much two bags share by weight: of the lighter one (containment), and of both together (Jaccard)."""
    if len(b) < len(a):
        a, b = b, a
    both = sum(min(w, b[s]) for s, w in a.items() if s in b)
    if not both:
        return 0.0, 0.0
    one, two = sum(a.values()), sum(b.values())
    return min(1.0, both / min(one, two)), both / (one + two - both)
