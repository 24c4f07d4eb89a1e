"""The persons an article names: full and short names of one person together, with the titles and descriptions that introduce them.

In: a reading and its names of states and organisations; out: persons, each with all the places where it is named.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from chancery.knowledge import Knowledge
from chancery.knowledge.names import HYPHENS, pieces
from chancery.knowledge.officials import Office, agree
from chancery.schema.reading import Reading

#: Words that may stand between an affiliation and a title ("U.S. Secretary of State", "Turkey's foreign minister").
LINKING = frozenset({"of", "for", "the", "'s", "’s", "-", "and", ",", "to"})
#: Classes of titles that their field may follow, before the name: "envoy for Tavia Ana Orlu", "Assistant Secretary for Tavian Affairs Ana Orlu".
FIELDED = frozenset({"envoy", "other_minister", "igo_head", "official"})
IN_FIELD = frozenset({"and", "the", "of", "&", "(", ")"})
HONORIFICS = frozenset({"mr.", "mr", "mrs.", "mrs", "ms.", "ms", "miss", "sir", "lord", "lady", "dr.", "dr", "prof."})


@dataclass(frozen=True, slots=True)
class Title:
    """A title or occupation: `office_class` as officials have it, PLOVER's sector, and the gender and the only state it tells, or ""."""

    term: str
    office_class: str
    sector: str
    gender: str
    country: str


class Titles:
    """The table of titles, indexed by last word."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._by_last: dict[str, list[tuple[tuple[str, ...], Title]]] = {}
        for row in knowledge.table("titles"):
            words = tuple(row["term"].replace("-", " - ").split())
            self._by_last.setdefault(words[-1], []).append((words, Title(row["term"], row["class"], row["sector"], row["gender"], row.get("country", ""))))
        for entries in self._by_last.values():
            entries.sort(key=lambda e: -len(e[0]))
        self.women = frozenset(row["name"].lower() for row in knowledge.table("given_names") if row["gender"] == "f")

    def ending(self, words: list[str]) -> tuple[int, Title] | None:
        """The longest title that ends a run of lower-case words, with the number of its words."""
        for term, title in self._by_last.get(words[-1], ()) if words else ():
            if tuple(words[-len(term) :]) == term:
                return len(term), title
        return None

    def within(self, words: list[str]) -> list[Title]:
        """All titles in a run of lower-case words, the longest at each place."""
        out, end = [], len(words)
        while end:
            found = self.ending(words[:end])
            if found:
                out.append(found[1])
                end -= found[0]
            else:
                end -= 1
        return out


@lru_cache(maxsize=4)
def titles(knowledge: Knowledge) -> Titles:
    """The titles of a set of tables, read once for it."""
    return Titles(knowledge)


@dataclass(slots=True)
class Person:
    """A person of an article. `places` are token ranges of the name alone, `introduced` those of titles and descriptions around it."""

    parts: tuple[str, ...]
    name: str
    places: list[tuple[int, int]] = field(default_factory=list)
    introduced: list[tuple[int, int]] = field(default_factory=list)
    titles: list[Title] = field(default_factory=list)
    role: str | None = None
    gender: str = ""
    offices: tuple[Office, ...] = ()

    @property
    def classes(self) -> set[str]:
        """Classes of the offices the text gives."""
        return {t.office_class for t in self.titles}


def gather(reading: Reading, runs: Iterable[tuple[int, int]], known: Titles) -> list[Person]:
    """The persons of token runs that name one, in the order of their first full names."""
    found: list[tuple[int, int, tuple[str, ...], str]] = []
    for first, last in runs:
        clean = bare(reading, first, last, known)
        if clean is None:
            continue
        text = " ".join(reading.article.text[reading.tokens[clean[0]].start : reading.tokens[clean[1] - 1].end].split())
        parts = pieces(text)
        if parts:
            found.append((*clean, parts, text))
    people: list[Person] = []
    for first, last, parts, text in sorted(found, key=lambda f: (len(f[2]) < 2, f[0])):
        person = owner(people, parts, first)
        if person is None:
            person = Person(parts, text)
            people.append(person)
        elif len(parts) > len(person.parts) and len(person.parts) < 3:
            person.parts, person.name = parts, text
        person.places.append((first, last))
    for person in people:
        person.places.sort()
    return sorted(people, key=lambda p: p.places[0])


def hyphenated(reading: Reading, runs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The runs, in order, with names that a hyphen divides made whole ("Jean-", "Marc Orlu") and two persons that it joins apart ("the Orlu-Vale talks")."""
    whole: list[tuple[int, int]] = []
    for first, last in sorted(runs):
        if whole and first > 1 and whole[-1][1] in (first - 1, first) and glued(reading, first - 1):
            first = whole.pop()[0]
        whole.append((first, last))
    apart: list[tuple[int, int]] = []
    for first, last in whole:
        two = last - first == 3 and glued(reading, first + 1) and _pair(reading, first + 1)
        apart += [(first, first + 1), (last - 1, last)] if two else [(first, last)]
    return apart


