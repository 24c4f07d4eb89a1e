"""Entities as the model found them, and the tables of names -> entities.

A known name's label is the table's, and known names that were passed over are taken in.
"""

from __future__ import annotations

from collections.abc import Sequence

from chancery.knowledge import Knowledge
from chancery.knowledge.names import Named, names
from chancery.knowledge.places import places
from chancery.schema.reading import Entity, EntityLabel

#: how sure a name is that only the tables know
KNOWN_SCORE = 0.8
#: below this the model is unsure enough for a place's name to decide
UNSURE = 0.5


class Gazetteer:
    """The names of states, organisations, groups and places, as labels for entities."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._names = names(knowledge)
        self._places = places(knowledge)

    def settle(self, found: Sequence[Entity], words: Sequence[str], upos: Sequence[str]) -> list[Entity]:
        """The entities with their labels mended and missed names added, in order; `words` and `upos` are the whole article's."""
        kept: list[Entity] = []
        taken: set[int] = set()
        matches = {(m.first, m.last): m.named for m in self._names.find(words)}
        for e in found:
            if e.last - e.first == 1 and "@" in words[e.first]:
                continue
            label: EntityLabel = e.label
            named = matches.get((e.first, e.last))
            if named is None and words[e.first].lower() == "the":
                named = matches.get((e.first + 1, e.last))
            if named is not None:
                label = _label(named) or label
            elif label in ("person", "organisation") and e.score < UNSURE and self._places.find(" ".join(words[e.first : e.last])):
                label = "place"
            kept.append(Entity(e.first, e.last, label, e.score))
            taken.update(range(e.first, e.last))
        for (first, last), named in matches.items():
            label_ = _label(named)
            if (
                label_ is None
                or any(i in taken for i in range(first, last))
                or not all(upos[i] in ("PROPN", "NOUN", "PUNCT", "ADP", "ADJ", "CCONJ") for i in range(first, last))
            ):
                continue
            if upos[last - 1] == "PROPN" and any(c.isupper() for c in words[first]):
                kept.append(Entity(first, last, label_, KNOWN_SCORE))
        return sorted(kept, key=lambda e: e.first)


def _label(named: Sequence[Named]) -> EntityLabel | None:
    """The entity label of what a name stands for, if it is clear; a people's name is left as it is."""
    first = named[0]
    if first.kind in ("organisation", "group"):
        return "organisation"
    if first.sort == "name" or first.sort == "metonym":
        return "place"
    return None
