"""Fit a light head: rows of dense vectors and feature names with labels -> an npz that chancery.models.heads reads.

A head is multinomial logistic regression; features seen fewer than `least` times are dropped.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression


def crisis(name: str) -> str:
    """The crisis of an annotated article: its file name's prefix before the first dot, else the whole name."""
    stem = name.removesuffix(".gold.json").removesuffix(".txt")
    head, dot, _ = stem.partition(".")
    return head if dot and head != "other" else stem


def _matrix(dense, named, vocabulary, scale):
    rows, cols = [], []
    for r, names in enumerate(named):
        for n in set(names):
            if n in vocabulary:
                rows.append(r)
                cols.append(vocabulary[n])
    x = sparse.csr_matrix((np.ones(len(rows), dtype=np.float32), (rows, cols)), shape=(len(named), len(vocabulary)))
    if dense is None:
        return x
    return sparse.hstack([sparse.csr_matrix(dense * scale), x]).tocsr()


def fit(
    dense: np.ndarray | None,
    named: Sequence[Sequence[str]],
    labels: Sequence[str],
    *,
    c: float = 0.3,
    scale: float = 0.3,
    least: int = 3,
    tol: float = 1e-4,
    weights: Sequence[float] | None = None,
) -> dict:
    """The head as the arrays of its file. `scale` sets how strongly the dense part is regularised beside the named features; `c` and `tol` are sklearn's."""
    seen = Counter(n for names in named for n in set(names))
    vocabulary = {n: i for i, n in enumerate(sorted(n for n, k in seen.items() if k >= least))}
    x = _matrix(dense, named, vocabulary, scale)
    model = LogisticRegression(C=c, max_iter=1000, tol=tol)
    model.fit(x, np.asarray(labels), sample_weight=weights)
    coef, bias = model.coef_, model.intercept_
    if len(model.classes_) == 2:  # sklearn keeps one row for two classes
        coef, bias = np.vstack([-coef[0] / 2, coef[0] / 2]), np.array([-bias[0] / 2, bias[0] / 2])
    width = 0 if dense is None else dense.shape[1]
    meta = json.dumps({"labels": [str(c) for c in model.classes_], "features": list(vocabulary)}).encode()
    return {
        "meta": np.frombuffer(meta, dtype=np.uint8),
        "dense": (coef[:, :width].T * scale).astype(np.float32),
        "named": coef[:, width:].T.astype(np.float32),
        "bias": bias.astype(np.float32),
    }


def save(head: dict, path: Path) -> None:
    """Write the head in half precision; the same head gives the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **{k: (v.astype(np.float16) if v.dtype == np.float32 else v) for k, v in head.items()})
