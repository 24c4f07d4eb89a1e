"""Mentions of one event become one, different events stay apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chancery.resolve.same import LEAST, Told, compatible_dates, merged
from chancery.schema.time import Interval, When

RAID = Told(0, "ASSAULT", None, frozenset({"XRU"}), frozenset({"XTV"}), "occurred", None, 0, "raid", 0.5)


def test_same_repeat_joins_its_event_clearest_first() -> None:
    assert merged([RAID, replace(RAID, index=1, sentence=4, lemma="attack", confidence=0.9)]) == [[1, 0]]


@pytest.mark.parametrize(
    "change",
    [
        {"type": "COERCE"},
        {"modality": "planned"},
        {"targets": frozenset({"XAA"})},
        {"sources": frozenset({"XTV"}), "targets": frozenset({"XRU"})},
    ],
)
def test_same_other_event_stays_apart(change: dict[str, object]) -> None:
    assert merged([RAID, replace(RAID, index=1, sentence=1, **change)]) == [[0], [1]]  # type: ignore[arg-type]


def test_same_dated_events_of_different_days_stay_apart() -> None:
    assert merged([replace(RAID, date="2031-03-01"), replace(RAID, index=1, date="2031-03-04", sentence=2)]) == [[0], [1]]


def test_same_meeting_is_one_whoever_is_named_first() -> None:
    talks = replace(RAID, type="CONSULT", sources=frozenset({"XRU", "XTV"}), targets=frozenset())
    assert merged([talks, replace(talks, index=1, sentence=3, sources=frozenset({"XTV"}), targets=frozenset({"XRU"}))]) == [[0, 1]]


def test_same_two_words_of_one_sentence_with_one_actor_are_one() -> None:
    charge = replace(RAID, type="ACCUSE", lemma="accuse")
    assert merged([charge, replace(charge, index=1, lemma="blame", targets=frozenset({"XAA"}))]) == [[0, 1]]
    assert merged([charge, replace(charge, index=1, lemma="blame", sources=frozenset({"XAA"}))]) == [[0], [1]]


def test_same_with_odds_a_mention_joins_the_event_of_the_likeliest() -> None:
    told = [RAID, replace(RAID, index=1, sentence=1), replace(RAID, index=2, sentence=2, targets=frozenset({"XAA"}))]
    assert merged(told, {(0, 1): LEAST - 0.1, (0, 2): LEAST, (1, 2): LEAST + 0.1}) == [[0], [1, 2]]
    assert merged(told, {(0, 1): LEAST - 0.1}) == [[0], [1], [2]]


def test_same_the_parties_that_most_mentions_back_come_first() -> None:
    told = [replace(RAID, targets=frozenset({"XAA"}), confidence=0.9), replace(RAID, index=1, sentence=1), replace(RAID, index=2, sentence=2, confidence=0.6)]
    assert merged(told, {(0, 1): 1.0, (0, 2): 1.0, (1, 2): 1.0}) == [[2, 1, 0]]


@pytest.mark.parametrize(
    ("a", "b", "fits"),
    [
        (None, "2031-03-01", True),
        ("2031-03", "2031-03-05", True),
        ("2031-02", "2031-03-05", False),
        (Interval("2031-03-01", "2031-03-07"), "2031-03-05", True),
        (Interval("2031-03-01", None), "2031-02-05", False),
        ("2031", "2031-12-31", True),
    ],
)
def test_same_dates_fit_where_their_days_overlap(a: When, b: When, fits: bool) -> None:
    assert compatible_dates(a, b) is fits
    assert compatible_dates(b, a) is fits
