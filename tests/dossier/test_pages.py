"""Pages: an actor that stands in very many groups is found the other way round, and found the same."""

from __future__ import annotations

import pytest

from chancery.dossier.engines import Dossier
from chancery.dossier.views import pages
from chancery.dossier.views.commitments import STATUSES, commitments
from chancery.dossier.views.events import events
from chancery.dossier.views.filters import Filters
from chancery.dossier.views.gaps import gaps
from chancery.dossier.views.statements import statements


@pytest.mark.parametrize(
    "filters",
    [
        {"actor": "Kestria"}, {"country": "XVL"}, {"actor": "XKS", "newest": True}, {"actor": "Orlu", "speaker": True},
        {"actor": "Kestria", "as_of": "2031-03-14"},
    ],
)  # fmt: skip
def test_pages_of_a_common_actor_are_those_of_a_rare_one(crisis: Dossier, monkeypatch: pytest.MonkeyPatch, filters: dict[str, object]) -> None:
    asked = Filters(**filters, limit=9, offset=1)  # type: ignore[arg-type]
    rare = events(crisis, filters=asked), statements(crisis, filters=asked)
    monkeypatch.setattr(pages, "COMMON", 1)
    assert (events(crisis, filters=asked), statements(crisis, filters=asked)) == rare
    assert rare[1]


@pytest.mark.parametrize("as_of", [None, "2031-03-12", "2031-03-20"])
def test_pages_of_gaps_and_statuses_are_those_of_the_whole(crisis: Dossier, as_of: str | None) -> None:
    whole = gaps(crisis, filters=Filters(as_of=as_of))
    assert [g for n in range(0, len(whole), 2) for g in gaps(crisis, filters=Filters(as_of=as_of, limit=2, offset=n))] == list(whole)
    every = commitments(crisis, filters=Filters(as_of=as_of))
    for status in STATUSES:
        some = [r for r in every if r.status == status]
        assert list(commitments(crisis, filters=Filters(as_of=as_of), status=status)) == some
        assert list(commitments(crisis, filters=Filters(as_of=as_of, limit=1, offset=1), status=status)) == some[1:2]
    assert every and (as_of or whole)
