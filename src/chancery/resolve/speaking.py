"""Who speaks: a source is always somebody, several may speak together, and "I" and "we" are the speaker of their words."""

from __future__ import annotations

from chancery.knowledge.names import Match, Named
from chancery.knowledge.officials import Office
from chancery.resolve.members import Member
from chancery.resolve.pronouns import Pronouns
from chancery.schema.evidence import Phrase

#: What an issuer's own text says in the present tense of whom it speaks for, in so many of its first sentences.
PERFORMING = frozenset({
    "welcome", "condemn", "support", "urge", "reiterate", "reaffirm", "commend", "express", "deplore", "applaud", "stand", "remain", "call",
})  # fmt: skip
OPENING = 6


class Speaking(Pronouns):
    """Sources of statements."""

    _busy: set[int]

    def _resolve(self, phrase: Phrase, *, speaking: bool) -> Member | None:
        """The member a phrase means; who.py does."""
        raise NotImplementedError

    def _fullest(self, member: Member, phrase: Phrase) -> None:
        """An unnamed source keeps its fullest description."""
        text = " ".join(phrase.span.of(self.reading.article.text).split())
        if len(member.name) < len(text) <= 120 and not text.lower().startswith(("the ", "that ", "this ")) and "," not in text and member.lemma != "composite":
            member.name = text

    def _together(self, phrase: Phrase) -> Member | None:
        """Speakers joined by "and" are one source."""
        tokens, head = self.reading.tokens, phrase.head
        people = [
            m
            for m in (self.at.get(t.index) for t in tokens[head : head + 16] if phrase.span.start <= t.start and t.end <= phrase.span.end)
            if m is not None and m.kind == "person"
        ]
        if (
            len({m.id for m in people}) == 2
            and self.at.get(head) is people[0]
            and " and " in phrase.span.of(self.reading.article.text)
            and "," not in phrase.span.of(self.reading.article.text)
        ):
            return self._composite(list(dict.fromkeys(m.id for m in people)), phrase)
        beside = self._beside(head)
        if beside is not None:
            return self._composite(beside, phrase)
        joined = [
            c
            for c in self.reading.children[head]
            if tokens[c].deprel == "conj" and tokens[c].upos in ("NOUN", "PROPN") and phrase.span.start <= tokens[c].start < phrase.span.end
        ]
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
        while (
            end + 1 < len(tokens)
            and end - head < 8
            and (self.at.get(end + 1) is first or self._introducing.get(end + 1) is first or tokens[end + 1].deprel == "flat")
        ):
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
        voice = self._voice()
        if plural and voice is not None and voice.kind == "state" and self._apposition() is None:
            return self.state(voice.code)
        transcript = any(s.rule == "turn" for s in self.drafts.statements)  # where several speak, "I" is not who stands above the text
        signed = () if plural or transcript else self._signed()
        if signed:
            signer = self._member(("person", signed[0].person.lower()), "person", signed[0].person)
            if signer.code is None:
                self._of_office(signer, signed, None)
            return signer
        author = self._member(("author", str(plural)), "unnamed", tokens[index].text)
        author.plural, author.named, author.confidence = plural, False, 0.5
        if not author.spans:
            author.code = voice.code if voice is not None else None
            author.country = voice.country if voice is not None else self._local(index)
        if not author.spans and plural:
            beside = self._apposition()
            if beside is not None:
                author.name = self._text(*beside)
                body = next((m.named[0] for m in self._names_in(*beside) if m.named[0].kind == "organisation"), None)
                if body is not None:
                    author.code, author.country = body.code, body.country
        return author

    def _apposition(self) -> tuple[int, int] | None:
        """What stands in apposition to the first "we", as tokens `first` to `last` (exclusive)."""
        tokens = self.reading.tokens
        for t in tokens:
            named = next((c for c in self.reading.children[t.index] if tokens[c].deprel == "appos"), None) if t.text.lower() == "we" else None
            if named is not None:
                below = [i for i in self.reading.subtree(named) if i > t.index + 1]
                return (below[0], below[-1] + 1) if below and below[-1] - below[0] < 60 else None
        return None

    def _names_in(self, first: int, last: int) -> list[Match]:
        return self.names.find([t.text for t in self.reading.tokens[first:last]])

    def _signed(self) -> tuple[Office, ...]:
        """The offices of whom an official text names above its first words, with its office: "Ana Orlu, Foreign Minister"."""
        article = self.reading.article
        body = min((s.start for s in self._telling), default=0)
        for block in article.blocks:
            if block.role != "credit" or block.start > body:
                continue
            signed = article.text[block.start : block.end].split(",")
            terms = self.officials.named(signed[0].strip(), self.day) if len(signed) > 1 and " " in signed[0].strip() else ()
            if terms and terms[0].country in self.names.countries:
                return terms
        return ()

    def _voice(self) -> Named | None:
        """The state or body that an official text speaks for: by its publisher, by who signs it, by whose position its first sentences give."""
        article = self.reading.article
        if article.publisher and (found := self.names.find(article.publisher.split())) and found[0].named[0].kind == "state":
            return found[0].named[0]
        signed = self._signed()
        if signed:
            return self.names.countries[signed[0].country]
        tokens = self.reading.tokens
        for s in self._telling[:OPENING]:
            for i in range(s.first, s.last):
                subject = tokens[i].head
                performs = tokens[subject].deprel in ("root", "conj") and tokens[subject].lemma.lower() in PERFORMING and "Tense=Pres" in tokens[subject].feats
                named = self._states.get(i) if tokens[i].deprel == "nsubj" and performs else None
                if named is not None and named.kind in ("state", "organisation"):
                    return named
        return None
