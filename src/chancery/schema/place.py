"""Where: a place with its coordinates."""

from __future__ import annotations

from dataclasses import dataclass

from chancery.schema.evidence import Span


@dataclass(frozen=True, slots=True)
class Place:
    """One place. `lat`, `lon` in degrees (WGS 84); `country` ISO 3166 alpha-3; `geonames` the GeoNames id."""

    id: str
    name: str
    kind: str
    country: str | None
    lat: float | None
    lon: float | None
    geonames: int | None
    mentions: tuple[Span, ...]
    confidence: float
