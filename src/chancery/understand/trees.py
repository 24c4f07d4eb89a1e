"""Arc scores of one sentence -> heads that form a tree with one root.

Most sentences' best heads are a tree already; for the others the maximum spanning tree is found (Chu and Liu 1965, Edmonds 1967).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

#: so many words are tried as the root
ROOTS = 8


def is_tree(heads: list[int]) -> bool:
    """Whether heads (0 the root, words from 1) form a tree with exactly one word under the root."""
    if heads.count(0) != 1:
        return False
    state = [0] * (len(heads) + 1)  # 0 unknown, 1 on the way, 2 reaches the root
    state[0] = 2
    for word in range(1, len(heads) + 1):
        path, at = [], word
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = heads[at - 1]
        if state[at] == 1:
            return False
        for step in path:
            state[step] = 2
    return True


def heads_of(scores: NDArray[np.float32]) -> list[int]:
    """The best single-rooted tree. `scores` is (n, n + 1): row a word, column its head, column 0 the root."""
    n = len(scores)
    if n == 1:
        return [0]
    square = np.full((n + 1, n + 1), -np.inf)
    square[1:, :] = scores
    np.fill_diagonal(square, -np.inf)
    # one root only: try the likeliest words under the root, the others barred from it
    best, total = None, -np.inf
    most = square[1:, 1:].max(1)  # of each word, under another word
    bound = float(most.sum())
    for word in np.argsort(-square[1:, 0], kind="stable")[:ROOTS] + 1:
        if best is not None and bound - most[word - 1] + square[word, 0] < total - 1e-6:
            continue  # not even without regard to circles would it be better
        trial = square.copy()
        trial[1:, 0] = -np.inf
        trial[word, :] = -np.inf
        trial[word, 0] = square[word, 0]
        tree = _spanning(trial)
        value = sum(trial[np.arange(1, n + 1), tree[1:]].tolist())
        if best is None or value > total:
            best, total = tree, value
    assert best is not None
    return [int(h) for h in best[1:]]


def _spanning(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Chu-Liu-Edmonds: best head of every node but 0."""
    n = len(scores)
    heads = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return np.asarray(heads, np.int64)
    inside = np.zeros(n, bool)
    inside[cycle] = True
    rest = np.flatnonzero(~inside)  # node 0 stands first
    m = len(rest)
    small = np.full((m + 1, m + 1), -np.inf)
    small[:m, :m] = scores[np.ix_(rest, rest)]
    # into the cycle: break it where that costs least; out of it: its best member
    own = scores[cycle, heads[cycle]]
    gain = scores[np.ix_(cycle, rest)] - own[:, None]
    enter = gain.argmax(0)
    small[m, :m] = gain.max(0)
    leave = scores[np.ix_(rest, cycle)]
    out = leave.argmax(1)
    small[:m, m] = leave.max(1)
    small[0, :] = -np.inf
    np.fill_diagonal(small, -np.inf)
    tree = _spanning(small)
    result = np.asarray(heads, np.int64).copy()
    for i in range(1, m):
        h = tree[i]
        result[rest[i]] = cycle[out[i]] if h == m else rest[h]
    source = tree[m]
    result[cycle[enter[source]]] = rest[source]
    return result


def _cycle(heads: NDArray[np.int64]) -> NDArray[np.int64] | None:
    seen = np.zeros(len(heads), np.int64)
    seen[0] = -1
    for start in range(1, len(heads)):
        path, at = [], start
        while seen[at] == 0:
            seen[at] = start
            path.append(at)
            at = int(heads[at])
        if seen[at] == start:
            return np.array(path[path.index(at) :])
    return None
