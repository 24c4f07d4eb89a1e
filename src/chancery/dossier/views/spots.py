"""Where: the places of events, each with its events."""

from __future__ import annotations

from dataclasses import dataclass, replace

from chancery.dossier.engines import Dossier
from chancery.dossier.views.events import EventRow, events
from chancery.dossier.views.filters import Filters
from chancery.schema.mention import Spot

#: events looked at, the latest first
DEPTH = 2000


@dataclass(frozen=True, slots=True)
class SpotRow:
    """A place with coordinates, how many events are there, and the latest of them."""

    spot: Spot
    events: int
    latest: tuple[EventRow, ...]


def spots(dossier: Dossier, *, filters: Filters | None = None, shown: int = 5) -> tuple[SpotRow, ...]:
    """The places of the events that `filters` leave, those with the most events first."""
    found: dict[tuple[float, float], list[EventRow]] = {}
    for row in events(dossier, filters=replace(filters or Filters(), limit=DEPTH, offset=0, newest=True)):
        if row.spot is not None and row.spot.lat is not None and row.spot.lon is not None:
            found.setdefault((row.spot.lat, row.spot.lon), []).append(row)
    rows = [SpotRow(several[0].spot, len(several), tuple(several[:shown])) for several in found.values() if several[0].spot is not None]
    return tuple(sorted(rows, key=lambda r: (-r.events, r.spot.name)))
