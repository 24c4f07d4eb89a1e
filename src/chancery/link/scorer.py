"""Features of a pair of mentions -> how likely the two are one thing: logistic regressions fitted by training/heads/links.py."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from chancery.errors import InstallationError
from chancery.link.words import Floats
from chancery.models import FOLDER

PATH = FOLDER / "light" / "links.json"


class Scorer:
    """One kind's regression. `least` is the score from which a mention joins a group."""

    def __init__(self, weights: Sequence[float], bias: float, least: float) -> None:
        self._weights, self._bias, self.least = np.asarray(weights, dtype=np.float64), bias, least

    def logits(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """The log-odds of each pair."""
        return [float(z) for z in np.asarray(rows, dtype=np.float64) @ self._weights + self._bias] if rows else []


@lru_cache(maxsize=1)
def _fitted() -> dict[str, dict[str, object]]:
    try:
        read: dict[str, dict[str, object]] = json.loads(PATH.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InstallationError(f"{PATH}: missing or damaged ({error})", hint="install chancery again") from error
    return read


def scorer(name: str, features: Sequence[str]) -> Scorer:
    """The regression of that name. A feature that it was not fitted with counts for nothing.

    Raises:
        InstallationError: the weights are missing or damaged.
    """
    fitted = _fitted()[name]
    weights = fitted["weights"]
    assert isinstance(weights, dict)
    return Scorer([float(weights.get(f, 0.0)) for f in features], float(str(fitted["bias"])), float(str(fitted["least"])))


def likelihood(logit: float) -> float:
    """A log-odds as a probability."""
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, logit))))


def pooled(logits: Sequence[float], *, best: float) -> float:
    """Of a mention's log-odds with the members of a group, the highest and the mean, weighed by `best`."""
    return best * max(logits) + (1 - best) * sum(logits) / len(logits)


def cosine(a: Floats, b: Floats) -> float:
    """Of two vectors of length 1."""
    return float(a @ b)
