"""Articles -> which of them carry another's text. Sketches find who may share text with whom, the share of shingles decides.

The sketch is the bottom of the hash space (FracMinHash, Irber et al. 2022): unlike MinHash of a fixed length it also finds a short text inside a long one.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chancery.link.archive import Archive
from chancery.link.memory import SHIFT, Shelf
from chancery.link.words import fold
from chancery.schema.links import Copy, CopyKind
from chancery.schema.mention import Carrier

Hashes = NDArray[np.uint64]

#: words in a shingle: long enough that two reports of one event share few, short enough to survive small edits
SHINGLE = 5
#: every so many-th shingle stands in the sketch, and a text that is shorter than this many shingles stands there whole
SKETCH_RATE = 8
SKETCH_WHOLE = 200
#: the share of the shorter text's shingles from which it is a copy: see benchmarks/copies.py, where .35 to .6 reach the same
COPIED = 0.5
#: the same between two articles of one publisher, whose captions and calls to subscribe may be half of both
COPIED_WITHIN = 0.75
#: and of the longer text too, for the two to be the same but for edits; else the shorter is a part of the longer
NEAR = 0.6
#: the share of the shorter text's shingles that its sketch must have hit, for the two to be compared: well below REVISED, a sketch being a sample
HINT = 0.08
#: below this many shingles a text is a line or two, which may be common to articles that are no copies
SHORTEST = 12
#: a new version, or an article that says it corrects, updates or withdraws another, need share only so much with it
REVISED = 0.25
#: shingles that stand in more articles than this are boilerplate and point to none
COMMON = 64

CORRECTION = re.compile(r"^\W*(correction|corrected|clarification)\b|\b(has been|this story) (was )?corrected\b", re.IGNORECASE)
WITHDRAWAL = re.compile(
    r"^\W*(withdrawn|retracted|retraction|kill(ed)? (notice|story))\b|\b(story|article|report) (has been|was|is) (withdrawn|retracted)\b", re.IGNORECASE
)
UPDATE = re.compile(r"^\W*(update[ds]?|refile|recasts?)\b(\s*\d+)?\s*[-:–—]", re.IGNORECASE)
#: where such a remark stands: the first characters of an article
OPENING = 300
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, eq=False)
class _Print:
    """An article's shingles, sorted and unlike, and the place of the article whose text it carries."""

    carrier: Carrier
    shingles: Hashes
    root: int


