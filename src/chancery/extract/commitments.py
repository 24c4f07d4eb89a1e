"""Commitments: what a party is to do, has promised or owes, still open. In: a reading, its statements and events; out: drafts.

A learned head keeps the clauses that state one, another says whose it is; the condition is the clause of "if", "unless" or "until" within it.
Without the heads the lexicon of undertakings decides.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from chancery.extract.clauses import Clause, Clauses, clauses_of
from chancery.extract.holders import UNDERTAKING, Holders
from chancery.extract.positions import strongest
from chancery.knowledge import Knowledge
from chancery.models.heads import Heads
from chancery.schema.commitment import CommitmentDraft
from chancery.schema.event import EventDraft
from chancery.schema.evidence import Phrase
from chancery.schema.reading import Reading
from chancery.schema.statement import StatementDraft

HEAD = "clause_commitment"
#: The best F1 on the training articles, crisis by crisis.
KEEP, SHARED = 0.3, 0.01
CONDITIONS = frozenset({"if", "unless", "until", "once", "provided", "should", "when", "as"})
TOWARDS = frozenset({"to", "with", "for", "against", "toward", "towards", "on"})


def commitments(
    reading: Reading, said: tuple[StatementDraft, ...], done: tuple[EventDraft, ...], *, heads: Heads, knowledge: Knowledge
) -> tuple[CommitmentDraft, ...]:
    """The commitments of the reading, in the order of the text."""
    clauses = clauses_of(reading, said, done, knowledge)
    if not clauses.clauses:
        return ()
    odds = _weighed(clauses, heads)
    holders = Holders(clauses, knowledge=knowledge)
    found: list[CommitmentDraft] = []
    for i in strongest(clauses, odds, KEEP, SHARED):
        clause = clauses.clauses[i]
        who = tuple(phrase for phrase, _ in holders.choose(clause, UNDERTAKING, heads=heads))
        found.append(
            CommitmentDraft(
                start=clause.span.start,
                end=clause.span.end,
                who=who,
                towards=_towards(clauses, clause, who),
                action=" ".join(clause.span.of(reading.article.text).split()),
                condition=_condition(clauses, clause),
                token=clause.head,
                statement=clause.statement if clause.statement >= 0 else None,
                confidence=round(heads.calibrated("commitments", float(odds[i])), 4),
                rule=HEAD if HEAD in heads else "undertakings",
            )
        )
    return tuple(found)


def _weighed(clauses: Clauses, heads: Heads) -> NDArray[np.float32]:
    """How likely it is that each clause states a commitment."""
    if HEAD in heads:
        head = heads[HEAD]
        odds = head.predict(clauses.vectors, clauses.named)
        return np.asarray(odds[:, head.labels.index("yes")], dtype=np.float32)
    values = []
    for clause in clauses.clauses:
        names = clauses.features(clause)
        ahead = "will" in names or any(n.startswith(("gov.under.own=promise", "gov.under.own=schedule", "gov.under.own=plan")) for n in names)
        values.append(0.4 if ahead and "negated" not in names and "in.if" not in names else 0.0)
    return np.asarray(values, dtype=np.float32)


def _condition(clauses: Clauses, clause: Clause) -> str | None:
    """The conditional clause within the clause, or beside it under the same governor."""
    tokens, children = clauses.reading.tokens, clauses.reading.children
    near = list(range(clause.first, clause.last)) + list(children[clause.head])
    if clause.governor >= 0:
        near += [c for c in children[clause.governor] if c != clause.head]
    for i in dict.fromkeys(near):
        if tokens[i].deprel != "advcl":
            continue
        marks = [c for c in children[i] if tokens[c].deprel in ("mark", "advmod") and tokens[c].lemma.lower() in CONDITIONS and c < i]
        if not marks or (tokens[marks[0]].lemma.lower() == "as" and tokens[marks[0] + 1].lemma.lower() not in ("soon", "long")):
            continue
        first, last = clauses.extent(i)
        return " ".join(clauses.reading.span(min(first, marks[0]), last).of(clauses.reading.article.text).split())
    return None


def _towards(clauses: Clauses, clause: Clause, who: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """Parties that the undertaking is directed at: its objects and obliques."""
    tokens, children, parties = clauses.reading.tokens, clauses.reading.children, clauses.parties
    own = {p.head for p in who}
    found: list[Phrase] = []
    for c in children[clause.head]:
        towards = tokens[c].deprel in ("obj", "iobj") or (
            tokens[c].deprel == "obl" and any(tokens[g].deprel == "case" and tokens[g].lemma.lower() in TOWARDS for g in children[c])
        )
        if towards:
            found += [parties.phrase(m) for m in parties.within(c, depth=1) if m.head not in own]
    return tuple(found)
