"""Merging: what is shown of several mentions is what most of them say, and a value that was read."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.dossier.views.evidence import Source, Told
from chancery.dossier.views.merge import Dated, best_date, certainty, majority, modality, parties, publishers
from chancery.schema.evidence import Span
from chancery.schema.mention import EventMention, Party


def _party(key: str, name: str | None = None, role: str | None = None) -> Party:
    return Party(key, name or key, "state", key, key, role)


def _told(n: int, *, confidence: float = 0.6, origin: str | None = None, type: Any = "ACCUSE", sources: tuple[Party, ...] = ()) -> Told[EventMention]:
    mention = EventMention(
        n, f"e{n}", 0, 1, Span(0, 1), "x", None, confidence, type=type, mode=None, modality="occurred", intensity=0.0, sources=sources, targets=(),
        spans=(Span(0, 1),), date=None, date_basis=None, place=None, issues=(),
    )  # fmt: skip
    return Told(n << 20, mention, Source(n, f"a{n}", 1, None, origin, f"2031-03-{n:02}", None, origin or f"a{n}", None), 0, "", 1.0, None)


def test_merge_majority_weighs_by_confidence_and_the_first_wins_a_tie() -> None:
    told = [_told(1, type="ACCUSE", confidence=0.5), _told(2, type="THREATEN", confidence=0.9), _told(3, type="ACCUSE", confidence=0.5)]
    assert majority(told, lambda m: m.type) == "ACCUSE"
    assert majority(told[:2], lambda m: m.type) == "THREATEN"
    assert majority([_told(1, type="REJECT"), _told(2, type="ACCUSE")], lambda m: m.type) == "REJECT"
    assert majority(told, lambda m: m.mode) is None


def test_merge_a_party_that_one_of_many_names_is_left_out() -> None:
    a, b = _party("RUS"), _party("USA")
    told = [_told(1, sources=(a,)), _told(2, sources=(a,)), _told(3, sources=(a, b))]
    assert parties(told, lambda m: m.sources) == (a,)
    assert parties(told[2:], lambda m: m.sources) == (a, b)
    fuller = _party("RUS", role="President")
    assert parties([_told(1, sources=(a,)), _told(2, sources=(fuller,))], lambda m: m.sources) == (fuller,)


@pytest.mark.parametrize(
    "said, shown",
    [(("planned", "occurred"), "occurred"), (("denied", "occurred"), "occurred"), (("denied",), "denied"), (("possible", "planned"), "planned")],
)
def test_merge_what_has_happened_beats_what_was_planned_or_is_denied(said: tuple[str, ...], shown: str) -> None:
    assert modality(said) == shown


def test_merge_date_of_what_happened_stated_and_precise_is_shown() -> None:
    planned = Dated("2031-03-10", "2031-03-10", True, False, 0.9)
    month = Dated("2031-03-01", "2031-03-31", True, True, 0.9)
    inferred = Dated("2031-03-11", "2031-03-11", False, True, 0.9)
    stated = Dated("2031-03-12", "2031-03-12", True, True, 0.3)
    unknown = Dated(None, None, True, True, 0.9)
    dates = [unknown, planned, month, inferred, stated]
    assert best_date(dates) == 4
    assert best_date(dates[:4]) == 2
    assert best_date(dates[:2]) == 1
    assert best_date(dates[:1]) is None
    assert best_date([stated, Dated("2031-03-13", "2031-03-13", True, True, 0.2), Dated("2031-03-13", "2031-03-13", True, True, 0.2)]) == 1


def test_merge_certainty_grows_with_independent_sources_and_not_with_copies() -> None:
    one, copy, other = _told(1, origin="Gulf Wire"), _told(2, origin="gulf wire"), _told(3, origin="Courier")
    assert certainty([one]) == certainty([one, copy]) == 0.6
    assert certainty([one, copy, other]) == pytest.approx(0.84)
    assert publishers([one, copy, other]) == 2


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=8))
def test_merge_certainty_is_never_below_the_surest_mention(confidences: list[float]) -> None:
    told = [_told(n + 1, confidence=c) for n, c in enumerate(confidences)]
    assert min(0.99, max(confidences)) - 0.001 <= certainty(told) <= 1.0
