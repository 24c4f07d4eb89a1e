"""The missing side of an act is a party that stands near, and never one out of sight."""

from __future__ import annotations

from chancery.resolve.otherside import OtherSide, Sighting


def seen(*parties: tuple[int, int, str]) -> OtherSide:
    return OtherSide(Sighting(token, sentence, code, True, f"p-{code}") for token, sentence, code in parties)


def test_otherside_target_is_the_other_party_of_the_sentence() -> None:
    assert seen((0, 0, "XRU"), (5, 0, "XTV"), (20, 9, "XAA")).guess(2, 0, "ASSAULT", frozenset({"XRU"}), target=True) == "p-XTV"


def test_otherside_state_does_not_sanction_itself() -> None:
    assert seen((0, 0, "XRU")).guess(1, 0, "SANCTION", frozenset({"XRU"}), target=True) is None


def test_otherside_state_may_coerce_its_own() -> None:
    assert seen((0, 0, "XRU"), (9, 0, "XRU")).guess(1, 0, "COERCE", frozenset({"XRU"}), target=True) == "p-XRU"


def test_otherside_move_of_forces_needs_no_target() -> None:
    assert seen((0, 0, "XRU"), (30, 4, "XTV")).guess(1, 0, "MOBILIZE", frozenset({"XRU"}), target=True) is None


def test_otherside_without_parties_is_nobody() -> None:
    assert seen().guess(1, 0, "ACCUSE", frozenset({"XRU"}), target=True) is None
