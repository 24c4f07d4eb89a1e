"""The head of repeats: whether two words of an article tell one event.

In: annotated articles and invented dispatches, read with the heads before it; out: event_same. Run `python -m training.heads.repeats` to fit it.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from chancery.extract.events import events
from chancery.extract.statements import statements
from chancery.extract.times import times
from chancery.knowledge import Knowledge
from chancery.models import FOLDER
from chancery.models.heads import Heads
from chancery.resolve.assemble import Assembly
from chancery.resolve.repeats import HEAD, Repeats
from chancery.schema.event import EventDraft
from chancery.schema.record import Drafts
from training.heads.examples import examples, invented
from training.heads.fit import fit, save

if TYPE_CHECKING:
    from training.heads.examples import Example

OPTIONS = {"c": 0.1, "scale": 1.0, "least": 3}


def rows(example: Example, *, heads: Heads, knowledge: Knowledge) -> list[tuple[list[float], list[str], str]]:
    """A row a pair of found triggers of one type that both tell an annotated event: whether it is the same one."""
    reading = example.reading
    said = statements(reading, heads=heads, knowledge=knowledge)
    drafts = Drafts(reading, said, events(reading, said, heads=heads, knowledge=knowledge), times(reading, knowledge=knowledge))
    repeats = Repeats(reading, drafts, [told for _, told in Assembly(drafts, heads, knowledge).mentions()])
    meant = [_annotated(draft, example) for draft in drafts.events]
    found = []
    for a, b in repeats.pairs():
        one, two = meant[a.index], meant[b.index]
        if one is not None and two is not None:
            found.append((*repeats.row(a, b), "yes" if one == two else "no"))
    return found


def _annotated(draft: EventDraft, example: Example) -> int | None:
    """The annotated event that a trigger tells, if any."""
    for i, e in enumerate(example.gold["events"]):
        spans = (e["trigger"], *e.get("also", ()))
        if e["type"] == draft.type and any(s["start"] < draft.trigger.end and draft.trigger.start < s["end"] for s in spans):
            return i
    return None


def train(taken: Sequence[Example], out: Path) -> None:
    """Fit the head into `out` on the examples and the invented dispatches; the heads of statements and events must be there already."""
    heads, knowledge = Heads(out), Knowledge()
    found = [row for e in (*taken, *invented()) for row in rows(e, heads=heads, knowledge=knowledge)]
    save(fit(np.array([numbers for numbers, _, _ in found]), [named for _, named, _ in found], [label for *_, label in found], **OPTIONS), out / f"{HEAD}.npz")


def main() -> None:
    """Fit on all annotated articles."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER / "light")
    train(examples(), parser.parse_args().out)


if __name__ == "__main__":
    main()