def shingles(text: str) -> Hashes:
    """The hashes of a text's runs of five words, sorted, each once; of a text of fewer words, of the whole."""
    tokens = np.array([zlib.crc32(w.encode()) for w in WORD.findall(fold(text))], dtype=np.uint64)
    if not len(tokens):
        return tokens
    n = min(SHINGLE, len(tokens))
    mixed = np.zeros(len(tokens) - n + 1, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for i in range(n):
            mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + tokens[i : len(tokens) - n + 1 + i] + np.uint64(1)
        mixed ^= mixed >> np.uint64(30)
        mixed *= np.uint64(0xBF58476D1CE4E5B9)
        mixed ^= mixed >> np.uint64(27)
        mixed *= np.uint64(0x94D049BB133111EB)
        mixed ^= mixed >> np.uint64(31)
    return np.unique(mixed)


def sketch(hashes: Hashes) -> Hashes:
    """Those that are looked up: all of a short text, of a long one those in the lowest part of the hash space."""
    return hashes if len(hashes) <= SKETCH_WHOLE else hashes[hashes < np.uint64(2**64 // SKETCH_RATE)]


def contained(a: Hashes, b: Hashes) -> tuple[float, float]:
    """The share of a's shingles that b has, and of b's that a has."""
    if not len(a) or not len(b):
        return 0.0, 0.0
    both = len(np.intersect1d(a, b, assume_unique=True))
    return both / len(a), both / len(b)


class Copies:
    """Copies among articles that come in order of publication."""

    def __init__(self, archive: Archive | None = None) -> None:
        archive = archive or Archive()
        self.found: list[Copy] = []
        self._at = archive.memory.first
        self._archive = archive
        self._prints: Shelf[_Print] = Shelf(self._print)
        self._by_shingle = archive.memory.postings("shingle", keep=COMMON + 1)
        self._by_name = archive.memory.postings("name", keep=1)

    def _print(self, at: int) -> _Print:
        earlier = self._archive.article(at)
        return _Print(earlier.carrier, shingles(earlier.carrier.text), earlier.trace.root)

    def add(self, carrier: Carrier) -> int:
        """Find what the article carries of an earlier one, the earliest that has the text; that one's place, or its own."""
        hashes = shingles(carrier.text)
        at, copy, root = self._at, *self._copy(carrier, hashes)
        self._at += 1
        self._prints[at] = _Print(carrier, hashes, at if root is None else root)
        self._by_name.add(carrier.name, at << SHIFT)
        for h in sketch(hashes).tolist():
            self._by_shingle.add(f"{h:x}", at << SHIFT)
        if copy:
            self.found.append(copy)
        return self._prints[at].root

    def _copy(self, carrier: Carrier, hashes: Hashes) -> tuple[Copy | None, int | None]:
        before = self._by_name.under(carrier.name)
        if before:
            old = self._prints[before[-1] >> SHIFT]
            root = self._prints[old.root].carrier.key
            return Copy(carrier.key, root, revision(carrier) or "update", round(max(contained(hashes, old.shingles)), 3)), old.root
        hits: Counter[int] = Counter()
        for h in sketch(hashes).tolist():
            found = self._by_shingle.under(f"{h:x}")
            if len(found) <= COMMON:
                hits.update(found)
        best: tuple[float, int, CopyKind] | None = None
        # the likeliest are verified; ties go to the earlier article
        revised = revision(carrier) if hits else None
        for place, n in sorted(hits.items(), key=lambda x: (-x[1], x[0]))[:16]:
            at = place >> SHIFT
            old = self._prints[at]
            if n < HINT * min(len(hashes), len(old.shingles)) / SKETCH_RATE:
                continue
            kind, score = self._kind(carrier, hashes, old, revised)
            if kind and (best is None or score > best[0]):
                best = score, at, kind
        if best is None:
            return None, None
        first = self._prints[best[1]].root
        return Copy(carrier.key, self._prints[first].carrier.key, best[2], round(best[0], 3)), first

    @staticmethod
    def _kind(carrier: Carrier, hashes: Hashes, old: _Print, revised: CopyKind | None) -> tuple[CopyKind | None, float]:
        if min(len(hashes), len(old.shingles)) < SHORTEST:
            same = len(hashes) == len(old.shingles) and bool((hashes == old.shingles).all())
            return ("exact", 1.0) if same and len(hashes) > 1 else (None, 0.0)
        mine, its = contained(hashes, old.shingles)
        score = max(mine, its)
        if revised and score >= REVISED and (carrier.publisher == old.carrier.publisher or score >= COPIED):
            return revised, score
        if score < (COPIED_WITHIN if carrier.publisher and carrier.publisher == old.carrier.publisher else COPIED):
            return None, score
        if mine == its == 1.0 and carrier.publisher == old.carrier.publisher:
            return "exact", score
        if credited(carrier, old.carrier):
            return "syndicated", score
        if mine == its == 1.0:
            return "exact", score
        return ("near" if min(mine, its) >= NEAR else "partial"), score


def revision(carrier: Carrier) -> CopyKind | None:
    """Whether an article says that it corrects, withdraws or updates an earlier one."""
    openings = (carrier.title or "", carrier.text[:OPENING])
    if any(WITHDRAWAL.search(o) for o in openings):
        return "withdrawal"
    if any(CORRECTION.search(o) for o in openings):
        return "correction"
    return "update" if any(UPDATE.search(o) for o in openings) else None


def credited(carrier: Carrier, old: Carrier) -> bool:
    """Whether one of two outlets with one text says whom it took it from: the other, or a wire."""
    return bool(carrier.syndicated_from or old.syndicated_from) and carrier.publisher != old.publisher
