"""Tag scores to spans: only lawful sequences, whatever the scores."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.understand.tags import best, best_each, spans, transitions

TAGS = ("O", "B-person", "I-person", "B-place", "I-place")


@settings(deadline=None)
@given(st.integers(1, 12), st.integers(0, 10_000))
def test_best_never_lets_i_follow_another_label(length: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(2, length, len(TAGS))).astype(np.float32)
    allowed = transitions(TAGS)
    for row in best(scores, allowed, allowed[0]):
        before = "O"
        for tag in (TAGS[i] for i in row):
            assert not tag.startswith("I-") or before[2:] == tag[2:]
            before = tag


def test_best_takes_the_likeliest_lawful_sequence() -> None:
    scores = np.full((1, 3, len(TAGS)), -5.0, np.float32)
    scores[0, 0, 1], scores[0, 1, 4], scores[0, 1, 2], scores[0, 2, 0] = 0, -0.1, -0.2, 0
    allowed = transitions(TAGS)
    assert best(scores, allowed, allowed[0]).tolist() == [[1, 2, 0]]


def test_spans_joins_what_runs_on_and_parts_what_begins_anew() -> None:
    assert spans([1, 2, 1, 0, 4, 4, 2], TAGS) == [(0, 2, "person"), (2, 3, "person"), (4, 6, "place"), (6, 7, "person")]
    assert spans([], TAGS) == []


@settings(deadline=None)
@given(st.lists(st.integers(0, 9), max_size=70), st.integers(0, 10_000))
def test_runs_found_together_are_each_run_found_alone(lengths: list[int], seed: int) -> None:
    make, allowed = np.random.default_rng(seed), transitions(TAGS)
    runs = [make.normal(size=(n, len(TAGS))).astype(np.float32) for n in lengths]
    for run, path in zip(runs, best_each(runs, allowed, allowed[0]), strict=True):
        assert path.tolist() == (best(run[None], allowed, allowed[0])[0].tolist() if len(run) else [])
