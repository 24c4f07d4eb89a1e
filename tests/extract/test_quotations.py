"""Quotation marks in pairs: straight and curly, single and double, odd and unbalanced."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.extract.quotations import pairs


def quoted(text: str) -> list[str]:
    """The quotations of a paragraph with their marks."""
    return [text[a[0] : b[1]] for a, b, _ in pairs(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('He said "we wait," and left. "Not long."', ['"we wait,"', '"Not long."']),
        ("“We wait,” he said. “Not", ["“We wait,”", "“Not"]),
        ("She said ``we wait'' twice.", ["``we wait''"]),
        ("‘We wait,’ the minister said.", ["‘We wait,’"]),
        ("It's the '90s again: 'we wait,' he said", ["'we wait,'"]),
        ("The envoys' plan is the kings' plan.", []),
        ("“They called it ‘the wall’ there,” she said.", ["“They called it ‘the wall’ there,”"]),
        ('A wall 6" high', []),
        ("‘They say “no” there,’ she said.", ["‘They say “no” there,’"]),
    ],
)
def test_quotations_pairs(text: str, found: list[str]) -> None:
    assert quoted(text) == found


def test_quotations_open_says_so() -> None:
    assert [open_ for _, _, open_ in pairs("“We wait. And wait", 0, 18)] == [True]


def test_quotations_stay_in_their_paragraph() -> None:
    text = "“Before.\nAfter” all"
    assert [(a[0], b[1]) for a, b, _ in pairs(text, 0, 8)] == [(0, 8)]


@given(st.text(alphabet="ab .,\"“”'‘’`«»\n", max_size=60))
def test_quotations_never_cross_or_leave_the_text(text: str) -> None:
    end = 0
    for opening, closing, _ in pairs(text, 0, len(text)):
        assert end <= opening[0] < opening[1] <= closing[0] <= closing[1] <= len(text)
        end = closing[1]
