"""The views that the desk alone asks: places, the queue, rows that may be the same, parties by name; on either store."""

from __future__ import annotations

import pytest
from asking import Asking

from chancery.dossier.engines import Dossier
from chancery.dossier.views.density import density
from chancery.dossier.views.events import events
from chancery.dossier.views.filters import Filters
from chancery.dossier.views.party import party
from chancery.dossier.views.queue import in_turn, queue, unjudged, waiting
from chancery.dossier.views.rows import row, similar
from chancery.dossier.views.spots import spots
from chancery.dossier.views.state import state
from chancery.errors import NotFoundError, UsageError


@pytest.fixture
def dossier(either_desk: Asking) -> Dossier:
    found: Dossier = either_desk.app.state.desk.dossier
    return found


def test_spots_counts_the_events_of_each_place(dossier: Dossier) -> None:
    placed = [e for e in events(dossier) if e.spot and e.spot.lat is not None]
    found = spots(dossier)
    assert sum(s.events for s in found) == len(placed) and [s.events for s in found] == sorted((s.events for s in found), reverse=True)
    for s in found:
        assert s.latest and {e.spot.name for e in s.latest if e.spot} == {s.spot.name}
    assert not spots(dossier, filters=Filters(until="2030-01-01"))


def test_queue_puts_the_least_sure_first(dossier: Dossier) -> None:
    keys = in_turn(dossier)
    found = waiting(dossier, keys)
    assert [w.mention for w in found] == list(keys) == list(unjudged(dossier, keys))
    alone = [abs(w.confidence - 0.5) for w in found if w.publishers == 1]
    assert alone == sorted(alone)
    assert all(w.text[w.start - w.offset : w.end - w.offset] for w in found)
    assert {w.kind for w in queue(dossier, kind="figure")} == {"figure"}
    assert queue(dossier, mention=keys[3]) == (found[3],)


def test_similar_rows_share_parties_and_are_near(dossier: Dossier) -> None:
    pairs = [(e, a) for e in events(dossier) for a in similar(dossier, "event", e.id, most=3)]
    assert pairs and all(e.id != a.id for e, a in pairs)
    assert any(e.type == a.type for e, a in pairs)
    assert similar(dossier, "event", "event-0") == () and similar(dossier, "weather", "x") == ()
    for kind in ("statement", "commitment", "figure", "position", "actor", "document"):
        similar(dossier, kind, next(iter(_ids(dossier, kind)), ""))


def _ids(dossier: Dossier, kind: str) -> list[str]:
    from sqlalchemy import select

    from chancery.dossier.tables import GROUPS

    with dossier.reading() as connection:
        return list(connection.execute(select(GROUPS.c.id).where(GROUPS.c.kind == kind).order_by(GROUPS.c.id)).scalars())


@pytest.mark.parametrize("kind", ["event", "statement", "commitment", "figure", "position", "dispute", "actor", "document"])
def test_row_of_every_kind_has_its_id(dossier: Dossier, kind: str) -> None:
    for each in _ids(dossier, kind)[:5]:
        assert row(dossier, kind, each).id == each
    with pytest.raises(NotFoundError):
        row(dossier, kind, "nothing")


def test_party_knows_actors_by_name_and_code(dossier: Dossier) -> None:
    assert party(dossier, "Kestria") == party(dossier, "XKS") and party(dossier, "Kestria").code == "XKS"
    assert party(dossier, "Ana Orlu").kind == "person"
    with pytest.raises(UsageError):
        party(dossier, "Nobody at all")


def test_density_counts_days_of_what_was_reported(dossier: Dossier) -> None:
    found = density(dossier)
    assert list(found) == sorted(found) and all(n > 0 for n in found.values()) and max(found) <= "2031-03-21"
    assert sum(density(dossier, as_of="2031-03-10").values()) < sum(found.values())


def test_state_stays_while_nothing_is_written(dossier: Dossier) -> None:
    assert state(dossier) == state(dossier)
