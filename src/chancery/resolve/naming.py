"""Names in the text. In: a scene; out: members for its states, organisations, groups and persons, each token of a name pointing to its member."""

from __future__ import annotations

from chancery.knowledge.names import HYPHENS, Named, is_acronym
from chancery.knowledge.officials import RANK, Office
from chancery.resolve.members import Member
from chancery.resolve.mentions import MARKS, describe, span_of, trimmed
from chancery.resolve.owners import Owners
from chancery.resolve.people import Person, bare, gather, hyphenated, introduce
from chancery.schema.actor import ActorKind
from chancery.schema.article import TELLING_ROLES
from chancery.schema.reading import Entity

#: Classes of titles that tell whether somebody may hold an office; an officer or a leader may hold any.
TELLING = frozenset(RANK) | {"legislator", "judge", "cleric", "envoy"}
#: What stands for a dash where names are looked for: nothing that joins words.
DASH = ","
#: Words for a state that, alone, name no body of their own.
GOVERNING = frozenset({"government", "regime", "administration", "kingdom", "republic", "nation", "country"})
#: Last words of names that mean something else alone: the House is not the White House, the army not the Free Army.
UNSHORTENED = frozenset({"house", "army", "state", "navy", "front", "force", "forces", "press", "north", "south"})
#: How many times as often an article must name one state as another to be on the first alone.
SCARCE = 4
#: Classes of offices whose holders are called minister or secretary.
MINISTERS = frozenset({"foreign", "defence", "interior", "finance"})


