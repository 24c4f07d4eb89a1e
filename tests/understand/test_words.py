"""Sentences and words by regular expression: divisions that parsing relies on, and offsets that always hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.understand.words import sentences, words


def split(text: str) -> list[str]:
    return [text[a:b] for a, b in words(text, 0, len(text))]


def parts(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We won't stay.", ["We", "wo", "n't", "stay", "."]),
        ("It’s the minister’s plan", ["It", "’s", "the", "minister", "’s", "plan"]),
        ("the U.S. envoy", ["the", "U.S.", "envoy"]),
        ("a $1.5 million, 12-day plan", ["a", "$", "1.5", "million", ",", "12", "-", "day", "plan"]),
        ("8,500 troops at 3:30 p.m.", ["8,500", "troops", "at", "3:30", "p.m."]),
        ("Gen. Orrin cannot come", ["Gen.", "Orrin", "can", "not", "come"]),
        ('"No," he said...', ['"', "No", ",", '"', "he", "said", "..."]),
    ],
)
def test_words_divides_as_the_treebanks_do(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Talks failed. Both sides left.", ["Talks failed.", "Both sides left."]),
        ("Gen. Orrin met Mr. Vale. They agreed.", ["Gen. Orrin met Mr. Vale.", "They agreed."]),
        ("The U.S. Navy left. It was late.", ["The U.S. Navy left.", "It was late."]),
        ("He lives in the U.S. The others left.", ["He lives in the U.S.", "The others left."]),
        ('"We will go." She left.', ['"We will go."', "She left."]),
        ("J. R. Vale spoke at 3 p.m. on Monday.", ["J. R. Vale spoke at 3 p.m. on Monday."]),
        ("First line\nsecond line", ["First line", "second line"]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


@given(st.text(alphabet=st.sampled_from("ab Z.1,'’\"!?\n\t-$()“”é中😀"), max_size=80))
def test_words_cover_every_visible_character_in_order(text: str) -> None:
    at = 0
    for start, end in sentences(text, 0, len(text)):
        assert at <= start < end
        assert not text[at:start].strip()
        last = start
        for a, b in words(text, start, end):
            assert last <= a < b <= end
            assert not text[last:a].strip()
            last = b
        assert not text[last:end].strip()
        at = end
    assert not text[at:].strip()
