"""Quotation marks -> quotations: pairs within a paragraph, open ones to its end, a quotation that every paragraph opens anew joined into one.

Straight and curly, double and single marks; odd or unbalanced ones never break anything. Names and titles in quotation marks are no quotations.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from chancery.schema.reading import Reading

#: Small words that a title in quotation marks may hold without capitals.
_TITLE_SMALL = frozenset(["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"])
_DOUBLE = re.compile(r"``|''|[\"“”„«»]")
_SINGLE = re.compile(r"(?<!\w)[‘'’](?=[\w\"“])|(?<=[\w.,!?…\"”])['’](?![\w'])")
_BEFORE_CLOSING = '.,!?…"”'
#: The opening mark, the closing mark, whether that is missing.
Pair = tuple[tuple[int, int], tuple[int, int], bool]
_OPENERS = "“„«"
_CLOSERS = "”»"
#: A few words in curly marks, and what follows them within a quotation: its closing mark, or a sentence that opens it anew.
_WITHIN = re.compile(r"“[^“”\n]{1,80}”")
_FOLLOWS = re.compile(r"[^“”\n]*(?:“[^“”\n]{1,80}”[^“”\n]*){0,6}(?:”|(?<=[.!?]) “)")
_STOPS = tuple(".,:;!?…”")
#: Over so many line breaks, and so many characters, a quotation may run that is not opened anew after each.
BROKEN, LONG = 3, 4000


@dataclass(frozen=True, slots=True)
class Quotation:
    """Tokens `first` to `last` (exclusive) between quotation marks, the marks left out; `outer_first`, `outer_last` take them in.

    `title`: a name or title, which says nothing. `open`: its closing mark is missing.
    """

    first: int
    last: int
    outer_first: int
    outer_last: int
    title: bool
    open: bool

    def holds(self, token: int) -> bool:
        """Whether the token stands within the quotation."""
        return self.first <= token < self.last


class Quotations:
    """The quotations of a reading, and for every token the outermost one that holds it."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.all: tuple[Quotation, ...] = tuple(self._find())
        self._outer: list[int] = [-1] * len(reading.tokens)
        for n, q in enumerate(self.all):
            if not q.title:
                for i in range(q.outer_first, q.outer_last):
                    self._outer[i] = n

    def at(self, token: int) -> Quotation | None:
        """The quotation that holds the token (its marks count), titles aside."""
        n = self._outer[token]
        return None if n < 0 else self.all[n]

    def number(self, token: int) -> int:
        """The index of the quotation that holds the token, or -1."""
        return self._outer[token]

    def _find(self) -> list[Quotation]:
        tokens, found = self.reading.tokens, []
        starts = [t.start for t in tokens]
        for begin, end in self._paragraphs():
            for a, b, open_ in pairs(self.reading.article.text, begin, end):
                # a, b: offsets of the opening mark's start and the closing mark's end
                outer_first, outer_last = bisect_left(starts, a[0]), bisect_left(starts, b[1])
                first, last = bisect_left(starts, a[1]), bisect_left(starts, b[0])
                if first < last:
                    found.append(Quotation(first, last, outer_first, outer_last, self._is_title(first, last), open_))
        return found

    def _paragraphs(self) -> list[tuple[int, int]]:
        """Runs of sentences without a line break between them, as offsets."""
        text = self.reading.article.text
        found: list[tuple[int, int, str]] = []
        for s in self.reading.sentences:
            if found and s.role == found[-1][2] and "\n" not in text[found[-1][1] : s.start]:
                found[-1] = (found[-1][0], s.end, s.role)
            else:
                found.append((s.start, s.end, s.role))
        return _joined(text, found)

    def _is_title(self, first: int, last: int) -> bool:
        """Whether all words of substance are capitalised, and there are few: a name, a title, a nickname."""
        tokens = [t for t in self.reading.tokens[first:last] if t.text[0].isalnum()]
        if not tokens or len(tokens) > 8:
            return not tokens
        if any(t.upos in ("VERB", "AUX", "PRON") and not t.text[0].isupper() for t in tokens):
            return False
        large = [t for t in tokens if t.text.lower() not in _TITLE_SMALL]
        if len(tokens) == 1:
            return tokens[0].upos == "PROPN"
        return bool(large) and all(t.text[0].isupper() or t.text[0].isdigit() for t in large) and self.reading.tokens[last - 1].text not in ("!", "?")


