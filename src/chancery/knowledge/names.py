"""Names of states, organisations and groups: finds them in a run of words in one pass. In: the tables `countries`, `organisations`, `groups`; out: matches.

Names are compared by their pieces: case, accents, full stops and hyphens do not count, but a name written in capitals matches capitals only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from chancery.knowledge import Knowledge

NameKind = Literal["state", "organisation", "group"]
#: How a name refers to a state: itself, by its people, by the city it is ruled from, by a house or body in it that has a voice of its own.
NameSort = Literal["name", "demonym", "metonym", "house"]

_SPLIT = re.compile(r"[\s\-–—'’‘/]+")
_DROP = re.compile(r"[.,()“”\"]")
SPELLINGS = (
    ("organisation", "organization"),
    ("co-operation", "cooperation"),
    ("defence", "defense"),
    ("programme", "program"),
    ("southeast", "south east"),
)
#: The two ways to begin the names of the United Nations' bodies: what is known by one is known by the other.
LONG, SHORT = "United Nations ", "UN "
#: Short names that are more often something else: matched only in longer names.
AMBIGUOUS = frozenset(
    {"is", "as", "who", "it", "aa", "us", "fund", "quad", "care", "memorial", "pa", "polish", "contact group", "future movement", "north", "south"}
)


@lru_cache(maxsize=65536)
def pieces(text: str) -> tuple[str, ...]:
    """The pieces of a name: "al-Qaeda" gives al, qaeda; "U.S." gives us."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text.replace("ı", "i").replace("ł", "l").replace("ø", "o")) if not unicodedata.combining(c))
    text = _DROP.sub("", text).casefold()
    for british, american in SPELLINGS:
        text = text.replace(british, american)
    return tuple(p for p in _SPLIT.split(text) if p)


def is_acronym(text: str) -> bool:
    """Whether a name is written in capitals only, so that it matches nothing else."""
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and len(letters) <= 8 and sum(c.isupper() for c in letters) >= max(2, len(letters) - 1) and " " not in text


@dataclass(frozen=True, slots=True)
class Named:
    """What a name stands for. `code` is the actor's as events count it, `members` the states an organisation or group belongs to."""

    kind: NameKind
    code: str
    name: str
    sort: NameSort
    sector: str
    country: str | None
    wikidata: str | None
    members: tuple[str, ...] = ()
    within: bool = False  # a body of the organisation that the code names


@dataclass(frozen=True, slots=True)
class Match:
    """Words `first` to `last` (exclusive) of the run, and all that they may stand for, the likeliest first."""

    first: int
    last: int
    named: tuple[Named, ...]


#: Metonyms of several words that are cities, and of one word that are houses; those in capitals alone (FBI) are houses too.
CITIES = frozenset({"tel aviv", "la paz", "san jose", "ulan bator", "port sudan", "dar es salaam", "nay pyi taw", "hague", "the hague"})
HOUSES = frozenset({
    "kremlin", "pentagon", "knesset", "zhongnanhai", "tatmadaw", "whitehall", "westminster", "bankova", "bundeswehr", "mossad", "roskomnadzor",
})  # fmt: skip
HYPHENS = frozenset({"-", "–", "—"})
#: Bodies of these sectors act for the organisation they belong to.
PARENTS = {"UNO": "UN", "EUR": "EU"}
#: PLOVER sectors of the kinds of groups and organisations.
SECTORS = {
    "party": "PTY", "terrorist": "REB", "rebel": "REB", "militia": "REB", "separatist": "REB", "people": "CVL", "coalition": "OPP",
    "media": "JRN", "company": "BUS", "ngo": "NGO", "court": "JUD", "igo": "IGO", "alliance": "IGO",
}  # fmt: skip