def glued(reading: Reading, hyphen: int) -> bool:
    """Whether a token is a hyphen without spaces around it."""
    tokens = reading.tokens
    return tokens[hyphen].text in HYPHENS and tokens[hyphen - 1].end == tokens[hyphen].start and tokens[hyphen].end == tokens[hyphen + 1].start


def _pair(reading: Reading, hyphen: int) -> bool:
    """Whether a hyphen stands between two names before a noun, of which one is also named alone: a person's own hyphen never leaves half of the name."""
    tokens = reading.tokens
    after = tokens[hyphen + 1]
    if after.deprel != "compound" or tokens[after.head].upos != "NOUN":
        return False
    return not {tokens[hyphen - 1].text, after.text}.isdisjoint(_alone(reading))


@lru_cache(maxsize=1)
def _alone(reading: Reading) -> frozenset[str]:
    """The words of a reading that somewhere have no hyphen beside them."""
    tokens, last = reading.tokens, len(reading.tokens) - 1
    return frozenset(t.text for t in tokens if HYPHENS.isdisjoint((tokens[max(t.index - 1, 0)].text, tokens[min(t.index + 1, last)].text)))


def bare(reading: Reading, first: int, last: int, known: Titles) -> tuple[int, int] | None:
    """A run without the titles before the name and the marks after it; none where nothing but a title is left."""
    tokens = reading.tokens
    while (
        last > first
        and (tokens[last - 1].upos in ("PUNCT", "PART", "ADP", "CCONJ", "VERB", "AUX") or tokens[last - 1].text in ("'s", "’s"))
        and not tokens[last - 1].text[:1].isupper()
    ):
        last -= 1
    lowered = [tokens[i].text.lower() for i in range(first, last)]
    cut = 0
    leading = [tokens[i].text.lower() for i in range(max(reading.sentences[tokens[first].sentence].first, first - 3), first)]
    for end in range(1, len(lowered)):
        if known.ending(leading + lowered[:end]):
            cut = end
    office = known.ending(leading + lowered[:cut]) if cut else known.ending(leading[:-1])
    if office is not None and office[1].office_class in FIELDED and (lowered[cut : cut + 1] if cut else leading[-1:]) == ["for"]:
        named = [i for i in range(cut + 1 if cut else 0, len(lowered)) if lowered[i][1:] != "."]
        if len(named) > 2:
            cut = named[-2]  # "envoy for Climate Ana Orlu"
        elif cut:
            return None  # "Assistant Secretary for East Tavian"
    elif cut:
        while cut < len(lowered) and (lowered[cut] in LINKING or not tokens[first + cut].text[:1].isalpha()):
            cut += 1
    first += min(cut, len(lowered))
    last = hyphened(reading, unrepeated(reading, first, last))
    last = next((i for i in range(first + 1, last) if tokens[i].text in (",", "of", "for", "from", "in")), last)  # "Ana Orlu, R-Tavia", "Ana Orlu of Tavia"
    while first < last and tokens[first].upos in ("DET", "PUNCT"):
        first += 1
    if first >= last or not any(tokens[i].text[:1].isupper() for i in range(first, last)):
        return None
    title = known.ending([tokens[last - 1].text.lower()])
    if title is not None and (
        not tokens[last - 1].text[:1].isupper() or title[1].office_class in FIELDED or (last - first == 1 and (cut or tokens[first].upos != "PROPN"))
    ):
        return None
    if last - first == 1 and last < len(tokens) and (known.ending([tokens[first].text.lower(), tokens[last].text.lower()]) or (0, None))[0] == 2:
        return None  # half of a title: the "Vice" of "Vice President"
    return first, last


