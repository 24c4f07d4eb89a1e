"""Figures in sentences made up for this test: what counts as one, its bounds, its owner and modality."""

from __future__ import annotations

import csv
import time
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.extract.figures import MAYBE, figures
from chancery.extract.numbers import WORDS, value_of
from chancery.extract.quantities import qualifier_of
from chancery.extract.times import times
from chancery.knowledge import Knowledge
from chancery.schema.article import Article, Block
from chancery.schema.figure import FigureDraft
from chancery.schema.reading import Reading
from chancery.understand.reader import Reader

TABLE = Path(__file__).parent.parent / "data" / "figures.csv"
KNOWLEDGE = Knowledge()


@cache
def reader() -> Reader:
    return Reader(threads=1)


def read(text: str) -> Reading:
    return reader().read(Article(id="a", text=text, blocks=(Block(0, len(text), "body"),)))


def found(text: str) -> tuple[FigureDraft, ...]:
    reading = read(text)
    return figures(reading, times(reading, knowledge=KNOWLEDGE), knowledge=KNOWLEDGE)


def bound(text: str) -> float | None:
    return float(text) if text else None


with TABLE.open(encoding="utf-8", newline="") as file:
    ROWS = [(row["text"], row["quantity"], bound(row["low"]), bound(row["high"])) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("text", "quantity", "low", "high"), ROWS, ids=[row[0] for row in ROWS])
def test_figures_are_found_with_their_bounds(text: str, quantity: str, low: float | None, high: float | None) -> None:
    assert [(text[f.start : f.end], f.low, f.high) for f in found(text)] == ([(quantity, low, high)] if quantity else [])


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("It cost $3 million.", "USD"),
        ("It cost 3 million euros.", "EUR"),
        ("It flew 40 miles.", "mi"),
        ("Turnout was 75 percent.", "%"),
        ("The army sent 900 men.", None),
    ],
)
def test_figures_name_their_unit(text: str, unit: str | None) -> None:
    assert [f.unit for f in found(text)] == [unit]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The army sent 900 men.", "actual"),
        ("The army will send 900 men.", "future"),
        ("The army did not send 900 men.", "negated"),
        ("Norway plans to send 900 men.", "future"),
    ],
)
def test_figures_take_the_modality_of_their_verb(text: str, modality: str) -> None:
    assert [f.modality for f in found(text)] == [modality]


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("At least 30 Swedish soldiers were killed.", "Swedish"),
        ("Sweden deployed 900 troops to the border.", "Sweden"),
        ("More than 30 people were killed in Yemen.", "Yemen"),
    ],
)
def test_figures_have_an_owner(text: str, owner: str) -> None:
    (figure,) = found(text)
    assert figure.owner is not None and figure.owner.span.of(text) == owner


def test_figures_say_what_is_counted() -> None:
    assert [f.counted for f in found("The army sent 300 armoured vehicles, and hundreds of young men fled.")] == ["armoured vehicles", "young men"]


@pytest.mark.parametrize(
    ("words", "qualifier"),
    [("at least ", "at least"), ("well over ", "more than"), ("", "exact"), ("as many as", "up to"), ("just under ", "nearly"), ("some ", "about")],
)
def test_figures_hedges_have_a_qualifier(words: str, qualifier: str) -> None:
    assert qualifier_of(words) == qualifier


def spelt(number: int) -> str:
    small = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()  # noqa: SIM905
    tens = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905
    if number < 20:
        return small[number]
    if number < 100:
        return tens[number // 10 - 2] + (f"-{small[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{small[number // 100]} hundred" + (f" and {spelt(number % 100)}" if number % 100 else "")
    return f"{spelt(number // 1000)} thousand" + (f" {spelt(number % 1000)}" if number % 1000 else "")


def test_figures_every_number_word_makes_a_sentence_worth_a_look() -> None:
    assert all(MAYBE.search(f"{spelt(n).capitalize()} were killed.") for n in range(100))
    assert [(f.low, f.counted) for f in found("Twenty soldiers were killed.")] == [(20, "soldiers")]


@given(st.integers(0, 999_999))
def test_figures_number_words_have_their_value(number: int) -> None:
    import re

    words = spelt(number)
    assert value_of(words) == number
    assert value_of(f"{number:,}") == number
    if number < 100_000:
        assert re.fullmatch(WORDS, words)


PIECES = st.sampled_from(
    ["at least", "more than", "12", "two", "dozen", "hundreds of", "people", "were killed", "$", "3.5", "million", "to", "between", "and",
    "percent", "km", "-", "the", "Article", ",", "no",
     "casualties", "half a", "1/0", "soldiers", "(", ")", "or so", "€20m", "2014", "of", "."]
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=12))
def test_figures_have_lawful_spans_and_bounds(pieces: list[str]) -> None:
    text = " ".join(pieces)
    drafts = found(text)
    for f in drafts:
        assert 0 <= f.start < f.end <= len(text) and text[f.start : f.end].strip() == text[f.start : f.end]
        assert f.low is None or f.high is None or f.low <= f.high
        assert 0 <= f.confidence <= 1
    assert all(a.end <= b.start for a, b in pairwise(drafts))


@pytest.mark.parametrize("piece", ["two hundred and ", "10-", "between 3 and ", "1 1/2 ", "more than ", "dozens of ", "$", "3 million "])
def test_figures_take_no_long_over_hostile_text(piece: str) -> None:
    reading = read(piece * (3000 // len(piece)))
    begin = time.perf_counter()
    figures(reading, (), knowledge=KNOWLEDGE)
    assert time.perf_counter() - begin < 2.0
