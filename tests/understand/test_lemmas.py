"""Edit rules to lemmas."""

from __future__ import annotations

import pytest

from chancery.understand.lemmas import lemma


@pytest.mark.parametrize(
    ("word", "rule", "expected"),
    [
        ("Talks", "l|0||1|", "talk"),
        ("denied", "l|0||3|y", "deny"),
        ("Geneva", "k|0||0|", "Geneva"),
        ("NATO", "u|0||0|", "NATO"),
        ("was", "l|=be", "be"),
        ("a", "l|1||3|", "a"),
    ],
)
def test_lemma_applies_the_rule_or_leaves_the_word(word: str, rule: str, expected: str) -> None:
    assert lemma(word, rule) == expected
