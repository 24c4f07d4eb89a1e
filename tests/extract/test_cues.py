"""Cues over hand-parsed sentences, and the words that name their sources."""

from __future__ import annotations

import pytest
from handmade import ACCORDING, OWNER, PASSIVE, QUOTED, RELATIVE, SAID_ADDING, parsed

from chancery.extract.cues import Attributions
from chancery.extract.inflection import forms
from chancery.knowledge import Knowledge


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        (SAID_ADDING, {"said": "The envoy", "adding": "The envoy"}),
        (PASSIVE, {"accused": "Graustark"}),
        (RELATIVE, {"warned": "Moss"}),
        (QUOTED, {"quoted": "Radio", "saying": "Moss"}),
        (OWNER, {"claim": "Moss"}),
        (ACCORDING, {"according": "Moss"}),
    ],
)
def test_cues_find_their_sources(text: str, sources: dict[str, str]) -> None:
    reading = parsed(text)
    attributions = Attributions(reading, knowledge=Knowledge())
    found = {
        reading.tokens[c.token].text: attributions.phrase(c.source).span.of(reading.article.text) for c in attributions.cues() if c.source is not None
    }
    assert found == sources


def test_cues_passive_without_agent_has_no_source() -> None:
    reading = parsed("Moss PROPN nsubj:pass 3\nwas AUX aux:pass 3\ntold VERB root 0\nlies NOUN obj 3")
    assert [c.source for c in Attributions(reading, knowledge=Knowledge()).cues()] == [None]


def test_cues_furniture_has_none() -> None:
    reading = parsed(SAID_ADDING)
    headline = type(reading.sentences[0])(0, reading.sentences[0].start, reading.sentences[0].end, 0, len(reading.tokens), "headline")
    object.__setattr__(reading, "sentences", (headline,))
    assert Attributions(reading, knowledge=Knowledge()).cues() == []


@pytest.mark.parametrize(
    ("lemma", "form"),
    [("say", "said"), ("deny", "denied"), ("deny", "denies"), ("vow", "vowed"), ("accuse", "accusing"), ("beg", "begged"), ("reach", "reaches")],
)
def test_inflection_forms(lemma: str, form: str) -> None:
    assert form in forms(lemma)
