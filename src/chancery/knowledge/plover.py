"""PLOVER's types, modes, quads and intensities, and the words that trigger its events. In: the tables `plover` and `triggers`; out: their lookups."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from chancery.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class TypeInfo:
    """A type, or one mode of it. Quads: 1 verbal, 2 material cooperation, 3 verbal, 4 material conflict; intensity from -10 to 10."""

    type: str
    mode: str | None
    quad: int
    intensity: float


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that may express an event. `beside` are lemmas one of its dependents must have; `pattern` says how its parties stand:

    act (subject upon object) or sym (all who take part). The type `none` is that of a phrase that is no event ("a great deal").
    """

    lemma: str
    beside: tuple[str, ...]
    pos: str
    type: str
    mode: str | None
    pattern: str


class Plover:
    """The tables of types and triggers, indexed."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._info: dict[tuple[str, str | None], TypeInfo] = {}
        for row in knowledge.table("plover"):
            key = (row["type"], row["mode"] or None)
            self._info.setdefault(key, TypeInfo(key[0], key[1], int(row["quad"]), float(row["intensity"])))
        self._triggers: dict[tuple[str, str], list[Trigger]] = {}
        for row in knowledge.table("triggers"):
            trigger = Trigger(row["lemma"], tuple(row["with"].split()), row["pos"], row["type"], row["mode"] or None, row["pattern"])
            self._triggers.setdefault((trigger.lemma, trigger.pos), []).append(trigger)

    @property
    def types(self) -> tuple[str, ...]:
        """The types in the table's order."""
        return tuple(kind for kind, mode in self._info if mode is None)

    def modes(self, kind: str) -> tuple[str, ...]:
        """The modes of a type."""
        return tuple(mode for k, mode in self._info if k == kind and mode is not None)

    def quad(self, kind: str) -> int:
        """The quad of a type."""
        return self._info[kind, None].quad

    def intensity(self, kind: str, mode: str | None = None) -> float:
        """The intensity of a mode, or of the type where the mode is none of its own."""
        return self._info.get((kind, mode), self._info[kind, None]).intensity

    def knows(self, lemma: str, pos: str) -> bool:
        """Whether a word may express an event at all."""
        return (lemma, pos) in self._triggers

    def triggers(self, lemma: str, pos: str, beside: Iterable[str]) -> tuple[Trigger, ...]:
        """What a word may express among dependents of the lemmas `beside`: those that name a dependent first, else those that need none."""
        rows = self._triggers.get((lemma, pos))
        if not rows:
            return ()
        near = set(beside)
        special = tuple(t for t in rows if t.beside and near.issuperset(t.beside))
        return special + tuple(t for t in rows if not t.beside)


@lru_cache(maxsize=4)
def plover(knowledge: Knowledge) -> Plover:
    """The lookups over a set of tables, made once for it."""
    return Plover(knowledge)
