"""Who is meant: names, titles, offices by date, descriptions and pronouns over hand-parsed sentences about invented states."""

from __future__ import annotations

from pathlib import Path

import pytest
from scenes import DAY, phrase, scene, statement, tables

from chancery.knowledge import Knowledge
from chancery.resolve.who import Cast
from chancery.schema.actor import Actor
from chancery.schema.event import EventDraft
from chancery.schema.reading import Reading
from chancery.schema.record import Drafts
from chancery.schema.statement import StatementDraft

ORLU = (
    "Ruritanian/ruritanian/ADJ/3/amod Foreign/foreign/ADJ/3/amod Minister/minister/NOUN/6/nsubj "
    "Ana/Ana/PROPN/3/flat Orlu/Orlu/PROPN/3/flat spoke/speak/VERB/0/root ././PUNCT/6/punct"
)
SAID = "She/she/PRON/2/nsubj left/leave/VERB/0/root ././PUNCT/2/punct"


@pytest.fixture
def knowledge(tmp_path: Path) -> Knowledge:
    return Knowledge(tables(tmp_path))


def cast(reading: Reading, knowledge: Knowledge, *statements: StatementDraft, day: str = DAY) -> Cast:
    return Cast(reading, Drafts(reading=reading, statements=statements), knowledge, day)


def actor(found: Cast, reading: Reading, words: str, *, speaking: bool = False, nth: int = 0) -> Actor | None:
    name = found.actor(phrase(reading, words, nth=nth), speaking=speaking)
    return next((a for a in found.actors if a.id == name), None)


def test_who_title_and_name_give_the_office_of_the_day(knowledge: Knowledge) -> None:
    reading = scene(ORLU, people=("Ana Orlu",))
    found = actor(cast(reading, knowledge), reading, "Ruritanian Foreign Minister Ana Orlu", speaking=True)
    assert found is not None
    assert (found.name, found.kind, found.code, found.role) == ("Ana Orlu", "person", "XRU", "Minister of Foreign Affairs")


def test_who_short_name_and_pronoun_point_to_the_full_name(knowledge: Knowledge) -> None:
    reading = scene(ORLU, "Orlu/Orlu/PROPN/2/nsubj smiled/smile/VERB/0/root ././PUNCT/2/punct", SAID, people=("Ana Orlu", "Orlu"))
    people = cast(reading, knowledge)
    full = actor(people, reading, "Ana Orlu")
    assert full is not None
    assert full == actor(people, reading, "Orlu", nth=1) == actor(people, reading, "She")
    assert [m.of(reading.article.text) for m in full.mentions] == ["Ana Orlu", "Orlu", "She"]


def test_who_name_cut_short_by_the_model_is_made_whole_after_a_title(knowledge: Knowledge) -> None:
    reading = scene(ORLU, people=("Ana",))
    found = actor(cast(reading, knowledge), reading, "Ruritanian Foreign Minister Ana Orlu", speaking=True)
    assert found is not None and found.name == "Ana Orlu"


def test_who_person_unknown_to_the_tables_takes_its_state_from_the_text(knowledge: Knowledge) -> None:
    reading = scene(
        "Lidia/Lidia/PROPN/11/nsubj Fenn/Fenn/PROPN/1/flat ,/,/PUNCT/5/punct a/a/DET/5/det spokeswoman/spokeswoman/NOUN/1/appos for/for/ADP/8/case "
        "Tavian/tavian/ADJ/8/amod ministry/ministry/NOUN/5/nmod ,/,/PUNCT/5/punct later/later/ADV/11/advmod spoke/speak/VERB/0/root ././PUNCT/11/punct",
        people=("Lidia Fenn",),
    )
    found = actor(cast(reading, knowledge), reading, "Lidia Fenn", speaking=True)
    assert found is not None
    assert (found.code, found.country) == ("XTV", "XTV")
    assert "spokeswoman" in (found.role or "")


@pytest.mark.parametrize(("day", "name"), [("2031-03-05", "Ana Orlu"), ("2032-06-01", "Bela Vint")])
def test_who_office_without_a_name_is_its_holder_on_the_day(knowledge: Knowledge, day: str, name: str) -> None:
    reading = scene("The/the/DET/4/det Ruritanian/ruritanian/ADJ/4/amod foreign/foreign/ADJ/4/amod minister/minister/NOUN/5/nsubj left/leave/VERB/0/root")
    found = actor(cast(reading, knowledge, day=day), reading, "The Ruritanian foreign minister", speaking=True)
    assert found is not None and found.name == name


