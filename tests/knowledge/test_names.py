"""Names of states, organisations and groups in a run of words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.knowledge import Knowledge
from chancery.knowledge.names import Names, names, pieces


@pytest.fixture(scope="module")
def found() -> Names:
    return names(Knowledge())


def codes(found: Names, text: str) -> list[tuple[str, str]]:
    words = text.split()
    return [(" ".join(words[m.first : m.last]), m.named[0].code) for m in found.find(words)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("North Korean troops", [("North Korean", "PRK")]),
        ("the U.S. envoy", [("U.S.", "USA")]),
        ("the UN Security Council met", [("UN Security Council", "UN")]),
        ("al - Qaeda and NATO", [("al - Qaeda", "Al-Qaeda"), ("NATO", "NATO")]),
        ("between Côte d'Ivoire and Turkey", [("Côte d'Ivoire", "CIV"), ("Turkey", "TUR")]),
    ],
)
def test_names_longest_name_wins(found: Names, text: str, expected: list[tuple[str, str]]) -> None:
    assert codes(found, text) == expected


@pytest.mark.parametrize("text", ["let us go", "the nato of old", "a US - backed force", "pro - Russian voters", "china plates"])
def test_names_common_words_and_parts_of_compounds_are_no_names(found: Names, text: str) -> None:
    assert codes(found, text) == []


def test_names_house_is_told_from_city(found: Names) -> None:
    texts = ("White House", "Moscow", "Kremlin", "Tel Aviv", "Russians", "Russia")
    sorts = {text: found.find(text.split())[0].named[0].sort for text in texts}
    assert sorts == {"White House": "house", "Moscow": "metonym", "Kremlin": "house", "Tel Aviv": "metonym", "Russians": "demonym", "Russia": "name"}


def test_names_pieces_ignore_case_accents_and_stops() -> None:
    assert pieces("U.S.") == ("us",)
    assert pieces("al-Qaeda") == pieces("Al Qaeda")
    assert pieces("São Tomé") == ("sao", "tome")


@given(st.lists(st.sampled_from(["Russia", "the", "NATO", "-", "said", "’s", "North", "Korea", ""]), max_size=12))
def test_names_matches_are_in_order_and_apart(words: list[str]) -> None:
    matches = names(SHIPPED).find(words)
    assert all(0 <= m.first < m.last <= len(words) for m in matches)
    assert all(a.last <= b.first for a, b in pairwise(matches))


SHIPPED = Knowledge()


@pytest.mark.parametrize("text", ["Is it true", "Us and them", "What Is left"])
def test_names_short_words_at_the_head_of_a_sentence_are_no_acronyms(found: Names, text: str) -> None:
    assert codes(found, text) == []
