"""Sentences with marked parties (plover_gsr, plv) as annotated articles: more examples of who stands where beside a trigger than whole articles give."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chancery.schema.article import Article, Block

#: The sets' own types where they join two of ours.
JOINED = {"YIELD": ("CONCEDE", "RETREAT")}


@dataclass(frozen=True)
class Marked:
    """A sentence with the spans of its sources, targets and event words, and the types its event may have."""

    text: str
    types: tuple[str, ...]
    sources: tuple[tuple[int, int], ...]
    targets: tuple[tuple[int, int], ...]
    triggers: tuple[tuple[int, int], ...]

    def article(self) -> Article:
        """The sentence as an article of one block."""
        return Article("sentence", self.text, (Block(0, len(self.text), "body"),))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    if path.exists():
        with gzip.open(path, "rt", encoding="utf-8") as file:
            yield from (json.loads(line) for line in file)


def marked(data: Path) -> list[Marked]:
    """The marked sentences of both sets, each sentence of the first left out of the second."""
    found: list[Marked] = []
    for row in _rows(data / "plover_gsr" / "train.jsonl.gz"):
        spans = row["spans"]
        sides: Callable[[str], tuple[tuple[int, int], ...]] = lambda kind: tuple((s, e) for k, s, e, _ in spans if kind in k.split("/"))  # noqa: B023, E731
        found.append(Marked(row["text"], (row["event16"],), sides("SRC"), sides("TAR"), sides("EVT")))
    for row in _rows(data / "plv" / "train.jsonl.gz"):
        if row["source"] and row["target"] and not row["also_in_plover_gsr_pack"]:
            types = JOINED.get(row["root"], (row["root"],))
            found.append(Marked(row["text"], types, (tuple(row["source"]),), (tuple(row["target"]),), ()))
    return found
