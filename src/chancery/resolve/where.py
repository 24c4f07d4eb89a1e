"""Where: place names to places with coordinates. In: a reading; out: places by id ("l1", …) and the place each token belongs to.

A name of several places is settled by what stands beside it ("Paris, Texas"), by the states the article speaks of, by its other places, and by size.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from functools import lru_cache

from chancery.knowledge import Knowledge
from chancery.knowledge.places import Candidate, Places, key, places
from chancery.schema.evidence import Span
from chancery.schema.place import Place
from chancery.schema.reading import Entity, Reading

#: How much each sign weighs against the decimal logarithm of the population (a capital of millions has 6 to 7).
BESIDE, STATE_NAMED, STATE_SHARE, ALIAS, EXONYM, CAPITAL = 8.0, 2.5, 2.0, -1.5, -0.3, 2.0
#: Regions are listed by hand because they are in the news; countries and continents are seldom anything else.
LIKELY_KIND = {"city": 0.0, "capital": 0.0, "country": 9.0, "continent": 9.0, "sea": 9.0}
LIKELY_REGION = 6.0
#: Newspapers write the state beside all but the largest cities of the US.
BARE_US_CITY, LARGE = -2.5, 200_000


@lru_cache(maxsize=4)
def _peoples(knowledge: Knowledge) -> dict[str, str]:
    """Words that point at a state, its names and demonyms, as keys."""
    found: dict[str, str] = {}
    for row in knowledge.table("countries"):
        for column in ("name", "aliases", "demonyms", "capital"):
            for name in row[column].split("|"):
                if name and row["independent"] != "0":
                    found.setdefault(key(name), row["iso3"])
    return found


@lru_cache(maxsize=4)
def _bodies(knowledge: Knowledge) -> frozenset[str]:
    """Names of groups and organisations, as keys: they are no places, whatever village shares their name."""
    found = {key(name) for row in knowledge.table("groups") for name in (row["name"], *row["aliases"].split("|")) if name}
    return frozenset(found | {key(row["acronym"]) for row in knowledge.table("organisations")})


class Where:
    """The places of one article."""

    def __init__(self, reading: Reading, knowledge: Knowledge) -> None:
        self.reading = reading
        self.known: Places = places(knowledge)
        self._of: dict[int, str] = {}
        self.places: tuple[Place, ...] = ()
        #: tokens of regions that the model took for bodies
        self.mistaken: set[int] = set()
        self._find(_peoples(knowledge), _bodies(knowledge))

    def place_of(self, token: int) -> str | None:
        """The id of the place that the token names, itself or as part of a name."""
        return self._of.get(token)

    def country_of(self, token: int) -> str | None:
        """The state that the place a token names lies in, as ISO code."""
        identifier = self._of.get(token)
        return self.places[int(identifier[1:]) - 1].country if identifier is not None else None

    def _find(self, peoples: dict[str, str], bodies: frozenset[str]) -> None:
        reading = self.reading
        entities = [e for e in reading.entities if e.label == "place"]
        for e in reading.entities:
            whole = replace(e, last=min(e.last + 1, len(reading.tokens)))  # of "the West Bank" the model may see "West"
            region = next((r for r in (whole, e) if self.known.region(self._text(r))), None) if e.label == "organisation" else None
            if region is not None:
                entities.append(region)
                self.mistaken.update(range(region.first, region.last))
        states = Counter(peoples[k] for t in reading.tokens if t.text[:1].isupper() for k in (key(t.text),) if k in peoples)
        for e in reading.entities:
            if e.last - e.first > 1 and (k := key(self._text(e))) in peoples:
                states[peoples[k]] += 1
        groups: dict[str, list[Entity]] = {}
        options: dict[str, tuple[Candidate, ...]] = {}
        beside: dict[str, Counter[str]] = {}
        for e in entities:
            name = self._name(e)
            options.setdefault(name, self.known.find(name) if key(name) not in bodies else ())
            if not options[name]:
                continue
            groups.setdefault(name, []).append(e)
            if near := self._beside(e):
                beside.setdefault(name, Counter())[near] += 1
        for name, found in options.items():
            if len(found) == 1 and found[0].country and found[0].kind != "country":
                states[found[0].country] += len(groups[name])
        made: dict[tuple[str, str | None, float, float], tuple[Candidate, str, list[Entity], float]] = {}
        for name, mentions in groups.items():
            others = states.copy()
            if (own := peoples.get(key(name))) is not None:
                others[own] -= len(mentions)  # a name does not speak for itself
            best, sure = self._choose(options[name], others, beside.get(name, Counter()), name)
            at = (best.kind, best.country, best.lat, best.lon)
            if at in made:
                made[at][2].extend(mentions)
            else:
                made[at] = (best, name, list(mentions), sure)
        ordered = sorted(made.values(), key=lambda m: min(e.first for e in m[2]))
        result: list[Place] = []
        for number, (place, name, mentions, sure) in enumerate(ordered, 1):
            mentions.sort(key=lambda e: e.first)
            spans = tuple(reading.span(e.first, e.last) for e in mentions)
            confidence = round(min(0.98, sure * max(e.score for e in mentions)), 3)
            shown = name if place.alias and place.kind in ("city", "capital") else place.name
            identifier = f"l{number}"
            result.append(Place(identifier, shown, place.kind, place.country, place.lat, place.lon, place.geonames, spans, confidence))
            for e in mentions:
                for i in range(e.first, e.last):
                    self._of[i] = identifier
        self.places = tuple(result)

    def _text(self, e: Entity) -> str:
        span: Span = self.reading.span(e.first, e.last)
        return " ".join(span.of(self.reading.article.text).split())

    def _name(self, e: Entity) -> str:
        text = self._text(e).removesuffix("'s").removesuffix("’s")
        return text[4:] if text.lower().startswith("the ") else text

    def _beside(self, e: Entity) -> str | None:
        """The state named after a comma or in brackets ("Paris, France"), as ISO code or as US.XX."""
        tokens = self.reading.tokens
        at = e.last
        if at + 1 >= len(tokens) or tokens[at].text not in (",", "(", "in"):
            return None
        for length in (3, 2, 1):
            words = tokens[at + 1 : at + 1 + length]
            if len(words) < length or not words[0].text[:1].isupper():
                continue
            text = self.reading.article.text[words[0].start : words[-1].end]
            if state := self.known.state(text):
                return f"US.{state}"
            if (found := self.known.find(text)) and found[0].kind == "country":
                return found[0].country
        return None

    def _choose(self, found: tuple[Candidate, ...], states: Counter[str], beside: Counter[str], name: str) -> tuple[Candidate, float]:
        """The likeliest candidate and how sure that is."""
        total = max(1, sum(n for n in states.values() if n > 0))
        scored: list[tuple[float, int, Candidate]] = []
        for number, c in enumerate(found):
            score = math.log10(c.population + 10)
            score += LIKELY_KIND.get(c.kind, LIKELY_REGION)
            if c.kind == "capital":
                score += CAPITAL
            if c.alias and c.geonames and key(c.name) != key(name):
                score += EXONYM if c.kind == "capital" or c.population >= LARGE / 2 else ALIAS
            if c.country == "USA" and c.kind == "city" and c.population < LARGE and not beside[f"US.{c.admin}"]:
                score += BARE_US_CITY
            if c.country and states[c.country] > 0:
                score += STATE_NAMED + STATE_SHARE * states[c.country] / total
            if c.country and (beside[c.country] or beside[f"US.{c.admin}"]):
                score += BESIDE
            scored.append((score, -number, c))
        scored.sort(key=lambda s: (-s[0], -s[1]))
        lead = scored[0][0] - scored[1][0] if len(scored) > 1 else 9.0
        return scored[0][2], 1 / (1 + math.exp(-0.5 - lead))
