"""Earlier articles as linking saw them, rebuilt where a later mention is compared with theirs: the words weigh what they weighed then."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TypeVar

from chancery.link.memory import SHIFT, WITHIN, Memory, Past
from chancery.link.tokens import Slices
from chancery.link.words import Lexicon
from chancery.schema.links import Placing, Ref, Trace
from chancery.schema.mention import Carrier, Kind, Mention

M = TypeVar("M", bound=Mention)


class Earlier:
    """An article of the past."""

    def __init__(self, past: Past, at: int, lexicon: Lexicon) -> None:
        self._past, self._at = past, at
        self.lexicon = lexicon
        self._said: dict[Kind, Sequence[Mention]] = {}

    @cached_property
    def carrier(self) -> Carrier:
        """The article, without its mentions."""
        return self._past.carrier(self._at)

    @cached_property
    def trace(self) -> Trace:
        """What was found of it."""
        return self._past.trace(self._at)

    @cached_property
    def tokens(self) -> Slices:
        """Its words, where they are asked for."""
        return Slices(self.carrier.text)

    @property
    def words(self) -> dict[str, float]:
        """The words that tell its story in it."""
        return self._past.words(self._at)

    def said(self, kind: Kind) -> Sequence[Mention]:
        """Its mentions of a kind, in order of the text."""
        found = self._said.get(kind)
        if found is None:
            found = self._said[kind] = self._past.mentions(self._at, kind)
        return found


class Archive:
    """The memory, the words, and the articles of the past."""

    def __init__(self, past: Past | None = None) -> None:
        self.memory = Memory(past)
        self.lexicon = Lexicon(self.memory)
        self._known: dict[int, Earlier] = {}

    def article(self, at: int) -> Earlier:
        """The article of the past at a place."""
        found = self._known.get(at)
        if found is None:
            assert self.memory.past is not None
            found = self._known[at] = Earlier(self.memory.past, at, self.lexicon.as_of(at))
        return found

    def of(self, thing: int) -> Earlier:
        """The article of a thing of the past."""
        return self.article(thing >> SHIFT)

    def mention(self, shape: type[M], kind: Kind, thing: int) -> M:
        """A mention of the past."""
        found = self.of(thing).said(kind)[thing & WITHIN]
        assert isinstance(found, shape)
        return found

    def placing(self, kind: Kind, thing: int) -> Placing:
        """Where a mention of the past was put."""
        return self.of(thing).trace.placed[kind][thing & WITHIN]

    def placed(self, kind: Kind, ref: Ref) -> Placing | None:
        """The same by the mention's article and id; null where it was not linked."""
        past = self.memory.past
        at = past.place(ref.article) if past is not None else None
        return None if at is None else next((p for p in self.article(at).trace.placed.get(kind, ()) if p.local == ref.local), None)
