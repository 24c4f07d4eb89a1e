"""The invented dispatches load, and a slip in one is told instead of guessed around."""

from __future__ import annotations

import pytest

from training.dispatches import ACTS, MODALITIES, STANCES, TYPES, DispatchError, dispatches, parse

TEXT = 'Norway said it would close the strait. "We will close it," the minister said.\n\nNorway said no more.\n'
LINES = "A 2021-05-06 | Wire | \nW nor | Norway | Oslo | NOR\n"
FOUND = dispatches()


def _parsed(lines: str):
    return parse("made", f"{TEXT}----\n{LINES}{lines}\n").gold


def test_dispatches_are_many_and_complete():
    assert len(FOUND) >= 100
    for each in FOUND:
        assert each.gold["statements"] or each.gold["events"] or each.name.startswith("quiet"), each.name
        assert each.gold["article"]["published"], each.name


def test_dispatches_spans_are_the_text():
    spans = 0
    for each in FOUND:
        for span in _spans(each.gold):
            assert each.text[span["start"] : span["end"]] == span["text"], (each.name, span)
            assert span["text"] == span["text"].strip(), (each.name, span)
            spans += 1
    assert spans > 100


def test_dispatches_show_every_class():
    golds = [each.gold for each in FOUND]
    assert {event["type"] for gold in golds for event in gold["events"]} == TYPES
    assert {event["modality"] for gold in golds for event in gold["events"]} == MODALITIES
    assert {statement["act"] for gold in golds for statement in gold["statements"]} == ACTS
    assert {position["stance"] for gold in golds for position in gold["positions"]} == STANCES


def test_dispatches_no_event_twice():
    for each in FOUND:
        events = [(event["type"], event["trigger"]["start"], *event["sources"], ">", *event["targets"]) for event in each.gold["events"]]
        assert len(events) == len(set(events)), each.name


def test_parse_reads_counts_contexts_and_ranges():
    gold = _parsed('S nor | announce | said #1 | it would close the strait\nS nor | promise | minister [[said]] | "We .. it,"')
    assert [statement["cue"]["start"] for statement in gold["statements"]] == [7, 72]
    assert [statement["kind"] for statement in gold["statements"]] == ["indirect", "direct"]


def test_parse_resolves_weekdays_from_the_day_of_publication():
    gold = _parsed("E COERCE | close #1 | NOR > | +Thu | future\nE COERCE | close #2 | NOR > | Wed/ | future")
    assert [event["date"] for event in gold["events"]] == ["2021-05-13", {"from": "2021-05-05", "to": None}]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("S nor | announce | said | it would close the strait", "ambiguous"),
        ("S nor | announce | stated | it would close the strait", "found 0 times"),
        ("S nor | shout | said #1 | it would close the strait", "none of"),
        ("S swe | announce | said #1 | it would close the strait", "no speaker"),
        ("E COERCE | close #1 | NOR | - | future", "parties"),
        ("P NOR | opposes | strait | ", "empty quote"),
        ("P NOR | opposes | strait", "needs 4"),
    ],
)
def test_parse_fails_loudly(line: str, why: str):
    with pytest.raises(DispatchError, match=why):
        _parsed(line)


def _spans(value):
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys():
            yield value
        for inner in value.values():
            yield from _spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _spans(inner)
