"""Whom a description belongs to: "Turkey's army", "the ministry of Ruritania", "his spokesman". In: a description; out: its state, or its owner."""

from __future__ import annotations

from chancery.knowledge.names import HYPHENS, Named
from chancery.resolve.members import Member
from chancery.resolve.mentions import MARKS, Description, describe, trimmed
from chancery.resolve.scene import Scene


class Owners(Scene):
    """Modifiers and complements that name a state, a body or a person."""

    def _pronoun(self, index: int) -> None:
        """Settle a pronoun; pronouns.py does."""
        raise NotImplementedError

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
                people = self._states.get(i + 1) if i + 1 < d.head else None
                return people if people is not None and people.kind == "group" else self._states[i], None  # "Syrian Kurdish fighters"
        for i in range(d.first, d.head - 2):
            if tokens[i + 1].text in HYPHENS and tokens[i + 2].text.lower() == "led" and d.lemma != "coalition":
                leading = self.names.find([tokens[i].text])
                if leading:
                    return leading[0].named[0], None
        for i in range(d.first, d.head):
            owner = self.at.get(i)
            if owner is not None and tokens[i].deprel in ("compound", "nmod:poss", "amod", "nmod:desc", "flat"):
                return None, owner
        for i in range(d.last, d.fullest[1]):
            if i in self._states and (self._complement(i, d.head) or (tokens[i].head == d.head and i + 1 < len(tokens) and tokens[i + 1].text in MARKS)):
                return self._states[i], None
        for i in range(d.last, d.fullest[1]):
            owner = self.at.get(i)
            if owner is not None and owner.code and self._complement(i, d.head):
                return None, owner
        for i in range(d.last, d.fullest[1]):
            country = self._where.country_of(i)
            if country in self.names.countries and self._from(i, d.head):
                return self.names.countries[country], None
        after = d.last + 1
        if after < len(tokens) and tokens[d.last].text == "of" and d.lemma in self.nouns.state:
            return self._states.get(after + 1 if tokens[after].upos == "DET" else after), None  # however the parser hangs it
        return None, None

    def _possessed(self, head: int) -> bool:
        """Whether a noun has a possessor."""
        return any(self.reading.tokens[c].deprel == "nmod:poss" for c in self.reading.children[head])

    def _own(self, d: Description) -> tuple[Named | None, Member | None]:
        """Whose an ally or counterpart is itself: the people beside a possessor ("their Ruritanian counterparts"), whom a politician's is ("a Moss ally"); no
        state whose ally it is ("a Tavian ally").
        """
        tokens = self.reading.tokens
        for i in range(d.head - 1, d.first - 1, -1):
            named, owner = self._states.get(i), self.at.get(i)
            if tokens[i].deprel == "nmod:poss" or owner is None:
                continue
            if named is None:
                return None, owner if owner.kind == "person" else None
            if {"state": d.lemma == "counterpart" or self._possessed(d.head), "group": True, "organisation": d.plural}[named.kind]:
                return named, None
        return None, None

    def _joined(self, head: int) -> tuple[Named, ...]:
        """The states, and others named beside them, that an "and" joins before a noun: "Iraqi and U.S. officials"; one alone where no table has the other."""
        tokens = self.reading.tokens
        d = describe(self.reading, head)
        for c in range(d.first + 1, d.head - 1):
            around = (self._states.get(c - 1), self._states.get(c + 1))
            if tokens[c].upos == "CCONJ" and any(n.kind == "state" for n in around if n) and all(tokens[i].text[:1].isupper() for i in (c - 1, c + 1)):
                return tuple(dict.fromkeys(self._states[i] for i in range(d.first, d.head) if i in self._states))
        return ()

    def _complement(self, token: int, head: int) -> bool:
        """Whether a word belongs to a phrase's head by of, for, from, in or with."""
        tokens = self.reading.tokens
        while tokens[token].head >= 0 and tokens[token].head != head:
            token = tokens[token].head
        return any(
            tokens[c].lemma.lower() in ("of", "for", "from", "in", "with", "at", "within", "inside")
            for c in self.reading.children[token]
            if tokens[c].deprel == "case"
        )

    def _from(self, token: int, head: int) -> bool:
        """Whether a phrase's head has a place it comes from: "a delegation from Tavia City"."""
        tokens = self.reading.tokens
        return tokens[token].head == head and any(tokens[c].lemma.lower() == "from" for c in self.reading.children[token] if tokens[c].deprel == "case")

    def _body(self, d: Description, named: Named | None, owner: Member | None, code: str | None, country: str | None) -> Member:
        """A ministry, army or other body, known by its words and whom it belongs to."""
        first, last = trimmed(self.reading, d.first, d.last)
        words = [
            t.lemma.lower() for t in self.reading.tokens[first:last] if t.upos not in ("DET", "PUNCT") and t.text not in MARKS and t.index not in self._states
        ]
        name = self._text(first, last)
        for article in ("the ", "The ", "a ", "A ", "an ", "An "):
            name = name.removeprefix(article)
        member = self._member(("body", code or country or "", " ".join(words)), "organisation", name)
        if owner is not None and owner.kind == "person" and owner.country:
            code = owner.country
        press = d.lemma in self.nouns.press or "news" in d.words
        if code is None and country is None and (d.lemma not in self.nouns.abroad or (press and "state" in d.words)):
            country = self._homeland(d.lemma, d.head) if d.head - d.first < 2 else self._local(d.head)
            if d.lemma == "police" and not any(self.reading.tokens[i].text[:1].isupper() for i in range(first + 1, d.head)):
                country = self._victims(d.head) or country  # of the place they act in
        member.code, member.country, member.lemma, member.named = code or member.code, country or member.country, d.lemma, False
        member.sectors = ("MIL",) if d.lemma in ("army", "military", "navy", "force", "command", "guard") else ("JRN",) if press else ("GOV",)
        member.confidence = 0.75 if code else 0.55
        return member
