"""Scores of B/I/O tags -> the best lawful sequence, and its spans."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_BARRED = -1e4
#: the score of all tags but the first after the end of a run
FILLED = -1e9
#: so many runs at a time
TOGETHER = 64


def transitions(tags: Sequence[str]) -> NDArray[np.float32]:
    """(tags, tags): 0 where the second may follow the first, else a large penalty."""
    table = np.zeros((len(tags), len(tags)), np.float32)
    for i, before in enumerate(tags):
        for j, after in enumerate(tags):
            if after.startswith("I-") and before[2:] != after[2:]:
                table[i, j] = _BARRED
    return table


def best(scores: NDArray[np.float32], allowed: NDArray[np.float32], barred_first: NDArray[np.float32]) -> NDArray[np.int64]:
    """The best sequences by Viterbi. `scores` is (rows, words, tags) of log-probabilities, `barred_first` (tags,) is added at the first word."""
    rows, length, count = scores.shape
    back = np.zeros((length, rows, count), np.intp)
    after = np.ascontiguousarray(allowed.T)
    value = scores[:, 0] + barred_first
    for w in range(1, length):
        total = value[:, None, :] + after
        total.argmax(2, out=back[w])
        value = np.maximum.reduce(total, axis=2) + scores[:, w]
    path = np.zeros((length, rows), np.intp)
    path[-1] = value.argmax(1)
    at = np.arange(rows)
    for w in range(length - 1, 0, -1):
        path[w - 1] = back[w][at, path[w]]
    return path.T


def best_each(runs: Sequence[NDArray[np.float32]], allowed: NDArray[np.float32], barred_first: NDArray[np.float32]) -> list[NDArray[np.int64]]:
    """The best sequence of each of several runs of words, (words, tags) each.

    Where each word's likeliest tag makes a lawful sequence, it is that. Of the others, runs of like length are looked at together; the first tag, which may
    follow all, fills the shorter ones up.
    """
    found: list[NDArray[np.int64]] = [r.argmax(1) for r in runs]
    order = [i for i, p in enumerate(found) if len(p) and (barred_first[p[0]] < 0 or (allowed[p[:-1], p[1:]] < 0).any())]
    order.sort(key=lambda i: len(runs[i]))
    for begin in range(0, len(order), TOGETHER):
        group = order[begin : begin + TOGETHER]
        filled = np.full((len(group), len(runs[group[-1]]), len(allowed)), FILLED, np.float32)
        filled[:, :, 0] = 0
        for row, i in enumerate(group):
            filled[row, : len(runs[i])] = runs[i]
        for i, path in zip(group, best(filled, allowed, barred_first), strict=True):
            found[i] = path[: len(runs[i])]
    return found


def spans(path: Sequence[int], tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """(first, last exclusive, label) of each span; an I without its B begins one."""
    found: list[tuple[int, int, str]] = []
    begin, label = 0, ""
    for i, tag in enumerate([*(tags[p] for p in path), "O"]):
        if label and (tag[0] != "I" or tag[2:] != label):
            found.append((begin, i, label))
            label = ""
        if tag != "O" and not label:
            begin, label = i, tag[2:]
    return found
