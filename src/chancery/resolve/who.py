"""Who is meant: a phrase of an article -> one of its actors. In: a reading and its drafts; out: actors, each with all its mentions.

Names come first (states, organisations, groups, persons), then one pass over the text settles descriptions and pronouns as a reader meets them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from chancery.knowledge import Knowledge
from chancery.knowledge.names import Named, names
from chancery.knowledge.officials import Office, officials
from chancery.resolve.mentions import MARKS, Description, describe, span_of, text_of, trimmed
from chancery.resolve.otherside import Sighting
from chancery.resolve.people import Person, Title, gather, introduce, titles
from chancery.schema.actor import Actor, ActorKind
from chancery.schema.article import TELLING_ROLES
from chancery.schema.evidence import Phrase, Span
from chancery.schema.reading import Reading
from chancery.schema.record import Drafts

#: Nouns that stand for the state itself.
STATE_NOUNS = frozenset({"government", "administration", "regime", "leadership", "cabinet", "junta", "authority", "state", "nation", "country", "republic", "kingdom", "side", "presidency"})
#: Nouns of bodies that act for a state, each an actor of its own.
BODY_NOUNS = frozenset({
    "ministry", "department", "military", "army", "navy", "parliament", "court", "police", "agency", "office", "embassy", "council", "senate", "congress", "committee", "commission",
    "bureau", "command", "court", "delegation", "media", "television", "tv", "radio", "broadcaster", "newspaper", "daily", "service", "intelligence", "guard", "force", "mission",
    "organization", "organisation", "bloc", "alliance", "coalition", "watchdog", "monitor", "party", "statement", "site", "website", "outlet", "magazine", "network", "channel", "university", "bank",
})  # fmt: skip
#: Nouns of armed people who act for themselves.
REBEL_NOUNS = frozenset({
    "rebel", "insurgent", "separatist", "militant", "militia", "fighter", "jihadist", "extremist", "terrorist", "gunman", "faction", "brigade", "guerrilla", "paramilitary", "militiaman",
    "opposition", "movement", "group", "secessionist", "islamist", "attacker", "hijacker", "bomber", "smuggler", "pirate", "mercenary",
})  # fmt: skip
#: Nouns of territory: as a party, the state it belongs to.
TERRITORY_NOUNS = frozenset({"capital", "city", "town", "village", "region", "province", "territory", "area", "border", "soil", "airspace", "embassy", "consulate", "base", "enclave", "peninsula"})
#: Words of the lexicon that are no party without an owner.
BARE = frozenset({"office", "statement", "site", "website", "service", "security", "house", "world", "guard", "mission", "union", "power", "side", "office", "force", "unit", "board", "bank"})
#: Nouns of bodies and people that may belong to no one state.
ABROAD = frozenset({
    "organization", "organisation", "bloc", "alliance", "coalition", "watchdog", "media", "newspaper", "daily", "site", "website", "outlet", "magazine", "network", "channel", "journalist",
    "reporter", "analyst", "expert", "diplomat", "observer", "critic", "power", "world", "community", "company", "ally", "neighbor", "neighbour", "enemy", "inspector", "peacekeeper", "statement",
})  # fmt: skip
#: What somebody speaks through.
WRITINGS = frozenset({"statement", "communique", "communiqué", "letter", "readout", "tweet", "memo", "release", "declaration", "email", "video", "resolution"})
#: Those who speak for the person they belong to.
PERSONAL_STAFF = frozenset({"office", "team", "campaign", "camp", "administration"})
#: Hedges before a number that belong to no description.
HEDGES = frozenset({"at", "least", "more", "than", "about", "over", "nearly", "almost", "some", "around", "up", "to", "fewer", "less"})
#: Words of a name that make an unknown organisation a group.
GROUP_WORDS = frozenset({"brigade", "brigades", "front", "movement", "army", "battalion", "militia", "division", "resistance", "fighters", "rebels", "forces", "jihad", "liberation", "units", "faction"})
THIRD = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "herself": "f", "hers": "f"}
PLURALS = frozenset({"they", "them", "their", "themselves", "theirs"})
THINGS = frozenset({"it", "its", "itself"})
FIRST = frozenset({"i", "me", "my", "we", "us", "our", "ours", "myself", "ourselves", "mine"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
#: How far back, in sentences, a pronoun looks.
REACH = 6
NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "DET"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "obl:agent"})


@dataclass(slots=True)
class Member:
    """An actor in the making."""

    id: str
    kind: ActorKind
    name: str
    code: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    role: str | None = None
    wikidata: str | None = None
    confidence: float = 0.8
    spans: list[Span] = field(default_factory=list)
    plural: bool = False
    gender: str = ""
    lemma: str = ""
    classes: set[str] = field(default_factory=set)
    titles: tuple[str, ...] = ()
    used: bool = False
    named: bool = True


@dataclass(frozen=True, slots=True)
class Seen:
    """One mention, as a pronoun may look back to it."""

    token: int
    sentence: int
    member: Member
    subject: bool


class Cast:
    """The actors of one article; `actor` finds or makes the one a phrase means."""

    def __init__(self, reading: Reading, drafts: Drafts, knowledge: Knowledge, published: str | None) -> None:
        self.reading, self.drafts, self.day = reading, drafts, published
        self.names, self.officials, self.titles = names(knowledge), officials(knowledge), titles(knowledge)
        self.members: list[Member] = []
        self.at: dict[int, Member] = {}
        self._keys: dict[tuple[str, ...], Member] = {}
        self._states: dict[int, Named] = {}
        self._history: list[Seen] = []
        self._busy: set[int] = set()
        self._introducing: dict[int, Member] = {}
        self._mentioned: list[tuple[str, int]] = []
        self._locals: dict[int, str | None] = {}
        self._nouns = {row["lemma"]: row["kind"] for row in knowledge.table("party_nouns")}
        self._holder: dict[int, int] = {}
        for i, s in enumerate(drafts.statements):
            size = len(s.tokens)
            for t in s.tokens:
                other = self._holder.get(t)
                if other is None or size <= len(drafts.statements[other].tokens):
                    self._holder[t] = i
        self._sources = {s.source.head: i for i, s in enumerate(drafts.statements) if s.source is not None}
        self._ended = sorted(((s.tokens[-1], s) for s in drafts.statements if s.tokens), key=lambda e: e[0])
        self._telling = [s for s in reading.sentences if s.role in TELLING_ROLES]
        self._find_names()
        self._find_people()
        self._walk()

    # ---- names

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
            if named.sort == "metonym" and last - first > 1 or (named.sort == "metonym" and self._text(first, last).lower() in ("kremlin", "pentagon", "knesset", "tatmadaw")):
                member = self._member(("house", self._text(first, last).lower()), "organisation", self._text(first, last))
                member.code = member.country = named.country
                member.sectors = ("GOV",)
                member.confidence = 0.85
                return member
            return self.state(named.code)
        member = self._member((named.kind, named.name), named.kind, named.code if named.kind == "organisation" and named.sector == "IGO" else named.name)
        member.code, member.country = named.code, named.country
        if named.sector == "JRN" and self._text(first, last) == named.code:
            member.name = named.code  # known by its letters
        if named.kind == "group" and named.sector == "PTY" and "(" in named.name and named.country:
            member.code = named.country
        member.sectors = (named.sector,) if named.sector else ()
        member.wikidata, member.confidence = named.wikidata, 0.85
        return member

    def _local(self, token: int) -> str | None:
        """The state that the words around a token are about: the one named most in its sentence and those before, then in the whole article."""
        sentence = self.reading.tokens[token].sentence
        if sentence not in self._locals:
            weights: dict[str, float] = {}
            for code, where in self._mentioned:
                distance = abs(sentence - where) + (0.5 if where > sentence else 0.0)
                weights[code] = weights.get(code, 0.0) + 1.0 / (1.0 + distance) + 0.05
            self._locals[sentence] = max(weights, key=lambda c: (weights[c], c), default=None) if weights else None
        return self._locals[sentence]

    def _text(self, first: int, last: int) -> str:
        return text_of(self.reading, first, last)

    def _find_names(self) -> None:
        """States, organisations and groups of the tables, and organisations the model sees."""
        tokens, entities = self.reading.tokens, self.reading.entities
        people = [(e.first, e.last) for e in entities if e.label == "person"]
        inside_person = {i for first, last in people for i in range(first, last) if last - first > 1}
        self._affiliated: set[int] = set()
        counts: dict[str, int] = {}
        pending: list[tuple[int, int, tuple[Named, ...]]] = []
        for s in self._telling:
            for m in self.names.find([t.text for t in tokens[s.first : s.last]]):
                first, last = m.first + s.first, m.last + s.first
                if last - first == 1 and (first in inside_person or self._surname(first, people)):
                    continue
                if last - first == 1 and len(m.named) > 1 and tokens[first].upos == "VERB":
                    continue
                if len(m.named) == 1:
                    counts[m.named[0].code] = counts.get(m.named[0].code, 0) + 1
                pending.append((first, last, m.named))
        self._halves(counts, pending)
        for first, last, found in pending:
            named = max(found, key=lambda n: counts.get(n.code, 0)) if len(found) > 1 else found[0]
            for i in range(first, last):
                self._affiliated.add(i)
                self._states[i] = named
                self.at[i] = self._of_named(named, first, last)
            self.at[first].spans.append(span_of(self.reading, first, last))
            if named.kind == "state":
                self._mentioned.append((named.code, tokens[first].sentence))
        for e in entities:
            if e.label == "organisation" and self.reading.sentences[tokens[e.first].sentence].role in TELLING_ROLES:
                self._organisation(e.first, e.last)

    def _halves(self, counts: dict[str, int], pending: list[tuple[int, int, tuple[Named, ...]]]) -> None:
        """ "The North" and "the South" in an article on a state so named."""
        tokens, taken = self.reading.tokens, {i for first, last, _ in pending for i in range(first, last)}
        for half in ("North", "South"):
            states = [n for code in sorted(counts) if (n := self.names.countries.get(code)) is not None and n.name.startswith(half + " ")]
            if len(states) != 1:
                continue
            for s in self._telling:
                for i in range(s.first + 1, s.last):
                    if tokens[i].text == half and i not in taken and tokens[i - 1].text.lower() == "the" and not tokens[min(i + 1, s.last - 1)].text[:1].isupper():
                        pending.append((i, i + 1, (states[0],)))
        pending.sort(key=lambda p: p[0])

    def _surname(self, token: int, people: list[tuple[int, int]]) -> bool:
        """Whether a word that is a name of the tables is here a person's, as "Jordan" may be."""
        word = self.reading.tokens[token].text.lower()
        return any(last - first > 1 and self.reading.tokens[last - 1].text.lower() == word for first, last in people)

    def _organisation(self, first: int, last: int) -> None:
        """An organisation the tables do not hold."""
        tokens = self.reading.tokens
        first, last = trimmed(self.reading, first, last)
        while first < last - 1 and tokens[first].upos == "DET":
            first += 1
        free = [i for i in range(first, last) if i not in self.at]
        if not free or (last - 1 in self.at and not (tokens[last - 1].head in free)):
            return
        words = [tokens[i].text.lower() for i in range(first, last)]
        if not any(tokens[i].text[:1].isupper() for i in free) or self.titles.ending(words):
            return
        nouns = [tokens[i].lemma.lower() for i in range(first, last)]
        if tokens[last - 1].upos == "NOUN" and not tokens[last - 1].text[:1].isupper():
            return
        if nouns[-1] in BODY_NOUNS and nouns[-1] not in ("media", "radio", "television", "newspaper", "university", "organization", "organisation", "coalition", "party"):
            d = describe(self.reading, last - 1)
            named, owner = self._modifier(d)
            if named is not None and named.kind == "state":
                member = self._body(d, named, owner, named.code, named.country)
                member.named, member.confidence = True, 0.8
                start = min(d.first, first)
                while start < last - 1 and tokens[start].upos in ("DET", "PUNCT"):
                    start += 1
                for i in range(start, last):
                    if i not in self.at or i == last - 1:
                        self.at[i] = member
                member.spans.append(span_of(self.reading, start, last))
                return
        name = self._text(first, last)
        kind: ActorKind = "group" if set(words) & GROUP_WORDS and not any(self._states[i].kind == "state" for i in range(first, last) if i in self._states) else "organisation"
        member = self._member(("named", name.lower()), kind, name)
        state = next((self._states[i] for i in range(first, last) if i in self._states), None)
        if state is not None:
            member.country = state.country
            if kind == "organisation" and (nouns[-1] in BODY_NOUNS or nouns[-1] in STATE_NOUNS):
                member.code = state.code
        member.code = member.code or name
        member.confidence, member.lemma = 0.7, nouns[-1]
        for i in range(first, last):
            self.at[i] = member
        member.spans.append(span_of(self.reading, first, last))

    # ---- persons

    def _find_people(self) -> None:
        tokens = self.reading.tokens
        runs = []
        for e in self.reading.entities:
            if e.label != "person" or self.reading.sentences[tokens[e.first].sentence].role not in TELLING_ROLES:
                continue
            if all(i in self.at for i in range(e.first, e.last)):
                continue
            if not any(tokens[i].upos == "PROPN" for i in range(e.first, e.last)):
                continue
            lemma = tokens[e.last - 1].lemma.lower()
            if e.last - e.first == 1 and (lemma in self._nouns or (tokens[e.first].text.endswith("s") and "Plur" in tokens[e.first].feats)):
                continue
            runs.append((e.first, e.last))
        people = gather(self.reading, runs, self.titles)
        introduce(self.reading, people, self.titles, frozenset(self._affiliated))
        for person in people:
            self._person(person)

    def _person(self, person: Person) -> None:
        """The member of a person: from the table of officials where it knows the name, else from the text."""
        affiliation = next((n for first, last in person.introduced if (n := self._affiliation(first, last)) is not None), None)
        country = affiliation.country if affiliation is not None and affiliation.kind == "state" else None
        offices = self.officials.named(person.name, self.day, country=country)
        if len(person.parts) == 1 and offices and country is None and not person.titles and not person.name[:1].isupper():
            offices = ()
        member = self._member(("person", offices[0].person.lower() if offices else " ".join(person.parts)), "person", offices[0].person if offices else person.name)
        member.gender = member.gender or person.gender
        member.classes |= person.classes | {o.office_class for o in offices if self.day and o.holds(self.day)}
        member.titles = tuple(dict.fromkeys((*member.titles, *(t.term for t in person.titles))))
        if offices:
            self._of_office(member, offices, country)
        if affiliation is not None and member.code is None:
            member.code, member.country = affiliation.code, affiliation.country
            if affiliation.kind == "group":
                member.code = affiliation.code
        member.role = member.role or person.role
        if not member.sectors:
            member.sectors = tuple(dict.fromkeys(t.sector for t in person.titles if t.sector))[:1]
        member.confidence = 0.9 if offices else 0.8
        for first, last in person.places:
            for i in range(first, last):
                self.at[i] = member
            member.spans.append(span_of(self.reading, first, last))
        for first, last in person.introduced:
            for i in range(first, last):
                self._introducing[i] = member
                if self.reading.tokens[i].upos in ("NOUN", "PROPN") and i not in self._affiliated:
                    self.at.setdefault(i, member)

    def _of_office(self, member: Member, offices: tuple[Office, ...], country: str | None) -> None:
        """What the table of officials tells: the office of the day, and whom it acts for."""
        held = next((o for o in offices if self.day and o.holds(self.day)), None)
        office = held or offices[0]
        member.wikidata = office.wikidata or None
        if held is not None:
            member.role = held.office
        member.sectors = ("GOV",)
        if office.country:
            member.code = member.country = country or office.country
        else:
            body = next((n.named[0] for n in self.names.find(office.office.split()) if n.named[0].kind == "organisation"), None)
            member.code = body.code if body else None

    def _affiliation(self, first: int, last: int) -> Named | None:
        """Whom a run of words belongs to: the first state, organisation or group it names, but no organisation of the tables that comes after "to"."""
        tokens = self.reading.tokens
        for i in range(first, last):
            named = self._states.get(i)
            if named is not None and not (i > first and any(tokens[j].lemma.lower() in ("to", "on", "against", "in") for j in range(max(first, i - 2), i))):
                return named
        return next((self._states[i] for i in range(first, last) if i in self._states), None)

    # ---- one pass over the text

    def _walk(self) -> None:
        """Settle every mention in order, so that each may look back to those before it."""
        tokens = self.reading.tokens
        for s in self._telling:
            for i in range(s.first, s.last):
                token = tokens[i]
                if token.upos == "PRON":
                    self._pronoun(i)
                elif i not in self.at and ((token.upos in ("NOUN", "PROPN") and token.lemma.lower() in self._nouns) or (token.upos in NOMINAL and i in self._sources)):
                    self._noun(i, speaking=i in self._sources)
                member = self.at.get(i)
                if member is not None and not (i > s.first and self.at.get(i - 1) is member and token.deprel in ("flat", "compound")):
                    self._history.append(Seen(i, s.index, member, token.deprel in SUBJECTS or i in self._sources))

    def _noun(self, head: int, *, speaking: bool = False) -> Member | None:
        """The member a noun's phrase means; none where it is no party."""
        if head in self.at:
            return self.at[head]
        explained = self._explained(head)
        if explained is not None:
            self.at[head] = explained
            return explained
        d = describe(self.reading, head)
        member = self._described(d, speaking=speaking)
        if member is not None:
            self.at[head] = member
            first, last = trimmed(self.reading, d.first, d.last)
            member.spans.append(span_of(self.reading, first, last))
        return member

    def _explained(self, head: int) -> Member | None:
        """The member a noun's own name gives: "the group, the Harran Brigade", "a driver named Orlu", "state broadcaster RTV"."""
        tokens = self.reading.tokens
        lemma = tokens[head].lemma.lower()
        end = self.reading.sentences[tokens[head].sentence].last
        for c in self.reading.children[head]:
            relation, other = tokens[c].deprel.split(":")[0], self.at.get(c)
            if other is None or other.lemma == "composite" or c < head:
                continue
            if relation == "flat" or (relation == "appos" and c - head <= 12 and (other.kind == "person" or lemma in BODY_NOUNS or lemma in REBEL_NOUNS) and other.kind != "state"):
                return other
        after = head + 1
        if after + 1 < end and tokens[after].text.lower() in ("named", "called", "identified", "known"):
            return next((self.at[i] for i in range(after + 1, min(after + 4, end)) if i in self.at and self.at[i].kind != "state"), None)
        other = self.at.get(after) if after < end else None
        if other is not None and other.kind in ("organisation", "group") and (lemma in BODY_NOUNS or lemma in REBEL_NOUNS) and tokens[after].upos == "PROPN":
            return other
        return None

    def _modifier(self, d: Description) -> tuple[Named | None, Member | None]:
        """Whom a phrase belongs to: what its own words name, else its complements; with the member where a person or pronoun owns it."""
        tokens, children = self.reading.tokens, self.reading.children
        possessor = next((c for c in children[d.head] if tokens[c].deprel == "nmod:poss"), None)
        if possessor is not None and possessor not in self._states:
            owner = self.at.get(possessor)
            if owner is None and tokens[possessor].upos == "PRON":
                self._pronoun(possessor)
                owner = self.at.get(possessor)
            if owner is not None:
                return None, owner
        for i in range(d.first, d.head):
            if i in self._states and tokens[i].head >= d.first:
                return self._states[i], None
        for i in range(d.first, d.head):
            owner = self.at.get(i)
            if owner is not None and tokens[i].deprel in ("compound", "nmod:poss", "amod", "nmod:desc", "flat"):
                return None, owner
        for i in range(d.last, d.fullest[1]):
            if i in self._states and self._complement(i, d.head):
                return self._states[i], None
        for i in range(d.last, d.fullest[1]):
            owner = self.at.get(i)
            if owner is not None and owner.code and self._complement(i, d.head):
                return None, owner
        return None, None

    def _complement(self, token: int, head: int) -> bool:
        """Whether a word belongs to a phrase's head by of, for, from, in or with."""
        tokens = self.reading.tokens
        while tokens[token].head >= 0 and tokens[token].head != head:
            token = tokens[token].head
        return any(tokens[c].lemma.lower() in ("of", "for", "from", "in", "with", "at", "within", "inside") for c in self.reading.children[token] if tokens[c].deprel == "case")

    def _described(self, d: Description, *, speaking: bool) -> Member | None:
        """The member a description means."""
        tokens = self.reading.tokens
        kind = self._nouns.get(d.lemma)
        named, owner = self._modifier(d)
        code = named.code if named else owner.code if owner else None
        country = named.country if named else owner.country if owner else None
        found = self.titles.ending([tokens[i].lemma.lower() if i == d.head else tokens[i].text.lower() for i in range(d.first, d.head + 1)])
        title = found[1] if found else None
        if d.lemma in WRITINGS and not d.plural:
            issuer = self._issuer(d, named, owner)
            if issuer is not None:
                return issuer
        if d.lemma in PERSONAL_STAFF and owner is not None and owner.kind == "person":
            return owner
        if d.lemma in STATE_NOUNS and (not d.plural or d.lemma in ("authority", "side")) and d.lemma not in ("side", "authority", "state"):
            return self._government(d, named, owner, country)
        if title is not None and not d.plural and title.office_class not in ("spokesperson", "official", "adviser", "person", "legislator", "officer", "honorific", "") and not d.indefinite:
            person = self._office_holder(d, title, named, owner)
            if person is not None:
                return person
        if d.definite and named is None and owner is None:
            earlier = self._earlier(d)
            if earlier is not None:
                return earlier
        if kind is None and title is None and not speaking and d.lemma not in BODY_NOUNS:
            return None
        fits = kind in ("official", "people", "force") or title is not None
        if d.lemma in BARE and not d.plural and not (named or owner or speaking):
            return None
        if d.lemma in TERRITORY_NOUNS and not speaking:
            place = named.country if named is not None and named.kind == "state" else self._local(d.head) if named is None and owner is None and d.definite else None
            return self.state(place) if place and place in self.names.countries else None
        if d.lemma in BODY_NOUNS and not d.plural and not (fits and kind in ("official", "people")):
            return self._body(d, named, owner, code, country)
        if kind == "body" and not d.plural and d.lemma not in REBEL_NOUNS and (named or owner):
            return self._body(d, named, owner, code, country)
        if not speaking and ((kind is None and not title) or (d.lemma == "force" and not d.plural)):
            return None
        group = self._keys.get(("group", named.name)) if named is not None and named.kind == "group" else owner if owner is not None and owner.kind == "group" else None
        return self._unnamed(d, kind, code, country, group)

    def _issuer(self, d: Description, named: Named | None, owner: Member | None) -> Member | None:
        """Who speaks through a statement or letter: its owner, who issued it, else who spoke last."""
        if owner is not None:
            return owner
        tokens, head = self.reading.tokens, d.head
        below = [i for i in self.reading.subtree(head) if i > head and i - head < 10 and i in self.at]
        person = next((self.at[i] for i in below if self.at[i].kind == "person"), None)
        if person is not None:
            return person
        if tokens[head].deprel == "obj" and tokens[head].head >= 0:
            for c in self.reading.children[tokens[head].head]:
                if tokens[c].deprel == "nsubj":
                    return self.at.get(c) or self._noun(c)
        if named is None and below:
            return self.at[below[0]]
        if named is not None:
            return self.state(named.code) if named.kind == "state" else self._keys.get((named.kind, named.name))
        now = self._history[-1].sentence if self._history else 0
        return next((s.member for s in reversed(self._history) if s.token in self._sources and now - s.sentence <= 4 and "JRN" not in s.member.sectors), None)

    def _government(self, d: Description, named: Named | None, owner: Member | None, country: str | None) -> Member | None:
        """The state a word for a government or country stands for."""
        if named is not None and named.kind == "state":
            return self.state(named.code)
        if named is not None:
            return self._of_named(named, d.head, d.head + 1) if named.kind == "group" else None
        if owner is not None and owner.country:
            if owner.country in self.names.countries and not d.plural:
                return self.state(owner.country)
        if d.definite and owner is None and d.last - d.first <= 2:
            seen = self._last(lambda m: m.kind == "state" or (m.kind == "organisation" and m.country is not None), reach=REACH)
            if seen is not None and seen.country:
                return self.state(seen.country)
        return None

    def _office_holder(self, d: Description, title: Title, named: Named | None, owner: Member | None) -> Member | None:
        """Who holds the office a description names: a person of the text, else the holder on the article's day."""
        country = named.country if named else owner.country if owner else None
        classes = ("head_of_state", "head_of_government", "leader") if title.office_class in ("leader", "head_of_state") else (title.office_class,)
        if named is not None and named.kind != "state":
            country = None
        if title.office_class not in ("envoy", "other_minister", "cleric", "judge") and title.term not in ("leader", "chairperson", "speaker"):
            fitting = [
                s.member
                for s in reversed(self._history)
                if s.member.kind == "person" and s.member.classes & set(classes) and (country is None or s.member.country == country) and (not title.gender or s.member.gender in ("", title.gender))
            ]
            exact = [m for m in fitting if title.term in m.titles]
            if exact or fitting:
                return (exact or fitting)[0]
            if title.office_class == "leader" and named is not None and named.kind != "state":
                return None
            if country and (named is None or named.kind == "state"):
                for office_class in classes:
                    office = self.officials.holder(country, office_class, self.day)
                    if office is not None:
                        return self._holder_member(office)
            return None
        fitting = [s.member for s in reversed(self._history) if s.member.kind == "person" and title.term in s.member.titles and (country is None or s.member.country == country)]
        if not fitting and title.term == "leader":
            fitting = [s.member for s in reversed(self._history) if s.member.kind == "person" and s.member.classes & {"head_of_state", "head_of_government"} and (country is None or s.member.country == country)]
            if not fitting and country and named is not None and named.kind == "state":
                office = self.officials.holder(country, "head_of_state", self.day)
                return self._holder_member(office) if office else None
        return fitting[0] if fitting else None

    def _holder_member(self, office: Office) -> Member:
        member = self._member(("person", office.person.lower()), "person", office.person)
        member.code = member.country = office.country
        member.role, member.wikidata, member.sectors, member.confidence = office.office, office.wikidata or None, ("GOV",), 0.7
        member.classes.add(office.office_class)
        return member

    def _earlier(self, d: Description) -> Member | None:
        """The actor a definite description without an owner points back to: the last with the same noun, or one of its kind."""
        for s in reversed(self._history):
            m = s.member
            if m.kind != "person" and m.lemma == d.lemma and m.plural == d.plural and m.kind != "state":
                return m
            if m.kind == "person" and not d.plural and d.lemma in m.titles:
                return m
        if d.lemma == "group" or d.lemma == "movement":
            return self._last(lambda m: m.kind == "group", reach=REACH)
        if d.lemma in ("organization", "organisation", "alliance", "bloc", "agency", "newspaper", "network", "watchdog", "paper", "daily"):
            return self._last(lambda m: m.kind == "organisation" and m.country != m.code, reach=REACH)
        return None

    def _last(self, fits: object, *, reach: int) -> Member | None:
        assert callable(fits)
        if not self._history:
            return None
        now = self._history[-1].sentence
        for s in reversed(self._history):
            if now - s.sentence > reach:
                return None
            if fits(s.member):
                return s.member
        return None

    def _body(self, d: Description, named: Named | None, owner: Member | None, code: str | None, country: str | None) -> Member:
        """A ministry, army or other body, known by its words and whom it belongs to."""
        first, last = trimmed(self.reading, d.first, d.last)
        words = [t.lemma.lower() for t in self.reading.tokens[first:last] if t.upos not in ("DET", "PUNCT") and t.text not in MARKS and t.index not in self._states]
        name = self._text(first, last)
        for article in ("the ", "The ", "a ", "A ", "an ", "An "):
            name = name.removeprefix(article)
        member = self._member(("body", code or country or "", " ".join(words)), "organisation", name)
        if owner is not None and owner.kind == "person" and owner.country:
            code = owner.country
        if code is None and country is None and d.lemma not in ABROAD:
            country = self._local(d.head)
        member.code, member.country, member.lemma, member.named = code or member.code, country or member.country, d.lemma, False
        member.sectors = ("MIL",) if d.lemma in ("army", "military", "navy", "force", "command", "guard") else ("JRN",) if d.lemma in ("media", "television", "newspaper", "radio") else ("GOV",)
        member.confidence = 0.75 if code else 0.55
        return member

    def _unnamed(self, d: Description, kind: str | None, code: str | None, country: str | None, group: Member | None) -> Member:
        """People without a name: the same words mean the same ones, unless they bring in others."""
        first, last = trimmed(self.reading, d.first, d.last)
        while first < d.head - 1 and self.reading.tokens[first].text.lower() in HEDGES and self.reading.tokens[first + 1].upos in ("NUM", "ADJ", "ADP", "ADV", "SCONJ"):
            first += 1
        name = self._text(first, d.fullest[1]) if d.fullest[1] - d.fullest[0] <= 16 else self._text(first, last)
        core = " ".join(t.text.lower() for t in self.reading.tokens[first:last] if t.upos != "DET" or t.index > first)
        if d.definite or d.plural:
            key = ("unnamed", core, code or "")
        else:
            key = ("unnamed", name.lower(), code or "")
        rebel = d.lemma in REBEL_NOUNS
        if rebel and group is not None:
            return group
        member = self._member(key, "unnamed", name)
        if not member.spans:
            member.code = None if rebel else code
            if country is None and code is None and not rebel and kind is not None and d.lemma not in ABROAD and d.lemma not in STATE_NOUNS:
                country = self._local(d.head)
            member.country, member.plural, member.lemma, member.named = country, d.plural, d.lemma, False
            member.sectors = ("REB",) if rebel else ("MIL",) if kind == "force" else ("GOV",) if kind == "official" else ("CVL",)
            member.gender = "f" if d.lemma in ("woman", "spokeswoman", "girl", "mother") else "m" if d.lemma in ("man", "spokesman", "boy", "father") else ""
            member.confidence = 0.65
        return member

    # ---- pronouns

    def _pronoun(self, index: int) -> None:
        token = self.reading.tokens[index]
        word = token.text.lower()
        member: Member | None = None
        if token.deprel == "expl":
            return
        if word in THIRD:
            member = self._he(index, THIRD[word])
        elif word in PLURALS:
            member = self._they(index)
        elif word in THINGS:
            member = self._it(index)
        elif word in RELATIVE:
            clause = token.head
            while clause >= 0 and not self.reading.tokens[clause].deprel.startswith("acl"):
                clause = self.reading.tokens[clause].head
            if clause >= 0 and 0 <= self.reading.tokens[clause].head < index:
                member = self.at.get(self.reading.tokens[clause].head)
            if member is None and word in ("who", "which") and index > 1:
                before = index - 2 if self.reading.tokens[index - 1].text == "," else index - 1
                member = self.at.get(before)
        if member is not None:
            self.at[index] = member
            if word not in RELATIVE:
                member.spans.append(token.span)

    def _speaker_at(self, index: int) -> Member | None:
        """Who is known so far to say the words around a token."""
        held = self._holder.get(index)
        source = self.drafts.statements[held].source if held is not None else None
        return self.at.get(source.head) if source is not None else None

    def _he(self, index: int, gender: str) -> Member | None:
        """The person a singular pronoun stands for: near, a subject, of the gender, and not the speaker of a quotation about somebody else."""
        token = self.reading.tokens[index]
        held = self._holder.get(index)
        statement = self.drafts.statements[held] if held is not None else None
        speaker = self._speaker_at(index)
        last = self._last_speaker(index) if index in self._sources else None
        best: tuple[float, Member] | None = None
        for s in reversed(self._history):
            distance = token.sentence - s.sentence
            if distance > REACH:
                break
            m = s.member
            if not self._personal(m) or (m.gender and m.gender != gender):
                continue
            score = -0.7 * distance + (0.9 if s.subject else 0.0) + (0.5 if m.kind == "person" else 0.0) + (0.4 if m.gender == gender else 0.0)
            score += 0.6 if s.token in self._sources else 0.0
            score += 0.3 if m.classes or m.role else 0.0
            score += 1.5 if m is last else 0.0
            told = self._holder.get(s.token)
            if told is not None and told != held and s.token not in self._sources:
                score -= 1.0 if index in self._sources else 0.5  # whom a quotation mentions is seldom who speaks next
            if distance == 0 and self._same_clause(s.token, index) and token.deprel != "nmod:poss":
                score -= 1.5
            if statement is not None and m is speaker:
                score += -4.0 if statement.kind == "direct" else 1.2
            if best is None or score > best[0]:
                best = score, m
        return best[1] if best else None

    def _last_speaker(self, index: int) -> Member | None:
        """Who said the last statement that ends before a token, in its sentence or the two before."""
        statement = next((d for end, d in reversed(self._ended) if end < index), None)
        if statement is None or statement.source is None or self.reading.tokens[index].sentence - self.reading.tokens[statement.tokens[-1]].sentence > 2:
            return None
        return self.at.get(statement.source.head)

    def _personal(self, m: Member) -> bool:
        return m.kind == "person" or (m.kind == "unnamed" and not m.plural and m.lemma not in BODY_NOUNS and not (m.lemma in REBEL_NOUNS and m.lemma in ("group", "opposition", "militia", "movement", "faction", "brigade")))

    def _same_clause(self, a: int, b: int) -> bool:
        """Whether two words depend on the same verb."""
        tokens = self.reading.tokens
        return tokens[a].head >= 0 and tokens[a].head == tokens[b].head

    def _they(self, index: int) -> Member | None:
        return self._back(index, lambda m: 1.0 if m.plural else 0.6 if m.kind == "group" else 0.2 if m.kind in ("organisation", "state") else None)

    def _it(self, index: int) -> Member | None:
        return self._back(index, lambda m: None if m.kind in ("person",) or m.plural or self._personal(m) else 0.5)

    def _back(self, index: int, weight: object) -> Member | None:
        assert callable(weight)
        token = self.reading.tokens[index]
        best: tuple[float, Member] | None = None
        seen: set[str] = set()
        for s in reversed(self._history):
            distance = token.sentence - s.sentence
            if distance > 3:
                break
            if s.member.id in seen:
                continue
            seen.add(s.member.id)
            own = weight(s.member)
            if own is None:
                continue
            score = own - 0.8 * distance + (0.7 if s.subject else 0.0) + (0.3 if s.token in self._sources else 0.0)
            if s.member.kind == "state" and not s.subject:
                score -= 0.3
            if distance == 0 and self._same_clause(s.token, index) and token.deprel != "nmod:poss":
                score -= 1.5
            if best is None or score > best[0]:
                best = score, s.member
        return best[1] if best else None

    # ---- the public face

    def actor(self, phrase: Phrase, *, speaking: bool = False) -> str | None:
        """The id of the actor a phrase means; none where it is no party. `speaking` phrases are always somebody."""
        member = self._resolve(phrase, speaking=speaking)
        if member is None:
            return None
        member.used = True
        return member.id

    def _resolve(self, phrase: Phrase, *, speaking: bool) -> Member | None:
        tokens, head = self.reading.tokens, phrase.head
        token = tokens[head]
        if speaking and token.upos != "PRON":
            together = self._together(phrase)
            if together is not None:
                return together
        inside = [t.index for t in tokens[max(0, head - 12) : head + 13] if phrase.span.start <= t.start and t.end <= phrase.span.end]
        if token.upos in ("PRON", "DET") and token.text.lower() in FIRST:
            member = self._first_person(head)
        else:
            member = self.at.get(head)
        introduced = self._introducing.get(head)
        if introduced is not None and introduced is not member and any(self.at.get(i) is introduced for i in inside if i > head):
            member = introduced
        if member is None:
            if token.upos == "DET" and speaking:
                member = next((self.at[i] for i in inside if i in self.at and i > head), None)
            if member is None and token.upos in ("NOUN", "PROPN", "ADJ", "NUM", "DET") and (speaking or token.lemma.lower() in self._nouns):
                member = self._noun(head, speaking=speaking)
            if member is None and (token.upos == "PROPN" or speaking):
                member = next((self.at[i] for i in inside if i in self.at), None)
        if member is None and speaking:
            text = " ".join(phrase.span.of(self.reading.article.text).split())
            member = self._member(("unnamed", text.lower(), ""), "unnamed", text)
            member.named, member.confidence = False, 0.4
            self.at[head] = member
        if member is not None and speaking and member.kind == "unnamed":
            self._fullest(member, phrase)
        if member is not None and not any(s.overlaps(token.span) for s in member.spans):
            member.spans.append(token.span if token.upos == "PRON" else phrase.span)
        return member

    def _fullest(self, member: Member, phrase: Phrase) -> None:
        """An unnamed source keeps its fullest description."""
        text = " ".join(phrase.span.of(self.reading.article.text).split())
        if len(member.name) < len(text) <= 120 and not text.lower().startswith(("the ", "that ", "this ")) and "," not in text and member.lemma != "composite":
            member.name = text

    def _together(self, phrase: Phrase) -> Member | None:
        """Speakers joined by "and" are one source."""
        tokens, head = self.reading.tokens, phrase.head
        people = [m for m in (self.at.get(t.index) for t in tokens[head : head + 16] if phrase.span.start <= t.start and t.end <= phrase.span.end) if m is not None and m.kind == "person"]
        if len({m.id for m in people}) == 2 and self.at.get(head) is people[0] and " and " in phrase.span.of(self.reading.article.text) and "," not in phrase.span.of(self.reading.article.text):
            return self._composite(list(dict.fromkeys(m.id for m in people)), phrase)
        beside = self._beside(head)
        if beside is not None:
            return self._composite(beside, phrase)
        joined = [c for c in self.reading.children[head] if tokens[c].deprel == "conj" and tokens[c].upos in ("NOUN", "PROPN") and phrase.span.start <= tokens[c].start < phrase.span.end]
        if not joined:
            return None
        members = [m for m in (self.at.get(i) or self._noun(i, speaking=True) for i in (head, *joined)) if m is not None]
        if len({m.id for m in members}) < 2:
            return None
        return self._composite([m.id for m in members], phrase)

    def _beside(self, head: int) -> list[str] | None:
        """Two persons that an "and" joins, the first of whom the token names or introduces."""
        tokens = self.reading.tokens
        first = self._introducing.get(head) or self.at.get(head)
        if first is None or first.kind != "person":
            return None
        end = head
        while end + 1 < len(tokens) and end - head < 8 and (self.at.get(end + 1) is first or self._introducing.get(end + 1) is first or tokens[end + 1].deprel == "flat"):
            end += 1
        if end + 2 >= len(tokens) or tokens[end + 1].text != "and" or self.at.get(end) is not first:
            return None
        second = self.at.get(end + 2)
        second = self._introducing.get(end + 2) or second
        return [first.id, second.id] if second is not None and second.kind == "person" and second is not first else None

    def _composite(self, ids: list[str], phrase: Phrase) -> Member:
        """The source that several speakers are together."""
        members = [self.members[int(i[1:]) - 1] for i in ids]
        name = ", ".join(m.name for m in members[:-1]) + " and " + members[-1].name
        together = self._member(("together", *ids), "unnamed", name)
        together.plural, together.lemma, together.named = True, "composite", False
        codes = {m.code for m in members}
        together.code = members[0].code if len(codes) == 1 else None
        together.country = members[0].country if len({m.country for m in members}) == 1 else None
        if phrase.span not in together.spans:
            together.spans.append(phrase.span)
        return together

    def _first_person(self, index: int) -> Member | None:
        """I and we are the speaker of the words they stand in."""
        held = self._holder.get(index)
        if held in self._busy:
            return None
        source = self.drafts.statements[held].source if held is not None else None
        if held is None or source is None or source.head == index:
            return self._author(index)
        self._busy.add(held)
        member = self._resolve(source, speaking=True)
        self._busy.discard(held)
        return member

    def _author(self, index: int) -> Member:
        """Who speaks in the article's own voice: what stands in apposition to its first "we", else the pronoun itself."""
        tokens = self.reading.tokens
        plural = tokens[index].text.lower() in ("we", "us", "our", "ours")
        author = self._member(("author", str(plural)), "unnamed", tokens[index].text)
        author.plural, author.named, author.confidence = plural, False, 0.5
        if not author.spans and plural:
            for t in tokens:
                if t.text.lower() == "we" and (named := next((c for c in self.reading.children[t.index] if tokens[c].deprel == "appos"), None)) is not None:
                    below = [i for i in self.reading.subtree(named) if i > t.index + 1]
                    if below and below[-1] - below[0] < 60:
                        author.name = self._text(below[0], below[-1] + 1)
                        named_at = self.at.get(named)
                        author.code = named_at.code if named_at is not None else None
                    break
        return author

    def sightings(self) -> list[Sighting]:
        """Every mention of a party that acts in its own right, in order; the press only tells."""
        out: list[Sighting] = []
        for s in self._history:
            m = s.member
            if "JRN" in m.sectors or m.lemma == "composite":
                continue
            code = m.code or m.country or (m.name if m.kind == "group" or "REB" in m.sectors else None)
            if code:
                state = code in self.names.countries
                key = ("state", code)
                out.append(Sighting(s.token, s.sentence, code, state, self._keys[key].id if state and key in self._keys else m.id))
        return out

    def use(self, actor_id: str) -> str:
        """Take an actor into the record."""
        self.members[int(actor_id[1:]) - 1].used = True
        return actor_id

    def reports(self, actor_id: str) -> bool:
        """Whether an actor belongs to the press."""
        member = self.members[int(actor_id[1:]) - 1]
        return "JRN" in member.sectors or member.lemma in ("journalist", "reporter", "correspondent")

    def is_people(self, actor_id: str) -> bool:
        """Whether an actor is people of a state rather than the state: whom it may act upon."""
        return self.members[int(actor_id[1:]) - 1].kind in ("unnamed", "group")

    def code_of(self, actor_id: str) -> str:
        """The party an actor counts as: its code, else its country, else its name."""
        member = self.members[int(actor_id[1:]) - 1]
        return member.code or member.country or member.name

    @property
    def actors(self) -> tuple[Actor, ...]:
        """All that are named or used, with their mentions in order."""
        return tuple(
            Actor(
                m.id, m.name, m.kind, m.code, m.country, m.sectors, m.role, m.wikidata, tuple(sorted(set(m.spans))), round(m.confidence, 3),
            )
            for m in self.members
            if (m.used or m.named) and m.spans
        )  # fmt: skip
