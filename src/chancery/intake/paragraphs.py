"""In: an article's text; out: where its paragraphs stand. A line is a paragraph, unless the text was wrapped at a fixed width."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from chancery.schema.evidence import Span

#: Widest line of a text wrapped by hand or by a mail program, in characters.
WRAP_WIDTH = 100
#: A text counts as wrapped when this share of its lines that are followed at once by another ends in mid sentence.
WRAP_SHARE = 0.6
#: Fewer such lines say nothing.
WRAP_LEAST = 4

_LINE = re.compile(r"[^\n]+")
_SENTENCE_END = tuple(".!?:;\"”’')…")


def _lines(text: str) -> Iterator[Span]:
    """The lines that are not blank, without the blanks around them."""
    for match in _LINE.finditer(text):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        end = match.start() + len(line.rstrip())
        if start < end:
            yield Span(start, end)


def _wrapped(text: str, lines: list[Span]) -> bool:
    """Whether line ends stand in mid sentence, as in a text wrapped at a fixed width."""
    followed = [a for a, b in pairwise(lines) if text.count("\n", a.end, b.start) == 1]
    if len(followed) < WRAP_LEAST or max(line.end - line.start for line in lines) > WRAP_WIDTH:
        return False
    open_ends = sum(1 for line in followed if not text.endswith(_SENTENCE_END, line.start, line.end))
    return open_ends >= WRAP_SHARE * len(followed)


def paragraphs(text: str) -> list[Span]:
    """The paragraphs in order; between them stand only blanks."""
    lines = list(_lines(text))
    if not _wrapped(text, lines):
        return lines
    joined: list[Span] = []
    for line in lines:
        if joined and text.count("\n", joined[-1].end, line.start) == 1:
            joined[-1] = Span(joined[-1].start, line.end)
        else:
            joined.append(line)
    return joined
