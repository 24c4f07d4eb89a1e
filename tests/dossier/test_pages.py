"""Pages: an actor that stands in very many groups is found the other way round, and found the same."""

from __future__ import annotations

import pytest

from chancery.dossier.engines import Dossier
from chancery.dossier.views import pages
from chancery.dossier.views.events import events
from chancery.dossier.views.filters import Filters
from chancery.dossier.views.statements import statements


@pytest.mark.parametrize("filters", [{"actor": "Kestria"}, {"country": "XVL"}, {"actor": "XKS", "newest": True}, {"actor": "Orlu", "speaker": True}])
def test_pages_of_a_common_actor_are_those_of_a_rare_one(crisis: Dossier, monkeypatch: pytest.MonkeyPatch, filters: dict[str, object]) -> None:
    asked = Filters(**filters, limit=9, offset=1)  # type: ignore[arg-type]
    rare = events(crisis, filters=asked), statements(crisis, filters=asked)
    monkeypatch.setattr(pages, "COMMON", 1)
    assert (events(crisis, filters=asked), statements(crisis, filters=asked)) == rare
    assert rare[1]
