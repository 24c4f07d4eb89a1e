"""Clauses that may carry a position, a commitment or a side of a dispute. In: a reading with its statements and events; out: clauses with their features.

A clause is named by its head: a verb, a predicate, or a noun that stands for a clause ("its refusal to withdraw").
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from chancery.extract.parties import Mention, parties_of
from chancery.knowledge import Knowledge
from chancery.knowledge.issues import vocabulary
from chancery.schema.article import TELLING_ROLES
from chancery.schema.event import EVENT_TYPES, EventDraft
from chancery.schema.evidence import Phrase, Span
from chancery.schema.reading import Reading
from chancery.schema.statement import StatementDraft

NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "without"})
AHEAD = frozenset({
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "tomorrow", "tonight", "next", "soon", "shortly", "later", "until", "within",
    "coming", "upcoming", "forthcoming", "weekend", "month", "week", "year", "day", "january", "february", "march", "april", "may", "june", "july", "august",
    "september", "october", "november", "december",
})  # fmt: skip
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
#: Dependents that are no part of the clause itself.
APART = frozenset({"parataxis", "discourse", "vocative"})
#: A noun is a candidate where the lexicons name it, or the model sees an event in it with at least this probability.
EVENT_NOUN = 0.4


@dataclass(frozen=True, slots=True)
class Clause:
    """A candidate: its head token, its span, the token of the verb or noun that governs it (or -1), its statement where it is content of one (or -1)."""

    head: int
    span: Span
    first: int
    last: int
    governor: int
    statement: int


@lru_cache(maxsize=4)
def lexicon(knowledge: Knowledge, table: str, column: str) -> dict[tuple[str, str], str]:
    """Lemma and part of speech -> class, from a table."""
    found: dict[tuple[str, str], str] = {}
    for row in knowledge.table(table):
        found.setdefault((row["lemma"], row["pos"]), row[column])
    return found


class Clauses:
    """The clauses of one reading."""

    def __init__(self, reading: Reading, statements: tuple[StatementDraft, ...], events: tuple[EventDraft, ...], *, knowledge: Knowledge) -> None:
        self.reading, self.statements, self.drafts, self.knowledge = reading, statements, events, knowledge
        self.stances = lexicon(knowledge, "stances", "stance")
        self.undertakings = lexicon(knowledge, "undertakings", "class")
        self.vocabulary = vocabulary(knowledge)
        self._sighted = self.vocabulary.sightings(reading.article.text)
        self.parties = parties_of(reading, knowledge)
        self._classed: dict[int, list[str | None]] = {}
        self.content: dict[int, int] = {}
        self.cues: dict[int, int] = {}
        for i, s in enumerate(statements):
            for t in s.tokens:
                self.content[t] = i  # the innermost statement comes last
            if s.cue_token is not None:
                self.cues.setdefault(s.cue_token, i)
        self.events: dict[int, EventDraft] = {e.token: e for e in reversed(events)}
        scores = reading.event_scores - reading.event_scores.max(axis=1, keepdims=True) if len(reading.tokens) else reading.event_scores
        odds = np.exp(scores)
        self.chances: NDArray[np.float32] = odds / odds.sum(axis=1, keepdims=True)
        self.quoted = self._quoted()
        self.clauses: tuple[Clause, ...] = tuple(self._find())

    @cached_property
    def named(self) -> list[list[str]]:
        """The features of each clause."""
        return [self.features(c) for c in self.clauses]

    @cached_property
    def vectors(self) -> NDArray[np.float32]:
        """The dense features of each clause, a row each."""
        return self.dense(self.clauses)

    # ---- what is a clause

    def _find(self) -> Iterable[Clause]:
        tokens = self.reading.tokens
        for sentence in self.reading.sentences:
            if sentence.role not in TELLING_ROLES:
                continue
            for i in range(sentence.first, sentence.last):
                token = tokens[i]
                if token.upos == "VERB" or (token.upos in ("ADJ", "NOUN", "PROPN", "ADV", "PRON", "NUM", "ADP") and self._predicate(i)):
                    pass
                elif token.upos == "NOUN":
                    key = (token.lemma.lower(), "NOUN")
                    if key not in self.stances and key not in self.undertakings and self.chances[i, 0] > 1 - EVENT_NOUN:
                        continue
                else:
                    continue
                first, last = self.extent(i)
                yield Clause(i, self.reading.span(first, last), first, last, token.head, self.content.get(i, -1))

    def _predicate(self, index: int) -> bool:
        return any(self.reading.tokens[c].deprel == "cop" for c in self.reading.children[index]) or self.reading.tokens[index].deprel in ("root", "ccomp")

    def extent(self, head: int) -> tuple[int, int]:
        """First and last (exclusive) token of the clause: the words under its head, without coordinated clauses and attributions beside it."""
        tokens, children = self.reading.tokens, self.reading.children
        kept, stack = {head}, [head]
        while stack:
            i = stack.pop()
            for c in children[i]:
                t = tokens[c]
                if i == head and (t.deprel in APART or (t.deprel == "mark" and t.lemma == "that")):
                    continue
                if i == head and t.deprel == "conj" and (t.upos in ("VERB", "AUX") or any(tokens[g].deprel in SUBJECTS for g in children[c])):
                    continue
                if i == head and t.deprel in ("cc", "punct"):
                    continue
                kept.add(c)
                stack.append(c)
        first, last = head, head + 1
        # what stands beside the head without a gap, gaps of marks and conjunctions let pass
        ordered = sorted(kept)
        first, last = ordered[0], ordered[-1] + 1
        if last - first > len(ordered) + 6:
            at = ordered.index(head)
            low = high = at
            while low > 0 and ordered[low] - ordered[low - 1] <= 4:
                low -= 1
            while high + 1 < len(ordered) and ordered[high + 1] - ordered[high] <= 4:
                high += 1
            first, last = ordered[low], ordered[high] + 1
        while last - first > 1 and tokens[last - 1].upos == "PUNCT":
            last -= 1
        while last - first > 1 and tokens[first].upos in ("PUNCT", "CCONJ"):
            first += 1
        return first, last

    def _quoted(self) -> list[bool]:
        inside, found, sentence = False, [], -1
        for t in self.reading.tokens:
            if t.text in ("“", "``") or (t.text == '"' and not inside):
                inside = True
            elif t.text in ("”", "''") or t.text == '"':
                inside = False
            if t.sentence != sentence:
                sentence = t.sentence
            found.append(inside)
        return found

    # ---- who

    def subject(self, head: int, *, depth: int = 3) -> int | None:
        """The head token of the clause's subject, its own or its controller's."""
        tokens, children = self.reading.tokens, self.reading.children
        own = next((c for c in children[head] if tokens[c].deprel in SUBJECTS), None)
        token = tokens[head]
        if own is not None:
            if token.deprel == "acl:relcl" and tokens[own].lemma.lower() in ("who", "which", "that"):
                return token.head
            return own
        possessor = next((c for c in children[head] if tokens[c].deprel == "nmod:poss"), None)
        if token.upos == "NOUN" and possessor is not None:
            return possessor
        if token.head < 0 or not depth:
            return None
        base = token.deprel.split(":")[0]
        if base in ("acl",) and tokens[token.head].upos in ("NOUN", "PROPN", "PRON"):
            return token.head if token.deprel == "acl:relcl" or "VerbForm=Inf" not in token.feats else self.subject(token.head, depth=depth - 1)
        if base in ("conj", "advcl", "xcomp", "parataxis") or token.upos == "NOUN":
            objects = [c for c in children[token.head] if tokens[c].deprel in ("obj", "iobj")] if base == "xcomp" else []
            return objects[0] if objects else self.subject(token.head, depth=depth - 1)
        return None

    def agents(self, head: int) -> list[Mention]:
        """The parties that the clause's subject names."""
        subject = self.subject(head)
        return self.parties.within(subject) if subject is not None else []

    def speaker(self, clause: Clause) -> Phrase | None:
        """Who says the clause, where it is content."""
        return self.statements[clause.statement].source if clause.statement >= 0 else None

    # ---- features

    def _classes(self, index: int, table: dict[tuple[str, str], str]) -> list[str]:
        if id(table) not in self._classed:
            self._classed[id(table)] = [table.get((t.lemma.lower(), t.upos)) for t in self.reading.tokens]
        classed = self._classed[id(table)]
        own = classed[index]
        found = ["own=" + own] if own is not None else []
        found += ["below=" + label for c in self.reading.children[index] if (label := classed[c]) is not None]
        return found

    def features(self, clause: Clause) -> list[str]:
        """Names of what is so of a clause."""
        tokens, children = self.reading.tokens, self.reading.children
        token = tokens[clause.head]
        lemma, base = token.lemma.lower(), token.deprel.split(":")[0]
        out = [f"lemma={lemma}", f"pos={token.upos}", f"rel={base}", f"pos+rel={token.upos}.{base}"]
        out += [f"feat={f}" for f in token.feats.split("|") if f[:5] in ("Tense", "VerbF", "Mood=", "Voice")]
        auxiliaries = [tokens[c] for c in children[clause.head] if tokens[c].deprel in ("aux", "aux:pass", "cop")]
        out += [f"aux={a.lemma.lower()}" for a in auxiliaries]
        if any(a.deprel == "aux" and a.lemma.lower() in ("will", "'ll", "shall") for a in auxiliaries):
            out.append("will")
        below = [tokens[c] for c in children[clause.head]]
        if any(t.lemma.lower() in NEGATIONS for t in below):
            out += ["negated", f"negated.{lemma}"]
        out += [f"mark={t.lemma.lower()}" for t in below if t.deprel == "mark"]
        out += [f"prep={t.lemma.lower()}" for t in below if t.deprel == "case"]
        out += [f"has={t.deprel.split(':')[0]}" for t in below]
        stance, undertaking = self._classes(clause.head, self.stances), self._classes(clause.head, self.undertakings)
        out += ["stance." + s for s in stance] + ["under." + u for u in undertaking]
        governor = token.head
        if governor >= 0:
            above = tokens[governor]
            out += [f"gov={above.lemma.lower()}", f"gov+rel={above.lemma.lower()}.{base}", f"govpos={above.upos}"]
            out += [f"gov.stance.{s}" for s in self._classes(governor, self.stances)] + [f"gov.under.{s}" for s in self._classes(governor, self.undertakings)]
            if any(tokens[c].lemma.lower() in NEGATIONS for c in children[governor]):
                out.append("gov.negated")
            if above.head >= 0:
                out.append(f"gov2={tokens[above.head].lemma.lower()}")
        else:
            out.append("gov=none")
        out += self._who(clause)
        out += self._said(clause)
        kinds = self.chances[clause.head]
        best = int(kinds.argmax())
        if best:
            out.append(f"kind={EVENT_TYPES[best - 1]}")
        if (event := self.events.get(clause.head)) is not None:
            out += [f"event={event.type}", f"event.modality={event.modality}", f"event.mode={event.mode}"]
        words = {t.lemma.lower() for t in tokens[clause.first : clause.last]}
        if words & AHEAD:
            out.append("time")
            if "will" in out or "own=schedule" in undertaking:
                out.append("time+ahead")
        if {"if", "unless", "until", "once"} & words:
            out.append("if")
        if any(tokens[c].lemma.lower() == "if" for c in children[clause.head]):
            out.append("in.if")
        if self.quoted[clause.head]:
            out.append("quoted")
        size = clause.last - clause.first
        out.append("size=" + ("1" if size < 3 else "2" if size < 6 else "3" if size < 12 else "4" if size < 24 else "5"))
        issues = self.vocabulary.labels_between(self._sighted, clause.span.start, clause.span.end, most=2)
        out += [f"issue={i}" for i in issues] or ["issue=none"]
        return out

    def _who(self, clause: Clause) -> list[str]:
        tokens = self.reading.tokens
        subject = self.subject(clause.head)
        if subject is None:
            return ["who=none"]
        out = []
        if tokens[subject].head != clause.head:
            out.append("who.controlled")
        mentions = self.parties.within(subject)
        out += [f"who={m.kind}" for m in mentions[:1]] or ["who=thing"]
        if tokens[subject].upos == "PRON":
            out.append(f"who.is={tokens[subject].lemma.lower()}")
        if tokens[subject].deprel == "nsubj:pass":
            out.append("who.undergoes")
        return out

    def _said(self, clause: Clause) -> list[str]:
        out = []
        tokens = self.reading.tokens
        if (cue := self.cues.get(clause.head)) is not None:
            out += ["cue", f"cue.act={self.statements[cue].act}"]
        if clause.statement >= 0:
            s = self.statements[clause.statement]
            out += ["said", f"said.act={s.act}", f"said.kind={s.kind}"]
            if s.cue_token is not None:
                out.append(f"said.cue={tokens[s.cue_token].lemma.lower()}")
            if clause.governor not in s.tokens:
                out += ["said.top", f"said.top.act={s.act}"]
        return out

    def dense(self, clauses: Iterable[Clause]) -> NDArray[np.float32]:
        """One row a clause: the head's vector, the mean of its words', and the chances of event types of the head and below it."""
        vectors, chances = self.reading.vectors, self.chances
        places = np.array([(c.head, c.first, c.last) for c in clauses], dtype=np.intp).reshape(-1, 3)
        if not len(places):
            return np.zeros((0, 2 * vectors.shape[1] + 34), dtype=np.float32)
        head, runs = places[:, 0], places[:, 1:].ravel()
        # what is taken of each run first..last; the row added at the end lets a run end there
        within = np.maximum.reduceat(np.vstack([chances, chances[:1]]), runs, axis=0)[::2]
        total = np.add.reduceat(np.vstack([vectors, vectors[:1]]), runs, axis=0)[::2]
        mean = total / (places[:, 2] - places[:, 1])[:, None]
        return np.hstack([vectors[head], mean, 4 * chances[head], 2 * within]).astype(np.float32)


#: the clauses made last
_LAST: list[Clauses] = []


def clauses_of(reading: Reading, statements: tuple[StatementDraft, ...], events: tuple[EventDraft, ...], knowledge: Knowledge) -> Clauses:
    """The clauses of a reading: three parts of the record look at them one after the other, with the same drafts."""
    for last in _LAST:
        # the very same, for to compare what so many drafts hold takes long
        if last.reading is reading and last.statements is statements and last.drafts is events and last.knowledge is knowledge:
            return last
    made = Clauses(reading, statements, events, knowledge=knowledge)
    _LAST[:] = [made]
    return made


def overlap(a: Clause, b: Clause) -> float:
    """Tokens shared, of all tokens of the two."""
    shared = min(a.last, b.last) - max(a.first, b.first)
    return shared / (max(a.last, b.last) - min(a.first, b.first)) if shared > 0 else 0.0
