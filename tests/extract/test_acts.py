"""Acts, kinds, addressees and grounds of statements over hand-parsed sentences, by the lexicon alone."""

from __future__ import annotations

import pytest
from handmade import parsed

from chancery.extract.acts import Acts
from chancery.extract.contents import Content
from chancery.extract.cues import Cue
from chancery.extract.statements import Statements
from chancery.knowledge import Knowledge
from chancery.models.heads import Heads

DENIED = "Moss PROPN nsubj 2\ndenied VERB root 0\nthe DET det 4\ncharge NOUN obj 2"
URGED = "Moss PROPN nsubj 2\nurged VERB root 0\nRuritania PROPN obj 2\nto PART mark 5\nwithdraw VERB xcomp 2"
URGED_CALM = "Moss PROPN nsubj 2\nurged VERB root 0\ncalm NOUN obj 2"
CALLED = "Moss PROPN nsubj 2\ncalled VERB root 0\nfor ADP case 4\ncalm NOUN obl 2"
CALLED_ON = "Moss PROPN nsubj 2\ncalled VERB root 0\non ADP case 4\nRuritania PROPN obl 2\nto PART mark 6\nwithdraw VERB xcomp 2"
CALLED_BARE = CALLED + "\n^, PUNCT punct 6\ntalks NOUN obl 2"
TOLD = "Moss PROPN nsubj 2\ntold VERB root 0\nreporters NOUN iobj 2\ntalks NOUN nsubj 5\nfailed VERB ccomp 2"
CITING = TOLD + "\n, PUNCT punct 7\nciting VERB advcl 2\naides NOUN obj 7"
DIRECT = '" PUNCT punct 3\n^We PRON nsubj 3\nwait VERB ccomp 6\n^" PUNCT punct 3\nMoss PROPN nsubj 6\nsaid VERB root 0'
MIXED = 'Moss PROPN nsubj 2\nsaid VERB root 0\nthey PRON nsubj 6\nare AUX cop 6\n" PUNCT punct 6\n^ready ADJ ccomp 2\n^" PUNCT punct 6'


def read(text: str, rule: str) -> tuple[Acts, Cue, Content, str]:
    """The acts of a text, its first cue with the reading that `rule` found, and the text."""
    reading = parsed(text)
    statements = Statements(reading, knowledge=Knowledge())
    cue, content = next((c, x) for c, x in statements.rows().pairs if rule in x.rules)
    return Acts(reading, statements.attributions, statements.quotations, knowledge=Knowledge()), cue, content, reading.article.text


@pytest.mark.parametrize(
    ("text", "rule", "act"),
    [
        (DENIED, "object", "deny"),
        (URGED, "object and predicate", "request"),
        (URGED_CALM, "object", "appeal"),
        (TOLD, "clause", "assert"),
    ],
)
def test_acts_by_the_lexicon(text: str, rule: str, act: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    acts, cue, content, _ = read(text, rule)
    assert acts.act(cue, content.tokens, heads=Heads(tmp_path_factory.mktemp("light"))) == act


@pytest.mark.parametrize(("text", "rule", "kind"), [(DIRECT, "clause", "direct"), (MIXED, "clause", "mixed"), (TOLD, "clause", "indirect")])
def test_acts_kind_follows_the_quotation_marks(text: str, rule: str, kind: str) -> None:
    acts, cue, content, _ = read(text, rule)
    assert acts.kind(cue, content.tokens) == kind


@pytest.mark.parametrize(("text", "rule", "whom"), [(TOLD, "clause", ["reporters"]), (URGED, "object and predicate", ["Ruritania"]), (DENIED, "object", [])])
def test_acts_addressees(text: str, rule: str, whom: list[str]) -> None:
    acts, cue, content, words = read(text, rule)
    assert [p.span.of(words) for p in acts.addressees(cue, content.tokens)] == whom


def test_acts_basis() -> None:
    acts, cue, _, words = read(CITING, "clause")
    basis = acts.basis(cue)
    assert basis is not None
    assert basis.of(words) == "citing aides"
    acts, cue, _, _ = read(TOLD, "clause")
    assert acts.basis(cue) is None


class Fixed:
    """Heads that give one act to everything."""

    def __init__(self, act: str) -> None:
        self.act = act

    def __contains__(self, name: str) -> bool:
        return True

    def __getitem__(self, name: str) -> Fixed:
        return self

    def best(self, dense: object, named: list[list[str]]) -> list[tuple[str, float]]:
        return [(self.act, 1.0) for _ in named]


@pytest.mark.parametrize(
    ("text", "rule", "learned", "act"),
    [
        (CALLED, "phrase for", "demand", "appeal"),
        (CALLED_ON, "phrase and predicate", "demand", "request"),
        (CALLED, "phrase for", "accuse", "accuse"),
        (URGED, "object and predicate", "appeal", "request"),
        (URGED, "object and predicate", "demand", "demand"),
        (TOLD, "clause", "appeal", "appeal"),
        (TOLD, "clause", "request", "request"),
    ],
)
def test_acts_requests_and_appeals(text: str, rule: str, learned: str, act: str) -> None:
    acts, cue, content, _ = read(text, rule)
    assert acts.act(cue, content.tokens, heads=Fixed(learned)) == act  # type: ignore[arg-type]


def test_acts_addressees_are_not_the_content() -> None:
    acts, cue, content, _ = read(CALLED_BARE, "after")
    assert acts.addressees(cue, content.tokens) == ()