def unrepeated(reading: Reading, first: int, last: int) -> int:
    """The end of a name that a web page repeats in full, run together with what follows: "Ana Orlu Ana OrluMinister", "Orlu Ana OrluMinister"."""
    if first >= last:
        return last
    begin = reading.tokens[first].text
    for i in range(first + 1, last):
        text = reading.tokens[i].text
        if text == begin:
            return i
        if text.startswith(begin) and text[len(begin) : len(begin) + 1].isupper():
            return first + 1
    return last


def hyphened(reading: Reading, last: int) -> int:
    """The end of a name whose last part a hyphen joins: "Chun-ying"."""
    tokens = reading.tokens
    while (
        last + 1 < len(tokens) and tokens[last].text in ("-", "‑") and tokens[last].start == tokens[last - 1].end and tokens[last + 1].start == tokens[last].end
    ):
        if tokens[last + 1].text.lower() in ("led", "backed", "era", "based", "style", "run", "like", "supported", "appointed") or _pair(reading, last):
            break
        last += 2
    return last


def owner(people: list[Person], parts: tuple[str, ...], first: int) -> Person | None:
    """Which of the persons found so far a name means: the same full name, else the one named last before it whose name holds all its pieces."""
    fitting: list[Person] = []
    for person in people:
        if parts == person.parts or (len(parts) > 1 and agree(parts, "", (" ".join(person.parts),))):
            return person
        if len(parts) < len(person.parts) and (parts[-1] == person.parts[-1] or set(parts) <= set(person.parts)):
            fitting.append(person)
    if not fitting:
        return None

    def distance(person: Person) -> tuple[bool, bool, int]:
        before = [p[0] for p in person.places if p[0] <= first]
        return parts[-1] != person.parts[-1] and parts[0] != person.parts[0], not before, first - max(before) if before else person.places[0][0] - first

    return min(fitting, key=distance)


def introduce(reading: Reading, people: list[Person], known: Titles, affiliated: frozenset[int]) -> None:
    """Add the titles before names and the descriptions beside them. `affiliated` are tokens of names of states and organisations."""
    for person in people:
        for first, last in person.places:
            before(reading, person, first, known, affiliated)
            beside(reading, person, first, last, known)
        if not person.gender and person.parts[0] in known.women and len(person.parts) > 1:
            person.gender = "f"


def before(reading: Reading, person: Person, first: int, known: Titles, affiliated: frozenset[int]) -> None:
    """The title right before a name, with the words before it that belong to it."""
    tokens = reading.tokens
    begin = reading.sentences[tokens[first].sentence].first
    end = first
    if end - 1 > begin and tokens[end - 1].text == ",":
        end -= 1
    words = [tokens[i].text.lower() for i in range(max(begin, end - 8), end)]
    found = known.ending(words)
    if found is None:
        end = fielded(reading, begin, first, known, affiliated)
        found = known.ending([tokens[i].text.lower() for i in range(max(begin, end - 8), end)])
        first = end
    if found is None:
        return
    at = end - found[0]
    collected = [found[1]]
    while True:  # "Foreign Ministry spokeswoman", "Sen.", "interim President": further titles and affiliations to the left
        again = known.ending([tokens[i].text.lower() for i in range(max(begin, at - 6), at)])
        if again and at - again[0] >= begin:
            at -= again[0]
            collected.append(again[1])
        elif at - 3 > begin and tokens[at - 1].text == ")" and tokens[at - 3].text == "(" and tokens[at - 2].text.isupper():
            at -= 3  # "the World Health Organization (WHO) chief"
        elif (at > begin and (at - 1 in affiliated or (tokens[at - 1].upos in ("ADJ", "PROPN", "NOUN") and tokens[at - 1].head >= at - 1))) or (
            at - 1 > begin
            and tokens[at - 1].text.lower() in LINKING
            and tokens[at - 1].text != ","
            and (at - 2 in affiliated or tokens[at - 2].upos in ("PROPN", "NOUN"))
        ):
            at -= 1
        else:
            break
    if end != first and not (at > begin and tokens[at - 1].text.lower() in ("the", "a", "his", "her", "its", "'s", "’s")) and at not in affiliated:
        return  # a title that a comma parts from the name must be a phrase of its own
    person.introduced.append((at, end))
    note(reading, person, collected, at, end)


