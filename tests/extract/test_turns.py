"""Turns of a transcript: who speaks stands before a colon, and what follows is his."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from chancery.extract.turns import turns
from chancery.intake import article
from chancery.pipeline import Pipeline
from chancery.schema.record import Record

TRANSCRIPT = """Foreign Minister Ana Orlu and President Jorn Maas meet the press

FOREIGN MINISTER ORLU: (Via interpreter) Good evening to all of you. We will keep the crossing open until the spring.

Our engineers are already at work there, and nobody hinders them.

QUESTION: Minister, will you withdraw the garrison before the vote in May?

PRESIDENT MAAS: Thank you.

We have asked the minister for maps of the minefields. Haldmark promised in June that it would hand them over.
"""
INTERVIEW = """A talk about the harbour

Lidia Fenn: The harbour will stay closed for as long as the strike lasts.

Ivo Kern: And what do the dockers want from the city council?

Lidia Fenn: They want the contracts back that were cancelled in the autumn.

Ivo Kern: So nothing is going to change before the end of winter?
"""


@cache
def pipeline() -> Pipeline:
    return Pipeline(knowledge=Path(__file__).parents[2] / "examples" / "knowledge", threads=1)


def said(text: str) -> list[tuple[str | None, str, str]]:
    """Speaker, kind and the content's first words of each statement that is a turn."""
    record: Record = pipeline().read(article(text, published="2031-03-05"))
    names = {a.id: a.name for a in record.actors}
    return [(names.get(s.speaker or ""), s.kind, s.content[0].of(text)[:24]) for s in record.statements if s.via is None]


def test_turns_are_their_speakers_a_paragraph_each() -> None:
    found = said(TRANSCRIPT)
    assert [(name, words) for name, kind, words in found if kind == "direct"] == [
        ("Ana Orlu", "Good evening to all of y"), ("Ana Orlu", "Our engineers are alread"), ("Jorn Maas", "We have asked the minist"),
    ]  # fmt: skip


def test_turns_hold_what_others_are_said_to_have_said() -> None:
    record = pipeline().read(article(TRANSCRIPT, published="2031-03-05"))
    names = {a.id: a.name for a in record.actors}
    [inner] = [s for s in record.statements if s.via is not None]
    outer = next(s for s in record.statements if s.id == inner.via)
    assert (names[inner.speaker or ""], inner.act, names[outer.speaker or ""]) == ("Haldmark", "promise", "Jorn Maas")


def test_turns_of_an_interview_need_names_that_come_again() -> None:
    assert [name for name, kind, _ in said(INTERVIEW) if kind == "direct"] == ["Lidia Fenn", "Ivo Kern", "Lidia Fenn", "Ivo Kern"]


@pytest.mark.parametrize(
    "text",
    [
        "BREAKING: The harbour of Port Tav is closed to all ships since this morning.\n\nThe council meets again on Friday, an official said.",
        "PHOTOS: The harbour of Port Tav this morning, as seen from the old lighthouse.\n\nWATCH: The harbour of Port Tav this evening, as seen from the sea.",
        "The envoy said one thing: the border of the two states stays where it is.\n\nThe minister said another: it will be moved before the end of May.",
    ],
)
def test_turns_are_not_seen_where_nobody_takes_turns(text: str) -> None:
    assert turns(pipeline().reader.read(article(text, published="2031-03-05"))) == []
