"""PLOVER's tables: complete, consistent, and found by lemma and neighbour."""

from __future__ import annotations

import pytest

from chancery.knowledge import Knowledge
from chancery.knowledge.plover import Plover
from chancery.schema.event import EVENT_TYPES


@pytest.fixture(scope="module")
def tables() -> Plover:
    return Plover(Knowledge())


def test_plover_has_the_sixteen_types(tables: Plover) -> None:
    assert tables.types == EVENT_TYPES


def test_plover_orders_intensity_by_quad(tables: Plover) -> None:
    for kind in tables.types:
        assert (tables.intensity(kind) > 0) == (tables.quad(kind) in (1, 2)) or kind == "REQUEST"


def test_plover_gives_the_manuals_accuse_its_sign(tables: Plover) -> None:
    assert tables.intensity("ACCUSE") == -3
    assert tables.intensity("ACCUSE", "disapprove") == -2


def test_plover_falls_back_to_the_type_where_a_mode_is_unknown(tables: Plover) -> None:
    assert tables.intensity("PROTEST", "no such mode") == tables.intensity("PROTEST") == -5


def test_plover_knows_every_type_and_mode_of_the_lexicon(tables: Plover) -> None:
    for row in Knowledge().table("triggers"):
        assert row["type"] in EVENT_TYPES or (row["type"] == "none" and row["with"] and not row["mode"])
        assert not row["mode"] or row["mode"] in tables.modes(row["type"]), row
        assert row["pos"] in ("VERB", "NOUN", "ADJ", "AUX")
        assert row["pattern"] in ("act", "sym")


def test_plover_prefers_a_trigger_with_its_neighbour(tables: Plover) -> None:
    assert tables.triggers("shoot", "VERB", ["down", "jet"])[0].mode == "heavy-weapons"
    assert tables.triggers("shoot", "VERB", ["man"])[0].mode == "firearms"
    assert tables.triggers("pull", "VERB", ["out", "troop"])[0].type == "RETREAT"
    assert tables.triggers("xyzzy", "VERB", []) == ()


def test_plover_has_phrases_that_are_no_events(tables: Plover) -> None:
    assert tables.triggers("sign", "VERB", ["bill"])[0].type == "none"
