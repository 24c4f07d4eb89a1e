"""Fit a head that chooses one of several: groups of rows of feature names, of which some are right -> an npz that chancery.models.heads reads.

A conditional logit: the rows of one group compete with each other, and any of those that are right will do.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import minimize


@dataclass(frozen=True, slots=True)
class Choice:
    """The feature names of what there is to choose from, and which of them are right: at least one."""

    rows: Sequence[Sequence[str]]
    right: Sequence[bool]


def choose(choices: Sequence[Choice], *, c: float, least: int = 3) -> dict:
    """The head as the arrays of its file. Features seen fewer than `least` times are dropped; `c` sets what choices count for beside the weights' squares."""
    rows = [names for choice in choices for names in choice.rows]
    seen = Counter(n for names in rows for n in set(names))
    vocabulary = {n: i for i, n in enumerate(sorted(n for n, k in seen.items() if k >= least))}
    places = [(r, vocabulary[n]) for r, names in enumerate(rows) for n in sorted(set(names)) if n in vocabulary]
    table = sparse.csr_matrix((np.ones(len(places)), tuple(zip(*places, strict=True))), shape=(len(rows), len(vocabulary)))
    turned = table.T.tocsr()
    sizes = np.array([len(choice.rows) for choice in choices])
    starts, group = sizes.cumsum() - sizes, np.repeat(np.arange(len(choices)), sizes)
    right = np.array([r for choice in choices for r in choice.right], dtype=float)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score = table @ weights
        odds = np.exp(score - np.maximum.reduceat(score, starts)[group])
        odds /= np.add.reduceat(odds, starts)[group]
        sure = np.maximum(np.add.reduceat(odds * right, starts), 1e-12)
        return -c * float(np.log(sure).sum()) + 0.5 * float(weights @ weights), c * (turned @ (odds - odds * right / sure[group])) + weights

    found = minimize(loss, np.zeros(len(vocabulary)), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    meta = json.dumps({"labels": ["chosen"], "features": list(vocabulary)}).encode()
    return {
        "meta": np.frombuffer(meta, dtype=np.uint8),
        "dense": np.zeros((0, 1), dtype=np.float32),
        "named": found[:, None].astype(np.float32),
        "bias": np.zeros(1, dtype=np.float32),
    }


def mean(heads: Sequence[dict]) -> dict:
    """The head whose weights are the mean of theirs, a feature that one has not counting as nought there."""
    named = [dict(zip(json.loads(bytes(h["meta"]))["features"], h["named"][:, 0].tolist(), strict=True)) for h in heads]
    features = sorted(set().union(*named))
    weights = np.array([sum(n.get(f, 0.0) for n in named) / len(named) for f in features], dtype=np.float32)
    meta = json.dumps({"labels": ["chosen"], "features": features}).encode()
    return heads[0] | {"meta": np.frombuffer(meta, dtype=np.uint8), "named": weights[:, None]}
