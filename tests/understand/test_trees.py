"""Arc scores to trees: always one root and no cycle, and the best such tree."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.understand.trees import heads_of, is_tree


def brute(scores: np.ndarray) -> float:
    n = len(scores)
    return max(sum(scores[i, h] for i, h in enumerate(heads)) for heads in itertools.product(range(n + 1), repeat=n) if is_tree(list(heads)))


def test_is_tree_knows_cycles_and_second_roots() -> None:
    assert is_tree([2, 0, 2])
    assert not is_tree([0, 0, 2])
    assert not is_tree([2, 1, 0])
    assert not is_tree([2, 3, 1])


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 5), st.integers(0, 10_000))
def test_heads_of_finds_the_best_tree_with_one_root(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)
    for i in range(n):
        scores[i, i + 1] = -1e4
    heads = heads_of(scores)
    assert is_tree(heads)
    assert sum(scores[i, h] for i, h in enumerate(heads)) >= brute(scores) - 1e-4


@settings(max_examples=30, deadline=None)
@given(st.integers(6, 40), st.integers(0, 10_000))
def test_heads_of_gives_a_tree_for_long_sentences(n: int, seed: int) -> None:
    assert is_tree(heads_of(np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)))
