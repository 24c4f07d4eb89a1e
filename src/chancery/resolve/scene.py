"""The scene of one article: its text, what is known of its actors so far, and where each was met. The steps of resolution all work on it."""

from __future__ import annotations

from collections.abc import Callable

from chancery.knowledge import Knowledge
from chancery.knowledge.names import Named, names
from chancery.knowledge.officials import officials
from chancery.resolve.members import Member, Seen
from chancery.resolve.mentions import text_of
from chancery.resolve.nouns import forces, nouns, outlets
from chancery.resolve.people import titles
from chancery.resolve.where import Where
from chancery.schema.actor import ActorKind
from chancery.schema.article import TELLING_ROLES
from chancery.schema.reading import Reading
from chancery.schema.record import Drafts

#: Types of acts that are done to somebody for what it did.
ANSWERING = frozenset({"ACCUSE", "SANCTION", "SUPPORT", "COERCE", "REJECT"})
#: Prepositions that say where people are.
LOCATING = frozenset({"in", "at", "near", "around", "outside", "inside", "across", "throughout", "from", "of"})


class Scene:
    """What the steps share. `at` holds the member each token stands for, `_states` the known name it belongs to, `_history` all mentions in order."""

    def __init__(self, reading: Reading, drafts: Drafts, knowledge: Knowledge, published: str | None, *, where: Where | None = None) -> None:
        self.reading, self.drafts, self.day = reading, drafts, published
        self.names, self.officials, self.titles, self.nouns = names(knowledge), officials(knowledge), titles(knowledge), nouns(knowledge)
        self.members: list[Member] = []
        self.at: dict[int, Member] = {}
        self._keys: dict[tuple[str, ...], Member] = {}
        self._states: dict[int, Named] = {}
        self._history: list[Seen] = []
        self._introducing: dict[int, Member] = {}
        self._mentioned: list[tuple[str, int]] = []
        self._counts: dict[str, int] = {}
        self._locals: dict[int, str | None] = {}
        self._scenes: dict[int, str | None] = {}
        self._located: list[tuple[str, int]] | None = None
        self.forces, self.outlets = forces(knowledge), outlets(knowledge)
        self._where = where or Where(reading, knowledge)
        self._holder: dict[int, int] = {}
        for i, s in enumerate(drafts.statements):
            size = len(s.tokens)
            for t in s.tokens:
                other = self._holder.get(t)
                if other is None or size <= len(drafts.statements[other].tokens):
                    self._holder[t] = i
        self._sources = {s.source.head: i for i, s in enumerate(drafts.statements) if s.source is not None}
        self._ended = sorted(((s.tokens[-1], s) for s in drafts.statements if s.tokens), key=lambda e: e[0])
        self._answers = frozenset(e.token for e in drafts.events if e.type in ANSWERING)
        self._telling = [s for s in reading.sentences if s.role in TELLING_ROLES]

    def _member(self, key: tuple[str, ...], kind: ActorKind, name: str) -> Member:
        """The member of a key, made when first asked for."""
        found = self._keys.get(key)
        if found is None:
            found = Member(f"p{len(self.members) + 1}", kind, name)
            self._keys[key] = found
            self.members.append(found)
        return found

    def state(self, code: str) -> Member:
        """The state of an ISO code."""
        named = self.names.countries.get(code)
        member = self._member(("state", code), "state", named.name if named else code)
        member.code = member.country = code
        member.sectors, member.wikidata = ("GOV",), named.wikidata if named else None
        member.confidence = 0.9
        return member

    def _of_named(self, named: Named, first: int, last: int) -> Member:
        """The member a known name stands for; a house or ministry that stands for a state is an organisation of its own."""
        if named.kind == "state":
            if named.sort == "house":
                member = self._member(("house", self._text(first, last).lower()), "organisation", self._text(first, last))
                member.code = member.country = named.country
                member.sectors = ("GOV",)
                member.confidence = 0.85
                return member
            return self.state(named.code)
        lettered = named.kind == "organisation" and named.sector == "IGO" and not named.within
        member = self._member((named.kind, named.name), named.kind, named.code if lettered else named.name)
        member.code, member.country = self._code(named), self._country(named)
        if named.sector == "JRN" and self._text(first, last) == named.code:
            member.name = named.code  # known by its letters
        member.sectors = (named.sector,) if named.sector else ()
        member.wikidata, member.confidence = named.wikidata, 0.85
        return member

    def _local(self, token: int) -> str | None:
        """The state that the words around a token are about: the one named most in its sentence and those before, then in the whole article."""
        sentence = self.reading.tokens[token].sentence
        if sentence not in self._locals:
            self._locals[sentence] = _nearest(self._mentioned, sentence)
        return self._locals[sentence]

    def _country(self, named: Named) -> str | None:
        """The state a name belongs to; an armed group of several states that which the article names most, a people of several states none."""
        if named.kind != "group" or len(named.members) < 2:
            return named.country
        return None if named.sector == "CVL" else max(named.members, key=lambda c: self._counts.get(c, 0))

    def _code(self, named: Named) -> str:
        """The party a name counts as; parties that the table tells apart by their state count as the state."""
        return named.country if named.kind == "group" and named.sector == "PTY" and "(" in named.name and named.country else named.code

    def _homeland(self, word: str, token: int) -> str | None:
        """The state of a body or person that no state is named beside: the United States, where the article names it, for words of its own bodies, else the
        one that the words around are about.
        """
        if word in self.nouns.american and any(code == "USA" for code, _ in self._mentioned):
            return "USA"
        return self._local(token)

    def _victims(self, token: int) -> str | None:
        """The state whose people a word for people means: that of the place nearest to it in its sentence, else of the scene."""
        tokens = self.reading.tokens
        sentence = self.reading.sentences[tokens[token].sentence]
        found: tuple[int, str] | None = None
        for i in range(sentence.first, sentence.last):
            country = self._where.country_of(i)
            if country is None or country not in self.names.countries:
                continue
            if self._locating(i) and (found is None or abs(i - token) < found[0]):
                found = abs(i - token), country
        return found[1] if found is not None else self._scene(token)

    def _scene(self, token: int) -> str | None:
        """The state where what is told around a token takes place: of the places that something is said to be in, the one named most and nearest."""
        here = self.reading.tokens[token].sentence
        if self._located is None:
            self._located = [
                (country, s.index)
                for s in self._telling
                for i in range(s.first, s.last)
                if (country := self._where.country_of(i)) in self.names.countries and self._locating(i)
            ]
        if here not in self._scenes:
            self._scenes[here] = _nearest(self._located, here) or self._local(token)
        return self._scenes[here]

    def _locating(self, token: int) -> bool:
        """Whether something is said to be in, at or from a place."""
        tokens = self.reading.tokens
        return any(tokens[c].deprel == "case" and tokens[c].lemma.lower() in LOCATING for c in self.reading.children[token])

    def _text(self, first: int, last: int) -> str:
        return text_of(self.reading, first, last)

    def _last(self, fits: Callable[[Member], bool], *, reach: int) -> Member | None:
        if not self._history:
            return None
        now = self._history[-1].sentence
        for s in reversed(self._history):
            if now - s.sentence > reach:
                return None
            if fits(s.member):
                return s.member
        return None


def _nearest(mentioned: list[tuple[str, int]], sentence: int) -> str | None:
    """Of states and the sentences that they stand in, the one that stands most, and nearest, around a sentence; one before it counts more than one after."""
    weights: dict[str, float] = {}
    for code, where in mentioned:
        distance = abs(sentence - where) + (0.5 if where > sentence else 0.0)
        weights[code] = weights.get(code, 0.0) + 1.0 / (1.0 + distance) + 0.05
    return max(weights, key=lambda c: (weights[c], c), default=None)
