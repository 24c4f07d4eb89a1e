"""What linking remembers: articles by their place in the order of publication, things in them, and what stands under a key.

A thing is a number: its article's place, moved up, and its number there; later things are greater. What was linked before (the past, as a store keeps it)
is looked up only where it is asked for, so that linking a few more articles costs what they cost.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from types import MethodType
from typing import Protocol, TypeVar
from weakref import WeakMethod

from chancery.schema.links import PLACE_BITS, Trace
from chancery.schema.mention import Carrier, Kind, Mention

T = TypeVar("T")

SHIFT = PLACE_BITS
WITHIN = (1 << SHIFT) - 1


class Past(Protocol):
    """What was linked before."""

    @property
    def articles(self) -> int:
        """How many articles were linked: they have the places below."""

    def under(self, key: str, most: int | None) -> list[int]:
        """The newest things under a key, no more than `most`, in order."""

    def carrier(self, at: int) -> Carrier:
        """The article at a place, without its mentions."""

    def mentions(self, at: int, kind: Kind) -> Sequence[Mention]:
        """The mentions of a kind that were linked of the article at a place, in order of the text; each is made when it is asked for."""

    def trace(self, at: int) -> Trace:
        """What was found of the article at a place, without its words."""

    def words(self, at: int) -> dict[str, float]:
        """The words that tell its story in the article at a place."""

    def place(self, article: int) -> int | None:
        """The place of an article by its key, if it was linked."""


class Shelf(dict[int, T]):
    """Things by their number; what is not there is made of the past, and kept.

    A method that makes them is held weakly: it is its owner's, whose part the shelf is, and what linking remembered must go with the linker, not when the
    collector of cycles comes by.
    """

    def __init__(self, load: Callable[[int], T]) -> None:
        super().__init__()
        self._load: Callable[[], Callable[[int], T] | None] = WeakMethod(load) if isinstance(load, MethodType) else lambda: load

    def __missing__(self, thing: int) -> T:
        load = self._load()
        assert load is not None
        made = self[thing] = load(thing)
        return made


class Postings:
    """Key -> the things under it, in the order in which they came; `keep` is how many of the newest are ever asked for. Held as machine integers: they are
    most of what linking remembers of an article.
    """

    def __init__(self, space: str, past: Past | None, keep: int | None) -> None:
        self._space, self._past, self._keep = space, past, keep
        self._under: dict[str, array[int]] = {}
        self._before: dict[str, int] = {}

    def under(self, key: str) -> Sequence[int]:
        """What stands under a key, the newest last."""
        found = self._under.get(key)
        if found is not None:
            return found
        return () if self._past is None else self._known(key)

    def add(self, key: str, thing: int) -> None:
        """Put a thing under a key."""
        found = self._under.get(key)
        if found is None:
            if self._past is None:
                self._under[key] = array("q", (thing,))
                return
            found = self._known(key)
        found.append(thing)

    def _known(self, key: str) -> array[int]:
        assert self._past is not None
        found = self._under[key] = array("q", self._past.under(f"{self._space}\t{key}", self._keep))
        if found:
            self._before[key] = len(found)
        return found

    def added(self) -> dict[str, list[int]]:
        """What was put here, by the name that the past is asked by."""
        before = self._before
        return {f"{self._space}\t{k}": v[before.get(k, 0) :].tolist() for k, v in self._under.items() if len(v) > before.get(k, 0)}


class Memory:
    """The place of the article that is linked now, and all postings."""

    def __init__(self, past: Past | None = None) -> None:
        self.past = past
        self.first = self.at = past.articles if past is not None else 0
        self._postings: list[Postings] = []

    def postings(self, space: str, *, keep: int | None = None) -> Postings:
        """New postings; `space` tells them from all others."""
        made = Postings(space, self.past, keep)
        self._postings.append(made)
        return made

    def added(self) -> dict[str, list[int]]:
        """What was put under each key since the past."""
        return {k: v for p in self._postings for k, v in p.added().items()}
