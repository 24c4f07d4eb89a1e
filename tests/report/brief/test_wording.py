"""How a brief writes names, days and quotations."""

from __future__ import annotations

import pytest

from chancery.dossier.views.who import Who
from chancery.knowledge import Knowledge
from chancery.knowledge.codes import codes
from chancery.report.brief.wording import Naming, around, cut, day, inner, joined, label, period, quoted, short_day, spliced
from chancery.schema.time import Interval


@pytest.mark.parametrize(
    ("value", "written"),
    [("2031-03-04", "4 March 2031"), ("2031-03", "March 2031"), ("2031", "2031"), (None, ""), ("2031-W10", "the week of 3 March 2031")],
)
def test_wording_days(value: str | None, written: str) -> None:
    assert day(value) == written


def test_wording_periods_and_margins() -> None:
    assert period(Interval("2031-03-04", "2031-03-06")) == "between 4 March 2031 and 6 March 2031"
    assert period(Interval(None, "2031-03-06")) == "by 6 March 2031"
    assert period(Interval("2031-03-06", None)) == "from 6 March 2031 on"
    assert short_day("2031-03-04") == "4 Mar"


def test_wording_names_in_a_row() -> None:
    assert [joined(list("ABCDE")[:n]) for n in (0, 1, 2, 3, 5)] == ["", "A", "A and B", "A, B and C", "A, B, C and 2 others"]


@pytest.mark.parametrize(
    ("who", "written"),
    [
        (Who("k", "its forces", "unnamed", "RUS", None), "forces of Russia"),
        (Who("k", "We", "unnamed", "FRA", None), "someone speaking for France"),
        (Who("k", "they", "unnamed", None, None), ""),
        (Who("k", "U.S. officials", "unnamed", "USA", None), "U.S. officials"),
        (Who("k", "Russian forces", "unnamed", "RUS", None), "Russian forces"),
        (Who("k", "a diplomat", "unnamed", "FRA", None), "a diplomat (France)"),
        (Who("k", "The group", "group", None, None), "the group"),
    ],
)
def test_wording_parties(who: Who, written: str) -> None:
    assert Naming(codes(Knowledge())).bare(who) == written


def test_wording_an_office_is_given_once() -> None:
    naming = Naming(codes(Knowledge()))
    orlu = Who("k", "Ana Orlu", "person", "XVL", "Foreign Minister of Velmora")
    assert [naming.full(orlu), naming.full(orlu)] == ["Ana Orlu (Foreign Minister of Velmora)", "Ana Orlu"]


def test_wording_quotations_nest_and_are_spliced() -> None:
    assert quoted('"No," he said.') == "“‘No,’ he said.”"
    assert quoted("plain") == "“plain”"
    assert spliced(['"We waited,"', '"Nobody came."']) == "We waited. Nobody came."
    assert spliced(['"We waited,"', '"and nobody came,"']) == "We waited, and nobody came"


def test_wording_long_words_are_cut_at_words() -> None:
    assert cut("one two three four", 9) == "one two …" and cut("short", 9) == "short"
    sentence = (
        "The first part is long enough, and the second part holds what counts here, while the third goes on and on, "
        "far beyond what anybody would want to read here."
    )
    at = sentence.index("far")
    piece = around(sentence, at, at + 3, 110)
    assert piece.startswith("The first part") and " … " in piece and "far beyond" in piece and len(piece) < 160
    assert all(word.strip(",.") in sentence for word in piece.split() if word != "…")
    assert around(sentence, 4, 9, 60) == "The first part is long enough, and the second part holds …"


def test_wording_names_within_a_sentence() -> None:
    assert inner("A senior official") == "a senior official" and inner("Ana Orlu") == "Ana Orlu"
    assert label("united nations action") == "United Nations action"
