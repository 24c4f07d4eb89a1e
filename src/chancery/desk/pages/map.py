"""Where: the places of events on bundled outlines."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from chancery.desk.page import Page, Request
from chancery.dossier.views.spots import spots

OUTLINES = Path(__file__).parents[1] / "static" / "world.json"
#: units of the outlines a degree
UNITS = 10
#: degrees kept around what is shown
MARGIN = 6.0


@lru_cache(maxsize=1)
def outlines() -> dict[str, str]:
    """The land and the borders as paths."""
    found: dict[str, str] = json.loads(OUTLINES.read_text(encoding="utf-8"))
    return found


def answer(request: Request) -> dict[str, Any]:
    """The places with their events, and the part of the world that holds them all."""
    rows = spots(request.dossier, filters=request.asked.whole())
    if request.asked.more.get("whole") == "yes" or not rows:
        box = (-180.0, -60.0, 180.0, 84.0)
    else:
        lon, lat = [r.spot.lon or 0.0 for r in rows], [r.spot.lat or 0.0 for r in rows]
        box = (max(-180.0, min(lon) - MARGIN), max(-90.0, min(lat) - MARGIN), min(180.0, max(lon) + MARGIN), min(90.0, max(lat) + MARGIN))
    view = ((box[0] + 180) * UNITS, (90 - box[3]) * UNITS, (box[2] - box[0]) * UNITS, (box[3] - box[1]) * UNITS)
    return {"rows": rows, "view": view}


PAGE = Page("/map", "Map", "map.html", answer, "Map", ("actor", "type", "since", "until", "as_of"), warm=True)
