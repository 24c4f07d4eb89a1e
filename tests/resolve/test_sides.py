"""The sides of events: acts about deeds, calls to everybody, tests of arms, vetoes and objects, over hand-parsed sentences about invented states."""

from __future__ import annotations

from pathlib import Path

import pytest
from scenes import DAY, phrase, scene, tables

from chancery.knowledge import Knowledge
from chancery.resolve.sides import Sides
from chancery.resolve.who import Cast
from chancery.schema.event import EventDraft, EventType, Weighed
from chancery.schema.reading import Reading
from chancery.schema.record import Drafts

RAID = "Ruritania/Ruritania/PROPN/2/nsubj raided/raid/VERB/0/root Tavia/Tavia/PROPN/2/obj ././PUNCT/2/punct"


@pytest.fixture
def knowledge(tmp_path: Path) -> Knowledge:
    return Knowledge(tables(tmp_path))


def draft(reading: Reading, kind: EventType, word: str, sources: tuple[str, ...] = (), targets: tuple[str, ...] = ()) -> EventDraft:
    """A draft at the word, with parties by their words."""
    token = next(t for t in reading.tokens if t.text == word)
    acting, suffering = (tuple(phrase(reading, p) for p in side) for side in (sources, targets))
    weighed = tuple(Weighed(p, 0.0, 0.6) for p in suffering)
    return EventDraft(kind, None, token.span, token.index, acting, suffering, "occurred", None, None, 0.9, "test", weighed)


def sides(reading: Reading, knowledge: Knowledge, *drafts: EventDraft) -> list[tuple[list[str], list[str]]]:
    """Codes of the sources and of the targets of each draft."""
    everything = Drafts(reading=reading, events=drafts)
    cast = Cast(reading, everything, knowledge, DAY)
    return [(sorted(map(cast.code_of, sources)), sorted(map(cast.code_of, targets))) for _, sources, targets, _ in Sides(everything, cast).parted().values()]


@pytest.mark.parametrize("deed", ["raid", "action"])
def test_sides_who_condemns_a_deed_accuses_its_doer(knowledge: Knowledge, deed: str) -> None:
    reading = scene(RAID, f"Tavia/Tavia/PROPN/2/nsubj condemned/condemn/VERB/0/root the/the/DET/4/det {deed}/{deed}/NOUN/2/obj ././PUNCT/2/punct")
    told = draft(reading, "ASSAULT", "raided", ("Ruritania",), ("Tavia",)), draft(reading, "ACCUSE", "condemned", ("Tavia",))
    assert sides(reading, knowledge, *told)[1] == (["XTV"], ["XRU"])


def test_sides_what_is_called_a_crime_is_its_doers(knowledge: Knowledge) -> None:
    reading = scene(
        RAID,
        "The/the/DET/2/det Ilven/Ilven/PROPN/3/compound Front/Front/PROPN/4/nsubj called/call/VERB/0/root the/the/DET/6/det attack/attack/NOUN/8/nsubj "
        "a/a/DET/8/det crime/crime/NOUN/4/xcomp ././PUNCT/4/punct",
    )
    told = draft(reading, "ASSAULT", "raided", ("Ruritania",), ("Tavia",)), draft(reading, "ACCUSE", "called", ("The Ilven Front",))
    assert sides(reading, knowledge, *told)[1] == (["Ilven Front"], ["XRU"])


def test_sides_who_denies_an_accusation_rejects_who_made_it(knowledge: Knowledge) -> None:
    reading = scene(
        "Tavia/Tavia/PROPN/2/nsubj accused/accuse/VERB/0/root Ruritania/Ruritania/PROPN/2/obj ././PUNCT/2/punct",
        "Strelsau/Strelsau/PROPN/2/nsubj denied/deny/VERB/0/root the/the/DET/4/det allegations/allegation/NOUN/2/obj ././PUNCT/2/punct",
    )
    told = draft(reading, "ACCUSE", "accused", ("Tavia",), ("Ruritania",)), draft(reading, "REJECT", "denied", ("Strelsau",))
    assert sides(reading, knowledge, *told)[1] == (["XRU"], ["XTV"])


def test_sides_call_to_all_states_has_no_target(knowledge: Knowledge) -> None:
    reading = scene(
        "Tavia/Tavia/PROPN/2/nsubj called/call/VERB/0/root on/on/ADP/5/case all/all/DET/5/det states/state/NOUN/2/obl to/to/PART/7/mark stop/stop/VERB/2/xcomp "
        "Ruritania/Ruritania/PROPN/7/obj ././PUNCT/2/punct"
    )
    assert sides(reading, knowledge, draft(reading, "REQUEST", "called", ("Tavia",), ("Ruritania",))) == [(["XTV"], [])]


@pytest.mark.parametrize(("preposition", "targets"), [("near", []), ("against", ["XTV"])])
def test_sides_test_of_arms_is_aimed_at_nobody_unless_it_says_so(knowledge: Knowledge, preposition: str, targets: list[str]) -> None:
    reading = scene(
        "Ruritania/Ruritania/PROPN/2/nsubj made/make/VERB/0/root a/a/DET/5/det missile/missile/NOUN/5/compound test/test/NOUN/2/obj "
        f"{preposition}/{preposition}/ADP/7/case Tavia/Tavia/PROPN/5/nmod ././PUNCT/2/punct"
    )
    assert sides(reading, knowledge, draft(reading, "MOBILIZE", "test", ("Ruritania",), ("Tavia",))) == [(["XRU"], targets)]


def test_sides_object_of_the_sources_own_state_is_the_target(knowledge: Knowledge) -> None:
    reading = scene(
        "Tavian/tavian/ADJ/2/amod officials/official/NOUN/3/nsubj accused/accuse/VERB/0/root Jorn/Jorn/PROPN/3/obj Maas/Maas/PROPN/4/flat of/of/SCONJ/7/mark "
        "aiding/aid/VERB/3/advcl Ruritania/Ruritania/PROPN/7/obj ././PUNCT/3/punct",
        people=("Jorn Maas",),
    )
    assert sides(reading, knowledge, draft(reading, "ACCUSE", "accused", ("Tavian officials",), ("Jorn Maas", "Ruritania"))) == [(["XTV"], ["XTV"])]


def test_sides_veto_is_cast_in_the_united_nations(knowledge: Knowledge) -> None:
    reading = scene(
        "The/the/DET/2/det UN/UN/PROPN/3/nsubj met/meet/VERB/0/root ././PUNCT/3/punct",
        "Ruritania/Ruritania/PROPN/3/nsubj will/will/AUX/3/aux veto/veto/VERB/0/root the/the/DET/5/det text/text/NOUN/3/obj on/on/ADP/7/case "
        "Tavia/Tavia/PROPN/5/nmod ././PUNCT/3/punct",
    )
    assert sides(reading, knowledge, draft(reading, "REJECT", "veto", ("Ruritania",), ("Tavia",))) == [(["XRU"], ["UN"])]
