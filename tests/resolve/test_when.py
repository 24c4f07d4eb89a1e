"""What times stand for, and what they date. Weekdays over all days of a week and both tenses; dates of words by their clause."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.extract.times import times
from chancery.resolve.days import duration, easter, months_on, of_week
from chancery.resolve.setting import Setting, Tense
from chancery.resolve.timex import Reckoning
from chancery.resolve.when import When
from chancery.schema.article import Article, Block
from chancery.schema.evidence import Span
from chancery.schema.reading import Reading
from chancery.schema.time import Interval, TimeDraft
from chancery.understand.reader import Reader

NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
DAYS = st.dates(date(1990, 1, 1), date(2035, 12, 31))


@cache
def reader() -> Reader:
    return Reader(threads=1)


def read(text: str) -> Reading:
    return reader().read(Article(id="a", text=text, blocks=(Block(0, len(text), "body"),)))


def when(text: str, published: str | None = "2021-03-10") -> When:
    reading = read(text)
    return When(times(reading), reading, published)


def token(known: When, word: str) -> int:
    return next(t.index for t in known.reading.tokens if t.text == word)


def weekday(number: int, published: date, tense: Tense) -> date:
    draft = TimeDraft(0, 1, "DATE", "day", (("weekday", number),), 0, 1, 1.0)
    value = Reckoning(draft, Setting(published, None, None, tense)).value()
    assert value is not None and value.start is not None
    return value.start


@given(DAYS, st.integers(1, 7))
def test_when_a_weekday_to_come_is_within_a_week_ahead(published: date, number: int) -> None:
    found = weekday(number, published, "future")
    assert found.isoweekday() == number and 0 <= (found - published).days <= 6


@given(DAYS, st.integers(1, 7))
def test_when_a_weekday_gone_by_is_within_a_week_back_or_the_next_day(published: date, number: int) -> None:
    found = weekday(number, published, "past")
    assert found.isoweekday() == number and -5 <= (found - published).days <= 1


@pytest.mark.parametrize("offset", range(7))
@pytest.mark.parametrize("name", NAMES)
def test_when_weekdays_follow_the_tense_of_their_clause(name: str, offset: int) -> None:
    published = date(2021, 3, 8) + timedelta(days=offset)
    ahead = (NAMES.index(name) + 1 - published.isoweekday()) % 7
    (coming,) = when(f"The minister will travel to Oslo on {name}.", published.isoformat()).times
    assert coming.value == (published + timedelta(days=ahead)).isoformat()
    (gone,) = when(f"The minister travelled to Oslo on {name}.", published.isoformat()).times
    back = -(-ahead % 7)
    assert gone.value == (published + timedelta(days=1 if back == -6 else back)).isoformat()


@given(DAYS)
def test_when_a_week_covers_its_days(day: date) -> None:
    week = of_week(day)
    assert week is not None and week.start is not None and week.end is not None
    assert week.start <= day <= week.end and (week.end - week.start).days == 6 and week.start.isoweekday() == 1


@given(DAYS, st.integers(-600, 600))
def test_when_months_on_keep_to_the_calendar(day: date, months: int) -> None:
    found = months_on(day, months)
    assert found is not None and (found.year * 12 + found.month) - (day.year * 12 + day.month) == months and found.day <= day.day


@pytest.mark.parametrize(("year", "day"), [(2014, "2014-04-20"), (2019, "2019-04-21"), (2020, "2020-04-12"), (2024, "2024-03-31")])
def test_when_easter_is_reckoned(year: int, day: str) -> None:
    assert easter(year).isoformat() == day


@pytest.mark.parametrize(
    ("n", "unit", "value"), [("2.5", "Y", "P2.5Y"), ("0.5", "TH", "PT30M"), ("X", "D", "PXD"), ("1", "CE", "P100Y"), ("2", "F", "P4W"), ("40", "TM", "PT40M")]
)
def test_when_lengths_of_time_are_written_as_timex(n: str, unit: str, value: str) -> None:
    assert duration(n, unit) == value


@settings(max_examples=60, deadline=None)
@given(
    DAYS,
    st.sampled_from(
        [
            "last week",
            "next month",
            "yesterday",
            "three days ago",
            "in June",
            "on 29 February",
            "last summer",
            "over the weekend",
            "the past two years",
            "on Christmas",
        ]
    ),
)
def test_when_values_never_fail_on_any_day_of_publication(published: date, words: str) -> None:
    for t in when(f"They met {words}.", published.isoformat()).times:
        assert t.from_ is None or t.from_ <= str(t.to)


def test_when_impossible_days_are_left_out() -> None:
    assert When(times(read("They met on 31 February 2014.")), read("They met on 31 February 2014."), None).times == ()


def test_when_an_event_has_the_date_of_its_clause() -> None:
    known = when("The army attacked the town on Monday, and the rebels will withdraw on Friday.")
    assert known.date_of(token(known, "attacked")) == ("2021-03-08", "stated")
    assert known.date_of(token(known, "withdraw")) == ("2021-03-12", "stated")


def test_when_an_event_without_a_time_has_no_date() -> None:
    known = when("The army attacks the town. The rebels have withdrawn.")
    assert known.date_of(token(known, "attacks")) == (None, None)
    assert known.date_of(token(known, "withdrawn")) == (None, None)


def test_when_a_story_goes_on_the_same_day() -> None:
    known = when("The army attacked the town on Monday. The rebels fled.")
    assert known.date_of(token(known, "fled")) == ("2021-03-08", "inferred")


def test_when_an_event_since_a_day_is_open() -> None:
    known = when("The army has shelled the town since March 1.")
    assert known.date_of(token(known, "shelled")) == (Interval("2021-03-01", None), "stated")


def test_when_a_week_is_an_interval() -> None:
    known = when("The army attacked the town last week.")
    assert known.date_of(token(known, "attacked")) == (Interval("2021-03-01", "2021-03-07"), "stated")


def test_when_a_commitment_falls_due_on_the_day_it_names() -> None:
    text = "Norway will send 200 soldiers by Friday."
    known = when(text)
    assert known.due(Span(0, len(text))) == "2021-03-12"
    assert known.due(Span(0, 20)) is None


def test_when_nothing_is_dated_by_publication_alone() -> None:
    known = when("The minister resigned.")
    assert known.times == () and known.date_of(token(known, "resigned")) == (None, None)
