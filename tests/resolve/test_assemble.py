"""Which events a record keeps: hand-parsed scenes, drafts of their own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from scenes import phrase, scene, tables

from chancery.knowledge import Knowledge
from chancery.models.heads import Heads
from chancery.resolve.assemble import LEAST, Assembly
from chancery.schema.event import EventDraft
from chancery.schema.evidence import Span
from chancery.schema.reading import Reading
from chancery.schema.record import Drafts

RAID = "Ruritania/Ruritania/PROPN/2/nsubj raided/raid/VERB/0/root Tavia/Tavia/PROPN/2/obj"


def draft(reading: Reading, token: int, kind: str, sources: tuple[str, ...], targets: tuple[str, ...] = (), odds: float = 0.9) -> EventDraft:
    """An event at a token, its parties by their words."""
    found = [tuple(phrase(reading, words) for words in side) for side in (sources, targets)]
    span = Span(reading.tokens[token].start, reading.tokens[token].end)
    return EventDraft(kind, None, span, token, found[0], found[1], "occurred", None, None, odds, "head")  # type: ignore[arg-type]


@pytest.fixture
def assembly(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Resolution of a reading's event drafts, without heads."""
    knowledge, heads = Knowledge(tables(tmp_path)), Heads(tmp_path / "none")
    return lambda reading, *drafts: Assembly(Drafts(reading, (), drafts), heads, knowledge)


def test_assemble_an_unlikely_event_is_not_worth_a_line(assembly) -> None:  # type: ignore[no-untyped-def]
    reading = scene(RAID)
    clear, weak = (draft(reading, 1, "ASSAULT", ("Ruritania",), ("Tavia",), odds=o) for o in (LEAST, LEAST - 0.01))
    assert len(assembly(reading, clear).record().events) == 1
    assert assembly(reading, weak).record().events == ()


def test_assemble_an_unlikely_mention_of_a_likely_event_stays_a_repeat(assembly) -> None:  # type: ignore[no-untyped-def]
    reading = scene(RAID, RAID)
    one = draft(reading, 1, "ASSAULT", ("Ruritania",), ("Tavia",), odds=LEAST - 0.1)
    made = assembly(reading, one, replace(draft(reading, 4, "ASSAULT", ("Ruritania",), ("Tavia",)), confidence=0.9))
    (event,) = made.record().events
    assert (event.confidence, len(event.also)) == (0.9, 1)


@pytest.mark.parametrize(("modality", "sources", "kept"), [
    ("occurred", ("Ruritania", "Tavia"), 1), ("denied", ("Ruritania", "Tavia"), 1), ("planned", ("Ruritania", "Tavia"), 0), ("occurred", ("Tavia",), 0),
])  # fmt: skip
def test_assemble_cooperation_is_of_two_and_no_prospect(assembly, modality: str, sources: tuple[str, ...], kept: int) -> None:  # type: ignore[no-untyped-def]
    reading = scene("Ruritania/Ruritania/PROPN/2/nsubj worked/work/VERB/0/root with/with/ADP/4/case Tavia/Tavia/PROPN/2/obl")
    made = replace(draft(reading, 1, "COOPERATE", sources), modality=modality)  # type: ignore[arg-type]
    assert len(assembly(reading, made).record().events) == kept
