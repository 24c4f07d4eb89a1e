"""Names of places -> candidates with coordinates. In: the tables `places` (a slice of GeoNames, CC BY 4.0) and `regions`; out: candidates by name.

The table of cities is read once, on first use, into an index from name to lines; a line is parsed when somebody asks for it.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from chancery.knowledge import TABLES, Knowledge

_MARKS = re.compile(r"['’‘`ʻʼ]")
_OTHER = re.compile(r"[^a-z0-9]+")
_PREFIX = re.compile(r"^(?:the|greater|downtown|central|northern|southern|eastern|western|north|south|east|west) (?=.)")


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """A name as it is compared: case, accents and punctuation do not count."""
    plain = name if name.isascii() else "".join(c for c in unicodedata.normalize("NFKD", name.replace("ı", "i")) if not unicodedata.combining(c))
    return _OTHER.sub(" ", _MARKS.sub("", plain).casefold()).strip()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place a name may mean. `alias` is set where the name is not its first one; `admin` is a US state's letters."""

    name: str
    country: str | None
    admin: str
    lat: float
    lon: float
    geonames: int | None
    population: int
    kind: str
    alias: bool = False


class Places:
    """All places by name."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._lines: list[str] = []
        self._index: dict[str, list[int]] = {}
        self._fixed: dict[str, list[Candidate]] = {}
        self._countries: dict[str, Candidate] = {}
        self._states: dict[str, str] = {}
        self._read()
        self._read_regions()
        self._read_countries()

    def _read(self) -> None:
        index = self._index
        files = [TABLES / "places.csv"]
        if self._knowledge.folder is not None and (self._knowledge.folder / "places.csv").exists():
            files.insert(0, self._knowledge.folder / "places.csv")
        for path in files:
            for line in path.read_text(encoding="utf-8").splitlines()[1:]:
                number = len(self._lines)
                self._lines.append(line)
                if line[0] == '"':
                    name, rest = line[1:].split('",', 1)
                    aliases = rest.split(",", 1)[0]
                else:
                    name, aliases, _ = line.split(",", 2)
                index.setdefault(name.lower() if name.isascii() and name.isalpha() else _key(name), []).append(number)
                if aliases:
                    for alias in aliases.split("|"):
                        index.setdefault(alias, []).append(~number)

    def _read_regions(self) -> None:
        for row in self._knowledge.table("regions"):
            for number, name in enumerate([row["name"], *filter(None, row["aliases"].split("|"))]):
                country, size = row["country"] or None, int(row["population"] or 0)
                place = Candidate(row["name"], country, "", float(row["lat"]), float(row["lon"]), None, size, row["kind"], number > 0)
                self._fixed.setdefault(key(name), []).append(place)

    def _read_countries(self) -> None:
        found = {c.country: c for line in self._lines if line.endswith(",country") for c in [self._parse(line)]}
        for row in self._knowledge.table("countries"):
            near = found.get(row["iso3"])
            if near is None and not row["capital_lat"]:
                continue
            lat, lon = (near.lat, near.lon) if near else (float(row["capital_lat"]), float(row["capital_lon"]))
            place = Candidate(row["name"], row["iso3"], "", lat, lon, near.geonames if near else None, near.population if near else 0, "country")
            self._countries[row["iso3"]] = place
            for name in (row["name"], row["official_name"], *row["aliases"].split("|")):
                if name:
                    held = self._fixed.setdefault(key(name), [])
                    if place not in held:
                        held.append(place)
        for line in self._lines:
            if line.endswith(",region"):
                state = self._parse(line)
                self._states[key(state.name)] = state.admin

    def _parse(self, line: str, alias: bool = False) -> Candidate:
        name, _, country, admin, lat, lon, geonames, population, kind = next(csv.reader([line]))
        return Candidate(name, country or None, admin, float(lat), float(lon), int(geonames or 0) or None, int(population or 0), kind, alias)

    def country(self, code: str) -> Candidate | None:
        """The country of an ISO 3166 alpha-3 code."""
        return self._countries.get(code)

    def state(self, name: str) -> str | None:
        """The two letters of a state of the US, from its name or from newspapers' abbreviation."""
        return self._states.get(key(name)) or US_STATES.get(name.strip().rstrip(".").replace(". ", ".").casefold())

    def region(self, name: str) -> bool:
        """Whether a name is that of a region, and of nothing else in the tables that comes before it: "the West Bank" is no bank."""
        return any(c.kind == "region" for c in self._fixed.get(key(name), ())[:1])

    def find(self, name: str) -> tuple[Candidate, ...]:
        """What a name may mean; regions and countries first, then cities, the largest first. A leading direction may be dropped."""
        first = key(name)
        found = self._find(first)
        if not found and (match := _PREFIX.match(first)):
            found = self._find(first[match.end() :])
        return found

    def _find(self, wanted: str) -> tuple[Candidate, ...]:
        numbers: dict[int, bool] = {}
        for number in self._index.get(wanted, ()):
            alias = number < 0
            line = ~number if alias else number
            numbers[line] = numbers.get(line, True) and alias
        cities = [self._parse(self._lines[line], alias) for line, alias in numbers.items()]
        cities = [c for c in cities if c.kind != "country"]
        cities.sort(key=lambda c: (c.alias, -c.population, c.geonames or 0))
        return (*self._fixed.get(wanted, ()), *cities)


def _key(name: str) -> str:
    return key.__wrapped__(name)


#: Newspapers' abbreviations of states (AP style) and the post's.
US_STATES = {
    "ala": "AL", "ariz": "AZ", "ark": "AR", "calif": "CA", "colo": "CO", "conn": "CT", "del": "DE", "fla": "FL", "ga": "GA", "ill": "IL", "ind": "IN",
    "kan": "KS", "ky": "KY", "la": "LA", "md": "MD", "mass": "MA", "mich": "MI", "minn": "MN", "miss": "MS", "mo": "MO", "mont": "MT", "neb": "NE",
    "nev": "NV", "n.h": "NH", "n.j": "NJ", "n.m": "NM", "n.y": "NY", "n.c": "NC", "n.d": "ND", "okla": "OK", "ore": "OR", "pa": "PA", "r.i": "RI",
    "s.c": "SC", "s.d": "SD", "tenn": "TN", "tex": "TX", "vt": "VT", "va": "VA", "wash": "WA", "w.va": "WV", "wis": "WI", "wyo": "WY", "d.c": "DC", "dc": "DC",
}  # fmt: skip


@lru_cache(maxsize=4)
def places(knowledge: Knowledge) -> Places:
    """The lookup over a set of tables, made once for it."""
    return Places(knowledge)
