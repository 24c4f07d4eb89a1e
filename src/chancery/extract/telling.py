"""Words that tell what a passage is about, how rare they are in the article, and which of its words speak for a contradiction.

In: the clauses of a reading; out: what two passages are compared by where they may be two versions of one fact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from chancery.extract.clauses import Clauses
from chancery.knowledge import Knowledge
from chancery.knowledge.issues import singular
from chancery.schema.evidence import Span

TELLING = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
LIGHT = frozenset({
    "say", "tell", "be", "have", "do", "make", "take", "get", "go", "come", "see", "give", "put", "keep", "let", "want", "know", "think",
    "government", "state", "country", "president", "people", "year", "day",
})  # fmt: skip
#: How rare a word is cannot be told from fewer sentences.
FEW = 10


@lru_cache(maxsize=4)
def contrasts(knowledge: Knowledge) -> dict[str, str]:
    """Lemma -> how it speaks for a contradiction."""
    return {row["word"]: row["kind"] for row in knowledge.table("contrasts")}


class Telling:
    """The telling words of a reading. `kinds` has for each token how it speaks for a contradiction, or None."""

    def __init__(self, clauses: Clauses, *, knowledge: Knowledge) -> None:
        self._article, self._vocabulary = clauses.reading.article, clauses.vocabulary
        signs, tokens = contrasts(knowledge), clauses.reading.tokens
        self.kinds = [signs.get(t.lemma.lower()) for t in tokens]
        self._words = [singular(t.lemma.lower()) if t.upos in TELLING and t.lemma.lower() not in LIGHT else "" for t in tokens]
        count: Counter[str] = Counter()
        for s in clauses.reading.sentences:
            count.update(set(self._words[s.first : s.last]))
        total = max(FEW, len(clauses.reading.sentences))
        self._rarity = {w: float(np.log(total / n) / np.log(total)) + 0.1 for w, n in count.items()}

    def words(self, tokens: Iterable[int]) -> set[str]:
        """The telling words among tokens."""
        return {self._words[i] for i in tokens} - {""}

    def shared(self, words: set[str], others: set[str]) -> float:
        """How much two passages have in common: the rarity of the words of both, summed, 1 at most."""
        return min(1.0, sum(self._rarity[w] for w in sorted(words & others)))

    def about(self, a: Span, words: set[str], b: Span, others: set[str]) -> str:
        """A short label: the issue both passages name, else the telling words they share, else the first one's issue or words."""
        first, second = self._vocabulary.labels(a.of(self._article.text)), self._vocabulary.labels(b.of(self._article.text))
        if both := [label for label in first if label in second]:
            return both[0]
        shared, own = ([*sorted(found, key=lambda w: (-self._rarity[w], w))][:3] for found in (words & others, words))
        return " ".join(shared) or (first[0] if first else " ".join(own)) or "the facts"
