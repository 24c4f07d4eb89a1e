"""What the model and the head of names say of each word -> the entities of an article.

One name is one thing throughout an article: its mentions vote on what it is, and where it stands again unseen it is taken in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from chancery.models.heads import Head
from chancery.schema.reading import Entity, EntityLabel
from chancery.understand.gazetteer import KNOWN_SCORE, Gazetteer
from chancery.understand.shapes import COUNT, shape
from chancery.understand.tags import best_each, spans, transitions

Floats = NDArray[np.float32]
#: shapes that a name's word may have: Capitalised, CAPITALS, one capital, miXed, with digits, with full stops
NAMELY = np.isin(np.arange(COUNT), (2, 3, 4, 5, 7, 8))
#: longest name that is looked for again
LONGEST = 5
#: log-probability of a tag for a word that cannot be part of a name
NEVER = -20.0


class Entities:
    """Decodes the names of an article. `tags` are the BIO tags of the model's scores and of the head."""

    def __init__(self, head: Head, gazetteer: Gazetteer, tags: Sequence[str]) -> None:
        self._head, self._gazetteer, self._tags = head, gazetteer, list(tags)
        self._lawful = transitions(self._tags)
        self._kinds = tuple(dict.fromkeys(t[2:] for t in self._tags if t != "O"))
        self._begin = {k: self._tags.index(f"B-{k}") for k in self._kinds}
        self._inside = {k: self._tags.index(f"I-{k}") for k in self._kinds}

    def of(self, words: Sequence[str], vectors: Floats, scores: Floats, starts: Sequence[int], upos: Sequence[str]) -> list[Entity]:
        """The entities of an article, in order.

        `vectors` is (words, width), `scores` (words, tags) of the model's log-probabilities, `starts` the first word of each sentence and the count of all.
        """
        if not words:
            return []
        sure = self._scores(words, vectors, scores, starts)
        path = self._path(sure, starts)
        found = [(first, last, self._shares(sure, first, last)) for first, last, _ in spans(path.tolist(), self._tags)]
        votes: dict[str, Floats] = defaultdict(lambda: np.zeros(len(self._kinds), np.float32))
        for first, last, shares in found:
            votes[_name(words, first, last)] += shares
        named = [Entity(first, last, self._label(votes[_name(words, first, last)]), round(float(shares.max()), 4)) for first, last, shares in found]
        return self._gazetteer.settle(self._again(named, words, upos), words, upos)

    def _scores(self, words: Sequence[str], vectors: Floats, scores: Floats, starts: Sequence[int]) -> Floats:
        """Log-probabilities of the tags: the head's for words that may be part of a name, else nearly sure of none."""
        shapes = np.array([shape(w) for w in words])
        may = NAMELY[shapes] | (scores.argmax(1) != 0)
        near = may.copy()
        near[1:] |= may[:-1]
        near[:-1] |= may[1:]
        rows = np.flatnonzero(near)
        sure = np.full((len(words), len(self._tags)), NEVER, np.float32)
        sure[:, 0] = 0.0
        if len(rows):
            sure[rows] = np.log(self._head.predict(features(vectors, shapes, starts, rows), [()] * len(rows)) + 1e-9)
        return sure

    def _path(self, sure: Floats, starts: Sequence[int]) -> NDArray[np.int64]:
        path = np.zeros(len(sure), np.int64)
        doubtful = sure[:, 0] < -1e-3
        runs = [(begin, end) for begin, end in pairwise(starts) if doubtful[begin:end].any()]
        found = best_each([sure[begin:end] for begin, end in runs], self._lawful, self._lawful[0])
        for (begin, end), own in zip(runs, found, strict=True):
            path[begin:end] = own
        return path

    def _shares(self, sure: Floats, first: int, last: int) -> Floats:
        """How probable each kind is for a span, all kinds together 1."""
        mean = np.array([(sure[first, self._begin[k]] + sure[first + 1 : last, self._inside[k]].sum()) / (last - first) for k in self._kinds], np.float32)
        odds = np.exp(mean - mean.max())
        return np.asarray(odds / odds.sum(), np.float32)

    def _label(self, votes: Floats) -> EntityLabel:
        return self._kinds[int(votes.argmax())]  # type: ignore[return-value]

    def _again(self, found: list[Entity], words: Sequence[str], upos: Sequence[str]) -> list[Entity]:
        """The entities, and the places at which one of their names stands unseen."""
        known: dict[tuple[str, ...], Entity] = {}
        for e in found:
            known.setdefault(tuple(words[e.first : e.last]), e)
        firsts = {name[0] for name in known if name[0][:1].isupper()}
        taken = {i for e in found for i in range(e.first, e.last)}
        added = []
        for i, word in enumerate(words):
            if i in taken or word not in firsts:
                continue
            for size in range(LONGEST, 0, -1):
                again = known.get(tuple(words[i : i + size]))
                if again is not None and i + size <= len(words) and upos[i + size - 1] == "PROPN" and not any(j in taken for j in range(i, i + size)):
                    added.append(Entity(i, i + size, again.label, KNOWN_SCORE))
                    taken.update(range(i, i + size))
                    break
        return sorted([*found, *added], key=lambda e: e.first)


def features(vectors: Floats, shapes: NDArray[np.int64], starts: Sequence[int], rows: NDArray[np.int64]) -> Floats:
    """What the head reads of some words, (rows, 3 * (width + shapes)): vector and shape of the word, of the one before and of the one after in its sentence."""
    edge = np.zeros(len(vectors) + 1, bool)
    edge[np.asarray(starts)] = True
    before, after = rows - 1, np.minimum(rows + 1, len(vectors) - 1)
    first, last = edge[rows], edge[rows + 1]
    kinds = np.eye(COUNT, dtype=np.float32)
    parts = [vectors[rows], vectors[before], vectors[after], kinds[shapes[rows]], kinds[shapes[before]], kinds[shapes[after]]]
    for number, absent in ((1, first), (2, last), (4, first), (5, last)):
        parts[number] = np.where(absent[:, None], np.float32(0), parts[number])
    return np.concatenate(parts, axis=1)


def _name(words: Sequence[str], first: int, last: int) -> str:
    return " ".join(words[first:last]).lower()
