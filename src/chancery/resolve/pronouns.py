"""Pronouns: he, she, they, it, who -> the actor met before that each most likely stands for. Weights were set on the training articles."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable

from chancery.resolve.describing import Describing
from chancery.resolve.members import Member, Seen

THIRD = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "herself": "f", "hers": "f"}
PLURALS = frozenset({"they", "them", "their", "themselves", "theirs"})
THINGS = frozenset({"it", "its", "itself"})
FIRST = frozenset({"i", "me", "my", "we", "us", "our", "ours", "myself", "ourselves", "mine"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
#: Prepositions that join to an act the deed it answers, and the party it is done to.
DEEDS, TOLD_TO = frozenset({"for", "over"}), frozenset({"on", "upon", "against", "to", "of", "at", "with", "toward", "towards"})
#: How far back, in sentences, a pronoun looks.
REACH = 6


class Pronouns(Describing):
    """Pronouns, settled in the order of the text."""

    def _pronoun(self, index: int) -> None:
        token = self.reading.tokens[index]
        word = token.text.lower()
        member: Member | None = None
        if token.deprel == "expl":
            return
        if word in THIRD:
            member = self._answered(index, self._personal) or self._he(index, THIRD[word])
        elif word in PLURALS:
            member = self._answered(index, lambda m: True) or self._they(index)
        elif word in THINGS:
            member = self._answered(index, lambda m: m.kind != "person" and not m.plural) or self._it(index)
        elif word in FIRST:
            member = self._speaker_at(index)
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

    def _answered(self, index: int, fits: Callable[[Member], bool]) -> Member | None:
        """Whose deed a possessive names, where somebody is blamed, punished or thanked for it: "rebuked Tavia for its raid"."""
        tokens, children = self.reading.tokens, self.reading.children
        deed = tokens[index].head
        if tokens[index].deprel != "nmod:poss" or not any(tokens[c].deprel == "case" and tokens[c].lemma.lower() in DEEDS for c in children[deed]):
            return None
        above = tokens[deed].head
        acts = [a for a in (above, *(c for c in children[above] if tokens[c].deprel == "obj" and c < index)) if a in self._answers] if above >= 0 else []
        for act in reversed(acts):
            for c in reversed([c for a in dict.fromkeys((act, above)) for c in children[a] if c < index]):
                member, relation = self.at.get(c), tokens[c].deprel.split(":")[0]
                joined = any(tokens[g].deprel == "case" and tokens[g].lemma.lower() in TOLD_TO for g in children[c])
                if member is not None and (relation in ("obj", "iobj") or (relation in ("obl", "nmod") and joined)) and fits(member):
                    return member
        return None

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
        count = Counter(s.member.id for s in self._history)
        for s in reversed(self._history):
            distance = token.sentence - s.sentence
            if distance > REACH:
                break
            if s.token >= index:
                continue  # asked for late, a pronoun stands for nobody named only after it
            m = s.member
            if not self._personal(m) or self._thing(m) or (m.gender and m.gender != gender):
                continue
            score = self._nearness(s, index, distance) + (0.7 if m.kind == "person" else 0.0) + (0.4 if m.gender == gender else 0.0)
            score += 0.4 * math.log(count[m.id])
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

    def _nearness(self, seen: Seen, index: int, distance: int) -> float:
        """What the place of an earlier mention is worth: near, a subject, for a subject above all, not within another phrase."""
        tokens = self.reading.tokens
        score = 1.2 if distance == 0 else -0.5 if distance == 1 else -1.1 * distance
        score += 0.65 / (1.0 + (index - seen.token) / 10.0)
        if seen.subject:
            score += 0.4 + (0.6 if distance == 1 else 0.0) + (0.6 if tokens[index].deprel in ("nsubj", "nsubj:pass") else 0.0)
        elif tokens[seen.token].deprel in ("nmod", "nmod:poss", "compound", "conj"):
            score -= 0.6
        return score

    def _last_speaker(self, index: int) -> Member | None:
        """Who said the last statement that ends before a token, in its sentence or the two before."""
        statement = next((d for end, d in reversed(self._ended) if end < index), None)
        if statement is None or statement.source is None or self.reading.tokens[index].sentence - self.reading.tokens[statement.tokens[-1]].sentence > 2:
            return None
        return self.at.get(statement.source.head)

    def _personal(self, m: Member) -> bool:
        return m.kind == "person" or (
            m.kind == "unnamed"
            and not m.plural
            and m.lemma not in self.nouns.body
            and not (m.lemma in self.nouns.rebel and m.lemma in ("group", "opposition", "militia", "movement", "faction", "brigade"))
        )

    def _thing(self, m: Member) -> bool:
        """Whether the noun of an unnamed source is known for no person: "a stark change", "the first satellite image"."""
        return m.kind == "unnamed" and m.lemma not in ("source", "one") and m.lemma not in self.nouns.party and self.titles.ending([m.lemma]) is None

    def _same_clause(self, a: int, b: int) -> bool:
        """Whether two words depend on the same verb."""
        tokens = self.reading.tokens
        return tokens[a].head >= 0 and tokens[a].head == tokens[b].head

    def _they(self, index: int) -> Member | None:
        return self._back(index, lambda m: 1.0 if m.plural else 0.6 if m.kind == "group" else 0.2 if m.kind in ("organisation", "state") else None)

    def _it(self, index: int) -> Member | None:
        return self._back(index, lambda m: None if m.kind in ("person",) or m.plural or self._personal(m) else 0.5)

    def _back(self, index: int, weight: Callable[[Member], float | None]) -> Member | None:
        token = self.reading.tokens[index]
        best: tuple[float, Member] | None = None
        seen: set[str] = set()
        for s in reversed(self._history):
            distance = token.sentence - s.sentence
            if distance > 3:
                break
            if s.token >= index or s.member.id in seen:
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
