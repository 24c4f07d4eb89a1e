"""The map between PLOVER and CAMEO, and Goldstein's scale."""

from __future__ import annotations

import pytest

from chancery.knowledge import Knowledge
from chancery.knowledge.cameo import PLANNED, cameo
from chancery.knowledge.plover import plover

CAMEO, PLOVER = cameo(Knowledge()), plover(Knowledge())


def test_cameo_codes_are_strings_with_their_zeros_under_twenty_roots() -> None:
    codes = list(CAMEO)
    assert {c.root for c in codes} == {f"{n:02}" for n in range(1, 21)}
    assert all(c.code.isdigit() and 2 <= len(c.code) <= 4 for c in codes)
    known = {c.code for c in codes}
    assert all(c.base in known and c.root in known for c in codes)


def test_cameo_knows_only_modes_that_plover_knows() -> None:
    for c in CAMEO:
        assert c.type is None or c.type in PLOVER.types
        assert c.mode is None or c.mode in PLOVER.modes(c.type or "")


@pytest.mark.parametrize(
    ("roots", "kind"),
    [("01 02", None), ("03", "AGREE"), ("04", "CONSULT"), ("05", "SUPPORT"), ("06", "COOPERATE"), ("07", "AID"), ("09 11", "ACCUSE"), ("10", "REQUEST"),
     ("12", "REJECT"), ("13", "THREATEN"), ("14", "PROTEST"), ("15", "MOBILIZE"), ("16", "SANCTION"), ("17", "COERCE"), ("18 19 20", "ASSAULT")],
)  # fmt: skip
def test_cameo_roots_stand_for_plover_types(roots: str, kind: str | None) -> None:
    assert {CAMEO[root].type for root in roots.split()} == {kind}


def test_cameo_yielding_is_a_concession_in_words_and_a_retreat_in_deeds() -> None:
    assert {c.type for c in CAMEO if c.base in {"081", "082", "083"}} == {"CONCEDE"}
    assert {c.type for c in CAMEO if c.base in {"084", "085", "086", "087"}} == {"RETREAT"}


@pytest.mark.parametrize(
    ("code", "value"),
    [("01", 0), ("020", 3), ("036", 4), ("040", 1), ("041", 1), ("042", 1.9), ("043", 2.8), ("044", 2.5), ("046", 7), ("051", 3.5), ("057", 8), ("0871", 5),
     ("1123", -2), ("130", -6), ("138", -7), ("1384", -7), ("145", -6.5), ("154", -7.2), ("163", -4), ("173", -7), ("1831", -9), ("195", -10), ("204", -10)],
)  # fmt: skip
def test_cameo_goldstein_is_the_codes_own_or_its_roots(code: str, value: float) -> None:
    assert CAMEO[code].goldstein == value


def test_cameo_every_type_and_mode_goes_out_as_a_code_of_its_own_kind() -> None:
    for kind in PLOVER.types:
        for mode in (None, *PLOVER.modes(kind)):
            code = CAMEO.code(kind, mode)
            assert code.type == kind or (kind, code.type) == ("CONCEDE", "RETREAT"), (kind, mode, code)


@pytest.mark.parametrize(
    ("kind", "mode", "words", "code"),
    [("AGREE", None, "signed", "057"), ("AGREE", None, "agreed", "030"), ("CONSULT", "visit", "travelled", "042"), ("CONSULT", None, "talks", "046"),
     ("SANCTION", None, "sanctions", "163"), ("CONSULT", PLANNED, "", "036"), ("AID", PLANNED, "", "033"), ("ASSAULT", "unheard-of", "", "190")],
)  # fmt: skip
def test_cameo_code_by_mode_words_and_plan(kind: str, mode: str | None, words: str, code: str) -> None:
    assert CAMEO.code(kind, mode, words=words).code == code


def test_cameo_quad_follows_the_root() -> None:
    assert [CAMEO[c].quad for c in ("057", "0841", "112", "141", "204")] == [1, 2, 3, 4, 4]
