"""Places over readings of plain words: which of several places a name means."""

from __future__ import annotations

import numpy as np

from chancery.knowledge import Knowledge
from chancery.resolve.where import Where
from chancery.schema.article import Article, Block
from chancery.schema.reading import Entity, Reading, Sentence, Token


def where(text: str, *names: str) -> Where:
    """Every occurrence of the names is a place to the model."""
    tokens: list[Token] = []
    at = 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        tokens.append(Token(len(tokens), start, at, word, word.lower(), "PROPN" if word[0].isupper() else "X", "_", -1, "dep", 0))
    entities = []
    for name in names:
        parts = name.split()
        entities += [
            Entity(i, i + len(parts), "place", 0.9)
            for i in range(len(tokens) - len(parts) + 1)
            if [t.text for t in tokens[i : i + len(parts)]] == parts
        ]
    size = len(tokens)
    article = Article("a", text, (Block(0, len(text), "body"),))
    reading = Reading(
        article, (Sentence(0, 0, len(text), 0, size, "body"),), tuple(tokens), tuple(entities), (),
        np.zeros((size, 4), np.float32), np.zeros((size, 17), np.float32), np.zeros((size, 7), np.float32),
    )  # fmt: skip
    return Where(reading, Knowledge())


def test_where_name_alone_is_the_largest() -> None:
    (place,) = where("Talks opened in Paris", "Paris").places
    assert (place.country, place.kind) == ("FRA", "capital")


def test_where_state_beside_settles_it() -> None:
    found = {p.name: p.country for p in where("A fire in Paris , Texas , spread", "Paris").places}
    assert found == {"Paris": "USA"}


def test_where_states_of_the_article_settle_it() -> None:
    alone = where("Shells hit Tripoli", "Tripoli").places[0]
    among = where("In Lebanon the army of Lebanon said shells hit Tripoli as Lebanese troops left Beirut", "Tripoli", "Lebanon", "Beirut")
    assert alone.country == "LBY"
    assert {p.name: p.country for p in among.places}["Tripoli"] == "LBN"


def test_where_washington_between_capitals_is_the_capital() -> None:
    places = where("Washington , London and Paris agreed", "Washington", "London", "Paris").places
    assert [p.country for p in places] == ["USA", "GBR", "FRA"]
    assert places[0].lat is not None and abs(places[0].lat - 38.9) < 0.1


def test_where_group_is_no_place() -> None:
    assert where("Envoys of Hamas left", "Hamas").places == ()


def test_where_names_of_one_place_are_one() -> None:
    found = where("From Kiev to Kyiv and the Gaza Strip", "Kiev", "Kyiv", "Gaza Strip")
    assert [len(p.mentions) for p in found.places] == [2, 1]
    assert found.place_of(1) == found.place_of(3) == "l1"
    assert found.place_of(0) is None
