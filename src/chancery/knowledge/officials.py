"""Who held which office when. In: the table `officials`; out: lookups by name, by office and country, each for a day.

An office that the table leaves open has its holder until it says otherwise; the table is some 14,000 rows, so it is indexed without copying them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from chancery.knowledge import Knowledge
from chancery.knowledge.names import pieces

#: The order in which offices tell best who somebody is.
RANK = {
    name: i
    for i, name in enumerate((
        "head_of_state", "head_of_government", "foreign", "igo_head", "defence", "security_adviser", "un_ambassador", "military_chief", "spokesperson",
        "igo_official", "intelligence", "interior", "finance", "party_or_group_leader", "legislature_leader", "other_minister",
    ))
}  # fmt: skip
#: Offices whose holders news names without introducing them.
PROMINENT = frozenset({"head_of_state", "head_of_government", "foreign", "igo_head"})
#: Articles that belong to a surname.
ARTICLES = frozenset({"al", "el"})
#: Countries where the family name comes first.
FAMILY_FIRST = frozenset({"CHN", "PRK", "KOR", "TWN", "VNM", "HUN", "KHM"})


@dataclass(frozen=True, slots=True)
class Office:
    """One term of office; `start` and `end` are first and last day (ISO), "" where open."""

    country: str
    office: str
    office_class: str
    person: str
    aliases: tuple[str, ...]
    wikidata: str
    start: str
    end: str

    def holds(self, day: str) -> bool:
        """Whether the term covers the day."""
        return self.start <= day and (not self.end or day <= self.end)


def _first_day(value: str) -> str:
    return value + "-01-01"[len(value) - 4 :] if value and len(value) < 10 else value


def _last_day(value: str) -> str:
    return value + "-12-31"[len(value) - 4 :] if value and len(value) < 10 else value


def _fold(text: str) -> str:
    text = text.casefold()
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def shared(office: Office) -> bool:
    """Whether a state has its head in common with the one that he is first of all head of: its name stands in the office, "Monarch of Tavia"."""
    return office.office_class == "head_of_state" and " of " in office.office


class Officials:
    """The table, indexed by the names' last piece (and first, where it is the family's) and by office."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._rows = knowledge.lines("officials")
        columns = knowledge.columns("officials")
        self._at = {c: columns.index(c) for c in ("country", "office", "office_class", "person", "aliases", "wikidata", "start", "end")}
        country, office_class, person, aliases = (self._at[c] for c in ("country", "office_class", "person", "aliases"))
        self._by_piece: dict[str, list[int]] = {}
        self._by_office: dict[tuple[str, str], list[int]] = {}
        self._made: dict[int, Office] = {}
        for i, row in enumerate(self._rows):
            self._by_office.setdefault((row[country], row[office_class]), []).append(i)
            keys = set()
            text = row[person] + "|" + row[aliases] if row[aliases] else row[person]
            for name in _fold(text).replace("-", " ").replace("'", " ").replace("’", " ").split("|"):
                parts = name.split()
                if parts:
                    last = parts[-1]
                    keys.add(parts[-2] if last in ("jr.", "jr", "sr.", "ii", "iii", "iv") and len(parts) > 1 else last)
                    if row[country] in FAMILY_FIRST:
                        keys.add(parts[0])
            for key in keys:
                self._by_piece.setdefault(key, []).append(i)

    def _office(self, index: int) -> Office:
        if index not in self._made:
            row, at = self._rows[index], self._at
            self._made[index] = Office(
                row[at["country"]], row[at["office"]], row[at["office_class"]], row[at["person"]],
                tuple(a for a in row[at["aliases"]].split("|") if a), row[at["wikidata"]], _first_day(row[at["start"]]), _last_day(row[at["end"]]),
            )  # fmt: skip
        return self._made[index]

    def named(
        self, name: str, day: str | None, *, country: str | None = None, said: Collection[str] = (), about: Collection[str] | None = None
    ) -> tuple[Office, ...]:
        """The terms of the person a name most likely means, the one that covers `day` first; none where nobody fits.

        A full name must agree in its first and last pieces. A surname alone must be that of the one holder on the day of an office that `said` (in lower
        case) gives, else of one prominent holder, who must be of a state in `about`, the states that the text names, where these are given.
        """
        parts = pieces(name)
        if len(parts) == 2 and parts[0] in ARTICLES:
            parts = parts[1:]  # "al-Assad"
        if not parts:
            return ()
        keys = {parts[-1], parts[0]}
        found = [self._office(i) for key in sorted(keys) for i in self._by_piece.get(key, ())]
        if len(parts) == 1:
            held = [o for o in found if day and o.holds(day) and (country is None or o.country in (country, ""))]
            titled = [o for o in held if o.office.lower() in said]
            fitting = titled or [o for o in held if o.office_class in PROMINENT]
            if len({o.person for o in fitting}) != 1 or (about is not None and not country and not any(o.country in about or not o.country for o in fitting)):
                return ()
        else:
            fitting = [o for o in found if agree(parts, o.country, (o.person, *o.aliases))]
        people: dict[str, list[Office]] = {}
        for o in fitting:
            if o not in people.setdefault(o.person, []):
                people[o.person].append(o)
        if not people:
            return ()

        def quality(terms: list[Office]) -> tuple[bool, bool, bool, int]:
            exact = any(parts == pieces(n) for o in terms for n in (o.person, *o.aliases))
            return (
                not (country and any(o.country == country for o in terms)), not any(day and o.holds(day) for o in terms), not exact,
                min(RANK.get(o.office_class, 99) for o in terms),
            )  # fmt: skip

        best = min(people.values(), key=quality)
        if len(parts) == 1:
            whole = [self._office(i) for i in self._by_piece.get(parts[0], ())]
            best = best + [o for o in whole if o.person == best[0].person and o not in best]
        return tuple(sorted(best, key=lambda o: (not (day and o.holds(day)), RANK.get(o.office_class, 99), shared(o), not o.aliases, o.start)))

    def holder(self, country: str, office_class: str, day: str | None) -> Office | None:
        """Who held an office on a day, the latest to come into it where two did; none without a day or a holder."""
        if not day:
            return None
        terms = [o for o in (self._office(i) for i in self._by_office.get((country, office_class), ())) if o.holds(day)]
        return max(terms, key=lambda o: o.start, default=None)


def agree(parts: tuple[str, ...], country: str, known: tuple[str, ...]) -> bool:
    """Whether a full name may be one of the known ones: the same pieces, or the same first and last with others between, or an initial for the first."""
    for other in known:
        theirs = pieces(other)
        if parts == theirs or "".join(parts) == "".join(theirs):
            return True
        if len(theirs) < 2:
            continue
        ours = tuple(p for p in parts if p not in ("jr", "sr", "iii", "ii"))
        theirs = tuple(p for p in theirs if p not in ("jr", "sr", "iii", "ii"))
        if len(ours) > 1 and len(theirs) > 1 and ours[-1] == theirs[-1] and (ours[0] == theirs[0] or (len(ours[0]) == 1 and theirs[0].startswith(ours[0]))):
            return True
    return False


@lru_cache(maxsize=4)
def officials(knowledge: Knowledge) -> Officials:
    """The lookups over a set of tables, made once for it."""
    return Officials(knowledge)
