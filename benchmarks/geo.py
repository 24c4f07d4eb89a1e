"""Geoparsing: the places we find in four corpora against their coordinates: the share in the right country, and within 161 km.

    python -m benchmarks.geo [--articles N]      (needs ../shared/data/geo or CHANCERY_DATA)

In: texts with marked toponyms; out: of those marked, how many we find at all (recall), and of those found, how many lie in the right country (that of
the nearest place of our own table to the given point) and within 161 km of the point. The
middle of a country or region is a matter of convention, and its distance says little: the last column counts towns only.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from chancery.knowledge import Knowledge
from chancery.resolve.where import Where
from chancery.schema.article import Article, Block
from chancery.schema.place import Place
from chancery.understand import Reader

ROOT = Path(__file__).resolve().parents[1]
CORPORA = ("lgl", "trnews", "gwn", "geovirus")
NEAR_KM = 161.0
#: A toponym counts for the country only where the nearest place of the table lies so close that there is no doubt.
SURE_KM = 60.0


def texts(name: str, size: int) -> list[dict[str, Any]]:
    """The first texts of a corpus; none where it is not at hand."""
    path = Path(os.environ.get("CHANCERY_DATA", ROOT.parent / "shared" / "data")) / "geo" / f"{name}.train.jsonl.gz"
    if not path.exists():
        return []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for _, line in zip(range(size), file, strict=False)]


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The great-circle distance of two points in degrees."""
    (y, x), (v, u) = ((math.radians(p[0]), math.radians(p[1])) for p in (a, b))
    h = math.sin((v - y) / 2) ** 2 + math.cos(y) * math.cos(v) * math.sin((u - x) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))


class Countries:
    """The country of a point: that of the nearest town of the table of places."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._cells: dict[tuple[int, int], list[tuple[float, float, str]]] = {}
        for row in knowledge.table("places"):
            lat, lon = float(row["lat"]), float(row["lon"])
            self._cells.setdefault((math.floor(lat), math.floor(lon)), []).append((lat, lon, row["country"]))

    def at(self, lat: float, lon: float) -> str | None:
        """ISO code, or null where no town is near."""
        y, x = math.floor(lat), math.floor(lon)
        near = [
            (kilometres((lat, lon), (a, b)), country) for i in (-1, 0, 1) for j in (-1, 0, 1) for a, b, country in self._cells.get((y + i, x + j), ())
        ]
        best = min(near, default=(math.inf, ""))
        return best[1] if best[0] <= SURE_KM else None


def found(row: dict[str, Any], places: tuple[Place, ...]) -> Iterator[tuple[dict[str, Any], Place | None]]:
    """Each toponym that has coordinates, with the place we give the same words."""
    for toponym in row["toponyms"]:
        if toponym.get("lat") is None:
            continue
        yield toponym, next((p for p in places for m in p.mentions if m.start < toponym["end"] and toponym["start"] < m.end), None)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1000, help="at most so many of each corpus")
    size = parser.parse_args().articles
    knowledge, reader = Knowledge(), Reader()
    countries = Countries(knowledge)
    print("| corpus | toponyms | found | right country | within 161 km | towns within 161 km |\n|---|---|---|---|---|---|")
    for name in CORPORA:
        marked = seen = near = told = right = towns = close = 0
        for row in texts(name, size):
            article = Article(row["id"], row["text"], (Block(0, len(row["text"]), "body"),))
            for toponym, place in found(row, Where(reader.read(article), knowledge).places):
                marked += 1
                if place is None or place.lat is None or place.lon is None:
                    continue
                seen += 1
                within = kilometres((place.lat, place.lon), (toponym["lat"], toponym["lon"])) <= NEAR_KM
                near += within
                if place.kind in ("city", "capital"):
                    towns, close = towns + 1, close + within
                country = countries.at(toponym["lat"], toponym["lon"])
                if country is not None and place.country is not None:
                    told += 1
                    right += place.country == country
        if marked:
            shares = (seen / marked, right / max(1, told), near / max(1, seen), close / max(1, towns))
            print(f"| {name} | {marked} | " + " | ".join(f"{share:.3f}" for share in shares) + " |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
