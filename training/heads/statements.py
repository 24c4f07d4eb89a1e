"""Heads of statements: which reading of an attribution holds, and which act it is.

In: annotated articles, and for the acts invented dispatches and coded texts; out: statement_content, statement_act.
Run `python -m training.heads.statements` to fit them both.
"""

from __future__ import annotations

import argparse
from collections import Counter
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np

from chancery.extract.acts import Acts
from chancery.extract.contents import Content
from chancery.extract.cues import Cue
from chancery.extract.statements import Statements
from chancery.knowledge import Knowledge
from chancery.models import FOLDER
from training.heads.examples import Example, examples, further
from training.heads.fit import fit, save
from training.heads.softmax import softmax

#: A reading matches from this share of common letters on, and is tight from that.
MATCH, TIGHT = 0.5, 0.8
CONTENT: dict[str, Any] = {"c": 0.1, "least": 3}
ACT: dict[str, Any] = {"c": 0.1, "scale": 0.3, "least": 2}
#: What an act of each kind of further examples counts for beside one of an annotated article.
FURTHER = {"invented": 0.5, "articles": 0.5, "sentences": 0.3, "stories": 0.3}
#: How far rare acts are weighted up: 0 not at all, 1 until all count the same.
BALANCE = 0.2
#: Thresholds of the statements that the heads after these learn beside: a little wider than those that are kept, so that they meet more that are none.
WIDER: dict[str, float] = {"keep": 0.38, "loose": 0.5}


class Annotated:
    """An article's possible statements beside its gold statements."""

    def __init__(self, example: Example, knowledge: Knowledge) -> None:
        self.example = example
        self.statements = Statements(example.reading, knowledge=knowledge)
        self.acts = Acts(example.reading, self.statements.attributions, self.statements.quotations, knowledge=knowledge)
        self.rows = self.statements.rows()
        tokens = example.reading.tokens
        self._letters = [sum(c.isalnum() for c in t.text) for t in tokens]
        self.gold: list[dict[str, Any]] = example.gold["statements"]
        self._content = [{t.index for t in tokens for c in s["content"] if t.start < c["end"] and c["start"] < t.end} for s in self.gold]
        self._cue = [{t.index for t in tokens if s["cue"] and t.start < s["cue"]["end"] and s["cue"]["start"] < t.end} for s in self.gold]

    def share(self, tokens: set[int], other: set[int]) -> float:
        """Common letters of all letters."""
        common = sum(self._letters[i] for i in tokens & other)
        return common / max(1, sum(self._letters[i] for i in tokens | other))

    def best(self, cue: Cue, content: Content) -> tuple[float, int]:
        """The gold statement that the reading is most like, and how much; one with another cue that is also a candidate counts less than none."""
        tokens, found = set(content.tokens), (0.0, -1)
        for n, gold in enumerate(self._content):
            if not gold & tokens:
                continue
            own = cue.token in self._cue[n] or bool(self._cue[n] & set(range(cue.first, cue.last)))
            if own or not self._cue[n] & self.statements.cue_tokens:
                found = max(found, (self.share(tokens, gold), n))
        return found

    def labels(self) -> list[str]:
        """One label a row."""
        found = []
        for cue, content in self.rows.pairs:
            share = self.best(cue, content)[0]
            found.append("tight" if share >= TIGHT else "match" if share >= MATCH else "no")
        return found

    @cached_property
    def acted(self) -> tuple[list[list[str]], list[np.ndarray], list[str]]:
        """One row a gold statement whose content a candidate finds: its features, its vectors, its act."""
        named, dense, labels = [], [], []
        for n, gold in enumerate(self.gold):
            fitting = [(self.best(cue, content), -i) for i, (cue, content) in enumerate(self.rows.pairs)]
            fitting = [(share, i) for (share, best), i in fitting if best == n and share >= MATCH]
            if fitting:
                cue, content = self.rows.pairs[-max(fitting)[1]]
                named.append(self.acts.features(cue, content.tokens))
                dense.append(self.acts.dense(cue, content.tokens))
                labels.append(gold["act"])
        return named, dense, labels


@cache
def annotated(example: Example) -> Annotated:
    """An example's attributions, found once: no head is asked."""
    return Annotated(example, Knowledge())


def train(examples: list[Example], out: Path) -> None:
    """Fit both heads on the examples, and that of acts on the further ones too, into the folder `out`."""
    more = [(annotated(e), FURTHER[kind]) for kind, taken in further().items() for e in taken]
    fit_on([annotated(e) for e in examples], out, more=more)


def fit_on(articles: list[Annotated], out: Path, *, more: list[tuple[Annotated, float]]) -> None:
    """Fit both heads on prepared articles; `more` are examples of acts only, each with what it counts for."""
    named = [row for a in articles for row in a.rows.named]
    labels = [label for a in articles for label in a.labels()]
    save(fit(None, named, labels, **CONTENT), out / "statement_content.npz")
    acts = [(*row, weight) for a, weight in (*((a, 1.0) for a in articles), *more) for row in zip(*a.acted, strict=True)]
    said = [label for _, _, label, _ in acts]
    count = Counter(said)
    weights = [weight * (len(said) / len(count) / count[label]) ** BALANCE for _, _, label, weight in acts]
    save(softmax(np.stack([d for _, d, _, _ in acts]), [n for n, _, _, _ in acts], said, weights=weights, **ACT), out / "statement_act.npz")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER / "light")
    args = parser.parse_args()
    train(examples(), args.out)


if __name__ == "__main__":
    main()
