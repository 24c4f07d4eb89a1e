"""Versions of a fact and their denials. In: the statements of a reading; out: denials, each with what it answers.

A denial answers the claim that it names ("denied the report that …"), else the words of another party, an accusation before all, that it shares telling words
with, else, where it takes up "the claims" and says no more, what was said right before. So does who calls something false; who insists contradicts what
stands beside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chancery.extract.clauses import Clauses
from chancery.extract.telling import Telling
from chancery.schema.evidence import Span

#: How much an accusation, a claim that the denial takes up from the sentences right before, and one that it names outright speak for a pair, beside the
#: telling words that both share (1 at most); what each sentence between takes off; and the least that makes a dispute.
ACCUSED, TAKEN_UP, NAMED, SENTENCE, KEEP = 0.5, 1.0, 3.0, 0.05, 0.75
#: Within how many sentences another version can be strong enough, unless it is named outright.
WITHIN = int((1 + ACCUSED + TAKEN_UP - KEEP) / SENTENCE) + 1
#: So many sentences back a denial of "the claims" looks for them.
BACK = 2
#: Within how many sentences a denial contradicts another version, and one that somebody insists on.
FAR, BESIDE = 10**6, 1
#: Acts that give a version of a fact.
VERSIONS = frozenset({"assert", "accuse", "assess", "announce"})
#: Contents of fewer letters are no version.
SHORT = 8


@dataclass(frozen=True, slots=True)
class Version:
    """What a statement says in one sentence: its tokens, its words in the text, the claim it names (a statement within it, or -1), and within how
    many sentences it contradicts others, FAR for a denial and for what calls something false, 0 for what contradicts nothing.

    Who tells of another's denial neither denies nor claims: such a sentence is no version of his.
    """

    statement: int
    tokens: frozenset[int]
    span: Span
    sentence: int
    named: int
    reach: int


class Versions:
    """The versions that a reading tells, and how strongly two of them contradict each other."""

    def __init__(self, clauses: Clauses, telling: Telling) -> None:
        self.clauses, self.reading, self.statements, self.telling = clauses, clauses.reading, clauses.statements, telling
        self._kinds = [None if kind is not None and self._withholds(i) else kind for i, kind in enumerate(telling.kinds)]
        self._denied = {s.cue_token for s in self.statements if s.cue_token is not None and self._kinds[s.cue_token] == "denial"}
        self.all = tuple(v for number in range(len(self.statements)) for v in self._told(number))
        self._words = {v: self.telling.words(i for i in v.tokens if self._kinds[i] != "claim") for v in self.all}

    def _withholds(self, index: int) -> bool:
        """Whether somebody is denied something, which contradicts nobody: "denied the inspectors access"."""
        tokens = self.reading.tokens
        if tokens[index].lemma.lower() != "deny":
            return False
        below = {tokens[c].deprel for c in self.reading.children[index]}
        return "obj" in below and bool(below & {"iobj", "nsubj:pass"})

    def _told(self, number: int) -> Iterator[Version]:
        """The versions of one statement: a denial's words begin with its cue and end where the claim that it names begins."""
        tokens, statement = self.reading.tokens, self.statements[number]
        cue = statement.cue_token
        denied = cue is not None and cue in self._denied
        insisted = cue is not None and self._kinds[cue] == "insistence"
        denies = denied or (statement.act == "deny" and not (cue is not None and self._withholds(cue)))
        reach = FAR if denies else BESIDE if insisted and statement.act in VERSIONS else 0
        by_sentence: dict[int, list[int]] = {}
        for i in statement.tokens:
            by_sentence.setdefault(tokens[i].sentence, []).append(i)
        for sentence, own in by_sentence.items():
            first, last, named = own[0], own[-1], -1
            if sum(len(tokens[i].text) for i in own) < SHORT or any(i in self._denied for i in own):
                continue
            if denied and cue is not None and tokens[cue].sentence == sentence:
                inner = [i for i in range(len(self.statements)) if i != number and first < self.statements[i].tokens[0] <= last]
                if inner and set(self.statements[inner[0]].tokens) < set(statement.tokens):
                    named = inner[0]
                    last = self.statements[named].tokens[0] - 1
                    last -= tokens[last].upos == "SCONJ"
                first = min(first, cue)
            far = FAR if any(self._kinds[i] == "falsehood" for i in own) else reach
            yield Version(number, frozenset(own), self.reading.span(first, last + 1), sentence, named, far)

    def who(self, version: Version) -> str:
        """The party that says a version, as far as the text's own words tell."""
        source = self.statements[version.statement].source
        if source is None:
            return ""
        mention = self.clauses.parties.by_head.get(source.head)
        return mention.code if mention is not None and mention.code else self.reading.tokens[source.head].lemma.lower()

    def words(self, version: Version) -> set[str]:
        """The telling words of a version, without those for claims."""
        return self._words[version]

    def strength(self, denial: Version, other: Version) -> float:
        """How strongly a denial contradicts another version; nothing of the same party does."""
        statement = self.statements[other.statement]
        apart = abs(denial.sentence - other.sentence)
        if apart > denial.reach or other.reach == FAR or statement.act not in VERSIONS or not self.who(other) or self.who(denial) in ("", self.who(other)):
            return 0.0
        if denial.named == other.statement:
            return NAMED
        if denial.tokens & other.tokens:
            return 0.0
        value = self.telling.shared(self.words(denial), self.words(other)) - SENTENCE * apart
        if statement.act == "accuse":
            value += ACCUSED
        if 0 <= denial.sentence - other.sentence <= BACK and any(self._kinds[i] == "claim" for i in denial.tokens):
            value += TAKEN_UP
        return value

    def pairs(self) -> list[tuple[Version, Version, float]]:
        """Denials with what they answer, the strongest first, a statement in one pair only."""
        near: dict[int, list[int]] = {}
        told: dict[int, list[int]] = {}
        for n, v in enumerate(self.all):
            near.setdefault(v.sentence, []).append(n)
            told.setdefault(v.statement, []).append(n)
        ranked: list[tuple[float, int, int]] = []
        for n, denial in enumerate(self.all):
            if denial.reach:
                around = [m for s in range(denial.sentence - WITHIN, denial.sentence + WITHIN + 1) for m in near.get(s, ())]
                ranked += [(self.strength(denial, self.all[m]), -n, -m) for m in {*around, *told.get(denial.named, ())}]
        used: set[int] = set()
        found: list[tuple[Version, Version, float]] = []
        for value, n, m in sorted(ranked, reverse=True):
            denial, other = self.all[-n], self.all[-m]
            if value >= KEEP and used.isdisjoint((denial.statement, other.statement)):
                used.update((denial.statement, other.statement))
                found.append((denial, other, value))
        return found
