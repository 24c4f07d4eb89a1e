"""Positions: what a party demands, refuses, offers, accepts, proposes, supports or opposes. In: a reading, its statements and events; out: drafts.

A learned head keeps the clauses that state one and says which; another says whose it is. Without them the lexicon of stances decides.
"""

from __future__ import annotations

from typing import cast

import numpy as np
from numpy.typing import NDArray

from chancery.extract.clauses import Clause, Clauses, clauses_of, overlap
from chancery.extract.holders import Holders
from chancery.knowledge import Knowledge
from chancery.models.heads import Heads
from chancery.schema.event import EventDraft
from chancery.schema.position import PositionDraft, Stance
from chancery.schema.reading import Reading
from chancery.schema.statement import StatementDraft

HEAD = "clause_position"
#: Kept from this probability on, and where it and the holder's together reach this: the best F1 on the training articles, crisis by crisis.
KEEP, SURE = 0.38, 0.22
#: Of two clauses that share more than this part of their words the likelier is kept.
SHARED = 0.3
#: What one holds who does not do what the lexicon of stances has a clause's head say: who does not want war opposes it.
CONTRARY: dict[str, str] = {"demands": "opposes", "proposes": "opposes", "supports": "opposes", "accepts": "refuses", "offers": "refuses"}
#: Heads that deny a need, not a wish.
NEEDED = frozenset({"lemma=have", "lemma=need"})


def strongest(clauses: Clauses, odds: NDArray[np.float32], keep: float, shared: float = SHARED, *, most: int | None = None) -> list[int]:
    """Indices of the clauses at least so likely, none of which overlaps a likelier one, in the order of the text; the `most` likeliest of them."""
    found: list[int] = []
    kept: list[Clause] = []
    order = np.argsort(-odds, kind="stable")
    for i in order[odds[order] >= keep].tolist():
        clause = clauses.clauses[i]
        first, last = clause.first, clause.last
        if all(k.last <= first or last <= k.first or overlap(clause, k) < shared for k in kept):
            found.append(i)
            kept.append(clause)
            if len(found) == most:
                break
    return sorted(found)


def positions(
    reading: Reading, said: tuple[StatementDraft, ...], done: tuple[EventDraft, ...], *, heads: Heads, knowledge: Knowledge
) -> tuple[PositionDraft, ...]:
    """The positions of the reading, in the order of the text; one draft a holder."""
    clauses = clauses_of(reading, said, done, knowledge)
    if not clauses.clauses:
        return ()
    stances, odds = _weighed(clauses, heads)
    holders = Holders(clauses, knowledge=knowledge)
    found: list[PositionDraft] = []
    for i in strongest(clauses, odds, KEEP):
        clause = clauses.clauses[i]
        for phrase, held in holders.choose(clause, stances[i], heads=heads):
            if float(odds[i]) * held >= SURE:
                found.append(
                    PositionDraft(
                        start=clause.span.start,
                        end=clause.span.end,
                        actor=phrase,
                        stance=cast(Stance, stances[i]),
                        issue=issue(clauses, clause),
                        token=clause.head,
                        statement=clause.statement if clause.statement >= 0 else None,
                        confidence=round(heads.calibrated("positions", float(odds[i]) * held), 4),
                        rule=HEAD if HEAD in heads else "stances",
                    )
                )
    return tuple(found)


def _weighed(clauses: Clauses, heads: Heads) -> tuple[list[str], NDArray[np.float32]]:
    """The likeliest stance of each clause, and how likely it is that the clause states a position."""
    if HEAD in heads:
        head = heads[HEAD]
        odds = head.predict(clauses.vectors, clauses.named)
        none = head.labels.index("none")
        others = [n for n in range(len(head.labels)) if n != none]
        best = [head.labels[others[int(row[others].argmax())]] for row in odds]
        return [turned(stance, names) for stance, names in zip(best, clauses.named, strict=True)], 1 - odds[:, none]
    names, values = [], []
    for clause in clauses.clauses:
        token = clauses.reading.tokens[clause.head]
        stance = clauses.stances.get((token.lemma.lower(), token.upos))
        names.append(stance or "supports")
        values.append(0.45 if stance and clauses.agents(clause.head) else 0.0)
    return names, np.asarray(values, dtype=np.float32)


def turned(stance: str, named: list[str]) -> str:
    """The stance of a clause with these features: the contrary of what its own head says, where the head is negated."""
    negated = "negated" in named and f"stance.own={stance}" in named and NEEDED.isdisjoint(named)
    return CONTRARY.get(stance, stance) if negated else stance


def issue(clauses: Clauses, clause: Clause) -> str:
    """What a clause is about: the vocabulary's issue, else its object's noun phrase, else the clause itself."""
    text = clauses.reading.article.text
    if (label := clauses.vocabulary.label(clause.span.of(text))) is not None:
        return label
    tokens, children = clauses.reading.tokens, clauses.reading.children
    stack, seen = [clause.head], 0
    while stack and seen < 30:
        i = stack.pop(0)
        seen += 1
        for c in children[i]:
            if tokens[c].deprel in ("obj", "obl", "nmod", "nsubj:pass") and tokens[c].upos in ("NOUN", "PROPN"):
                return _noun_phrase(clauses, c)
        stack.extend(c for c in children[i] if tokens[c].deprel.split(":")[0] in ("xcomp", "ccomp", "acl", "advcl", "obj", "obl", "conj"))
    return _noun_phrase(clauses, clause.head)


def _noun_phrase(clauses: Clauses, head: int) -> str:
    tokens, children = clauses.reading.tokens, clauses.reading.children
    kept = [head] + [c for c in children[head] if tokens[c].deprel in ("amod", "compound", "flat", "nmod:poss", "nummod")]
    for c in children[head]:
        if tokens[c].deprel == "nmod":
            kept += [c] + [g for g in children[c] if tokens[g].deprel in ("case", "amod", "compound", "flat")]
    return " ".join(tokens[i].text for i in sorted(kept) if tokens[i].upos != "PUNCT")
