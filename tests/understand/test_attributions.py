"""The chain of attributions: lawful paths whatever the scores, boundaries that say what stands there, runs that cover what matters."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.errors import InstallationError
from chancery.understand.attributions import FILE, NAMES, Chain, boundaries, kinds

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
WORDS = ("Orlu", "said", ",", "“", "We", "will", "leave", "”", ".")
UPOS = ("PROPN", "VERB", "PUNCT", "PUNCT", "PRON", "AUX", "VERB", "PUNCT", "PUNCT")
HEADS = np.array([2, 0, 7, 7, 7, 7, 2, 7, 2])
LABELS = ("nsubj", "root", "punct", "punct", "nsubj", "aux", "ccomp", "punct", "punct")


def chain(folder: Path, *, boundary: dict[tuple[str, str], float] | None = None) -> Chain:
    """A chain whose weights are nought but for those given, by what happens and what stands there."""
    names, _ = kinds(TAGS)
    weights = np.zeros((len(names), len(NAMES)), np.float32)
    for (what, where), value in (boundary or {}).items():
        weights[names.index(what), NAMES.index(where)] = value
    (folder / FILE).parent.mkdir(exist_ok=True)
    np.savez(folder / FILE, boundary=weights, step=np.zeros((len(TAGS), len(TAGS)), np.float32))
    return Chain(TAGS, folder)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 30), max_size=12), st.integers(0, 10_000))
def test_paths_are_lawful_whatever_the_scores(tmp_path_factory: pytest.TempPathFactory, sizes: list[int], seed: int) -> None:
    made, count = np.random.default_rng(seed), sum(sizes)
    scores = np.log(made.dirichlet(np.ones(len(TAGS)) / 2, size=count) + 1e-9).astype(np.float32) if count else np.zeros((0, len(TAGS)), np.float32)
    starts = [0, *np.cumsum(sizes).tolist()]
    heads = np.array([made.integers(0, n + 1) for n in sizes for _ in range(n)], dtype=np.int64)
    words, upos, labels = (made.choice(pool, count).tolist() for pool in (WORDS, UPOS, LABELS))
    path = chain(tmp_path_factory.mktemp("chain")).paths(words, upos, np.where(heads == 0, 0, heads), labels, scores, starts)
    before = "O"
    for tag in (TAGS[i] for i in path):
        assert not tag.startswith("I-") or before[2:] == tag[2:]
        before = tag


def test_boundaries_say_what_stands_there() -> None:
    cues = np.zeros(len(WORDS), np.float32)
    cues[1] = 0.75
    found = boundaries(WORDS, UPOS, HEADS, LABELS, cues, [0, len(WORDS)])

    def at(word: int) -> dict[str, float]:
        return {name: float(value) for name, value in zip(NAMES, found[word], strict=True) if value}

    assert at(0)["sentence"] == 1 and at(0)["crossed 0"] == 1
    assert at(2) | {"complement begins": 0.75, "before comma": 1} == at(2)  # the clause that is said begins at its comma
    assert at(4)["after quote"] == 1 and at(4)["quoted"] == 1
    assert "quoted" not in at(8) and at(8)["complement ends"] == 0.75 and at(8)["quotation has ended"] == 1


def test_weight_of_a_boundary_moves_a_span(tmp_path: Path) -> None:
    scores = np.full((len(WORDS), len(TAGS)), -8.0, np.float32)
    scores[:, 0] = -0.1
    scores[2:9, 6], scores[2:9, 0], scores[2, 5], scores[3, 5] = -0.3, -1.5, -0.9, -0.9
    starts = [0, len(WORDS)]
    plain = chain(tmp_path).paths(WORDS, UPOS, HEADS, LABELS, scores, starts)
    assert TAGS[plain[2]] == "B-content"
    moved = chain(tmp_path, boundary={("O content", "before comma"): -5.0}).paths(WORDS, UPOS, HEADS, LABELS, scores, starts)
    assert (TAGS[moved[2]], TAGS[moved[3]]) == ("O", "B-content")


def test_damaged_weights_are_an_error_that_says_so(tmp_path: Path) -> None:
    with pytest.raises(InstallationError, match="attributions"):
        Chain(TAGS, tmp_path)
    (tmp_path / FILE).parent.mkdir()
    np.savez(tmp_path / FILE, boundary=np.zeros((1, 1)), step=np.zeros((7, 7)))
    with pytest.raises(InstallationError, match="version"):
        Chain(TAGS, tmp_path)
