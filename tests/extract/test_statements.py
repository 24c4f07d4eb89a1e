"""Statements of invented dispatches, read by the shipped model and heads."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.extract.statements import statements
from chancery.knowledge import Knowledge
from chancery.models.heads import Heads
from chancery.schema.article import Article, Block
from chancery.schema.reading import Reading
from chancery.schema.statement import StatementDraft
from chancery.understand import Reader

DISPATCH = """Ruritania's foreign minister, Ada Moss, said on Monday that her government would not withdraw its troops from the border.

"We will stay where we are," Moss told reporters in Strelsau. "Nobody will move us."

Graustark accused Ruritania of breaking the truce. A spokesman for its army denied that shells had been fired, adding that the border was calm.

The talks will resume on Friday, according to the mediators."""


@lru_cache(maxsize=1)
def reader() -> Reader:
    """The shipped model."""
    return Reader(threads=1)


def read(text: str) -> tuple[Reading, tuple[StatementDraft, ...]]:
    """The reading of a text of one block, and its statements."""
    reading = reader().read(Article("a", text, (Block(0, len(text), "body"),)))
    return reading, statements(reading, heads=Heads(), knowledge=Knowledge())


def said(text: str) -> dict[str, StatementDraft]:
    """The statements of a text by their content."""
    return {" ".join(s.of(text) for s in d.content): d for d in read(text)[1]}


@pytest.mark.parametrize(
    ("content", "source", "kind"),
    [
        ("her government would not withdraw its troops from the border", "Ruritania's foreign minister|Ada Moss", "indirect"),
        ('"We will stay where we are," "Nobody will move us."', "Moss", "direct"),
        ("Ruritania of breaking the truce", "Graustark", "indirect"),
        ("the border was calm", "A spokesman for its army", "indirect"),
        ("The talks will resume on Friday", "the mediators", "indirect"),
    ],
)
def test_statements_of_a_dispatch(content: str, source: str, kind: str) -> None:
    draft = said(DISPATCH)[content]
    assert draft.source is not None
    assert draft.source.span.of(DISPATCH) in source.split("|")
    assert draft.kind == kind


def test_statements_name_whom_they_address() -> None:
    draft = said(DISPATCH)['"We will stay where we are," "Nobody will move us."']
    assert [a.span.of(DISPATCH) for a in draft.addressees] == ["reporters"]


def test_statements_nested_point_to_their_report() -> None:
    _, drafts = read("The agency reported that the minister said the talks had failed.")
    assert [d.via for d in drafts] == [None, 0]


def test_statements_bare_belief_is_none() -> None:
    assert read("Ruritania feared that the bridge was lost.")[1] == ()


def test_statements_headlines_carry_none() -> None:
    text = "Moss says talks have failed"
    reading = reader().read(Article("a", text, (Block(0, len(text), "headline"),)))
    assert statements(reading, heads=Heads(), knowledge=Knowledge()) == ()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(['"', "“", "”", "'", "said", "Moss", "that", "war", ".", ",", "\n", "—", "according", "to", "told", "adding"]), max_size=30))
def test_statements_spans_stand_in_the_text(words: list[str]) -> None:
    text = " ".join(words)
    if not text.strip():
        return
    reading, drafts = read(text)
    for n, draft in enumerate(drafts):
        assert draft.content and draft.tokens
        assert all(0 <= s.start < s.end <= len(text) for s in draft.content)
        assert all(a.end <= b.start for a, b in zip(draft.content, draft.content[1:], strict=False))
        assert list(draft.tokens) == sorted(set(draft.tokens)) and draft.tokens[-1] < len(reading.tokens)
        assert draft.via != n and 0 <= draft.confidence <= 1


def test_statements_same_text_same_drafts() -> None:
    assert read(DISPATCH)[1] == read(DISPATCH)[1]
