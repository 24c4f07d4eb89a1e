"""The head of pairs: who is the source and who the target of a trigger, by the product of two projections of the words' vectors.

In: texts with the mentions in reach of each gold trigger; out: roles.npz. What other heads are fitted on is weighed by projections that never saw it
(`apart`), as later articles will be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

from chancery.models.roles import FILE, PARTS, Roles

Floats = NDArray[np.float32]
#: Numbers each part is projected to, the strength of the weights' decay, the steps of L-BFGS, and the parts that are left out in turn.
WIDTH, DECAY, ROUNDS, FOLDS = 32, 8e-3, 80, 3


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs of one text: vectors of its triggers and mentions, for each pair their places there, and whether the mention is the source, the target."""

    triggers: Floats
    mentions: Floats
    places: NDArray[np.intp]
    wanted: Floats
    weight: float = 1.0


def fit(texts: Sequence[Pairs]) -> dict[str, Floats]:
    """The projections as the arrays of their file: logistic regression on the product, the same start each time."""
    texts = [t for t in texts if len(t.places)]
    left, right = np.vstack([t.triggers for t in texts]), np.vstack([t.mentions for t in texts])
    starts = np.cumsum([[0, 0], *([len(t.triggers), len(t.mentions)] for t in texts)], axis=0)[:-1]
    places = np.vstack([t.places + start for t, start in zip(texts, starts, strict=True)])
    wanted = np.vstack([t.wanted for t in texts])
    weight = np.concatenate([np.full(len(t.places), t.weight, np.float32) for t in texts])[:, None]
    weight /= weight.sum()
    size, scale = PARTS * WIDTH, np.float32(WIDTH**-0.5)
    pairs, ones = np.arange(len(places)), np.ones(len(places), np.float32)
    to_trigger, to_mention = (sparse.csr_matrix((ones, (places[:, i], pairs)), shape=(len(x), len(pairs))) for i, x in enumerate((left, right)))
    generator = np.random.default_rng(7)
    inputs = left.shape[1]
    begin = np.concatenate([generator.normal(0, inputs**-0.5, 2 * inputs * size), np.zeros(2 * size), np.full(PARTS, -0.5)])
    cuts = np.cumsum([inputs * size, inputs * size, size, size])

    def parts(flat: NDArray[np.float64]) -> list[Floats]:
        a, b, ab, bb, bias = np.split(flat.astype(np.float32), cuts)
        return [a.reshape(inputs, size), b.reshape(inputs, size), ab, bb, bias]

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        a, b, ab, bb, bias = parts(flat)
        p, q = left @ a + ab, right @ b + bb
        x, y = p[places[:, 0]].reshape(-1, PARTS, WIDTH), q[places[:, 1]].reshape(-1, PARTS, WIDTH)
        score = (x * y).sum(-1) * scale + bias
        value = float((weight * (np.logaddexp(0, score) - wanted * score)).sum()) + 0.5 * DECAY * float((a**2).sum() + (b**2).sum())
        off = weight * (1 / (1 + np.exp(-score)) - wanted)
        dx, dy = ((off[:, :, None] * z * scale).reshape(-1, size) for z in (y, x))
        dp, dq = to_trigger @ dx, to_mention @ dy
        slope = [left.T @ dp + DECAY * a, right.T @ dq + DECAY * b, dp.sum(0), dq.sum(0), off.sum(0)]
        return value, np.concatenate([s.ravel() for s in slope]).astype(np.float64)

    solved = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS, "maxcor": 10})
    a, b, ab, bb, bias = parts(solved.x)
    return {"trigger": a.T, "mention": b.T, "trigger_bias": ab, "mention_bias": bb, "bias": bias}


def apart(texts: Sequence[Pairs], groups: Sequence[str]) -> list[Roles]:
    """For each text projections that were fitted on texts of other groups."""
    names = sorted(set(groups))
    fold = {name: i % FOLDS for i, name in enumerate(names)}
    made = [Roles(**fit([t for t, g in zip(texts, groups, strict=True) if fold[g] != k])) for k in range(FOLDS)]
    return [made[fold[g]] for g in groups]


def save(arrays: dict[str, Floats], out: Path) -> None:
    """Write the projections in half precision."""
    out.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(out / FILE, **{k: v.astype(np.float16) for k, v in arrays.items()})
