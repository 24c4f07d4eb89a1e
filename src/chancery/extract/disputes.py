"""Disputes: two versions that cannot both be true, with both sides' words. In: a reading, its statements and events; out: pairs of sides.

Denials with what they answer come first. In an article that has none, a learned head says how likely a clause is one side of a dispute; of the likeliest
clauses, two of different statements make a pair, the closer and the more alike in their telling words the better.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from chancery.extract.clauses import Clause, Clauses, clauses_of
from chancery.extract.positions import strongest
from chancery.extract.telling import Telling
from chancery.extract.versions import NAMED, Versions
from chancery.knowledge import Knowledge
from chancery.models.heads import Heads
from chancery.schema.dispute import DisputeDraft, SideDraft
from chancery.schema.event import EventDraft
from chancery.schema.evidence import Phrase
from chancery.schema.reading import Reading
from chancery.schema.statement import StatementDraft

HEAD = "clause_dispute"
#: So many of an article's clauses are compared; pairs at least so strong are kept, so many an article: the best F1 on the training articles, crisis by crisis.
COMPARED, KEEP, MOST = 14, 0.25, 1
#: What a pair's strength is multiplied by where its sides are up to so many sentences apart.
NEARNESS = ((3, 1.0), (8, 0.6), (10**6, 0.3))
#: Kinds of words that contradict.
CONTRADICTING = frozenset({"denial", "insistence", "falsehood", "doubt", "scorn"})
#: How much shared telling words add, and what one denial beside no other, and one speaker for both sides, are worth.
WORDS, ONE_DENIES, ONE_SPEAKER = 1.5, 1.8, 0.5


class Sides:
    """The clauses of a reading as sides of a dispute, and how strongly two of them contradict each other."""

    def __init__(self, clauses: Clauses, telling: Telling) -> None:
        self.clauses, self.reading = clauses, clauses.reading
        self.telling = telling
        self._kinds = telling.kinds
        self._known: dict[int, tuple[set[str], bool, str]] = {}

    def features(self, number: int) -> list[str]:
        """Names of what is so of a clause: as a clause, and the signs of contradiction in it, above it and around it."""
        clause, tokens, kinds = self.clauses.clauses[number], self.reading.tokens, self._kinds
        out = list(self.clauses.named[number])
        out += [f"in.{k}" for k in kinds[clause.first : clause.last] if k]
        node = clause.head
        for level in range(2):
            node = tokens[node].head
            if node < 0:
                break
            out += [f"up{level}.{k}" for i in (node, *self.reading.children[node]) if (k := kinds[i])]
        own = tokens[clause.head].sentence
        for name, place in (("sent", own), ("near-1", own - 1), ("near1", own + 1)):
            if 0 <= place < len(self.reading.sentences):
                sentence = self.reading.sentences[place]
                out += [f"{name}.{k}" for k in kinds[sentence.first : sentence.last] if k]
        return out

    def likely(self, heads: Heads) -> NDArray[np.float32]:
        """How likely each clause is a side."""
        head = heads[HEAD]
        odds = head.predict(self.clauses.vectors, [self.features(n) for n in range(len(self.clauses.clauses))])
        return np.asarray(odds[:, head.labels.index("yes")], dtype=np.float32)

    def words(self, clause: Clause) -> set[str]:
        """The telling words of a clause."""
        return self.telling.words(range(clause.first, clause.last))

    def strength(self, a: Clause, b: Clause, likely_a: float, likely_b: float) -> float:
        """How strongly two clauses contradict each other; none of one statement do."""
        if a.statement >= 0 and a.statement == b.statement:
            return 0.0
        tokens = self.reading.tokens
        gap = abs(tokens[a.head].sentence - tokens[b.head].sentence)
        near = next(value for most, value in NEARNESS if gap <= most)
        (own, denies, first), (others, contradicted, second) = self._seen(a), self._seen(b)
        value = float((likely_a * likely_b) ** 0.5) * near * (0.5 + WORDS * self.telling.shared(own, others))
        if denies != contradicted:
            value *= ONE_DENIES
        return value if first and second and first != second else value * ONE_SPEAKER

    def _seen(self, clause: Clause) -> tuple[set[str], bool, str]:
        """Telling words, whether it contradicts, and speaker of a clause: looked at once, not for each pair that it is in."""
        known = self._known.get(clause.head)
        if known is None:
            known = self._known[clause.head] = self.words(clause), self._contradicts(clause), self._speaker(clause)
        return known

    def _contradicts(self, clause: Clause) -> bool:
        """Whether a word of denial or falsehood stands in the clause or right above it."""
        tokens, kinds = self.reading.tokens, self._kinds
        near = list(range(clause.first, clause.last))
        node = clause.head
        for _ in range(2):
            node = tokens[node].head
            if node < 0:
                break
            near += [node, *self.reading.children[node]]
        return any(kinds[i] in CONTRADICTING for i in near)

    def _speaker(self, clause: Clause) -> str:
        who = self.side(clause).who
        return self.reading.tokens[who.head].lemma.lower() if who is not None else ""

    def pairs(self, likely: NDArray[np.float32]) -> list[tuple[int, int, float]]:
        """The strongest pairs, a clause in one of them, in the order of the text."""
        top = strongest(self.clauses, likely, 0.0, most=COMPARED)
        ranked = []
        for x, i in enumerate(top):
            for j in top[x + 1 :]:
                ranked.append((self.strength(self.clauses.clauses[i], self.clauses.clauses[j], float(likely[i]), float(likely[j])), i, j))
        used: set[int] = set()
        found: list[tuple[int, int, float]] = []
        for value, i, j in sorted(ranked, key=lambda r: (-r[0], r[1], r[2])):
            if value < KEEP or len(found) == MOST:
                break
            if used.isdisjoint((i, j)):
                used.update((i, j))
                found.append((i, j, value))
        return sorted(found)

    def side(self, clause: Clause) -> SideDraft:
        """A clause as drafts hold it, with who says it: its speaker, else its subject."""
        statement = clause.statement if clause.statement >= 0 else self.clauses.cues.get(clause.head)
        who: Phrase | None = self.clauses.statements[statement].source if statement is not None else None
        if who is None and (agents := self.clauses.agents(clause.head)):
            who = self.clauses.parties.phrase(agents[0])
        return SideDraft(clause.span.start, clause.span.end, who, statement)


def disputes(
    reading: Reading, said: tuple[StatementDraft, ...], *, heads: Heads, knowledge: Knowledge, done: tuple[EventDraft, ...] = ()
) -> tuple[DisputeDraft, ...]:
    """The disputes of the reading, in the order of the text."""
    clauses = clauses_of(reading, said, done, knowledge)
    telling = Telling(clauses, knowledge=knowledge)
    return tuple(sorted(_denied(clauses, telling, heads) or _likeliest(clauses, telling, heads), key=lambda d: (d.side_a.start, d.side_b.start)))


def _denied(clauses: Clauses, telling: Telling, heads: Heads) -> list[DisputeDraft]:
    """Denials with what they answer."""
    versions = Versions(clauses, telling)
    found = []
    for denial, other, value in versions.pairs():
        a, b = sorted((denial, other), key=lambda v: v.span)
        first, second = (SideDraft(v.span.start, v.span.end, clauses.statements[v.statement].source, v.statement) for v in (a, b))
        sure = round(heads.calibrated("disputes", min(value / NAMED, 0.9)), 4)
        found.append(DisputeDraft(telling.about(a.span, versions.words(a), b.span, versions.words(b)), first, second, sure, "denial"))
    return found


def _likeliest(clauses: Clauses, telling: Telling, heads: Heads) -> list[DisputeDraft]:
    """What the head takes for two sides."""
    if len(clauses.clauses) < 2 or HEAD not in heads:
        return []
    sides, found = Sides(clauses, telling), []
    for i, j, value in sides.pairs(sides.likely(heads)):
        a, b = clauses.clauses[i], clauses.clauses[j]
        sure = round(heads.calibrated("disputes", min(value, 0.9)), 4)
        found.append(DisputeDraft(telling.about(a.span, sides.words(a), b.span, sides.words(b)), sides.side(a), sides.side(b), sure, HEAD))
    return found
