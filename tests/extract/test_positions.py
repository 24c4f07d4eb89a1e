"""Positions, commitments and disputes by the lexicons alone, over hand-parsed sentences about invented states; and the shipped heads' files."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from handmade import parsed

from chancery.extract.clauses import Clauses, overlap
from chancery.extract.commitments import commitments
from chancery.extract.disputes import disputes
from chancery.extract.holders import Holders
from chancery.extract.positions import positions, strongest, turned
from chancery.knowledge import Knowledge
from chancery.models.heads import Heads
from chancery.schema.evidence import Phrase
from chancery.schema.reading import Entity, Reading
from chancery.schema.statement import StatementDraft

DEMANDS = """
Ruritania PROPN nsubj 2
demand VERB root 0
the DET det 4
release NOUN obj 2
of ADP case 6
prisoners NOUN nmod 4
. PUNCT punct 2
"""
BOTH_OPPOSE = """
Ruritania PROPN nsubj 4
and CCONJ cc 3
Graustark PROPN conj 1
oppose VERB root 0
sanctions NOUN obj 4
"""
WILL_MEET = """
Ruritania PROPN nsubj 3
will AUX aux 3
meet VERB root 0
Graustark PROPN obj 3
on ADP case 6
Tuesday PROPN obl 3
if SCONJ mark 9
it PRON nsubj 9
agrees VERB advcl 3
. PUNCT punct 3
"""
SAYS = """
Graustark PROPN nsubj 2
says VERB root 0
Ruritania PROPN nsubj 4
attacked VERB ccomp 2
the DET det 6
bridge NOUN obj 4
"""
DENIES = """
Ruritania PROPN nsubj 2
deny VERB root 0
it PRON nsubj 4
attacked VERB ccomp 2
the DET det 6
bridge NOUN obj 4
"""
WITHHOLDS = """
Ruritania PROPN nsubj 2
denies VERB root 0
inspectors NOUN iobj 2
the DET det 5
bridge NOUN obj 2
"""
WEATHER = """
Rain NOUN nsubj 2
fell VERB root 0
. PUNCT punct 2
"""


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Heads:
    """A folder without heads: the lexicons alone."""
    return Heads(tmp_path_factory.mktemp("light"))


def named(*sentences: str) -> Reading:
    """A reading whose proper nouns are places, save for the days, and whose event scores all say none."""
    reading = parsed(*sentences)
    places = tuple(Entity(t.index, t.index + 1, "place", 0.9) for t in reading.tokens if t.upos == "PROPN" and t.text != "Tuesday")
    scores = np.zeros((len(reading.tokens), 17), dtype=np.float32)
    scores[:, 0] = 9
    return dataclasses.replace(reading, entities=places, event_scores=scores, children=())


def said(reading: Reading, source: int, cue: int, first: int, last: int, act: str) -> StatementDraft:
    """A statement over tokens `first` to `last` (exclusive)."""
    return StatementDraft(
        Phrase(source, reading.tokens[source].span), reading.tokens[cue].span, cue, (reading.span(first, last),), tuple(range(first, last)),
        "indirect", act, (), None, None, 0.9, "test",
    )  # type: ignore[arg-type] # fmt: skip


def test_positions_lexicon_gives_stance_holder_and_issue(bare: Heads) -> None:
    reading = named(DEMANDS)
    found = positions(reading, (), (), heads=bare, knowledge=Knowledge())
    text = reading.article.text
    assert [(d.stance, d.actor.span.of(text) if d.actor else None, d.issue) for d in found] == [("demands", "Ruritania", "prisoners and hostages")]
    assert text[found[0].start : found[0].end] == "Ruritania demand the release of prisoners"


def test_positions_coordinated_holders_are_in_reach() -> None:
    reading = named(BOTH_OPPOSE)
    clauses = Clauses(reading, (), (), knowledge=Knowledge())
    clause = next(c for c in clauses.clauses if reading.tokens[c.head].text == "oppose")
    reach = Holders(clauses, knowledge=Knowledge()).reach(clause)
    assert [h.phrase.span.of(reading.article.text) for h in reach if "subject" in h.ways] == ["Ruritania", "Graustark"]


def test_positions_of_nobody_are_none(bare: Heads) -> None:
    assert positions(named(WEATHER), (), (), heads=bare, knowledge=Knowledge()) == ()


def test_positions_strongest_keeps_the_likelier_of_overlapping_clauses() -> None:
    clauses = Clauses(named(DEMANDS), (), (), knowledge=Knowledge())
    odds = np.linspace(0.5, 0.9, len(clauses.clauses)).astype(np.float32)
    kept = strongest(clauses, odds, 0.3)
    assert len(clauses.clauses) - 1 in kept
    assert all(overlap(clauses.clauses[a], clauses.clauses[b]) < 0.3 for a in kept for b in kept if a != b)


def test_commitments_future_clause_has_party_counterpart_and_condition(bare: Heads) -> None:
    reading = named(WILL_MEET)
    (draft,) = commitments(reading, (), (), heads=bare, knowledge=Knowledge())
    text = reading.article.text
    assert [p.span.of(text) for p in draft.who] == ["Ruritania"]
    assert [p.span.of(text) for p in draft.towards] == ["Graustark"]
    assert draft.condition == "if it agrees"
    assert "Tuesday" in draft.action


def test_commitments_past_is_none(bare: Heads) -> None:
    assert commitments(named(SAYS), (), (), heads=bare, knowledge=Knowledge()) == ()


def test_disputes_denial_and_what_it_denies(bare: Heads) -> None:
    reading = named(SAYS, DENIES)
    statements = (said(reading, 0, 1, 2, 6, "assert"), said(reading, 6, 7, 8, 12, "deny"))
    (draft,) = disputes(reading, statements, heads=bare, knowledge=Knowledge())
    text = reading.article.text
    assert "attacked the bridge" in text[draft.side_a.start : draft.side_a.end]
    assert "deny" in text[draft.side_b.start : draft.side_b.end]
    assert [s.who.span.of(text) if s.who else None for s in (draft.side_a, draft.side_b)] == ["Graustark", "Ruritania"]


def test_disputes_one_statement_is_none(bare: Heads) -> None:
    reading = named(SAYS)
    assert disputes(reading, (said(reading, 0, 1, 2, 6, "assert"),), heads=bare, knowledge=Knowledge()) == ()


def test_disputes_who_is_denied_a_thing_is_not_contradicted(bare: Heads) -> None:
    reading = named(SAYS, WITHHOLDS)
    statements = (said(reading, 0, 1, 2, 6, "assert"), said(reading, 6, 7, 8, 11, "deny"))
    assert disputes(reading, statements, heads=bare, knowledge=Knowledge()) == ()


def test_disputes_a_party_does_not_deny_its_own_words(bare: Heads) -> None:
    reading = named(DENIES.replace("deny", "says"), DENIES)
    statements = (said(reading, 0, 1, 2, 6, "assert"), said(reading, 6, 7, 8, 12, "deny"))
    assert disputes(reading, statements, heads=bare, knowledge=Knowledge()) == ()


@pytest.mark.parametrize(
    ("stance", "named", "is_"),
    [
        ("demands", ["negated", "stance.own=demands", "lemma=want"], "opposes"),
        ("accepts", ["negated", "stance.own=accepts"], "refuses"),
        ("demands", ["stance.own=demands"], "demands"),
        ("demands", ["negated", "stance.up=demands"], "demands"),
        ("demands", ["negated", "stance.own=demands", "lemma=need"], "demands"),
    ],
)
def test_positions_a_negated_wish_is_opposition(stance: str, named: list[str], is_: str) -> None:
    assert turned(stance, named) == is_


@pytest.mark.parametrize("name", ["clause_commitment", "clause_position", "clause_holder", "clause_dispute"])
def test_positions_shipped_heads_load_and_name_their_labels(name: str) -> None:
    labels = set(Heads()[name].labels)
    assert labels >= ({"none", "demands", "refuses", "supports"} if name == "clause_position" else {"yes"})
