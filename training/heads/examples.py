"""Annotated articles with what the shipped model makes of them: what every light head is fitted on.

In: a folder of NAME.txt beside NAME.gold.json; out: `Example`s. Readings are kept in training/runs/readings, under a hash of the model and the text.
"""

from __future__ import annotations

import hashlib
import json
import pickle
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from chancery.intake import article
from chancery.models import FOLDER
from chancery.schema.article import Article, Block
from chancery.schema.reading import Reading
from training.coded import coded
from training.dispatches import Dispatch, dispatches
from training.heads.fit import crisis

if TYPE_CHECKING:
    from chancery.understand import Reader

ROOT = Path(__file__).parents[2]
GOLD = ROOT.parent / "shared" / "bench" / "gold" / "train"
CACHE = ROOT / "training" / "runs" / "readings"
#: The kinds of coded texts, a file each.
CODED = ("articles", "sentences", "stories")


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """One annotated article: `gold` is its annotation as it stands in the file, `crisis` groups articles that must be held out together."""

    name: str
    crisis: str
    reading: Reading
    gold: dict[str, Any]


def examples(folder: Path = GOLD, *, model: Path = FOLDER, only: set[str] | None = None) -> list[Example]:
    """The annotated articles of `folder` in the order of their names; `only` keeps those names."""
    readings = Readings(model)
    found: list[Example] = []
    for path in sorted(folder.glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json")
        if only is not None and name not in only:
            continue
        gold = json.loads(path.read_text(encoding="utf-8"))
        reading = readings.of(taken_in(path.with_name(f"{name}.txt"), gold))
        found.append(Example(name, crisis(name), reading, gold))
    return found


def invented(*, model: Path = FOLDER) -> list[Example]:
    """The dispatches written for this project, with their annotation; each is a crisis of its own."""
    readings = Readings(model)
    return [Example(d.name, f"invented.{d.name}", readings.of(article(d.text, published=d.gold["article"]["published"])), d.gold) for d in dispatches()]


def coded_examples(kind: str | None = None, *, model: Path = FOLDER) -> list[Example]:
    """The coded texts of the corpora (`articles`, `sentences`, `stories` or all), as far as the corpora are at hand; each is a crisis of its own."""
    readings, found = Readings(model), []
    for d in coded(kind):
        taken = article(d.text, published=d.gold["article"]["published"]) if "\n" in d.text else _one_block(d)
        found.append(Example(d.name, f"coded.{d.name}", readings.of(taken), d.gold))
    return found


@lru_cache(maxsize=1)
def further() -> dict[str, list[Example]]:
    """All examples beside the annotated articles, by kind: the invented dispatches, and the coded texts of the corpora."""
    return {"invented": invented(), **{kind: coded_examples(kind) for kind in CODED}}


def _one_block(sentence: Dispatch) -> Article:
    """A sentence as an article of one block."""
    return Article(sentence.name, sentence.text, (Block(0, len(sentence.text), "body"),))


class Readings:
    """Readings by one model, each made once and kept."""

    def __init__(self, model: Path = FOLDER) -> None:
        self._model, self._folder = model, CACHE / _key(model)
        self._reader: Reader | None = None

    def of(self, taken: Article) -> Reading:
        """What the model makes of an article."""
        kept = self._folder / f"{hashlib.sha256(repr(taken).encode()).hexdigest()[:24]}.pickle"
        if kept.exists():
            return cast(Reading, pickle.loads(kept.read_bytes()))
        if self._reader is None:
            from chancery.understand import Reader

            self._reader = Reader(self._model)
        reading = self._reader.read(taken)
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps(reading))
        return reading


def taken_in(path: Path, gold: dict[str, Any]) -> Article:
    """The article as the pipeline takes it in: its text and its day of publication, nothing of the annotation."""
    return article(path.read_text(encoding="utf-8-sig"), published=gold["article"]["published"])


def _key(model: Path) -> str:
    """A hash of the model's files."""
    digest = hashlib.sha256()
    light = [model / "light" / name for name in ("names.npz", "attributions.npz")]
    for path in (*sorted(p for p in model.iterdir() if p.suffix in {".onnx", ".npy", ".json", ".txt"}), *light):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
