"""Offices by name, by country and by day."""

from __future__ import annotations

from pathlib import Path

import pytest

from chancery.knowledge import Knowledge
from chancery.knowledge.officials import Officials, officials


@pytest.fixture(scope="module")
def table() -> Officials:
    return officials(Knowledge())


@pytest.mark.parametrize(
    ("name", "day", "person", "office"),
    [
        ("Sergei Lavrov", "2015-11-25", "Sergei Lavrov", "Minister of Foreign Affairs"),
        ("John Kerry", "2014-05-05", "John Kerry", "Secretary of State"),
        ("Donald J. Trump", "2018-10-10", "Donald Trump", "President"),
        ("Jens Stoltenberg", "2015-11-25", "Jens Stoltenberg", "Secretary General of NATO"),
        ("Jens Stoltenberg", "2003-11-25", "Jens Stoltenberg", "Prime Minister"),
        ("Obama", "2014-01-01", "Barack Obama", "President"),
    ],
)
def test_officials_name_gives_the_term_of_the_day_first(table: Officials, name: str, day: str, person: str, office: str) -> None:
    term = table.named(name, day)[0]
    assert term.person == person
    if term.holds(day):
        assert term.office == office


def test_officials_surname_alone_needs_a_prominent_holder_on_the_day(table: Officials) -> None:
    assert table.named("Obama", "2020-01-01") == ()
    assert table.named("Nobodyham", "2014-01-01") == ()


@pytest.mark.parametrize(("day", "name"), [("2010-06-01", "Hillary Clinton"), ("2014-06-01", "John Kerry"), ("2022-06-01", "Antony Blinken")])
def test_officials_holder_changes_with_the_day(table: Officials, day: str, name: str) -> None:
    holder = table.holder("USA", "foreign", day)
    assert holder is not None and holder.person == name


def test_officials_without_a_day_nobody_holds_an_office(table: Officials) -> None:
    assert table.holder("USA", "foreign", None) is None


def test_officials_rows_of_the_user_come_first(tmp_path: Path) -> None:
    (tmp_path / "officials.csv").write_text(
        "country,office,office_class,person,aliases,wikidata,start,end,source\nUSA,Secretary of State,foreign,Ana Orlu,,,2014-06-01,2014-12-31,own\n",
        encoding="utf-8",
    )
    own = officials(Knowledge(tmp_path))
    found = own.holder("USA", "foreign", "2014-07-01")
    assert found is not None and found.person == "Ana Orlu"
    assert own.named("Ana Orlu", "2014-07-01")[0].office == "Secretary of State"
    assert own.named("John Kerry", "2014-05-01")


def test_officials_surname_alone_must_be_of_a_state_that_the_text_names(table: Officials) -> None:
    assert table.named("Obama", "2014-01-01", about={"USA", "CUB"})
    assert table.named("Obama", "2014-01-01", about={"CUB"}) == ()


def test_officials_surname_with_an_office_is_its_holder(table: Officials) -> None:
    found = table.named("Harris", "2022-06-01", said={"vice president"})
    assert found and found[0].person == "Kamala Harris" and found[0].country == "USA"


@pytest.mark.parametrize(
    ("name", "day", "country"),
    [("Emmanuel Macron", "2018-04-09", "FRA"), ("Elizabeth II", "2010-06-01", "GBR"), ("Charles III", "2023-05-06", "GBR")],
)
def test_officials_whom_several_states_have_as_their_head_acts_for_his_own(table: Officials, name: str, day: str, country: str) -> None:
    assert table.named(name, day)[0].country == country
