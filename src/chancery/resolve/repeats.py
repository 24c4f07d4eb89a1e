"""Whether two words tell one event: features of pairs of an article's triggers, and the odds that the head gives each. In: drafts with their parties' codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from math import log, log1p

import numpy as np
from numpy.typing import NDArray

from chancery.models.heads import Heads
from chancery.resolve.same import BROAD, Pair, Told, compatible_dates
from chancery.schema.event import SYMMETRIC_TYPES
from chancery.schema.reading import Reading, Token
from chancery.schema.record import Drafts
from chancery.schema.time import When

HEAD = "event_same"
#: A mention is laid beside so many of its type before it: articles of any length stay linear.
REACH = 60
#: Words that say what an event is about, and relations behind which another clause begins.
TELLING = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
ELSEWHERE = frozenset({"conj", "advcl", "parataxis", "acl:relcl", "ccomp"})
#: How far from its trigger a word may stand that belongs to the event.
NEAR = 25
#: How alike one sentence counts to itself: about what two of an article are, since it tells nothing.
ITSELF = 0.3
DETERMINERS = frozenset({"the", "this", "that", "a", "an", "another", "any"})


class Repeats:
    """The pairs of one article's mentions."""

    def __init__(self, reading: Reading, drafts: Drafts, told: Sequence[Told]) -> None:
        self.reading, self.events = reading, drafts.events
        self.told = sorted(told, key=lambda t: drafts.events[t.index].token)
        self.many = Counter(t.type for t in told)
        self._about = {t.index: self._words_of(drafts.events[t.index].token) for t in told}
        self._bags: list[frozenset[str]] = []
        for s in reading.sentences:
            words = (reading.tokens[i] for i in range(s.first, s.last))
            self._bags.append(frozenset(w.lemma.lower() for w in words if w.upos in TELLING or w.upos == "VERB"))
        held = Counter(w for bag in self._bags for w in bag)
        self._weight = {w: log(1 + len(self._bags) / n) for w, n in held.items()}

    def pairs(self) -> list[tuple[Told, Told]]:
        """The pairs of one type, each mention with those before it in the text."""
        found: list[tuple[Told, Told]] = []
        earlier: dict[str, list[Told]] = {}
        for later in self.told:
            before = earlier.setdefault(later.type, [])
            found += [(first, later) for first in before[-REACH:]]
            before.append(later)
        return found

    def odds(self, heads: Heads) -> dict[Pair, float]:
        """The odds that the two of each pair are one event."""
        pairs = self.pairs()
        if not pairs:
            return {}
        rows = [self.row(a, b) for a, b in pairs]
        head = heads[HEAD]
        likely = head.predict(np.array([numbers for numbers, _ in rows], dtype=np.float32), [named for _, named in rows])[:, head.labels.index("yes")]
        return {(a.index, b.index): float(p) for (a, b), p in zip(pairs, likely, strict=True)}

    def row(self, a: Told, b: Told) -> tuple[list[float], list[str]]:
        """Numbers and feature names of a pair, the first of the text before the other."""
        tokens = self.reading.tokens
        one, two = self.events[a.index], self.events[b.index]
        word, other = tokens[one.token], tokens[two.token]
        like = _cosine(self.reading.vectors[one.token], self.reading.vectors[two.token])
        same, gap = a.lemma == b.lemma, b.sentence - a.sentence
        sources, targets = _sides(a, b)
        dates, pos = _dates(a.date, b.date), _noun(word) + _noun(other)
        shared = self._about[a.index] & self._about[b.index]
        weight, share = self._shared(self._about[a.index], self._about[b.index])
        around, alike = self._shared(self._bags[a.sentence], self._bags[b.sentence])
        numbers = [like, like * same, share, alike if gap else ITSELF, weight / 5, around / 10, log1p(gap)]
        far = str(gap) if gap < 3 else "3-5" if gap < 6 else "6"
        mood = BROAD[a.modality] == BROAD[b.modality]
        named = [
            f"type:{a.type}", f"gap:{far}", f"gap:{far}|{a.type}", f"sources:{sources}", f"targets:{targets}", f"sides:{sources}|{targets}",
            f"sides:{sources}|{targets}|{same}", f"same:{same}", f"same:{same}|{pos}", f"same:{same}|{a.type}", f"pos:{pos}",
            f"determiner:{self._determiner(two.token)}|{_noun(other)}", f"dates:{dates}", f"dates:{dates}|{same}",
            f"mood:{BROAD[a.modality]}|{BROAD[b.modality]}",
            f"mood:{mood}|{same}", f"lead:{a.sentence < 2}", f"lead:{a.sentence < 2}|{same}", f"many:{min(self.many[a.type], 8) // 2}",
            f"mode:{a.mode == b.mode}",
            f"said:{one.statement is not None and one.statement == two.statement}", f"alone:{(one.statement is None) + (two.statement is None)}",
            f"words:{min(len(shared), 3)}",
            f"like:{int(min(max(like, 0), 0.999) * 5)}|{same}", f"number:{'Plur' in word.feats}{'Plur' in other.feats}|{pos}",
            f"lemma:{a.lemma}" if same else f"lemmas:{'+'.join(sorted((a.lemma, b.lemma)))}",
        ]  # fmt: skip
        if a.type not in SYMMETRIC_TYPES:
            named.append(f"turned:{bool(a.sources & b.targets)}{bool(a.targets & b.sources)}")
        return numbers, named

    def _words_of(self, trigger: int) -> frozenset[str]:
        """The lemmas of the words that hang on a trigger within its clause."""
        reading, found, open_ = self.reading, set[int](), [trigger]
        while open_:
            for c in reading.children[open_.pop()]:
                if abs(c - trigger) < NEAR and reading.tokens[c].deprel not in ELSEWHERE and c not in found:
                    found.add(c)
                    open_.append(c)
        return frozenset(reading.tokens[i].lemma.lower() for i in found if reading.tokens[i].upos in TELLING)

    def _shared(self, a: Set[str], b: Set[str]) -> tuple[float, float]:
        """The weight of the words that both have, and its share of the lighter one's; rare words of the article weigh more."""
        common, one, two = (sum(self._weight.get(w, 0.0) for w in sorted(words)) for words in (a & b, a, b))
        return common, common / min(one, two) if min(one, two) else 0.0

    def _determiner(self, token: int) -> str:
        tokens = self.reading.tokens
        found = next((tokens[c] for c in self.reading.children[token] if tokens[c].deprel in ("det", "nmod:poss")), None)
        if found is None:
            return "-"
        return found.lemma.lower() if found.lemma.lower() in DETERMINERS else "whose"


def _cosine(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b) + 1e-6))


def _noun(token: Token) -> str:
    return "N" if token.upos in ("NOUN", "PROPN") else "V"


def _sides(a: Told, b: Told) -> tuple[str, str]:
    """How the sources of two mentions stand to each other, and how their targets."""
    if a.type in SYMMETRIC_TYPES:
        return _beside(a.sources | a.targets, b.sources | b.targets), "-"
    return _beside(a.sources, b.sources), _beside(a.targets, b.targets)


def _beside(a: Set[str], b: Set[str]) -> str:
    if not a or not b:
        return "none" if not a and not b else "one"
    if a == b:
        return "same"
    return "within" if a <= b or b <= a else "share" if a & b else "apart"


def _dates(a: When, b: When) -> str:
    if a is None or b is None:
        return "none" if a == b else "one"
    return "same" if a == b else "fit" if compatible_dates(a, b) else "apart"
