"""Entities: one name is one thing throughout an article, and nothing outside names becomes one."""

from __future__ import annotations

import numpy as np
import pytest

from chancery.intake import article
from chancery.knowledge import Knowledge
from chancery.schema.reading import Reading
from chancery.understand import Reader
from chancery.understand.entities import Entities, features
from chancery.understand.gazetteer import Gazetteer
from chancery.understand.shapes import COUNT

TAGS = ["O", "B-person", "I-person", "B-organisation", "I-organisation", "B-place", "I-place", "B-other", "I-other"]


class Said:
    """A head that says of each asked word what a table says of it."""

    def __init__(self, table: dict[int, dict[str, float]]) -> None:
        self.table, self.asked = table, 0

    def predict(self, dense, named):
        rows = np.full((len(named), len(TAGS)), 1e-6, np.float32)
        for r in range(len(named)):
            odds = self.table.get(int(dense[r, 0]), {"O": 1.0})
            for tag, p in odds.items():
                rows[r, TAGS.index(tag)] = p
        return rows


def decode(words: list[str], table: dict[int, dict[str, float]], upos: list[str] | None = None):
    vectors = np.zeros((len(words), 4), np.float32)
    vectors[:, 0] = np.arange(len(words))
    scores = np.zeros((len(words), len(TAGS)), np.float32)
    scores[:, 0] = 1.0
    decoder = Entities(Said(table), Gazetteer(Knowledge()), TAGS)  # type: ignore[arg-type]
    return decoder.of(words, vectors, scores, [0, len(words)], upos or ["PROPN" if w[:1].isupper() else "NOUN" for w in words])


def test_entities_vote_on_what_a_name_is() -> None:
    words = ["Quorvex", "paid", "and", "Quorvex", "left", "while", "Quorvex", "slept"]
    sure, unsure = {"B-organisation": 0.9, "B-place": 0.1}, {"B-organisation": 0.4, "B-place": 0.6}
    found = decode(words, {0: sure, 3: unsure, 6: sure})
    assert [(e.first, e.label) for e in found] == [(0, "organisation"), (3, "organisation"), (6, "organisation")]


def test_entities_find_a_name_again() -> None:
    words = ["Brant", "Oleski", "spoke", ";", "later", "Brant", "Oleski", "left"]
    found = decode(words, {0: {"B-person": 0.9}, 1: {"I-person": 0.9}})
    assert [(e.first, e.last, e.label) for e in found] == [(0, 2, "person"), (5, 7, "person")]


def test_entities_not_again_where_it_is_a_common_word() -> None:
    words = ["Will", "spoke", ".", "Will", "he", "come", "?"]
    upos = ["PROPN", "VERB", "PUNCT", "AUX", "PRON", "VERB", "PUNCT"]
    assert [(e.first, e.last) for e in decode(words, {0: {"B-person": 0.9}}, upos)] == [(0, 1)]


def test_entities_ask_the_head_only_near_names() -> None:
    assert decode(["the", "talks", "went", "on", "for", "hours"], {2: {"B-person": 0.99}}) == []


def test_features_stop_at_the_sentence() -> None:
    vectors = np.arange(8, dtype=np.float32).reshape(4, 2) + 1
    found = features(vectors, np.array([2, 1, 2, 1]), [0, 2, 4], np.array([1, 2]))
    width = 2
    assert found.shape == (2, 3 * (width + COUNT))
    assert found[0, width : 2 * width].tolist() == [1, 2] and found[0, 2 * width : 3 * width].tolist() == [0, 0]
    assert found[1, width : 2 * width].tolist() == [0, 0] and found[1, 2 * width : 3 * width].tolist() == [7, 8]


@pytest.fixture(scope="module")
def reading() -> Reading:
    text = "MARSK, March 4 -- Foreign Minister Ana Orlu met officials of Norvane Shipping in Marsk. Norvane Shipping had asked for talks, Orlu said."
    return Reader(threads=1).read(article(text, published="2031-03-05"))


def test_entities_of_an_article(reading: Reading) -> None:
    named = {" ".join(t.text for t in reading.tokens[e.first : e.last]): e.label for e in reading.entities}
    assert named["Ana Orlu"] == "person" and named["Norvane Shipping"] == "organisation" and named["Marsk"] == "place"
    assert all(0.0 <= e.score <= 1.0 for e in reading.entities)
