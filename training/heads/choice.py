"""Fit the head of parties: of all mentions in reach of a trigger, and nobody, which acts and which is acted upon -> an npz that chancery.models.heads reads.

A conditional logit: the mentions of one trigger compete with each other, and a party is named right by any of its mentions. Both sides share the rows of
features; each has weights of its own.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

SIDES = ("source", "target")


@dataclass(frozen=True, slots=True)
class Choice:
    """One trigger: the feature names of each mention in reach, nobody's last; for each side, what parties there are, each as the places of its mentions.

    A side without parties in reach says nothing and is left out; the party nobody has the last place.
    """

    rows: Sequence[Sequence[str]]
    sides: tuple[Sequence[frozenset[int]], Sequence[frozenset[int]]]
    weight: float


def fit(choices: Sequence[Choice], *, c: float, least: int | float) -> dict:
    """The head as the arrays of its file. Features seen fewer than `least` times are dropped; `c` sets what choices count for beside the weights' squares."""
    seen = Counter(n for choice in choices for names in choice.rows for n in set(names))
    vocabulary = {n: i for i, n in enumerate(sorted(n for n, k in seen.items() if k >= least))}
    named = [names for choice in choices for names in choice.rows]
    places = [(r, vocabulary[n]) for r, names in enumerate(named) for n in sorted(set(names)) if n in vocabulary]
    table = sparse.csr_matrix((np.ones(len(places), dtype=np.float32), tuple(zip(*places, strict=True))), shape=(len(named), len(vocabulary)))
    weights = np.column_stack([_side(choices, side, table, c=c) for side in range(len(SIDES))])
    meta = json.dumps({"labels": SIDES, "features": list(vocabulary)}).encode()
    return {
        "meta": np.frombuffer(meta, dtype=np.uint8),
        "dense": np.zeros((0, len(SIDES)), dtype=np.float32),
        "named": weights.astype(np.float32),
        "bias": np.zeros(len(SIDES), dtype=np.float32),
    }


def _side(choices: Sequence[Choice], side: int, table: sparse.csr_matrix, *, c: float) -> np.ndarray:
    """The weights of one side."""
    sizes = np.array([len(choice.rows) for choice in choices])
    starts = sizes.cumsum() - sizes
    trigger = np.repeat(np.arange(len(choices)), sizes)
    # one entry for each mention of each party that is right
    row, party, weight = [], [], []
    for choice, start in zip(choices, starts, strict=True):
        for mentions in choice.sides[side]:
            weight.append(choice.weight / len(choice.sides[side]))
            for m in sorted(mentions):
                row.append(start + m)
                party.append(len(weight) - 1)
    right, of, share = np.array(row), np.array(party), np.array(weight)
    total = np.zeros(len(choices))
    np.add.at(total, trigger[right[np.unique(of, return_index=True)[1]]], share)
    turned = table.T.tocsr()

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score = table @ weights
        score -= np.maximum.reduceat(score, starts)[trigger]
        odds = np.exp(score)
        odds /= np.add.reduceat(odds, starts)[trigger]
        sure = np.maximum(np.bincount(of, odds[right], minlength=len(share)), 1e-12)
        off = total[trigger] * odds
        np.subtract.at(off, right, share[of] * odds[right] / sure[of])
        return -c * float(share @ np.log(sure)) + 0.5 * float(weights @ weights), c * (turned @ off) + weights

    return minimize(loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
