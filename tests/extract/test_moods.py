"""How clauses are put, over hand-parsed sentences: whom they are about, their modality and tense, and what "we" do by them."""

from __future__ import annotations

import pytest
from handmade import parsed

from chancery.extract.acts import Acts
from chancery.extract.statements import Statements
from chancery.knowledge import Knowledge

OTHERS = """
Iran PROPN nsubj 2
said VERB root 0
France PROPN nsubj 6
had AUX aux 6
not PART advmod 6
paid VERB ccomp 2 Tense=Past|VerbForm=Part
"""
OWN = """
Iran PROPN nsubj 2
said VERB root 0
Tehran PROPN nsubj 5
will AUX aux 5
pay VERB ccomp 2 VerbForm=Inf
"""
WE = """
" PUNCT punct 3
^We PRON nsubj 3
condemn VERB ccomp 8 Mood=Ind|Tense=Pres|VerbForm=Fin
the DET det 5
raid NOUN obj 3
^" PUNCT punct 3
he PRON nsubj 8
said VERB root 0
"""
NOT_WE = WE.replace("condemn VERB ccomp 8", "not PART advmod 4\ncondemn VERB ccomp 9").replace("nsubj 3", "nsubj 4").replace("nsubj 8", "nsubj 9")
OUR = """
" PUNCT punct 5
^It PRON nsubj 5
is AUX cop 5 Mood=Ind|Tense=Pres|VerbForm=Fin
our PRON nmod:poss 5
demand NOUN ccomp 8
^" PUNCT punct 5
he PRON nsubj 8
said VERB root 0
"""


def features(text: str) -> set[str]:
    """The features of the text's first cue with its clause."""
    reading, knowledge = parsed(text), Knowledge()
    statements = Statements(reading, knowledge=knowledge)
    cue, content = next((c, x) for c, x in statements.rows().pairs if "clause" in x.rules and c.lemma == "say")
    return set(Acts(reading, statements.attributions, statements.quotations, knowledge=knowledge).features(cue, content.tokens))


@pytest.mark.parametrize(
    ("text", "has"),
    [
        (OTHERS, {"first subject is other", "first subject is other perfect not", "first mood perfect not", "act=assert subject is other"}),
        (OWN, {"first subject is own", "first subject is own will", "act=assert mood will"}),
        (WE, {"first subject is first", "first mood present", "performs accuse", "performs condemn", "performs accuse present"}),
        (OUR, {"first subject is it", "first mood present", "ours demand"}),
    ],
)
def test_moods_of_clauses(text: str, has: set[str]) -> None:
    assert has <= features(text)


def test_moods_negated_does_nothing() -> None:
    found = features(NOT_WE)
    assert "first subject is first present not" in found
    assert not any(f.startswith("performs") for f in found)


def test_moods_speaker_of_a_party() -> None:
    assert {"speaker is demonym known", "speaker is one"} <= features(OTHERS)
    assert "speaker is pronoun unknown" in features(WE)
