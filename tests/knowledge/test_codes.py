"""Codes of states, sectors and issues in other data sets."""

from __future__ import annotations

from pathlib import Path

from chancery.knowledge import Knowledge
from chancery.knowledge.codes import codes

CODES = codes(Knowledge())
CONTEXTS = frozenset({
    "military", "intelligence", "executive", "legislative", "election", "political_institutions", "pro_democracy", "pro_autocracy", "economic",
    "legal", "reparations", "human_rights", "rights_freedoms", "repression", "human_security", "gender", "lgbt", "religion_ethnicity", "inequality",
    "diplomatic", "territory", "peacekeeping", "health", "asylum", "migration", "disasters", "natural_resource", "environment", "technology",
    "terrorism", "cbrn", "cyber", "misinformation", "crime", "corruption", "illegal_drugs", "trafficking",
})  # fmt: skip


def test_codes_of_states() -> None:
    russia, kosovo, aruba = (CODES.states[c] for c in ("RUS", "XKX", "ABW"))
    assert (russia.numeric, russia.cow, russia.region, russia.iso2) == ("643", "365", "Europe", "RU")
    assert (kosovo.plover, kosovo.cow) == ("KOS", "347")
    assert (aruba.plover, aruba.cow) == ("NLD", "")


def test_codes_numbers_are_each_given_once() -> None:
    for name in ("numeric", "cow"):
        given = [n for s in CODES.states.values() if (n := getattr(s, name))]
        assert len(given) == len(set(given)) > 190


def test_codes_every_issue_has_contexts_that_plover_knows() -> None:
    for row in Knowledge().table("issues"):
        found = CODES.contexts((row["label"],))
        assert found and set(found) <= CONTEXTS, row["label"]
    assert CODES.contexts(("ceasefire", "no such issue", "ceasefire")) == ("military", "diplomatic")


def test_codes_of_a_users_own_state_have_no_numbers(tmp_path: Path) -> None:
    (tmp_path / "countries.csv").write_text("iso3,name\nXVL,Velmora\n", encoding="utf-8")
    state = codes(Knowledge(tmp_path)).states["XVL"]
    assert (state.name, state.plover, state.numeric, state.cow, state.region) == ("Velmora", "XVL", "", "", "")
