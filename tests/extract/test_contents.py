"""What a cue's source may have said: among the readings of an attribution stands the right one."""

from __future__ import annotations

import pytest
from handmade import ACCORDING, OWNER, PASSIVE, SAID_ADDING, parsed

from chancery.extract.statements import Statements
from chancery.knowledge import Knowledge

CALLED_ON = """
Moss PROPN nsubj 2
called VERB root 0
on ADP case 4
Ruritania PROPN obl 2
to PART mark 6
withdraw VERB xcomp 2
"""
CALLED_IT = """
Moss PROPN nsubj 2
called VERB root 0
the DET det 4
raid NOUN obj 2
a DET det 6
crime NOUN xcomp 2
"""
RESUMED = """
" PUNCT punct 3
^We PRON nsubj 3
wait VERB root 0
^, PUNCT punct 3
^" PUNCT punct 3
Moss PROPN nsubj 7
said VERB parataxis 3
^. PUNCT punct 3
"""
MORE = """
" PUNCT punct 4
^We PRON nsubj 4
will AUX aux 4
answer VERB root 0
^. PUNCT punct 4
^" PUNCT punct 4
"""

ADDED = """
They PRON nsubj 2
lie VERB root 0
^, PUNCT punct 2
^" PUNCT punct 2
Moss PROPN nsubj 6
added VERB parataxis 2
^. PUNCT punct 2
"""


def possible(*sentences: str) -> dict[str, set[str]]:
    """For each cue all readings of its content, as text."""
    reading = parsed(*sentences)
    statements = Statements(reading, knowledge=Knowledge())
    found: dict[str, set[str]] = {}
    for cue, content in statements.rows().pairs:
        words = " | ".join(s.of(reading.article.text) for s in statements.contents.spans(content.tokens))
        found.setdefault(reading.tokens[cue.token].text, set()).add(words)
    return found


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        (SAID_ADDING, "said", "talks failed"),
        (SAID_ADDING, "adding", "war looms"),
        (OWNER, "claim", "talks failed"),
        (ACCORDING, "according", "Talks failed"),
        (CALLED_ON, "called", "Ruritania to withdraw"),
        (CALLED_IT, "called", "the raid a crime"),
        (PASSIVE, "accused", "Ruritania | of cheating"),
        (RESUMED, "said", '"We wait,"'),
    ],
)
def test_contents_hold_the_right_one(text: str, cue: str, content: str) -> None:
    assert content in possible(text)[cue]


def test_contents_take_in_quotations_that_follow() -> None:
    assert '"We wait," | "We will answer."' in possible(RESUMED, MORE)["said"]


def test_contents_leave_out_a_quotation_with_its_own_attribution() -> None:
    opened = MORE.replace('^" PUNCT punct 4', "").rstrip()
    found = possible(RESUMED, opened, ADDED)
    assert all("answer" not in words for words in found["said"])
    assert '"We will answer. They lie,"' in found["added"]