def test_who_capital_and_people_and_government_are_the_state(knowledge: Knowledge) -> None:
    reading = scene(
        "Strelsau/Strelsau/PROPN/2/nsubj refused/refuse/VERB/0/root ././PUNCT/2/punct",
        "The/the/DET/3/det Ruritanian/ruritanian/ADJ/3/amod government/government/NOUN/4/nsubj agreed/agree/VERB/0/root",
    )
    people = cast(reading, knowledge)
    city, government = actor(people, reading, "Strelsau"), actor(people, reading, "The Ruritanian government")
    assert city is not None and city == government
    assert (city.name, city.kind, city.code) == ("Ruritania", "state", "XRU")


def test_who_house_that_speaks_is_an_actor_of_its_own_for_its_state(knowledge: Knowledge) -> None:
    reading = scene("The/the/DET/3/det Rose/Rose/PROPN/3/compound House/House/PROPN/4/nsubj denied/deny/VERB/0/root")
    found = actor(cast(reading, knowledge), reading, "The Rose House", speaking=True)
    assert found is not None
    assert (found.name, found.kind, found.code) == ("Rose House", "organisation", "XRU")


def test_who_two_unnamed_officials_stay_two(knowledge: Knowledge) -> None:
    reading = scene(
        "A/a/DET/4/det senior/senior/ADJ/4/amod Tavian/tavian/ADJ/4/amod official/official/NOUN/5/nsubj agreed/agree/VERB/0/root",
        "A/a/DET/3/det second/second/ADJ/3/amod official/official/NOUN/4/nsubj declined/decline/VERB/0/root",
        "The/the/DET/2/det official/official/NOUN/3/nsubj left/leave/VERB/0/root",
    )
    people = cast(reading, knowledge)
    first = actor(people, reading, "A senior Tavian official", speaking=True)
    second = actor(people, reading, "A second official", speaking=True)
    again = actor(people, reading, "The official", speaking=True)
    assert first is not None and second is not None and again is not None
    assert first.id != second.id == again.id
    assert (first.name, first.kind, first.code) == ("A senior Tavian official", "unnamed", "XTV")


def test_who_i_inside_a_quotation_is_its_speaker(knowledge: Knowledge) -> None:
    reading = scene(
        "I/I/PRON/2/nsubj warned/warn/VERB/6/ccomp Tavia/Tavia/PROPN/2/obj ,/,/PUNCT/6/punct Orlu/Orlu/PROPN/6/nsubj said/say/VERB/0/root",
        people=("Orlu",),
    )
    said = statement(reading, phrase(reading, "Orlu"), 0, 3)
    people = cast(reading, knowledge, said)
    found = actor(people, reading, "I")
    assert found is not None and found == actor(people, reading, "Orlu", speaking=True)


def test_who_he_after_a_quotation_is_its_speaker_not_whom_it_names(knowledge: Knowledge) -> None:
    reading = scene(
        "President/president/NOUN/4/nsubj Jorn/Jorn/PROPN/1/flat Maas/Maas/PROPN/1/flat said/say/VERB/0/root "
        "Viktor/Viktor/PROPN/7/nsubj Dahl/Dahl/PROPN/5/flat lied/lie/VERB/4/ccomp",
        "He/he/PRON/2/nsubj added/add/VERB/0/root this/this/PRON/2/obj",
        people=("Jorn Maas", "Viktor Dahl"),
    )
    first = statement(reading, phrase(reading, "President Jorn Maas"), 4, 7, kind="indirect")
    second = statement(reading, phrase(reading, "He"), 9, 10)
    found = actor(cast(reading, knowledge, first, second), reading, "He", speaking=True)
    assert found is not None and found.name == "Jorn Maas"


def test_who_joined_speakers_are_one_source(knowledge: Knowledge) -> None:
    reading = scene("Ruritania/Ruritania/PROPN/4/nsubj and/and/CCONJ/3/cc Tavia/Tavia/PROPN/1/conj said/say/VERB/0/root so/so/ADV/4/advmod")
    found = actor(cast(reading, knowledge), reading, "Ruritania and Tavia", speaking=True)
    assert found is not None and found.name == "Ruritania and Tavia"


def test_who_both_sides_are_the_two_parties_spoken_of(knowledge: Knowledge) -> None:
    reading = scene(
        "Ruritania/Ruritania/PROPN/2/nsubj met/meet/VERB/0/root Tavia/Tavia/PROPN/2/obj",
        "Both/both/DET/2/det sides/side/NOUN/3/nsubj/Number=Plur agreed/agree/VERB/0/root",
    )
    people = cast(reading, knowledge)
    assert sorted(people.code_of(i) for i in people.parties(phrase(reading, "Both sides"))) == ["XRU", "XTV"]


