"""Lemmas by the treebanks' table, by regular endings, and by the model's rule."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chancery.models import FOLDER
from chancery.understand.lemmas import Lemmas


@pytest.mark.parametrize(
    ("word", "part", "rule", "lemma"),
    [
        ("delivered", "VERB", "l|0||1|", "deliver"),  # the rule would leave "delivere"
        ("handed", "VERB", "l|1|gi|0|", "hand"),  # the rule is of another word
        ("went", "VERB", "l|0||0|", "go"),
        ("Norwegian", "ADJ", "k|0||0|", "Norwegian"),
        ("Tehran", "PROPN", "k|0||0|", "Tehran"),
        ("countries", "NOUN", "l|0||1|", "country"),
    ],
)
def test_lemmas_of_word(word: str, part: str, rule: str, lemma: str) -> None:
    assert Lemmas(FOLDER).of(word, part, rule) == lemma


def test_lemmas_a_regular_ending_gives_a_known_lemma(tmp_path: Path) -> None:
    (tmp_path / "lemmas.json").write_text(json.dumps({"VERB": {"shell": "shell", "stop": "stop"}}), encoding="utf-8")
    table = Lemmas(tmp_path)
    assert table.of("shelled", "VERB", "l|0||0|") == "shell"
    assert table.of("stopping", "VERB", "l|0||0|") == "stop"
