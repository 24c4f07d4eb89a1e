"""A past that is kept in memory: what a store does for linking, in the fewest words."""

from __future__ import annotations

from collections.abc import Sequence

from chancery.link.linker import Linker, order
from chancery.schema.links import Constraint, Group, Links, Trace, Trail
from chancery.schema.mention import Carrier, Kind, Mention, kind_of


class Remembered:
    """The first articles of some carriers, linked; what it was told of later ones is passed over."""

    def __init__(self) -> None:
        self.carriers: list[Carrier] = []
        self.traces: list[Trace] = []
        self.keys: dict[str, list[int]] = {}

    @property
    def articles(self) -> int:
        return len(self.traces)

    def under(self, key: str, most: int | None) -> list[int]:
        found = list(self.keys.get(key, ()))
        return found if most is None else found[-most:]

    def carrier(self, at: int) -> Carrier:
        return self.carriers[at]

    def mentions(self, at: int, kind: Kind) -> list[Mention]:
        return sorted((m for m in self.carriers[at].mentions if kind_of(m) == kind), key=lambda m: (m.start, m.end, m.local))

    def trace(self, at: int) -> Trace:
        return self.traces[at]

    def words(self, at: int) -> dict[str, float]:
        return self.traces[at].words

    def place(self, article: int) -> int | None:
        return next((i for i, c in enumerate(self.carriers[: self.articles]) if c.key == article), None)

    def grow(self, carriers: Sequence[Carrier], trail: Trail) -> None:
        """Remember what linking left behind."""
        self.carriers += carriers
        self.traces += trail.traces
        for key, things in trail.under.items():
            self.keys.setdefault(key, []).extend(things)


def in_parts(carriers: Sequence[Carrier], cuts: Sequence[int], constraints: Sequence[Constraint] = ()) -> Links:
    """The links of carriers that are linked some at a time, put together."""
    ordered, past, parts = sorted(carriers, key=order), Remembered(), []
    for first, last in zip([0, *cuts], [*cuts, len(ordered)], strict=True):
        linker = Linker(constraints, past=past)
        for c in ordered[first:last]:
            linker.add(c)
        parts.append(linker.links())
        past.grow(ordered[first:last], linker.trail())
    return together(parts)


def together(parts: Sequence[Links]) -> Links:
    """Links of articles one after the other as the links of all."""
    grown: dict[tuple[Kind, str], Group] = {}
    for g in (g for p in parts for g in p.groups):
        old = grown.get((g.kind, g.id))
        grown[g.kind, g.id] = Group(g.id, g.kind, (*old.members, *g.members)) if old else g
    kinds: tuple[Kind, ...] = ("actor", "statement", "event", "figure", "commitment", "position", "dispute", "document")
    stories: dict[str, tuple[int, ...]] = {}
    for s in (s for p in parts for s in p.stories):
        stories[s.id] = (*stories.get(s.id, ()), *s.articles)
    return Links(
        tuple(g for k in kinds for g in grown.values() if g.kind == k),
        tuple(c for p in parts for c in p.copies),
        tuple(sorted((f for p in parts for f in p.fulfilments), key=repr)),
        tuple(a for p in parts for a in p.answers),
        tuple(sorted(stories.items())),  # type: ignore[arg-type]
    )