def test_who_group_of_the_tables_keeps_its_name_as_code(knowledge: Knowledge) -> None:
    reading = scene("The/the/DET/3/det Ilven/Ilven/PROPN/3/compound Front/Front/PROPN/4/nsubj attacked/attack/VERB/0/root Tavia/Tavia/PROPN/4/obj")
    found = actor(cast(reading, knowledge), reading, "The Ilven Front")
    assert found is not None and (found.kind, found.code, found.country) == ("group", "Ilven Front", "XRU")


def test_who_common_noun_that_is_no_party_is_nobody_unless_it_speaks(knowledge: Knowledge) -> None:
    reading = scene("The/the/DET/2/det weather/weather/NOUN/3/nsubj changed/change/VERB/0/root")
    people = cast(reading, knowledge)
    assert people.actor(phrase(reading, "The weather")) is None
    assert people.actor(phrase(reading, "The weather"), speaking=True) is not None


def test_who_ids_are_unique_and_mentions_lie_in_the_text(knowledge: Knowledge) -> None:
    reading = scene(ORLU, SAID, people=("Ana Orlu",))
    actors = cast(reading, knowledge).actors
    assert len({a.id for a in actors}) == len(actors)
    assert all(m.end <= len(reading.article.text) for a in actors for m in a.mentions)


def test_who_we_of_an_official_text_is_the_state_that_it_speaks_for(knowledge: Knowledge) -> None:
    reading = scene(
        "Ruritania/Ruritania/PROPN/2/nsubj welcomes/welcome/VERB/0/root/Tense=Pres the/the/DET/4/det truce/truce/NOUN/2/obj",
        "We/we/PRON/2/nsubj expect/expect/VERB/0/root aid/aid/NOUN/2/obj for/for/ADP/5/case Tavia/Tavia/PROPN/3/nmod",
    )
    people = cast(reading, knowledge)
    found = actor(people, reading, "We")
    assert found is not None and (found.kind, found.code) == ("state", "XRU")


def test_who_we_of_a_report_is_no_state(knowledge: Knowledge) -> None:
    reading = scene(
        "Ruritania/Ruritania/PROPN/2/nsubj invaded/invade/VERB/0/root/Tense=Past Tavia/Tavia/PROPN/2/obj",
        "We/we/PRON/2/nsubj saw/see/VERB/0/root smoke/smoke/NOUN/2/obj",
    )
    found = actor(cast(reading, knowledge), reading, "We")
    assert found is not None and found.kind == "unnamed"


def test_who_words_for_the_insurgents_of_an_article_are_one_side(knowledge: Knowledge) -> None:
    reading = scene(
        "Tavia/Tavia/PROPN/2/nsubj fought/fight/VERB/0/root separatists/separatist/NOUN/2/obj/Number=Plur ././PUNCT/2/punct",
        "The/the/DET/2/det insurgents/insurgent/NOUN/3/nsubj/Number=Plur fled/flee/VERB/0/root ././PUNCT/3/punct",
    )
    found = cast(reading, knowledge)
    first = actor(found, reading, "separatists")
    assert first is not None and first == actor(found, reading, "The insurgents")
    assert [m.of(reading.article.text) for m in first.mentions] == ["separatists", "The insurgents"]


def test_who_person_of_nobody_acts_for_no_one(knowledge: Knowledge) -> None:
    reading = scene(
        ORLU,
        "Nela/Nela/PROPN/2/nsubj watched/watch/VERB/0/root ././PUNCT/2/punct",
        people=("Ana Orlu", "Nela"),
    )
    people = cast(reading, knowledge)
    orlu, nela = (people.actor(phrase(reading, words)) for words in ("Ana Orlu", "Nela"))
    assert orlu is not None and people.acts_for(orlu)
    assert nela is not None and not people.acts_for(nela)


SPOKE = "spoke/speak/VERB/0/root ././PUNCT/{0}/punct"


def test_who_surname_alone_is_the_officials_only_where_its_state_is_named(knowledge: Knowledge) -> None:
    alone = scene("Maas/Maas/PROPN/2/nsubj " + SPOKE.format(2), people=("Maas",))
    found = actor(cast(alone, knowledge), alone, "Maas", speaking=True)
    assert found is not None and found.code is None
    named = scene("Tavia/Tavia/PROPN/2/nsubj waits/wait/VERB/0/root", "Maas/Maas/PROPN/2/nsubj " + SPOKE.format(2), people=("Maas",))
    found = actor(cast(named, knowledge), named, "Maas", speaking=True)
    assert found is not None and (found.name, found.code) == ("Jorn Maas", "XTV")


