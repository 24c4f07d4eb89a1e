"""Descriptions: a noun phrase without a name -> the actor it means. "The Russian leader", "the ministry", "two officials", "the group, the Harran Brigade"."""

from __future__ import annotations

from chancery.knowledge.names import Named
from chancery.knowledge.officials import Office
from chancery.resolve.members import Member
from chancery.resolve.mentions import Description, describe, span_of, trimmed
from chancery.resolve.naming import UNSHORTENED, Naming
from chancery.resolve.people import Title
from chancery.schema.evidence import Span

#: Words that set a government apart from the state's own.
RIVALS = frozenset(
    {"rival", "breakaway", "separatist", "rebel", "exiled", "shadow", "self", "opposition", "led", "backed", "parallel", "regional", "local", "provincial"}
)
#: Bodies of several states, which a name calls so in lower case too: "the Saudi-led coalition", then "coalition jets".
JOINT = frozenset({"coalition", "alliance", "bloc"})
#: Words that say that an office is no longer held.
PAST = frozenset({"former", "ex", "late", "ousted", "deposed", "onetime", "then"})
#: Land that is somebody's wherever it is named at all.
SETTLED = frozenset({"town", "village", "city"})
#: Words for people of other states than the one spoken of, or of several.
FOREIGN = frozenset({"foreign", "international", "global", "world", "western", "regional"})
#: How far back, in sentences, a description looks for its owner.
REACH = 6


