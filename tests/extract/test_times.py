"""Times in sentences made up for this test: what is found, and what it stands for once resolved."""

from __future__ import annotations

import csv
import re
import time
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.probes import time_probes
from chancery.extract.timerules import RULES
from chancery.extract.times import times
from chancery.knowledge import Knowledge
from chancery.resolve.when import When
from chancery.schema.article import Article, Block
from chancery.schema.reading import Reading
from chancery.schema.time import Time
from chancery.understand.reader import Reader

TABLE = Path(__file__).parent.parent / "data" / "times.csv"
KNOWLEDGE = Knowledge()
TIMEX = re.compile(
    r"(?:PAST|PRESENT|FUTURE)_REF|P(?:T?(?:X|\d+(?:\.\d+)?)(?:[YMWDHSF]|DE|CE|WE|ML|X))|P0\.\dY"
    r"|[\dX]{2,4}(?:-(?:[\dX]{2}|W[\dX]{2}|Q[1-4X]|H[12]|SP|SU|FA|WI)(?:-(?:[\dX]{2}|[1-7]|WE))?)?(?:T(?:\d\d:\d\d|MO|MI|AF|EV|NI))?(?:/[\dX]{4}(?:-[\dX]{2}(?:-[\dX]{2})?)?)?"
)


@cache
def reader() -> Reader:
    return Reader(threads=1)


def read(text: str, published: str | None = None) -> Reading:
    return reader().read(Article(id="a", text=text, blocks=(Block(0, len(text), "body"),), published=published))


def resolved(text: str, published: str | None) -> tuple[Time, ...]:
    reading = read(text, published)
    return When(times(reading, knowledge=KNOWLEDGE), reading, published).times


with TABLE.open(encoding="utf-8", newline="") as file:
    ROWS = [(row["published"] or None, row["text"], [v for v in row["values"].split("|") if v]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("published", "text", "values"), ROWS, ids=[text for _, text, _ in ROWS])
def test_times_are_found_and_valued(published: str | None, text: str, values: list[str]) -> None:
    assert [t.value for t in resolved(text, published)] == values


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The siren sounded at 5:40 p.m. local time on Tuesday.", "5:40 p.m. local time on Tuesday"),
        ("They left earlier this week.", "earlier this week"),
        ("They stayed for more than two years.", "more than two years"),
        ("It lapsed at the end of last year.", "the end of last year"),
        ("It happened on Friday, March 5, 2021, they said.", "Friday, March 5, 2021"),
        ("It began late on Monday.", "late on Monday"),
    ],
)
def test_times_span_the_whole_expression(text: str, words: str) -> None:
    assert [text[t.start : t.end] for t in resolved(text, "2021-03-10")] == [words]


def test_times_leave_headlines_and_credits_alone() -> None:
    text = "Talks end on Monday\nThey ended on Tuesday."
    blocks = (Block(0, 19, "headline"), Block(20, len(text), "body"))
    reading = reader().read(Article(id="a", text=text, blocks=blocks))
    assert [text[d.start : d.end] for d in times(reading)] == ["Tuesday"]


def test_times_without_knowledge_know_no_holidays() -> None:
    assert (
        times(read("They met at Easter 2019 and Christmas.")) == times(read("They met at Easter 2019 and Christmas."))
        and len(times(read("They met at Christmas."))) == 0
    )


PIECES = st.sampled_from(
    ["on", "Monday", "the", "3", "of", "May", ",", "2014", "last", "week", "10", "a.m.", "-", "15", "years", "ago", "next", "few", "days", "early",
    "in", "1990s", "at", "now", "every",
     "other", "and", "to", "2", "1/2", "hours", "late", "half", "an", "Friday", "night", "December", "31", "29", "February", ".", "“", "’s",
     "century", "21st", "99", "00:61", "9999", "noon"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=14), st.sampled_from([None, "2021-03-10", "2020-02-29", "2019-12-31"]))
def test_times_have_lawful_spans_and_values(pieces: list[str], published: str | None) -> None:
    text = " ".join(pieces)
    found = resolved(text, published)
    for t in found:
        assert 0 <= t.start < t.end <= len(text) and text[t.start : t.end].strip() == text[t.start : t.end]
        assert TIMEX.fullmatch(t.value), t.value
        assert (t.from_ is None) == (t.to is None) and (t.from_ is None or t.from_ <= str(t.to))
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize("piece", ["two hundred and ", "Monday, ", "10-", "early in ", "the ", "1 1/2 ", "more than ", "May 3 ", "a ", "at 10:00 ", "years "])
def test_times_take_no_long_over_hostile_text(piece: str) -> None:
    reading = read(piece * (3000 // len(piece)))
    begin = time.perf_counter()
    times(reading, knowledge=KNOWLEDGE)
    assert time.perf_counter() - begin < 2.0


SAID = (
    "at 3 p.m. on Monday", "on 5 May at noon", "Friday at 10:30", "at 0900 GMT", "five o'clock", "the second quarter of 2021", "the final half of the year",
    "next fiscal year", "the latest quarter", "a year-ago period", "the early 1990s", "the '80s", "the mid-sixties", "the late nineteenth century",
    "the beginning of the week", "the week of May 3", "three weeks\nago", "a month\xa0later", "two days from now", "not long ago", "a year-long",
    "decades-old", "every other week", "each Monday morning", "twice a month", "three times a week", "per day",
)  # fmt: skip


def test_the_letters_that_a_rule_asks_for_stand_in_all_that_it_finds() -> None:
    met = set()
    for text in [*SAID, *(t.upper() for t in SAID), *(probe.text for probe in time_probes())]:
        low = " ".join(text.lower().split())
        for number, rule in enumerate(RULES):
            if rule.holds and rule.pattern.search(text):
                met.add(number)
                assert any(letters in low for letters in rule.holds), (rule.name, text)
    assert met == {number for number, rule in enumerate(RULES) if rule.holds}
