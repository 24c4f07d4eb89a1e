"""Multinomial logistic regression for heads with wide dense rows: the objective of `fit`, the dense part kept dense, a few times faster.

In: rows of dense vectors and feature names with labels; out: the arrays of a head's file, as `fit` gives them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy import sparse
from scipy.optimize import minimize


def softmax(
    dense: np.ndarray,
    named: Sequence[Sequence[str]],
    labels: Sequence[str],
    *,
    c: float,
    scale: float,
    least: int = 3,
    rounds: int = 120,
    weights: Sequence[float] | None = None,
) -> dict:
    """The head as the arrays of its file; `c`, `scale`, `least` and `weights` as in `fit`, `rounds` steps of L-BFGS at most."""
    seen = Counter(n for names in named for n in set(names))
    vocabulary = {n: i for i, n in enumerate(sorted(n for n, k in seen.items() if k >= least))}
    places = [(r, vocabulary[n]) for r, names in enumerate(named) for n in sorted(set(names)) if n in vocabulary]
    ones = np.ones(len(places), dtype=np.float32)
    sparse_part = sparse.csr_matrix((ones, tuple(zip(*places, strict=True))), shape=(len(named), len(vocabulary)))
    turned = sparse_part.T.tocsr()
    dense_part = (dense * scale).astype(np.float32)
    classes = sorted(set(labels))
    width, kinds = dense_part.shape[1], len(classes)
    wanted = np.zeros((len(labels), kinds), dtype=np.float32)
    wanted[np.arange(len(labels)), [classes.index(label) for label in labels]] = 1

    strength = (np.ones(len(labels)) if weights is None else np.asarray(weights)).astype(np.float32)[:, None] * c

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        solved = flat.reshape(-1, kinds).astype(np.float32)
        score = dense_part @ solved[:width] + sparse_part @ solved[width:-1] + solved[-1]
        score -= score.max(axis=1, keepdims=True)
        odds = np.exp(score)
        odds /= odds.sum(axis=1, keepdims=True)
        missed = np.log(np.maximum((odds * wanted).sum(axis=1, keepdims=True), 1e-12))
        value = -float((strength * missed).sum()) + 0.5 * float((solved[:-1] ** 2).sum())
        off = (odds - wanted) * strength
        slope = np.vstack([dense_part.T @ off + solved[:width], turned @ off + solved[width:-1], off.sum(axis=0, keepdims=True)])
        return value, slope.astype(np.float64).ravel()

    found = minimize(loss, np.zeros((width + len(vocabulary) + 1) * kinds), jac=True, method="L-BFGS-B", options={"maxiter": rounds, "maxcor": 8})
    solved = found.x.reshape(-1, kinds)
    meta = json.dumps({"labels": classes, "features": list(vocabulary)}).encode()
    return {
        "meta": np.frombuffer(meta, dtype=np.uint8),
        "dense": (solved[:width] * scale).astype(np.float32),
        "named": solved[width:-1].astype(np.float32),
        "bias": solved[-1].astype(np.float32),
    }
