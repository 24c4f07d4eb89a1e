"""Positions over time: a turn is a change from for to against on another day, not one misread sentence among many."""

from __future__ import annotations

from chancery.dossier.views.evidence import Source, Told
from chancery.dossier.views.positions import row_of
from chancery.schema.evidence import Span
from chancery.schema.mention import Party, PositionMention
from chancery.schema.position import Stance

KESTRIA = Party("Q999", "Kestria", "state", "XKS", "XKS")
MINISTER = Party("viktor maas", "Viktor Maas", "person", "XKS", "XKS", "Minister of Defence")


def _told(n: int, day: int, stance: Stance, actor: Party = KESTRIA, confidence: float = 0.6) -> Told[PositionMention]:
    mention = PositionMention(n, f"p{n}", 0, 1, Span(0, 1), "x", None, confidence, actor=actor, stance=stance, issue="ceasefire", issue_kind="peace")
    return Told(n, mention, Source(n, f"a{n}", 1, None, None, f"2031-03-{day:02}", None, f"a{n}", None), 0, "", 1.0, None)


def test_position_turns_from_one_day_to_another() -> None:
    row = row_of("position-1", [_told(1, 1, "demands"), _told(2, 3, "supports"), _told(3, 5, "refuses"), _told(4, 9, "accepts")])
    assert [h.change for h in row.history] == [None, None, "supports", "refuses"]
    assert (row.stance, row.changed) == ("accepts", True)


def test_position_one_sentence_against_many_of_its_day_is_no_turn() -> None:
    row = row_of("position-1", [_told(1, 1, "supports"), _told(2, 3, "supports"), _told(3, 3, "opposes", confidence=0.3), _told(4, 4, "supports")])
    assert not row.changed


def test_position_is_the_states_where_it_is_named_itself() -> None:
    assert row_of("position-1", [_told(1, 1, "demands", MINISTER), _told(2, 2, "demands")]).actor == "Kestria"
    alone = row_of("position-1", [_told(1, 1, "demands", MINISTER)])
    assert (alone.actor, alone.code, alone.history[0].actor) == ("Viktor Maas", "XKS", "Viktor Maas")
