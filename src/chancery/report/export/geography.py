"""Places of events -> the columns that formats ask of a place."""

from __future__ import annotations

from dataclasses import dataclass

from chancery.knowledge.codes import codes
from chancery.report.export.holdings import Holdings
from chancery.schema.mention import Spot

TOWNS = frozenset({"city", "capital", "town", "village"})
#: GeoNames's feature class of our kinds, and its code where the kind tells it
CLASSES = {"city": "P", "capital": "P", "country": "A", "region": "A", "water": "H", "sea": "H", "river": "H", "strait": "H"}
FEATURES = {"capital": "PPLC", "country": "PCLI"}


@dataclass(frozen=True, slots=True)
class Where:
    """A place in columns; empty where the record does not say."""

    name: str
    city: str
    province: str
    country: str
    iso3: str
    lat: str
    lon: str
    geonames: str
    feature_class: str
    feature_code: str
    precision: str


NOWHERE = Where("", "", "", "", "", "", "", "", "", "", "")


def where(spot: Spot | None, held: Holdings) -> Where:
    """The columns of a place."""
    if spot is None:
        return NOWHERE
    state = codes(held.knowledge).states.get(spot.country or "")
    city = spot.name if spot.kind in TOWNS else ""
    province = spot.name if spot.kind == "region" else ""
    precision = "city" if city else "country" if spot.kind == "country" else "region"
    return Where(
        spot.name, city, province, state.name if state else spot.name if spot.kind == "country" else "", spot.country or "",
        _degrees(spot.lat), _degrees(spot.lon), str(spot.geonames or ""),
        CLASSES.get(spot.kind, ""), FEATURES.get(spot.kind, ""), precision,
    )  # fmt: skip


def _degrees(value: float | None) -> str:
    return "" if value is None else f"{value:.5f}".rstrip("0").rstrip(".")
