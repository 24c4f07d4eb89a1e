"""Scores of B/I/O tags -> the best lawful sequence, and its spans."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_BARRED = -1e4


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
    back = np.zeros((rows, length, count), np.int64)
    value = scores[:, 0] + barred_first
    for w in range(1, length):
        total = value[:, :, None] + allowed
        back[:, w] = total.argmax(1)
        value = total.max(1) + scores[:, w]
    path = np.zeros((rows, length), np.int64)
    path[:, -1] = value.argmax(1)
    at = np.arange(rows)
    for w in range(length - 1, 0, -1):
        path[:, w - 1] = back[at, w, path[:, w]]
    return path


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
