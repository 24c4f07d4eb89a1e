"""Earlier texts laid beside a later one, all at once -> how much they share in words, and in like words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chancery.link.words import Bag, Floats, Lexicon, vectors

#: the cosine up to which two words have nothing to do with each other
UNLIKE = 0.3


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """A bag as arrays: a number and a weight for each word, the sum of the weights, and the direction of the whole (of length 1)."""

    bag: Bag
    numbers: NDArray[np.int32]
    weights: Floats
    total: float
    vector: Floats


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two texts are: the weight they share, of the lighter one and of both; how much of the earlier is told in the later in like words, and the
    reverse; and the weights of the two rarest words that both have.
    """

    containment: float
    jaccard: float
    forth: float
    back: float
    peak: float
    second: float


NONE = Likeness(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def beside(earlier: Sequence[Told], later: Told) -> list[Likeness]:
    """The likeness of each earlier text to a later one: each word counts with its nearest in the other text, by weight."""
    full = [t for t in earlier if len(t.numbers)]
    if not full or not len(later.numbers):
        return [NONE] * len(earlier)
    known = vectors().rows
    last = len(known) - 1
    numbers, weights = np.concatenate([t.numbers for t in full]), np.concatenate([t.weights for t in full])
    starts = [0]
    for t in full[:-1]:
        starts.append(starts[-1] + len(t.numbers))
    near = known[np.minimum(numbers, last)] @ known[np.minimum(later.numbers, last)].T
    equal = numbers[:, None] == later.numbers
    np.putmask(near, equal, 1.0)
    shared = np.minimum(weights, equal.astype(np.float32) @ later.weights)
    both: list[float] = np.add.reduceat(shared, starts).tolist()
    forth: list[float] = np.add.reduceat(np.maximum(near.max(axis=1) - UNLIKE, 0.0) * weights, starts).tolist()
    back: list[float] = (np.maximum(np.maximum.reduceat(near, starts, axis=0) - UNLIKE, 0.0) @ later.weights).tolist()
    listed: list[float] = shared.tolist()
    found = []
    for i, t in enumerate(full):
        rarest = sorted([w for w in listed[starts[i] : starts[i] + len(t.numbers)] if w], reverse=True)[:2]
        one, two, common = t.total, later.total, both[i]
        found.append(
            Likeness(
                min(1.0, common / (min(one, two) or 1.0)), common / ((one + two - common) or 1.0), forth[i] / (1 - UNLIKE) / (one or 1.0),
                back[i] / (1 - UNLIKE) / (two or 1.0), rarest[0] if rarest else 0.0, rarest[1] if len(rarest) > 1 else 0.0,
            )
        )  # fmt: skip
    if len(full) == len(earlier):
        return found
    given = iter(found)
    return [next(given) if len(t.numbers) else NONE for t in earlier]


def told(bag: Bag, lexicon: Lexicon) -> Told:
    """A bag to be laid beside others."""
    numbers = np.array(lexicon.numbers(bag), dtype=np.int32)
    weights = np.fromiter(bag.values(), dtype=np.float32, count=len(bag))
    rows = lexicon.vectors.rows
    vector = weights @ rows[np.minimum(numbers, len(rows) - 1)] if bag else rows[-1]
    length = float(np.sqrt(vector @ vector))
    return Told(bag, numbers, weights, float(weights.sum()), np.asarray(vector / length if length else vector, dtype=np.float32))
