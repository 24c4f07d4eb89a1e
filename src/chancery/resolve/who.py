"""Who is meant: a phrase of an article -> one of its actors. In: a reading and its drafts; out: actors, each with all its mentions.

Names come first (states, organisations, groups, persons), then one pass over the text settles descriptions and pronouns as a reader meets them.
"""

from __future__ import annotations

from chancery.knowledge import Knowledge
from chancery.knowledge.names import Named
from chancery.resolve.members import Member, Seen
from chancery.resolve.otherside import Sighting
from chancery.resolve.people import glued
from chancery.resolve.pronouns import FIRST
from chancery.resolve.speaking import Speaking
from chancery.resolve.where import Where
from chancery.schema.actor import Actor
from chancery.schema.evidence import Phrase
from chancery.schema.reading import Reading
from chancery.schema.record import Drafts

NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "DET"})
#: Nouns of which "both" and "the two" mean the two parties spoken of.
PAIRED = frozenset(
    {"side", "country", "nation", "government", "state", "party", "leader", "neighbor", "neighbour", "foe", "rival", "ally", "power", "president", "minister"}
)
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "obl:agent"})


class Cast(Speaking):
    """The actors of one article; `actor` finds or makes the one a phrase means."""

    def __init__(self, reading: Reading, drafts: Drafts, knowledge: Knowledge, published: str | None, *, where: Where | None = None) -> None:
        super().__init__(reading, drafts, knowledge, published, where=where)
        self._busy: set[int] = set()
        self._find_names()
        self._find_people()
        self._walk()

    def _walk(self) -> None:
        """Settle every mention in order, so that each may look back to those before it."""
        tokens = self.reading.tokens
        for s in self._telling:
            for i in range(s.first, s.last):
                token = tokens[i]
                if token.upos == "PRON":
                    self._pronoun(i)
                elif i not in self.at and (
                    (token.upos in ("NOUN", "PROPN") and token.lemma.lower() in self.nouns.party) or (token.upos in NOMINAL and i in self._sources)
                ):
                    self._noun(i, speaking=i in self._sources)
                member = self.at.get(i)
                if member is not None and not (i > s.first and self.at.get(i - 1) is member and token.deprel in ("flat", "compound")):
                    self._history.append(Seen(i, s.index, member, token.deprel in SUBJECTS or i in self._sources))
                source = self.drafts.statements[self._sources[i]].source if i in self._sources and token.upos != "PRON" else None
                together = self._together(source) if source is not None else None
                if together is not None:
                    self._history.append(Seen(i, s.index, together, True))

    def actor(self, phrase: Phrase, *, speaking: bool = False) -> str | None:
        """The id of the actor a phrase means; none where it is no party. `speaking` phrases are always somebody."""
        member = self._resolve(phrase, speaking=speaking)
        if member is None:
            return None
        member.used = True
        return member.id

    def parties(self, phrase: Phrase, *, joint: bool = False) -> tuple[str, ...]:
        """The ids of all actors a phrase means: several for "both sides" or "the leaders of Tavia and Ruritania", else one or none.

        `joint`: what two do with each other, so that a hyphen between their names joins them.
        """
        token = self.reading.tokens[phrase.head]
        words = phrase.span.of(self.reading.article.text).lower().split()
        if token.lemma.lower() in PAIRED and ("both" in words or "two" in words) and len(words) <= 4:
            pair = self._pair(token.sentence)
            if pair:
                return pair
        several = self._several(phrase.head)
        if several:
            return tuple(self.use(self.state(n.code).id) for n in several)
        hyphened = self._hyphened(phrase) if joint else ()
        if hyphened:
            return tuple(self.use(m.id) for m in hyphened)
        actor = self.actor(phrase)
        if actor is not None and self.members[int(actor[1:]) - 1].kind == "unnamed":
            together = next((k[1:] for k, m in self._keys.items() if k[0] == "together" and m.id == actor), None)
            if together is not None:
                return tuple(self.use(i) for i in together)
            joined = dict.fromkeys(self._of_named(n, phrase.head, phrase.head + 1).id for n in self._joined(phrase.head))
            if len(joined) > 1:
                return tuple(self.use(i) for i in joined)
        return (actor,) if actor is not None else ()

    def _hyphened(self, phrase: Phrase) -> tuple[Member, ...]:
        """The two that a hyphen joins: "the Tavia-Ruritania talks", "the Moss-Orlu meeting"."""
        tokens = self.reading.tokens
        inside = [t.index for t in tokens[max(0, phrase.head - 6) : phrase.head + 7] if phrase.span.start <= t.start and t.end <= phrase.span.end]
        cut = next((i for i in inside[1:-1] if glued(self.reading, i)), None)
        if cut is None:
            return ()
        first, second = self.at.get(cut - 1), self.at.get(cut + 1)
        if first is None or second is None or first is second or "unnamed" in (first.kind, second.kind):
            return ()
        return first, second

    def _several(self, head: int) -> tuple[Named, ...]:
        """The states whose people a plural means, each its own: "the leaders of Tavia and Ruritania"."""
        tokens, children = self.reading.tokens, self.reading.children
        if "Plur" not in tokens[head].feats or self.nouns.party.get(tokens[head].lemma.lower()) not in ("official", "force", "body"):
            return ()
        for c in children[head]:
            if tokens[c].deprel == "nmod" and any(tokens[g].lemma.lower() in ("of", "from") for g in children[c] if tokens[g].deprel == "case"):
                named = [self._states.get(i) for i in (c, *(g for g in children[c] if tokens[g].deprel == "conj"))]
                states = tuple(dict.fromkeys(n for n in named if n is not None and n.kind == "state"))
                if len(named) > 1 and len(states) == len(named):
                    return states
        return ()

    def _pair(self, sentence: int) -> tuple[str, ...]:
        """The two parties that the sentences up to this one name most."""
        weights: dict[str, float] = {}
        actors: dict[str, str] = {}
        for s in self.sightings():
            if s.sentence <= sentence:
                weights[s.code] = weights.get(s.code, 0.0) + 1.0 / (1.0 + sentence - s.sentence)
                actors.setdefault(s.code, s.actor)
        best = sorted(weights, key=lambda c: (-weights[c], c))[:2]
        return tuple(self.use(actors[c]) for c in best) if len(best) == 2 else ()

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
        if introduced is not None and introduced is not member and (speaking or any(self.at.get(i) is introduced for i in inside if i > head)):
            member = introduced
        elif speaking and head in self._states and self._states[head].sort == "demonym" and inside[-1:] == [head]:
            member = self._continued(head) or member
        if member is None and inside == [head]:
            member = self._surnamed(token.text)
        if member is None:
            if token.upos == "DET" and speaking:
                member = next((self.at[i] for i in inside if i in self.at and i > head), None)
            if member is None and token.upos in ("NOUN", "PROPN", "ADJ", "NUM", "DET") and (speaking or token.lemma.lower() in self.nouns.party):
                member = self._noun(head, speaking=speaking)
            if member is None and (token.upos == "PROPN" or speaking):
                member = next((self.at[i] for i in inside if i in self.at), None)
        if member is None and not speaking and token.upos in ("PROPN", "NOUN"):
            member = self._placed(phrase)
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

    def _surnamed(self, word: str, *, whole: bool = True) -> Member | None:
        """The first person of the article with this surname; or else, where no `whole` name is needed, with this word in the name."""
        if not word[:1].isupper():
            return None
        return next((m for m in self.members if m.kind == "person" and word in (m.name.split()[-1:] if whole else m.name.split())), None)

    def _placed(self, phrase: Phrase) -> Member | None:
        """The state that a name outside the told text, or of a place, stands for where it is acted upon: "the attack on Tavia City"."""
        words = phrase.span.of(self.reading.article.text).split()
        if words == ["Europe"]:
            words = ["European", "Union"]  # as a party it is the Union
        found = self.names.find(words)
        if found and found[-1].last == len(words):
            return self._of_named(found[-1].named[0], phrase.head, phrase.head + 1)
        person = self._surnamed(self.reading.tokens[phrase.head].text, whole=False)
        if person is not None:
            return person
        country = self._where.country_of(phrase.head)
        return self.state(country) if country is not None and country in self.names.countries else None

    def _continued(self, adjective: int) -> Member | None:
        """The member of the noun that an adjective alone was taken for: "Ruritanian" of "the Ruritanian foreign ministry"."""
        tokens = self.reading.tokens
        last, end = adjective, self.reading.sentences[tokens[adjective].sentence].last
        while last + 1 < end and tokens[last + 1].upos in ("ADJ", "NOUN", "PROPN") and last - adjective < 4:
            last += 1
        if last == adjective or tokens[last].upos == "ADJ":
            return None
        return self.at.get(last) if last in self.at else self._noun(last, speaking=True)

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

    def local(self, token: int) -> str | None:
        """The id of the state that the words around a token are about."""
        code = self._local(token)
        return self.use(self.state(code).id) if code is not None and code in self.names.countries else None

    def use(self, actor_id: str) -> str:
        """Take an actor into the record."""
        self.members[int(actor_id[1:]) - 1].used = True
        return actor_id

    def settle(self, actor_id: str) -> str:
        """Give somebody who acts, but of whom the text does not say for whom, the state that its first mention is about."""
        member = self.members[int(actor_id[1:]) - 1]
        if member.kind == "person" and not member.code and not member.country and member.spans:
            first = min(member.spans)
            token = next((t.index for t in self.reading.tokens if t.start >= first.start), None)
            member.country = self._local(token) if token is not None else None
            member.confidence = min(member.confidence, 0.6)
        return actor_id

    def acts_for(self, actor_id: str) -> bool:
        """Whether an actor is more than a person of whom the text does not say for whom it acts."""
        member = self.members[int(actor_id[1:]) - 1]
        return member.kind != "person" or bool(member.code or member.country)

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
            if m.used or (m.named and m.spans)
        )  # fmt: skip