@pytest.mark.parametrize(("title", "code"), [("President/president", "XTV"), ("Senator/senator", None), ("Secretary/secretary", None)])
def test_who_title_that_is_not_the_officials_makes_a_surname_somebody_elses(knowledge: Knowledge, title: str, code: str | None) -> None:
    reading = scene(title + "/NOUN/3/nsubj Maas/Maas/PROPN/1/flat " + SPOKE.format(3), people=("Maas",))
    found = actor(cast(reading, knowledge), reading, "Maas", speaking=True)
    assert found is not None and found.code == code


def test_who_state_that_an_office_is_for_is_no_part_of_the_name(knowledge: Knowledge) -> None:
    reading = scene(
        "The/the/DET/2/det envoy/envoy/NOUN/7/nsubj for/for/ADP/4/case Tavia/Tavia/PROPN/2/nmod Lidia/Lidia/PROPN/2/appos Fenn/Fenn/PROPN/5/flat "
        + SPOKE.format(7),
        people=("Tavia Lidia Fenn",),
    )
    found = actor(cast(reading, knowledge), reading, "Lidia Fenn", speaking=True)
    assert found is not None and found.name == "Lidia Fenn"


def test_who_town_of_a_university_is_not_its_state(knowledge: Knowledge) -> None:
    reading = scene("Strelsau/Strelsau/PROPN/2/compound University/university/PROPN/3/nsubj " + SPOKE.format(3), organisations=("Strelsau University",))
    found = actor(cast(reading, knowledge), reading, "Strelsau University", speaking=True)
    assert found is not None and found.code != "XRU" and found.country is None


def test_who_deed_that_somebody_is_blamed_for_is_its_own(knowledge: Knowledge) -> None:
    reading = scene(
        "Ruritania/Ruritania/PROPN/2/nsubj rebuked/rebuke/VERB/0/root Tavia/Tavia/PROPN/2/obj for/for/ADP/6/case its/its/PRON/6/nmod:poss raid/raid/NOUN/2/obl"
    )
    token = reading.tokens[1]
    blame = EventDraft("ACCUSE", None, token.span, 1, (phrase(reading, "Ruritania"),), (phrase(reading, "Tavia"),), "occurred", None, None, 0.9, "test")
    found = Cast(reading, Drafts(reading=reading, events=(blame,)), knowledge, DAY)
    assert found.code_of(found.actor(phrase(reading, "its")) or "") == "XTV"


@pytest.mark.parametrize("word", ["Insurgents", "The insurgents"])
def test_who_insurgents_are_the_side_that_the_article_calls_by_such_a_name(knowledge: Knowledge, word: str) -> None:
    subject = "The/the/DET/2/det insurgents/insurgent/NOUN/3/nsubj" if " " in word else "Insurgents/insurgent/NOUN/2/nsubj"
    reading = scene(
        "The/the/DET/3/det pro-Ruritanian/pro-Ruritanian/ADJ/3/amod rebels/rebel/NOUN/4/nsubj/Number=Plur met/meet/VERB/0/root",
        f"{subject}/Number=Plur shot/shoot/VERB/0/root",
    )
    found = actor(cast(reading, knowledge), reading, word)
    assert found is not None and found.code == "River Army"


@pytest.mark.parametrize(("state", "code"), [("Tavia", "Movement of the Oath"), ("Ruritania", "Oathsworn")])
def test_who_short_name_is_the_group_of_the_state_that_the_article_is_on(knowledge: Knowledge, state: str, code: str) -> None:
    reading = scene(
        "The/the/DET/3/det Tavian/Tavian/PROPN/3/compound Oathsworn/Oathsworn/PROPN/4/nsubj left/leave/VERB/0/root",
        *[f"{state}/{state}/PROPN/2/nsubj replied/reply/VERB/0/root"] * 4,
        "The/the/DET/2/det Oathsworn/Oathsworn/PROPN/3/nsubj shot/shoot/VERB/0/root",
    )
    found = actor(cast(reading, knowledge), reading, "The Oathsworn")
    assert found is not None and found.code == code


def test_who_leaders_of_two_states_are_the_two(knowledge: Knowledge) -> None:
    reading = scene(
        "The/the/DET/2/det leaders/leader/NOUN/7/nsubj/Number=Plur of/of/ADP/4/case Tavia/Tavia/PROPN/2/nmod and/and/CCONJ/6/cc "
        "Ruritania/Ruritania/PROPN/4/conj met/meet/VERB/0/root"
    )
    people = cast(reading, knowledge)
    assert sorted(people.code_of(i) for i in people.parties(phrase(reading, "The leaders of Tavia and Ruritania"))) == ["XRU", "XTV"]