def _joined(text: str, paragraphs: list[tuple[int, int, str]]) -> list[tuple[int, int]]:
    """The paragraphs, those joined through which one quotation runs: the first leaves it open, the last closes it, none opens one anew."""
    found: list[tuple[int, int, str]] = []
    for a, b, role in paragraphs:
        found.append((a, b, role))
        m = _DOUBLE.search(text, a, b)
        if m is None or _opens(text, m.group(), m.span(), a, b, True):
            continue
        # its first mark closes: back over paragraphs without marks to one that ends within a quotation
        for n in range(len(found) - 2, max(len(found) - 2 - BROKEN, -1), -1):
            begin, end, other = found[n]
            if other != role or b - begin > LONG:
                break
            if _DOUBLE.search(text, begin, end) is not None:
                if any(open_ for *_, open_ in pairs(text, begin, end)):
                    found[n:] = [(begin, b, role)]
                break
    return [(a, b) for a, b, _ in found]


def pairs(text: str, begin: int, end: int) -> list[Pair]:
    """The pairs of quotation marks of one paragraph: opening mark, closing mark (or the paragraph's end), and whether the closing one is missing.

    Single marks count only outside double ones, and only in pairs.
    """
    found: list[Pair] = []
    opened: tuple[int, int] | None = None
    inner = 0
    for m in _DOUBLE.finditer(text, begin, end):
        mark = m.span()
        if mark[1] <= inner:
            continue
        if _opens(text, m.group(), mark, begin, end, opened is not None):
            if opened is None:
                opened = mark
            else:
                # a second opening mark within an open quotation: a quotation in a quotation, or one that was not closed by mistake; the first stands
                inner = _inner(text, mark[0], end)
        elif opened is not None:
            found.append((opened, mark, False))
            opened = None
    if opened is not None:
        found.append((opened, (end, end), True))
    single = _single(text, begin, end, found)
    outer = [(a, b, open_) for a, b, open_ in found if not any(c[0] < a[0] and b[1] < d[1] for c, d, _ in single)]
    return sorted(outer + single)


def _opens(text: str, mark: str, span: tuple[int, int], begin: int, end: int, within: bool) -> bool:
    if mark[0] in _OPENERS or mark == "``":
        return True
    if mark[0] in _CLOSERS:
        # the second of two closing marks typed for a pair
        return not within and span[1] < end and text[span[1]].isalnum() and (span[0] == begin or text[span[0] - 1].isspace())
    before = text[span[0] - 1] if span[0] > begin else " "
    after = text[span[1]] if span[1] < end else " "
    free_before, free_after = before.isspace() or before in "([—–-‘'", after.isspace() or after in ".,;:!?)]—–-"
    if free_before and not free_after:
        return True
    if free_after and not free_before:
        return False
    return not within


def _inner(text: str, start: int, end: int) -> int:
    """The end of a few words in curly marks amid a sentence that is itself quoted, whose own closing mark follows; 0 where there are none."""
    m = _WITHIN.match(text, start, end)
    if m is None or text[max(start - 3, 0) : start].rstrip()[-1:] in _STOPS:
        return 0
    return m.end() if _FOLLOWS.match(text, m.end(), end) else 0


def _single(text: str, begin: int, end: int, double: list[Pair]) -> list[Pair]:
    found: list[Pair] = []
    opened: tuple[int, int] | None = None
    for m in _SINGLE.finditer(text, begin, end):
        if any(a[0] <= m.start() < b[1] for a, b, _ in double):
            continue
        mark = m.span()
        before = text[mark[0] - 1] if mark[0] > begin else " "
        if m.group() == "‘" or not (before.isalnum() or before in _BEFORE_CLOSING):
            opened = mark
        elif opened is not None and not _possessive(text, mark):
            # a pair that begins within a double quotation and ends outside, or the other way about, is none
            if not any(opened[0] < a[0] < mark[1] <= b[0] or a[0] < opened[0] < b[1] < mark[1] for a, b, _ in double):
                found.append((opened, mark, False))
            opened = None
    if opened is not None and text[end : end + 4].lstrip()[:1] == text[opened[0]]:
        found.append((opened, (end, end), True))  # the next paragraph opens the quotation anew
    return found


def _possessive(text: str, mark: tuple[int, int]) -> bool:
    """Whether the mark makes a plural's possessive: "the envoys' plan"."""
    return text[mark[0] - 1 : mark[0]] == "s" and text[mark[1] : mark[1] + 1] == " " and text[mark[1] + 1 : mark[1] + 2].islower()
