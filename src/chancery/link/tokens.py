"""An article's text -> its telling stems and where they stand, found once: what is said within a span is then a slice."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import Protocol

from chancery.link.words import stems

#: a word with what folding joins to it: an apostrophe's ending, a decimal part, the dots of "U.S."
TOKEN = re.compile(r"\b[UuSsNn]\.[SsNn]\.|[^\W_]+(?:['‘’ʼ`´][^\W_]+)*(?:[.,]\d+)*")
BLANK = re.compile(r"\s")


@lru_cache(maxsize=100_000)
def _of(token: str) -> tuple[str, ...]:
    return stems(token)


class Words(Protocol):
    """The stems of a text that say something."""

    def within(self, start: int, end: int) -> tuple[str, ...]:
        """Those that stand wholly between two characters."""


class Tokens:
    """All of a text's, found at once."""

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
        while last > first and self._ends[last - 1] > end:
            last -= 1
        return tuple(self.stems[first:last])


class Slices:
    """The same, found where they are asked for: of a text of which a sentence or two are looked at."""

    def __init__(self, text: str) -> None:
        self._text = text

    def within(self, start: int, end: int) -> tuple[str, ...]:
        """Those that stand wholly between two characters."""
        if end <= start:
            return ()
        text = self._text
        before, after = BLANK.search(text[start::-1]), BLANK.search(text, end)  # no token holds a blank
        first, last = start - before.start() if before else 0, after.start() if after else len(text)
        found = [(first + t.start(), first + t.end(), t.group()) for t in TOKEN.finditer(text[first:last])]
        return tuple([s for a, b, word in found if a >= start and b <= end for s in _of(word)])