def fielded(reading: Reading, begin: int, first: int, known: Titles, affiliated: frozenset[int]) -> int:
    """Where the office ends whose field stands right before a name, else where the name begins: "U.S. envoy | for Tavia Ana Orlu"."""
    tokens = reading.tokens
    at = first - 1
    while at > max(begin, first - 14) and (tokens[at].text[:1].isupper() or tokens[at].text in IN_FIELD or (tokens[at].text == "," and at < first - 1)):
        at -= 1
    if begin < at < first - 1 and tokens[at].text.lower() in ("for", "to"):
        found = known.ending([tokens[i].text.lower() for i in range(max(begin, at - 4), at)])
        if found is not None and found[1].office_class in FIELDED and (tokens[at].text.lower() == "for" or at + 1 in affiliated or at + 2 in affiliated):
            return at
    return first


def beside(reading: Reading, person: Person, first: int, last: int, known: Titles) -> None:
    """A description in apposition: after the name between commas, or the noun that the name explains."""
    tokens = reading.tokens
    head = next((i for i in range(first, last) if not first <= tokens[i].head < last), first)
    token = tokens[head]
    if token.deprel.split(":")[0] in ("appos", "flat") and token.head >= 0 and token.head < first and tokens[token.head].upos == "NOUN":
        spread = [i for i in reading.subtree(token.head) if i < first]
        if spread and first - token.head <= 8:
            at = max(spread[0], token.head - 8)
            found = known.within([tokens[i].text.lower() for i in range(at, token.head + 1)])
            if found:
                person.introduced.append((at, token.head + 1))
                note(reading, person, found, at, token.head + 1)
    end = reading.sentences[token.sentence].last
    if last < end and tokens[last].text == ",":
        stop = last + 1
        while stop < end and stop - last < 16 and (tokens[stop].upos not in ("VERB", "AUX", "PUNCT", "PRON", "SCONJ") or _compound(reading, stop)):
            stop += 1
        words = [tokens[i].text.lower() for i in range(last + 1, stop)]
        opener = tokens[last + 1] if last + 1 < end else None
        linked = any(tokens[i].deprel == "appos" and tokens[i].head in range(first, last) for i in range(last + 1, stop))
        starts = opener is not None and (opener.upos == "DET" or linked or any(tokens[i].text in ("'s", "’s") for i in range(last + 1, min(stop, last + 5))))
        found = known.within(words)
        if found and starts and stop > last + 1 and not (stop < end and tokens[stop].upos in ("VERB", "AUX")):
            person.introduced.append((last + 1, stop))
            note(reading, person, list(reversed(found)), last + 1, stop)


def _compound(reading: Reading, token: int) -> bool:
    """Whether a word belongs to a compound that the parser cut at its hyphen: "Kurdish-led"."""
    tokens = reading.tokens
    return any(
        tokens[i].text in ("-", "‑") and tokens[i].start == tokens[i - 1].end and i + 1 < len(tokens) and tokens[i + 1].start == tokens[i].end
        for i in (token, token - 1)
    )


def note(reading: Reading, person: Person, found: list[Title], first: int, last: int) -> None:
    """Keep what titles tell."""
    person.titles.extend(t for t in found if t not in person.titles)
    for title in found:
        if title.gender and not person.gender:
            person.gender = title.gender
    words = [t.text for t in reading.tokens[first:last]]
    if any(t.term not in HONORIFICS for t in found) and person.role is None:
        text = reading.article.text[reading.tokens[first].start : reading.tokens[last - 1].end]
        person.role = " ".join(text.split()) if words else None
