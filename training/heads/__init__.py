"""How the light heads are made: features of annotated articles, a small classifier, the file that is shipped."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from training.heads.examples import Example


def train_all(examples: list[Example], out: Path) -> None:
    """Fit every light head on `examples` into the folder `out`, each with the heads before it in place."""
    from training.heads import clauses, events, repeats, statements

    for part in (statements, events, repeats, clauses):
        part.train(examples, out)