class Describing(Naming):
    """Descriptions, settled in the order of the text."""

    def _noun(self, head: int, *, speaking: bool = False) -> Member | None:
        """The member a noun's phrase means; none where it is no party."""
        if head in self.at:
            return self.at[head]
        if head in self._where.mistaken:
            return None
        explained = self._identified(head) or self._explained(head)
        if explained is not None:
            self.at[head] = explained
            return explained
        d = describe(self.reading, head)
        member = self._described(d, speaking=speaking)
        if member is not None:
            self.at[head] = member
            if d.lemma in self.nouns.territory:
                return member  # the town an army took: the state it counts for, not a name of that state
            first, last = trimmed(self.reading, d.first, d.last)
            member.spans.append(span_of(self.reading, first, last))
        return member

    def _identified(self, head: int) -> Member | None:
        """Who an ally or enemy is by name: "its ally Tavia", "its main ally, the United States", "Tavia, a Ruritanian ally", "Tavia is an ally"."""
        tokens, children = self.reading.tokens, self.reading.children
        if tokens[head].lemma.lower() not in self.nouns.relative:
            return None
        after, end = head + 1, self.reading.sentences[tokens[head].sentence].last
        while after < end and (tokens[after].text == "," or tokens[after].upos == "DET") and "Number=Plur" not in tokens[head].feats:
            after += 1
        named = [after] if after < end and tokens[after].text[:1].isupper() else []
        named += [c for c in children[head] if tokens[c].deprel == "appos" and c > head]
        if tokens[head].deprel == "appos":
            named.append(tokens[head].head)
        if any(tokens[c].deprel == "cop" for c in children[head]):
            named += [c for c in children[head] if tokens[c].deprel == "nsubj"]
        return next((self.at[i] for i in named if i in self.at and self.at[i].lemma != "composite"), None)

    def _explained(self, head: int) -> Member | None:
        """The member a noun's own name gives: "the group, the Harran Brigade", "a driver named Orlu", "state broadcaster RTV"."""
        tokens = self.reading.tokens
        lemma = tokens[head].lemma.lower()
        end = self.reading.sentences[tokens[head].sentence].last
        for c in self.reading.children[head]:
            relation, other = tokens[c].deprel.split(":")[0], self.at.get(c)
            if other is None or other.lemma == "composite" or c < head:
                continue
            if relation == "flat" or (
                relation == "appos"
                and c - head <= 12
                and (other.kind == "person" or lemma in self.nouns.body or lemma in self.nouns.rebel)
                and other.kind != "state"
            ):
                return other
        after = head + 1
        if after + 1 < end and tokens[after].text.lower() in ("named", "called", "identified", "known"):
            return next((self.at[i] for i in range(after + 1, min(after + 4, end)) if i in self.at and self.at[i].kind != "state"), None)
        other = self.at.get(after) if after < end else None
        if (
            other is not None
            and other.kind in ("organisation", "group")
            and (lemma in self.nouns.body or lemma in self.nouns.rebel)
            and tokens[after].upos == "PROPN"
        ):
            return other
        return None

    def _described(self, d: Description, *, speaking: bool) -> Member | None:
        """The member a description means."""
        tokens = self.reading.tokens
        kind = self.nouns.party.get(d.lemma)
        relative = d.lemma in self.nouns.relative
        named, owner = self._own(d) if relative else self._modifier(d)
        code = self._code(named) if named else owner.code if owner else None
        country = self._country(named) if named else owner.country if owner else None
        found = self.titles.ending([tokens[i].lemma.lower() if i == d.head else tokens[i].text.lower() for i in range(d.first, d.head + 1)])
        title = found[1] if found else None
        if d.lemma in self.nouns.writing and not d.plural:
            issuer = self._issuer(d, named, owner)
            if issuer is not None:
                return issuer
        if d.lemma in self.nouns.staff and owner is not None and owner.kind == "person":
            return owner
        if d.lemma in self.nouns.state and not d.plural and d.lemma not in ("side", "authority", "state") and not RIVALS.intersection(d.words):
            return self._government(d, named, owner, country)
        if (
            title is not None
            and not d.plural
            and title.office_class not in ("spokesperson", "official", "adviser", "person", "legislator", "officer", "honorific", "")
            and not d.indefinite
        ):
            person = self._office_holder(d, title, named, owner)
            if person is not None:
                return person
        if title is not None and title.office_class in ("officer", "spokesperson", "envoy") and d.definite and not d.plural and country:
            serving = self._last(lambda m: m.kind == "person" and title.office_class in m.classes and m.country == country, reach=REACH)
            if serving is not None:
                return serving
        whole = self._named_before(d)
        if whole is not None:
            return self._of_named(whole, d.head, d.head + 1)
        known = d.definite or (d.lemma in JOINT and tokens[d.head].deprel == "compound")
        if known and named is None and owner is None and not (relative and self._possessed(d.head)):
            earlier = self._earlier(d)
            if earlier is not None:
                return earlier
        if kind is None and title is None and not speaking and d.lemma not in self.nouns.body:
            return None
        fits = kind in ("official", "people", "force") or title is not None
        if d.lemma in self.nouns.bare and not d.plural and not (named or owner or speaking):
            return None
        if d.lemma in self.nouns.territory and not speaking:
            if named is not None:
                place = named.country if named.kind == "state" else None
            elif owner is not None:
                place = owner.country
            else:
                place = self._victims(d.head) if d.definite or d.lemma in SETTLED else None
            return self.state(place) if place and place in self.names.countries else None
        if d.lemma in self.nouns.body and not d.plural and not (fits and kind in ("official", "people")):
            return self._body(d, named, owner, code, country)
        if kind == "body" and not d.plural and d.lemma not in self.nouns.rebel and (named or owner):
            return self._body(d, named, owner, code, country)
        if not speaking and ((kind is None and not title) or (d.lemma == "force" and not d.plural)):
            return None
        group = (
            self._keys.get(("group", named.name))
            if named is not None and named.kind == "group"
            else owner
            if owner is not None and owner.kind == "group"
            else None
        )
        member = self._unnamed(d, kind, code, country, group)
        if member.kind == "unnamed" and self._joined(d.head):
            member.code = member.country = None  # of several states, none speaks for them
        return member

    def _issuer(self, d: Description, named: Named | None, owner: Member | None) -> Member | None:
        """Who speaks through a statement or letter: its owner, who issued it, else who spoke last."""
        if owner is not None:
            return owner
        tokens, head = self.reading.tokens, d.head
        if named is None and any(tokens[i].lemma.lower() == "government" for i in range(d.first, head)):
            return self.state(ruled) if (ruled := self._local(head)) in self.names.countries else None
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
        said = {i for s in self.drafts.statements if s.source is not None and s.source.head == head for i in s.tokens}
        near = (s for s in reversed(self._history) if s.token in self._sources and now - s.sentence <= 4 and s.token not in said)
        return next((s.member for s in near if "JRN" not in s.member.sectors), None)

    def _government(self, d: Description, named: Named | None, owner: Member | None, country: str | None) -> Member | None:
        """The state a word for a government or country stands for."""
        if RIVALS.intersection(d.words):
            return None
        if named is not None and named.kind == "state":
            return self.state(named.code)
        if named is not None:
            return self._of_named(named, d.head, d.head + 1) if named.kind == "group" else None
        if owner is not None and owner.country and owner.country in self.names.countries and not d.plural:
            return self.state(owner.country)
        if d.definite and owner is None and d.last - d.first <= 2:
            if d.lemma in self.nouns.american and self._homeland(d.lemma, d.head) == "USA":
                return self.state("USA")
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
                if s.member.kind == "person"
                and s.member.classes & set(classes)
                and (country is None or s.member.country == country)
                and (not title.gender or s.member.gender in ("", title.gender))
                and not _otherwise(title.term, s.member.titles)
            ]
            exact = [m for m in fitting if title.term in m.titles]
            if exact or fitting:
                return (exact or fitting)[0]
            if title.office_class == "leader" and named is not None and named.kind != "state":
                return None
            if country and (named is None or named.kind == "state") and not PAST.intersection(d.words):
                for office_class in classes:
                    office = self.officials.holder(country, office_class, self.day)
                    if office is not None:
                        return self._holder_member(office)
            return None
        fitting = [
            s.member
            for s in reversed(self._history)
            if s.member.kind == "person" and title.term in s.member.titles and (country is None or s.member.country == country)
        ]
        if not fitting and title.term == "leader" and (named is None or named.kind == "state"):
            leading = {"legislature_leader", "party_or_group_leader"} if country is None and self._partisan(d) else {"head_of_state", "head_of_government"}
            fitting = [
                s.member
                for s in reversed(self._history)
                if s.member.kind == "person" and s.member.classes & leading and (country is None or s.member.country == country)
            ]
            if not fitting and country and named is not None and named.kind == "state" and not PAST.intersection(d.words):
                office = self.officials.holder(country, "head_of_state", self.day)
                return self._holder_member(office) if office else None
        return fitting[0] if fitting else None

    def _partisan(self, d: Description) -> bool:
        """Whether a capitalised word before a noun names no state: "the Democratic leader"."""
        between = range(d.first + 1, d.head)
        return any(self.reading.tokens[i].text[:1].isupper() and i not in self._states for i in between)

    def _holder_member(self, office: Office) -> Member:
        member = self._member(("person", office.person.lower()), "person", office.person)
        member.code = member.country = office.country
        member.role, member.wikidata, member.sectors, member.confidence = office.office, office.wikidata or None, ("GOV",), 0.7
        member.classes.add(office.office_class)
        return member

    def _named_before(self, d: Description) -> Named | None:
        """The organisation whose name a noun for its kind follows: "the Interfax news agency", "the NATO alliance"."""
        if d.plural or d.lemma not in self.nouns.body or (d.lemma not in self.nouns.abroad and d.lemma not in ("agency", "daily", "court")):
            return None
        before = d.head - 1
        if self.reading.tokens[before].text.lower() in ("news", "press", "military", "television"):
            before -= 1
        found = self._states.get(before) if before >= d.first else None
        return found if found is not None and found.kind == "organisation" and (d.definite or found.sector == "JRN") else None

    def _shortened(self, d: Description) -> Member | None:
        """The body that "the" and the last word of its name mean once it was named: "the Observatory", "the council"."""
        token = self.reading.tokens[d.head]
        if d.plural or d.head - d.first != (1 if d.definite else 0) or not (token.text[:1].isupper() or d.lemma in self.nouns.body) or d.lemma in UNSHORTENED:
            return None
        word = token.text.lower()
        return self._last(lambda m: m.kind in ("organisation", "group") and any(self._ends(m, s, word) for s in m.spans), reach=len(self.reading.sentences))

    def _ends(self, m: Member, span: Span, word: str) -> bool:
        """Whether one of a member's mentions is a name of several words with a word at its end, or before its "for" or "of"."""
        words = span.of(self.reading.article.text).split()
        stop = next((i for i, w in enumerate(words) if w in ("for", "of", "on", "to")), len(words))
        return stop > 1 and words[stop - 1].lower() == word and (words[stop - 1][:1].isupper() or word in JOINT)

    def _earlier(self, d: Description) -> Member | None:
        """The actor a definite description without an owner points back to: the last with the same noun, or one of its kind."""
        for s in reversed(self._history):
            m = s.member
            if m.kind != "person" and m.lemma == d.lemma and m.plural == d.plural and m.kind != "state":
                return m
            if m.kind == "group" and d.lemma in ("group", "movement") and not d.plural:
                return m
            if m.kind == "person" and not d.plural and d.lemma in m.titles:
                return m
        short = self._shortened(d)
        if short is not None:
            return short
        if d.lemma in ("organization", "organisation", "alliance", "bloc", "agency", "newspaper", "network", "watchdog", "paper", "daily"):
            return self._last(lambda m: m.kind == "organisation" and m.country != m.code, reach=REACH)
        return None

    def _theirs(self, d: Description, kind: str) -> str | None:
        """The state of people of whom the words do not say whose they are; none of people of many states."""
        if FOREIGN.intersection(d.words) and not d.definite and d.lemma != "authority":
            return None
        if (kind == "people" and d.lemma not in self.nouns.american) or (kind == "force" and "government" in d.words):
            return self._victims(d.head)
        return self._homeland(d.lemma, d.head)

    def _force_of(self, people: Member) -> Member:
        """The armed force of a people that the article names ("the Kurdish fighters" where it speaks of the Peshmerga), else the people."""
        forces = [m for name in self.forces.get(people.name, ()) if (m := self._keys.get(("group", name))) is not None and m.spans]
        return max(forces, key=lambda m: len(m.spans), default=people)

    def _insurgents(self, d: Description) -> Member | None:
        """Those whom another word for the insurgents of the article means: one party, as long as the words name no other side."""
        if d.indefinite and not d.plural:
            return None
        named = self._side_named(d)
        if named is not None:
            return named
        for s in reversed(self._history):
            m = s.member
            if m.kind == "unnamed" and m.plural and m.lemma in self.nouns.insurgent and m.lemma != "composite":
                return m
        if not d.definite:
            return None
        return self._last(lambda m: m.kind == "group" and "REB" in m.sectors, reach=REACH)

    def _side_named(self, d: Description) -> Member | None:
        """The one group that the article calls by such a noun and a state, "pro-Tavian rebels", where other words for insurgents name no other side."""
        tokens = self.reading.tokens
        found: dict[str, tuple[Named, set[str]]] = {}
        for i, named in self._states.items():
            if named.kind == "group" and named.sector == "REB" and tokens[i].lemma.lower() in self.nouns.insurgent and i - 1 in self._states:
                words = {tokens[c].text.lower() for c in range(max(0, i - 4), i) if self._states.get(c) is named}
                found.setdefault(named.code, (named, set()))[1].update(words)
        if len(found) != 1 or not d.plural:
            return None
        named, words = next(iter(found.values()))
        own = {tokens[i].text.lower() for i in range(d.first, d.head) if tokens[i].text[:1].isupper() and i > self.reading.sentences[tokens[i].sentence].first}
        told = {piece for word in words for piece in word.split("-")} | words
        if own - told:
            return None
        return self._of_named(named, d.head, d.head + 1)

    def _unnamed(self, d: Description, kind: str | None, code: str | None, country: str | None, group: Member | None) -> Member:
        """People without a name: the same words mean the same ones, unless they bring in others."""
        first, last = trimmed(self.reading, d.first, d.last)
        name = self._text(first, d.fullest[1]) if d.fullest[1] - d.fullest[0] <= 16 else self._text(first, last)
        core = " ".join(t.text.lower() for t in self.reading.tokens[first:last] if t.upos != "DET" or t.index > first)
        if d.definite or d.plural:
            key = ("unnamed", core, code or "")
        else:
            key = ("unnamed", name.lower(), code or "")
        rebel = d.lemma in self.nouns.rebel
        if group is not None and (rebel or kind == "force"):
            return self._force_of(group)
        if rebel and d.lemma in self.nouns.insurgent and ("unnamed", core, code or "") not in self._keys:
            insurgents = self._insurgents(d)
            if insurgents is not None:
                return insurgents
        if kind == "official" and code is None and "european" in d.words:
            code = "EU"
        member = self._member(key, "unnamed", name)
        if not member.spans:
            member.code = None if rebel else code
            homely = d.lemma not in self.nouns.abroad and (d.lemma not in self.nouns.state or d.lemma == "authority")
            if country is None and code is None and not rebel and kind is not None and homely:
                same = self._last(lambda m: m.kind == "unnamed" and m.lemma == d.lemma and m.country is not None, reach=3)
                country = same.country if same is not None else self._theirs(d, kind)
            member.country, member.plural, member.lemma, member.named = country, d.plural, d.lemma, False
            member.sectors = ("REB",) if rebel else ("MIL",) if kind == "force" else ("GOV",) if kind == "official" else ("CVL",)
            member.gender = "f" if d.lemma in ("woman", "spokeswoman", "girl", "mother") else "m" if d.lemma in ("man", "spokesman", "boy", "father") else ""
            member.confidence = 0.65
        return member


def _otherwise(term: str, titles: tuple[str, ...]) -> bool:
    """Whether the text calls somebody minister where a description says secretary, or the other way about: offices of two states."""
    last = term.split()[-1]
    other = {"secretary": "minister", "minister": "secretary"}.get(last)
    return other is not None and term not in titles and any(t.split()[-1] == other for t in titles)
