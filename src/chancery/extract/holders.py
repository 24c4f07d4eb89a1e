"""Whose a clause is: who holds the position or has the undertaking that it states. In: a clause; out: the phrases of those in reach, weighed by learned heads.

In reach are the subjects above the clause, the speaker, and the parties of the sentence. Two heads look at them: one at each for itself, and for
undertakings one at all against each other; without them, the subject and then the speaker.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chancery.extract.clauses import SUBJECTS, Clause, Clauses
from chancery.extract.parties import CORE
from chancery.knowledge import Knowledge
from chancery.knowledge.names import names
from chancery.models.heads import Heads
from chancery.schema.evidence import Phrase

#: the head that asks of each whether it holds the clause, and the one that asks which does
HEAD, AMONG = "clause_holder", "clause_among"
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM"})
#: What a commitment states, where a position has its stance.
UNDERTAKING = "undertaking"
#: Who speaks in a text of its own, and words for what others have to do.
FIRST = frozenset({"i", "we", "our", "us", "my"})
OBLIGED = frozenset({"must", "should", "ought", "shall"})
#: Further holders beside the first are taken from this probability on, coordinated with it.
ALSO = 0.4


@dataclass(frozen=True, slots=True)
class Holder:
    """A phrase in reach and how it stands to the clause: `ways` are names of relations."""

    phrase: Phrase
    ways: tuple[str, ...]


class Holders:
    """Those in reach of the clauses of one reading."""

    def __init__(self, clauses: Clauses, *, knowledge: Knowledge) -> None:
        self.clauses, self.reading = clauses, clauses.reading
        self._names = names(knowledge)
        self._named: dict[int, dict[int, tuple[int, int, str]]] = {}

    def _in_sentence(self, number: int) -> dict[int, tuple[int, int, str]]:
        """Head -> first, last, kind of what the sentence names: its parties, and known names that the model overlooked."""
        if number not in self._named:
            sentence, tokens = self.reading.sentences[number], self.reading.tokens
            found = {m.head: (m.first, m.last, m.kind) for m in self.clauses.parties.by_sentence.get(number, ())}
            taken = {i for first, last, _ in found.values() for i in range(first, last)}
            for match in self._names.find([t.text for t in tokens[sentence.first : sentence.last]]):
                first, last = sentence.first + match.first, sentence.first + match.last
                head = next((i for i in range(first, last) if not first <= tokens[i].head < last), last - 1)
                if not taken & set(range(first, last)):
                    found[head] = (first, last, match.named[0].kind)
            self._named[number] = found
        return self._named[number]

    def _phrase(self, head: int) -> Phrase:
        known = self._in_sentence(self.reading.tokens[head].sentence).get(head)
        if known:
            return Phrase(head, self.reading.span(known[0], known[1]))
        tokens, first, last, stack = self.reading.tokens, head, head + 1, [head]
        while stack:
            i = stack.pop()
            first, last = min(first, i), max(last, i + 1)
            stack.extend(c for c in self.reading.children[i] if tokens[c].deprel in CORE and not (i == head and tokens[c].deprel in ("case", "advmod")))
        return Phrase(head, self.reading.span(first, last))

    def reach(self, clause: Clause) -> list[Holder]:
        """Those in reach, each once, in the order of the text."""
        tokens, children = self.reading.tokens, self.reading.children
        ways: dict[int, list[str]] = {}
        said: dict[int, Phrase] = {}

        def add(head: int, way: str) -> None:
            ways.setdefault(head, []).append(way)
            for c in children[head]:
                if tokens[c].deprel == "conj" and tokens[c].upos in NOMINAL:
                    ways.setdefault(c, []).append(way)

        def speaker(phrase: Phrase | None, way: str) -> None:
            if phrase is not None:
                said.setdefault(phrase.head, phrase)
                ways.setdefault(phrase.head, []).append(way)

        if (subject := self.clauses.subject(clause.head)) is not None:
            add(subject, "subject")
        for c in children[clause.head]:
            if tokens[c].deprel in ("nmod:poss", "obl:agent", "amod", "compound", "obj", "nmod", "obl"):
                add(c, "child." + tokens[c].deprel)
        node, level = clause.head, 0
        while (node := tokens[node].head) >= 0 and level < 4:
            level += 1
            above = [c for c in children[node] if tokens[c].deprel in SUBJECTS]
            for c in above:
                add(c, f"above{level}")
            if not above and tokens[node].upos in ("NOUN", "PROPN", "PRON"):
                add(node, f"head{level}")
        if clause.statement >= 0:
            statement = self.clauses.statements[clause.statement]
            speaker(statement.source, "speaker")
            for a in statement.addressees:
                speaker(a, "addressee")
            if statement.via is not None:
                speaker(self.clauses.statements[statement.via].source, "via")
        if (cue := self.clauses.cues.get(clause.head)) is not None:
            speaker(self.clauses.statements[cue].source, "cued")
        here = self._in_sentence(tokens[clause.head].sentence)
        for head in here:
            ways.setdefault(head, []).append("in.clause" if clause.first <= head < clause.last else "before" if head < clause.head else "after")
        return [Holder(said.get(head) or self._phrase(head), tuple(ways[head])) for head in sorted(ways) if tokens[head].upos in NOMINAL]

    def features(self, clause: Clause, holder: Holder, what: str, count: int) -> list[str]:
        """Names of what is so of a holder; `what` is the stance, or UNDERTAKING."""
        tokens = self.reading.tokens
        head = tokens[holder.phrase.head]
        known = self._in_sentence(head.sentence).get(head.index)
        kind = known[2] if known else head.upos
        out = [f"kind={kind}", f"rel={head.deprel}", f"kind+rel={kind}.{head.deprel}", f"of={count if count < 4 else 'many'}"]
        for way in holder.ways:
            out += [f"way={way}", f"way+what={way}.{what}", f"way+kind={way}.{kind}"]
        out.append("ways=" + "+".join(sorted(set(holder.ways))))
        if head.upos == "PRON":
            out.append(f"pron={head.lemma.lower()}")
        said = "said" if clause.statement >= 0 else "told"
        out += [f"{said}.{way}" for way in holder.ways]
        if clause.statement >= 0:
            act = self.clauses.statements[clause.statement].act
            out += [f"{act}.{way}" for way in holder.ways]
        clause_head = tokens[clause.head]
        lemma = clause_head.lemma.lower()
        stance = self.clauses.stances.get((lemma, clause_head.upos), "none")
        out += [f"stance.{stance}.{way}" for way in holder.ways]
        out += [f"pos.{clause_head.upos}.{clause_head.deprel.split(':')[0]}.{way}" for way in holder.ways]
        if head.sentence != clause_head.sentence:
            out.append("elsewhere")
        else:
            gap = abs(head.index - clause.head)
            out.append("gap=" + ("1" if gap < 3 else "2" if gap < 7 else "3" if gap < 15 else "4"))
        return out

    def choose(self, clause: Clause, what: str, *, heads: Heads, limit: int = 4) -> list[tuple[Phrase, float]]:
        """Who holds the clause, the likeliest first, with those coordinated with it."""
        if what == "demands" and clause.statement < 0 and self._obliged(clause):
            return self._issuer()
        reach = self.reach(clause)
        if not reach:
            return []
        if HEAD not in heads or AMONG not in heads:
            order = {"subject": 0, "cued": 1, "speaker": 2, "above1": 3}
            best = min(reach, key=lambda h: min(order.get(w, 9) for w in h.ways))
            return [(best.phrase, 0.5)]
        head = heads[HEAD]
        rows = [self.features(clause, h, what, len(reach)) for h in reach]
        odds = head.predict(None, rows)[:, head.labels.index("yes")]
        # crisis by crisis 84 instead of 74 in 100 undertakings are given to the right one so; positions, which often have several holders, gain nothing
        weighed = odds + self._among(rows, heads) if what == UNDERTAKING else odds
        ranked = sorted(range(len(reach)), key=lambda i: (-float(weighed[i]), i))
        first = ranked[0]
        group = self._group(reach[first].phrase.head)
        chosen = [i for i in ranked[:limit] if i == first or (odds[i] >= ALSO and self._group(reach[i].phrase.head) == group)]
        return [(reach[i].phrase, float(odds[i])) for i in chosen]

    def _obliged(self, clause: Clause) -> bool:
        """Whether a clause says what somebody else must do."""
        tokens, subject = self.reading.tokens, self.clauses.subject(clause.head)
        must = any(tokens[c].deprel == "aux" and tokens[c].lemma.lower() in OBLIGED for c in self.reading.children[clause.head])
        return must and subject is not None and tokens[subject].text.lower() not in FIRST

    def _issuer(self) -> list[tuple[Phrase, float]]:
        """Who demands what nobody is reported to have said: the "we" of a text that speaks for itself; else nobody, for the press makes no demands."""
        found = next((t for t in self.reading.tokens if t.text.lower() in FIRST and t.index not in self.clauses.content), None)
        return [(Phrase(found.index, found.span), 1.0)] if found is not None else []

    @staticmethod
    def _among(rows: list[list[str]], heads: Heads) -> NDArray[np.float32]:
        """How likely each is the one, if one of them is."""
        scores = heads[AMONG].scores(None, rows)[:, 0]
        powers = np.exp(scores - scores.max())
        return np.asarray(powers / powers.sum(), dtype=np.float32)

    def _group(self, index: int) -> int:
        """The first of the coordination that a token belongs to."""
        tokens = self.reading.tokens
        while tokens[index].deprel == "conj" and tokens[index].head >= 0:
            index = tokens[index].head
        return index
