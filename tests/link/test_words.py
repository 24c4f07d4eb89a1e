"""How texts are compared."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.link.days import apart, days
from chancery.link.likeness import beside, told
from chancery.link.tokens import Slices, Tokens
from chancery.link.words import Lexicon, fold, shared, stem, stems
from chancery.schema.time import Interval


def test_words_stem_joins_the_forms_of_a_word() -> None:
    for forms in (
        ("attack", "attacks", "attacked", "attacking"),
        ("seize", "seized", "seizing"),
        ("carry", "carries", "carried"),
        ("stop", "stopped", "stopping"),
    ):
        assert len({stem(f) for f in forms}) == 1, forms
    assert stem("bus") == "bus" and stem("press") == "press"


def test_words_fold_drops_accents_and_possessives() -> None:
    assert fold("Erdoğan’s U.S. visit—again") == "erdogan usa  visit again"
    assert stems("the troops’ withdrawal") == ("troop", "withdrawal")


def test_words_a_word_weighs_less_the_more_articles_have_it() -> None:
    lexicon = Lexicon()
    before = lexicon.weight("kestrel")
    for _ in range(30):
        lexicon.add(["kestrel"])
    assert lexicon.weight("kestrel") < before
    assert lexicon.weight(stem("the")) < lexicon.weight(stem("embargo"))


def test_words_shared_is_of_the_lighter_and_of_both() -> None:
    assert shared({"a": 1.0, "b": 1.0}, {"a": 1.0, "b": 1.0, "c": 2.0}) == (1.0, 0.5)
    assert shared({"a": 1.0}, {"b": 1.0}) == (0.0, 0.0)


def test_tokens_within_are_the_stems_of_the_words_inside() -> None:
    text = "The U.S. didn't recognise Erdoğan’s 2.5 claims – again."
    tokens = Tokens(text)
    assert tokens.stems == list(stems(text))
    at = text.index("recognise")
    assert tokens.within(at, at + 9) == stems("recognise") and tokens.within(at + 1, at + 9) == ()


def test_likeness_knows_like_words() -> None:
    lexicon = Lexicon()
    a, near, far = (told(lexicon.bag(t), lexicon) for t in ("sanctions on oil companies", "penalties for petroleum firms", "dancers at a village wedding"))
    same, like, other, none = beside([a, near, far, told({}, lexicon)], a)
    assert (same.forth, same.back, same.containment) == (pytest.approx(1.0), pytest.approx(1.0), pytest.approx(1.0))
    assert like.back > other.back + 0.1
    assert none.forth == none.peak == 0.0


def test_days_apart_counts_from_the_nearer_ends() -> None:
    assert apart(days("2031-03-01"), days(Interval("2031-03-04", None))) == 3
    assert apart(days("2031-03"), days("2031-03-31")) == 0
    assert apart(days(None), days("2031-03-01")) is None
    assert days("2031-W10")[0] == days("2031-03-03")[0]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab'’. U.S.3,-\n", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_tokens_a_slice_is_what_the_whole_has_there(text: str, start: int, end: int) -> None:
    start, end = min(start, len(text)), min(end, len(text))
    assert Slices(text).within(start, end) == Tokens(text).within(start, end)
