"""Issues: one id an issue, however it is worded."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.knowledge import Knowledge
from chancery.knowledge.issues import issue_key, vocabulary
from chancery.resolve.issues import Issues

KNOWLEDGE = Knowledge()


def test_issues_wordings_of_one_issue_share_an_id() -> None:
    issues = Issues(KNOWLEDGE)
    assert issues.id("a cease-fire in the valley") == issues.id("the truce") == issues.id("ceasefire")
    assert [(i.label, i.kind) for i in issues.all] == [("ceasefire", "peace")]


def test_issues_outside_the_vocabulary_are_told_apart_by_their_words() -> None:
    issues = Issues(KNOWLEDGE)
    first, same, other = issues.id("the toll on the bridge"), issues.id("bridge tolls"), issues.id("the choice of anthem")
    assert first == same != other
    assert [i.kind for i in issues.all] == ["other", "other"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("withdraw its troops from the province", "troop withdrawal"),
        ("new sanctions on the central bank", "sanctions"),
        ("the use of sarin", "chemical weapons"),
        ("lift the sanctions on uranium", "sanctions"),
        ("nothing of note", None),
    ],
)
def test_issues_vocabulary_names_what_a_text_is_about(text: str, label: str | None) -> None:
    assert vocabulary(KNOWLEDGE).label(text) == label


def test_issues_of_a_text_are_numbered_as_they_come() -> None:
    issues = Issues(KNOWLEDGE)
    assert issues.of("prisoners and elections") == ("i1", "i2")
    assert issues.of("elections") == ("i2",)


@given(st.text(min_size=1).filter(str.strip))
def test_issues_any_label_has_one_id(label: str) -> None:
    issues = Issues(KNOWLEDGE)
    assert issues.id(label) == issues.id(label)
    assert len(issues.all) == 1
    assert issue_key(label)


TEXT = "On 4 March 2031 envoys signed a cease-fire; protesters' march against sanctions on the U.S. bank went on. Torva's troops will be withdrawn by Friday."


@given(st.integers(0, 25), st.integers(1, 26))
def test_issues_named_between_two_places_of_a_text_are_those_of_the_words_there(first: int, size: int) -> None:
    words = [m.span() for m in re.finditer(r"\S+", TEXT)]
    start, end = words[min(first, len(words) - 1)][0], words[min(first + size, len(words)) - 1][1]
    known = vocabulary(KNOWLEDGE)
    if not TEXT[start:].startswith("March"):
        assert known.labels_between(known.sightings(TEXT), start, end) == known.labels(TEXT[start:end])
