"""An article's text -> its telling stems and where they stand, found once: what is said within a span is then a slice."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from chancery.link.words import stems

#: a word with what folding joins to it: an apostrophe's ending, a decimal part, the dots of "U.S."
TOKEN = re.compile(r"\b[UuSsNn]\.[SsNn]\.|[^\W_]+(?:['‘’ʼ`´][^\W_]+)*(?:[.,]\d+)*")


@lru_cache(maxsize=100_000)
def _of(token: str) -> tuple[str, ...]:
    return stems(token)


class Tokens:
    """The stems of a text that say something."""

    def __init__(self, text: str) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self.stems: list[str] = []
        for found in TOKEN.finditer(text):
            for s in _of(found.group()):
                self._starts.append(found.start())
                self._ends.append(found.end())
                self.stems.append(s)

    def within(self, start: int, end: int) -> tuple[str, ...]:
        """Those that stand wholly between two characters."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        if last > first and self._ends[last - 1] > end:
            last -= 1
        return tuple(self.stems[first:last])