class Naming(Owners):
    """The names, found before any description or pronoun is looked at."""

    def _find_names(self) -> None:
        """States, organisations and groups of the tables, and organisations the model sees."""
        tokens, entities = self.reading.tokens, self.reading.entities
        people = self._runs()
        self._short: dict[str, Member] = {}
        self._surnames = {tokens[last - 1].text for first, last in people}
        alone = [name for first, last in people if last - first > 1 and (name := bare(self.reading, first, last, self.titles)) is not None]
        inside_person = {i for first, last in alone for i in range(first, last)}
        seated = {
            i
            for e in entities
            if e.label == "organisation" and e.last - e.first > 1 and tokens[e.last - 1].lemma.lower() in self.nouns.seated
            for i in range(e.first, e.last)
        }
        self._affiliated: set[int] = set()
        counts = self._counts
        pending: list[tuple[int, int, tuple[Named, ...]]] = []
        for s in self._telling:
            for m in self.names.find([DASH if self._dashed(i) else tokens[i].text for i in range(s.first, s.last)]):
                first, last = m.first + s.first, m.last + s.first
                if last - first == 1 and (first in inside_person or self._surname(first, people)):
                    continue
                if first in seated and all(n.sort == "metonym" for n in m.named):
                    continue
                if last - first == 1 and len(m.named) > 1 and tokens[first].upos == "VERB":
                    continue
                if len(m.named) == 1:
                    counts[m.named[0].code] = counts.get(m.named[0].code, 0) + 1
                pending.append((first, last, m.named))
        self._halves(counts, pending)
        fuller = self._fuller(pending)
        for first, last, found in pending:
            named = max(found, key=lambda n: counts.get(n.code, 0)) if len(found) > 1 else found[0]
            named = fuller.get(named.code, named)
            for i in range(first, last):
                self._affiliated.add(i)
                self._states[i] = named
                self.at[i] = self._of_named(named, first, last)
            self.at[first].spans.append(span_of(self.reading, first, last))
            if named.kind == "state":
                self._mentioned.append((named.code, tokens[first].sentence))
        for e in entities:
            surname = e.last - e.first == 1 and self._surname(e.first, people)
            if (
                e.label == "organisation"
                and not surname
                and not self._ruled(e.first, e.last)
                and self.reading.sentences[tokens[e.first].sentence].role in TELLING_ROLES
            ):
                self._organisation(e.first, e.last)

    def _fuller(self, pending: list[tuple[int, int, tuple[Named, ...]]]) -> dict[str, Named]:
        """The groups that a shorter name means, by that name's code: "the Oathsworn" in an article on Tavia that names the Tavian Oathsworn, and hardly the
        state of those who bear the short name alone.
        """
        groups = {(found[0].code, self._text(first, last).lower()): found[0] for first, last, found in pending if found[0].kind == "group"}
        out: dict[str, Named] = {}
        for (code, word), short in groups.items():
            for (_, name), longer in groups.items():
                apart = longer.code != code and not set(longer.members) & set(short.members)
                if apart and word in name.split() and longer.country and short.country:
                    here, there = (self._counts.get(n.country or "", 0) for n in (longer, short))
                    if here >= SCARCE * max(there, 1):
                        out[code] = longer
        return out

    def _dashed(self, token: int) -> bool:
        """Whether a token is a dash between words, not the hyphen of a compound."""
        tokens = self.reading.tokens
        return tokens[token].text in HYPHENS and token > 0 and tokens[token - 1].end < tokens[token].start

    def _ruled(self, first: int, last: int) -> bool:
        """Whether what the model took for a body is a person, or a government by its head's name: "Bashar Orlu", "Orlu regime", "Orlu" before "regime"."""
        tokens = self.reading.tokens
        if last - first > 1 and tokens[last - 1].lemma.lower() in self.nouns.state:
            return tokens[last - 2].text in self._surnames or self._heads(first, last - 1)
        after = [t.lemma.lower() for t in tokens[last : last + 2]]
        if after and (after[0] in self.nouns.state or (after[0] in MARKS and after[-1] in self.nouns.state)) and self._heads(first, last):
            return True
        return last - first > 1 and bool(self.officials.named(self._text(first, last), self.day))

    def _heads(self, first: int, last: int) -> bool:
        """Whether a run is the surname of somebody in a high office of a state that the text names."""
        if any(i in self._states for i in range(first, last)):
            return False
        return bool(self.officials.named(self._text(first, last), self.day, about={code for code, _ in self._mentioned}))

    def _halves(self, counts: dict[str, int], pending: list[tuple[int, int, tuple[Named, ...]]]) -> None:
        """ "The North" and "the South" in an article on a state so named."""
        tokens, taken = self.reading.tokens, {i for first, last, _ in pending for i in range(first, last)}
        for s in self._telling:
            for i, state in self.names.halves([tokens[i].text for i in range(s.first, s.last)], counts):
                if s.first + i not in taken:
                    pending.append((s.first + i, s.first + i + 1, (state,)))
        pending.sort(key=lambda p: p[0])

    def _surname(self, token: int, people: list[tuple[int, int]]) -> bool:
        """Whether a word that is a name of the tables is here a person's, as "Jordan" may be."""
        word = self.reading.tokens[token].text.lower()
        return any(last - first > 1 and self.reading.tokens[last - 1].text.lower() == word for first, last in people)

    def _unstated(self, first: int, last: int) -> tuple[int, int]:
        """A person's run without the field that an office before it is for: "envoy for Tavia Ana Orlu", "for the Horn of Africa Ana Orlu", "for Tavian
        Affairs Ana Orlu".
        """
        tokens = self.reading.tokens
        for start in range(first, last - 2):
            before = start - 2 if start > 1 and tokens[start - 1].text == "the" else start - 1
            if start and tokens[before].text.lower() in ("for", "to", "of"):
                named = next((m for m in self.names.find([t.text for t in tokens[start:last]]) if m.first == 0 and m.last <= last - start - 2), None)
                if named is not None and named.named[0].kind == "state" and named.named[0].sort == "name":
                    return start + named.last, last
                region = next((i for i in range(min(start + 4, last - 2), start, -1) if self._where.known.region(self._text(start, i))), start)
                if region > start:
                    return region, last
        return next((i + 1 for i in range(first, last - 2) if tokens[i].text == "Affairs"), first), last

    def _organisation(self, first: int, last: int) -> None:
        """An organisation the tables do not hold."""
        tokens = self.reading.tokens
        first, last = trimmed(self.reading, first, last)
        while first < last - 1 and tokens[first].upos == "DET":
            first += 1
        free = [i for i in range(first, last) if i not in self.at]
        if not free or (last - 1 in self.at and tokens[last - 1].head not in free) or first in self._where.mistaken:
            return
        if self._known(first, last):
            return
        whole = self._whole(first) if last - first == 1 else None
        if whole is not None:
            self.at[first] = whole
            whole.spans.append(span_of(self.reading, first, last))
            return
        if last - first == 1 and self._abbreviated(first):
            return
        words = [tokens[i].text.lower() for i in range(first, last)]
        if words[0] in self.nouns.thing and (len(words) == 1 or not words[-1].isalpha()):
            return
        after = tokens[last].text.lower() if last < len(tokens) else ""
        if not any(tokens[i].text[:1].isupper() for i in free) or self.titles.ending(words) or self.titles.ending([words[-1], after]):
            return
        nouns = [tokens[i].lemma.lower() for i in range(first, last)]
        if tokens[last - 1].upos == "NOUN" and not tokens[last - 1].text[:1].isupper():
            return
        if nouns[-1] in self.nouns.body and nouns[-1] not in (
            "media",
            "radio",
            "television",
            "newspaper",
            "university",
            "organization",
            "organisation",
            "coalition",
            "party",
        ):
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
        kind: ActorKind = (
            "group"
            if set(words) & self.nouns.group and not any(self._states[i].kind == "state" for i in range(first, last) if i in self._states)
            else "organisation"
        )
        member = self._member(("named", name.lower()), kind, name)
        state = next((self._states[i] for i in range(first, last) if i in self._states), None)
        if state is not None:
            member.country = state.country
            if kind == "organisation" and (nouns[-1] in self.nouns.body or nouns[-1] in self.nouns.state or state.sector == "IGO"):
                member.code = state.code
        possessor = self._states.get(first - 2) if first > 1 and tokens[first - 1].text in ("'s", "’s") else None
        if member.country is None and possessor is not None and possessor.kind == "state":
            member.country = possessor.country
            member.code = member.code or (possessor.code if nouns[-1] in self.nouns.body else None)
        outlet = self.outlets.get(name.lower()) if kind == "organisation" else None
        if outlet is not None:
            member.country, member.sectors = outlet or None, ("JRN",)
        elif member.country is None and nouns[-1] in self.nouns.body and nouns[-1] not in self.nouns.abroad:
            member.code = member.country = self._homeland(nouns[-1], first)
        member.code = member.code or name
        member.confidence, member.lemma = 0.7, nouns[-1]
        for i in range(first, last):
            self.at[i] = member
        member.spans.append(span_of(self.reading, first, last))

    def _whole(self, token: int) -> Member | None:
        """The group of the tables, named before, that "the" and the last word of its name mean: "the Brotherhood"."""
        tokens = self.reading.tokens
        word = tokens[token].text
        if not token or tokens[token - 1].text.lower() != "the" or word.lower() in UNSHORTENED:
            return None
        named = [self._states[i] for i in range(token) if i in self._states and tokens[i].text == word and self._states[i].kind == "group"]
        return self._of_named(named[-1], token, token + 1) if named and named[-1].name.split()[-1] == word else None

    def _abbreviated(self, token: int) -> bool:
        """Whether a word is the short name that an organisation is given in brackets behind its name, "the Tavian Relief Front (TRF)", and known by then."""
        tokens = self.reading.tokens
        word = tokens[token].text
        if token > 1 and token + 1 < len(tokens) and (tokens[token - 1].text, tokens[token + 1].text) == ("(", ")") and is_acronym(word):
            whole = self.at.get(token - 2)
            if whole is not None and whole.kind in ("organisation", "group"):
                self._short.setdefault(word, whole)
        if word not in self._short:
            return False
        self.at[token] = self._short[word]
        self._short[word].spans.append(span_of(self.reading, token, token + 1))
        return True

    def _known(self, first: int, last: int) -> bool:
        """Whether a run is no body of its own: a name of the tables within a compound ("US-led", "anti-Hezbollah"), a bare noun for people or a state
        ("Rebels", "the Government", "Government of Tavia"), or a pronoun.
        """
        found = self.names.find([t.text for t in self.reading.tokens[first:last]])
        if found and (found[0].first, found[0].last) == (0, last - first):
            return True
        token = self.reading.tokens[first]
        lemma = token.lemma.lower()
        if lemma in GOVERNING and last - first > 1 and self.reading.tokens[first + 1].lemma == "of":
            return True
        return last - first == 1 and (token.upos == "PRON" or lemma in GOVERNING or self.nouns.party.get(lemma) in ("people", "force", "official"))

    def _find_people(self) -> None:
        tokens = self.reading.tokens
        runs = []
        surnames = {tokens[e.last - 1].text for e in self.reading.entities if e.label == "person" and e.last - e.first > 1}
        for e in self.reading.entities:
            surname = e.last - e.first == 1 and tokens[e.first].text in surnames  # "the Trump administration": the model may see a body in it
            surname = surname or (e.label == "organisation" and self._ruled(e.first, e.last))
            if (e.label != "person" and not surname) or self.reading.sentences[tokens[e.first].sentence].role not in TELLING_ROLES:
                continue
            if all(i in self.at for i in range(e.first, e.last)):
                continue
            if not any(tokens[i].upos == "PROPN" for i in range(e.first, e.last)):
                continue
            if e.label == "person" and self._impersonal(e.first, e.last):
                if tokens[e.last - 1].lemma.lower() in self.nouns.body and self.titles.ending([tokens[e.first].text.lower()]) is None:
                    self._organisation(e.first, e.last)
                continue
            lemma = tokens[e.last - 1].lemma.lower()
            if e.last - e.first == 1 and (lemma in self.nouns.party or (tokens[e.first].text.endswith("s") and "Plur" in tokens[e.first].feats)):
                continue
            runs.append(self._ungoverned(e.first, e.last))
        runs = self._titled(hyphenated(self.reading, runs))
        people = gather(self.reading, runs, self.titles)
        self._fill(people)
        introduce(self.reading, people, self.titles, frozenset(self._affiliated))
        for person in people:
            self._person(person)

    def _runs(self) -> list[tuple[int, int]]:
        """The tokens of what the model takes for persons, without bodies and bare offices ("Foreign Ministry", "Tavian President")."""
        people = (e for e in self.reading.entities if e.label == "person")
        return [self._ungoverned(e.first, e.last) for e in people if not self._impersonal(e.first, e.last)]

    def _ungoverned(self, first: int, last: int) -> tuple[int, int]:
        """A person's run without the state before or after it, and the government after it: "Orlu Administration"."""
        first, last = self._unstated(first, last)
        found = self.names.find([t.text for t in self.reading.tokens[first:last]])
        before = first + found[-1].first - 1 if found and found[-1].last == last - first and found[-1].named[0].kind == "state" else first
        if before > first and self.reading.tokens[before].text in ("of", "from", "in"):
            return first, before  # "Minister Orlu of Tavia"
        return first, last - 1 if last - first > 1 and self.reading.tokens[last - 1].lemma.lower() in self.nouns.state else last

    def _impersonal(self, first: int, last: int) -> bool:
        """Whether a run of words is a body or an office rather than somebody's name: what it has beside a name of the tables is a title or a body."""
        tokens = self.reading.tokens
        found = self.names.find([t.text for t in tokens[first:last]])
        if found and found[-1].last == last - first and found[-1].first > 1 and tokens[first + found[-1].first - 1].text in ("of", "for", "to"):
            last = first + found[-1].first - 1  # "envoy for Tavia"
        named = found[0].last if found and found[0].first == 0 else 0
        first += named
        if first >= last:
            return named > 1
        lemma = tokens[last - 1].lemma.lower()
        title = self.titles.ending([t.text.lower() for t in tokens[first : last - 1]] + [lemma])
        if title is not None and title[0] == last - first:
            return named > 0 or last - first > 1
        return lemma in self.nouns.body or (named > 0 and lemma in self.nouns.state)

    def _fill(self, people: list[Person]) -> None:
        """Give those whom the text calls by surname alone the full name that the headline has, or who signs with an office, as a transcript's may."""
        short = [p for p in people if len(p.parts) == 1]
        persons = [e for e in self.reading.entities if e.label == "person"] if short else []
        runs = hyphenated(self.reading, [(e.first, e.last) for e in persons])
        signed = {e.first for e in persons if self._signs(e)}
        heads = [(first, last) for first, last in runs if self._role(first) == "headline" or first in signed]
        full = {p.parts[-1]: p for p in gather(self.reading, heads, self.titles) if len(p.parts) > 1}
        for person in short:
            if (named := full.get(person.parts[0])) is not None:
                person.parts, person.name = named.parts, named.name

    def _signs(self, person: Entity) -> bool:
        """Whether a name stands with an office where the text is signed: "Ana Orlu, Spokesperson"."""
        tokens = self.reading.tokens
        return self._role(person.first) == "credit" and person.last < len(tokens) and tokens[person.last].text == ","

    def _role(self, token: int) -> str:
        """The role of the block that a token stands in."""
        return self.reading.sentences[self.reading.tokens[token].sentence].role

    def _titled(self, runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """The runs with those the model missed or cut short: capitalised names after a title, the rest of a name."""
        tokens = self.reading.tokens

        def belongs(i: int, end: int) -> bool:
            named = i < end and tokens[i].upos == "PROPN" and tokens[i].text[:1].isupper() and i not in self._states
            return named and self.titles.ending([tokens[i].text.lower()]) is None

        out: list[tuple[int, int]] = []
        for first, last in runs:
            end = self.reading.sentences[tokens[first].sentence].last
            while belongs(last, end) and tokens[last].deprel in ("flat", "compound", "appos") and tokens[last - 1].text[-1:].isalpha():
                last += 1
            out.append((first, last))
        covered = {i for first, last in out for i in range(first, last)}
        for s in self._telling:
            for i in range(s.first + 1, s.last):
                if i in covered or not belongs(i, s.last) or not tokens[i - 1].text[:1].isupper():
                    continue
                title = self.titles.ending([t.text.lower() for t in tokens[max(s.first, i - 4) : i]])
                if title is None or title[1].office_class in ("person", "official"):
                    continue
                last = i + 1
                while belongs(last, s.last) and last not in covered and last - i < 4:
                    last += 1
                out.append((i, last))
                covered.update(range(i, last))
        return sorted(out)

    def _person(self, person: Person) -> None:
        """The member of a person: from the table of officials where it knows the name, else from the text."""
        affiliation = next((n for first, last in person.introduced if (n := self._affiliation(first, last)) is not None), None)
        country = affiliation.country if affiliation is not None and affiliation.kind == "state" else None
        # a title vouches for a surname alone; without one the article must name the state
        about = None if person.classes & TELLING else {code for code, _ in self._mentioned}
        offices = self.officials.named(person.name, self.day, country=country, said={t.term for t in person.titles}, about=about)
        if len(person.parts) == 1 and country is None and not ((person.titles or person.name[:1].isupper()) and _fits(person.classes, self._held(offices))):
            offices = ()
        if country and offices and len(person.parts) > 1 and person.classes & self._held(offices) and all(o.country != country for o in offices):
            country = None  # "a clash with the U.S. Foreign Minister Orlu of Tavia tweeted": that state belongs to the sentence before
        member = self._member(
            ("person", offices[0].person.lower() if offices else " ".join(person.parts)), "person", offices[0].person if offices else person.name
        )
        member.gender = member.gender or person.gender
        member.classes |= person.classes | self._held(offices)
        member.titles = tuple(dict.fromkeys((*member.titles, *(t.term for t in person.titles))))
        if offices and affiliation is not None and affiliation.sector == "IGO" and not self._held(offices):
            member.code, member.country = affiliation.code, affiliation.country  # a former minister who is now an organisation's envoy
            member.wikidata, member.sectors = offices[0].wikidata or None, ("IGO",)
        elif offices:
            self._of_office(member, offices, country)
        if affiliation is not None and member.code is None:
            member.code, member.country = affiliation.code, affiliation.country
            if affiliation.kind == "group":
                member.code = affiliation.code
        if member.country is None and member.code is None:
            member.country = self._home(person)
        outlet = self._outlet_of(person) if affiliation is None and not offices else None
        if outlet is not None:
            member.country, member.sectors = outlet.country, ("JRN",)
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

    def _outlet_of(self, person: Person) -> Member | None:
        """The newspaper, broadcaster or agency that somebody works for: the possessor of a name, "NPR's Ana Orlu"."""
        for first, _ in person.places:
            mark = self.reading.tokens[first - 1].text if first > 1 else ""
            owner = self.at.get(first - 2) if mark in ("'s", "’s") else None
            if owner is not None and "JRN" in owner.sectors:
                return owner
        return None

    def _held(self, offices: tuple[Office, ...]) -> set[str]:
        """The classes of the offices that are held on the day."""
        return {o.office_class for o in offices if self.day and o.holds(self.day)}

    def _home(self, person: Person) -> str | None:
        """The state of a person whose title says that it serves one: the only one with such a title, an American's after a party and state in brackets,
        else the one that the words around are about.
        """
        tokens = self.reading.tokens
        for title in person.titles:
            if title.country:
                return title.country
        for _, last in person.places:
            after = [t.text for t in tokens[last : last + 4]]
            if len(after) == 4 and after[0] in (",", "(") and after[1] in ("R", "D") and after[2] in ("-", "–"):
                return "USA"
        serving = next((t for t in person.titles if t.sector in ("GOV", "LEG", "MIL", "SPY", "JUD")), None)
        return self._homeland(serving.term, person.places[0][0]) if serving is not None else None

    def _of_office(self, member: Member, offices: tuple[Office, ...], country: str | None) -> None:
        """What the table of officials tells: the office of the day, and whom it acts for."""
        held = next((o for o in offices if self.day and o.holds(self.day)), None)
        office = held or offices[0]
        member.wikidata = office.wikidata or None
        if held is not None:
            member.role = held.office
        member.sectors = ("GOV",)
        if office.country and not office.office_class.startswith("igo"):  # an organisation's envoy to a state acts for the organisation
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


def _fits(classes: set[str], held: set[str]) -> bool:
    """Whether the holder of such offices may bear the titles that the text gives: any where it gives none, a minister or secretary if it says no more."""
    said = classes & TELLING
    return not said or bool(said & held) or ("other_minister" in said and bool(held & MINISTERS))
