"""Where: the places of events, each with how many events are there and the latest of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import JSON, cast, func, select

from chancery.dossier.engines import Dossier
from chancery.dossier.tables import ARTICLES, MEMBERS, MENTIONS, PARTIES
from chancery.dossier.views.events import EventRow, event_rows
from chancery.dossier.views.evidence import chunks
from chancery.dossier.views.filters import Filters
from chancery.dossier.views.pages import page
from chancery.dossier.views.scope import Scope
from chancery.schema.mention import Spot
from chancery.schema.serial import from_plain

#: events looked at, the latest first; places whose latest events are shown
DEPTH, DETAILED = 2000, 40


@dataclass(frozen=True, slots=True)
class SpotRow:
    """A place with coordinates, how many events are there, and the latest of them; none of them for places with few events beside many others."""

    spot: Spot
    events: int
    latest: tuple[EventRow, ...]


def spots(dossier: Dossier, *, filters: Filters | None = None, shown: int = 2) -> tuple[SpotRow, ...]:
    """The places of the events that `filters` leave, those with the most events first."""
    with dossier.reading() as connection:
        asked = replace(filters or Filters(), limit=DEPTH, offset=0, newest=True)
        scope = Scope(connection, asked.as_of)
        ids = page(scope, "event", asked)
        placed = _placed(scope, ids)
        there: dict[tuple[float, float], list[str]] = {}
        spot_at: dict[tuple[float, float], Spot] = {}
        for group in ids:
            spot = placed.get(group)
            if spot is not None and spot.lat is not None and spot.lon is not None:
                there.setdefault((spot.lat, spot.lon), []).append(group)
                spot_at.setdefault((spot.lat, spot.lon), spot)
        order = sorted(there, key=lambda at: (-len(there[at]), spot_at[at].name, at))
        latest = {r.id: r for r in event_rows(scope, [group for at in order[:DETAILED] for group in there[at][:shown]])}
        return tuple(SpotRow(spot_at[at], len(there[at]), tuple(latest[g] for g in there[at][:shown] if g in latest)) for at in order)


def _placed(scope: Scope, ids: Sequence[str]) -> dict[str, Spot]:
    """The place of each event, as most of what is seen of it says."""
    place: Any
    if scope.connection.dialect.name == "postgresql":
        place = cast(MENTIONS.c.data, JSON)["place"].as_string()
    else:
        place = func.json_extract(MENTIONS.c.data, "$.place")
    query = (
        select(MEMBERS.c.group, MENTIONS.c.key, MENTIONS.c.confidence, place.label("place"))
        .join(MENTIONS, MENTIONS.c.key == MEMBERS.c.mention)
        .join(ARTICLES, ARTICLES.c.key == MENTIONS.c.article)
        .where(MEMBERS.c.mention.in_(select(PARTIES.c.mention).where(PARTIES.c.role == "place", PARTIES.c.mention == MEMBERS.c.mention)), scope.mentions())
    )
    weights: dict[str, dict[str, float]] = {}
    for chunk in chunks(ids):
        # put in order here: a store that is asked to may walk all mentions for it
        for row in sorted(scope.connection.execute(query.where(MEMBERS.c.group.in_(chunk))), key=lambda r: r.key):
            said = weights.setdefault(row.group, {})
            said[row.place] = said.get(row.place, 0.0) + row.confidence
    read: dict[str, Spot] = {}
    for said in weights.values():
        for text in said:
            if text not in read:
                read[text] = from_plain(Spot, json.loads(text))
    return {group: read[max(said, key=lambda text: said[text])] for group, said in weights.items()}
