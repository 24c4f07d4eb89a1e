"""Corpora to windows: lemma rules that undo themselves, spans that go on over a sentence's end, packing that keeps documents apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chancery.understand.lemmas import lemma
from training.windows import Sentence, continue_spans, lemma_rule, pack, repair

LETTERS = st.text(alphabet="abeinstyABE", min_size=1, max_size=9)


@given(LETTERS, LETTERS)
def test_lemma_rule_gives_back_the_lemma(word: str, target: str) -> None:
    made = lemma(word, lemma_rule(word, target))
    assert made.lower() == target.lower()
    if target in (target.lower(), target.capitalize(), target.upper()):
        assert made == target


def test_repair_lets_each_run_begin_with_b() -> None:
    assert repair(["I-person", "I-place", "O", "B-place", "I-place"]) == ["B-person", "B-place", "O", "B-place", "I-place"]


def test_continue_spans_carries_a_content_over_the_end_of_a_sentence() -> None:
    sentences = [
        Sentence(words=["go", "."], document="d", attribution=["B-content", "I-content"], spans=[(0, 2), (2, 3)]),
        Sentence(words=["now", "."], document="d", attribution=["B-content", "I-content"], spans=[(4, 7), (7, 8)]),
    ]
    continue_spans(sentences, {"d": [{"source": [], "cue": [], "content": [[0, 8]]}]})
    assert [s.attribution for s in sentences] == [["B-content", "I-content"], ["I-content", "I-content"]]


def test_pack_keeps_documents_apart_and_within_the_budget() -> None:
    sentences = [Sentence(words=["w"] * n, document=d) for n, d in ((5, "a"), (5, "a"), (3, "b"), (12, "b"))]
    found = pack(sentences, {id(s): len(s.words) for s in sentences}, 10)
    assert [[len(s.words) for s in w.sentences] for w in found] == [[5, 5], [3], [12]]
    mixed = pack(sentences, {id(s): len(s.words) for s in sentences}, 20, mix=True)
    assert [[len(s.words) for s in w.sentences] for w in mixed] == [[5, 5, 3], [12]]