class Names:
    """The index: first piece of a name -> its other pieces, the longest first."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.countries: dict[str, Named] = {}
        self._index: dict[str, list[tuple[tuple[str, ...], bool, bool, list[Named]]]] = {}
        self._seen: dict[tuple[tuple[str, ...], bool], list[Named]] = {}
        for row in knowledge.table("countries"):
            self._country(row)
        for row in knowledge.table("organisations"):
            self._organisation(row)
        for row in knowledge.table("groups"):
            self._group(row)
        for entries in self._index.values():
            entries.sort(key=lambda e: -len(e[0]))
        self._found = lru_cache(maxsize=1024)(self._find)  # several parts of the record ask about the same sentences

    def _add(self, text: str, named: Named) -> None:
        parts = pieces(text)
        if parts and parts[0] == "the" and len(parts) > 1:
            parts = parts[1:]
        capitals = is_acronym(text)
        if not parts or (" ".join(parts) in AMBIGUOUS and not capitals):
            return
        known = self._seen.get((parts, capitals))
        if known is not None:
            if all((k.kind, k.code) != (named.kind, named.code) for k in known):
                known.append(named)
            return
        self._seen[parts, capitals] = entry = [named]
        first = next((c for c in text.removeprefix("the ") if c.isalpha()), "a")
        self._index.setdefault(parts[0], []).append((parts, capitals, first.isupper(), entry))

    def _country(self, row: dict[str, str]) -> None:
        code, name = row["iso3"], row["name"]
        self.countries[code] = named = Named("state", code, name, "name", "GOV", code, row.get("wikidata") or None)
        for text in (name, row.get("official_name", ""), *row.get("aliases", "").split("|")):
            if text:
                self._add(text, named)
        people, seat, house = (Named("state", code, name, sort, "GOV", code, named.wikidata) for sort in ("demonym", "metonym", "house"))
        for text in row.get("demonyms", "").split("|"):
            if text:
                self._add(text, people)
        capital = pieces(row.get("capital", ""))
        for text in row.get("metonyms", "").split("|"):
            if text:
                parts = pieces(text)
                alone = " ".join(parts) in CITIES or parts == capital[: len(parts)] or (len(parts) == 1 and not text.isupper() and parts[0] not in HOUSES)
                self._add(text, seat if alone else house)

    def _organisation(self, row: dict[str, str]) -> None:
        members = tuple(m for m in row.get("members", "").split("|") if m)
        kind = row.get("kind", "")
        country = members[0] if kind in ("media", "company", "ngo") and len(members) == 1 else None
        acronym = row["acronym"] or row["name"]
        code = PARENTS.get(row.get("plover_code", ""), acronym)
        named = Named("organisation", code, row["name"], "name", SECTORS.get(kind, ""), country, row.get("wikidata") or None, members, code != acronym)
        for text in (acronym, row["name"], *row.get("aliases", "").split("|")):
            if text and text != "Brussels":
                self._add(text, named)
                if text.startswith(LONG):
                    self._add(SHORT + text.removeprefix(LONG), named)
                elif text.startswith(SHORT):
                    self._add(LONG + text.removeprefix(SHORT), named)

    def _group(self, row: dict[str, str]) -> None:
        members = tuple(m for m in row.get("countries", "").split("|") if m)
        named = Named("group", row["name"], row["name"], "name", SECTORS.get(row.get("kind", ""), "REB"), members[0] if members else None, None, members)
        for text in (row["name"], re.sub(r"\s?\([^()]*\)", "", row["name"]), *row.get("aliases", "").split("|")):
            if text:
                self._add(text, named)

    def find(self, words: Sequence[str]) -> list[Match]:
        """The names in a run of words, from left to right, the longest where several begin."""
        return list(self._found(tuple(words)))

    def halves(self, words: Sequence[str], about: Iterable[str]) -> list[tuple[int, Named]]:
        """The words "North" and "South" after "the" that mean a state so named, of those that the text is `about`, by code; with that state."""
        states = [self.countries[code] for code in sorted(about) if code in self.countries]
        out = []
        for half in ("North", "South"):
            named = [s for s in states if s.name.startswith(half + " ")]
            if len(named) == 1:
                out += [
                    (i, named[0])
                    for i in range(1, len(words))
                    if words[i] == half and words[i - 1].lower() == "the" and not words[min(i + 1, len(words) - 1)][:1].isupper()
                ]
        return out

    def _find(self, words: tuple[str, ...]) -> tuple[Match, ...]:
        flat: list[str] = []
        owner: list[int] = []
        for i, word in enumerate(words):
            for piece in pieces(word):
                flat.append(piece)
                owner.append(i)
        out: list[Match] = []
        end, index = 0, self._index
        for at in [i for i, piece in enumerate(flat) if piece in index]:
            if at < end:
                continue
            for parts, capitals, upper, named in index[flat[at]]:
                stop = at + len(parts)
                if tuple(flat[at:stop]) != parts or not self._stands(words, owner[at], owner[stop - 1] + 1, capitals, upper):
                    continue
                if words[owner[stop - 1]] == "today":
                    continue  # "sanctions against Russia today"
                out.append(Match(owner[at], owner[stop - 1] + 1, tuple(named)))
                end = stop
                break
        return tuple(out)

    def _stands(self, words: Sequence[str], first: int, last: int, capitals: bool, upper: bool) -> bool:
        """Whether a name stands by itself and is written as a name: not in "US-backed" or "pro-Russian"."""
        surface = "".join(words[first:last])
        if capitals and any(c.islower() for c in (surface[:-1] if len(surface) > 2 else surface)):  # "NGOs" is one, "Is" and "Us" are not
            return False
        if upper and not any(c.isupper() for c in surface[:5]):
            return False
        if last + 1 < len(words) and words[last] in HYPHENS and words[last + 1][:1].islower():
            return False
        return not (first > 1 and words[first - 1] in HYPHENS and words[first - 2][:1].islower())


@lru_cache(maxsize=4)
def names(knowledge: Knowledge) -> Names:
    """The index over a set of tables, made once for it."""
    return Names(knowledge)
