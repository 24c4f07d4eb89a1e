"""In: a body paragraph; out: its pieces, where furniture stands inside it: the dateline in front, a bracketed link, a widget pasted into the sentence."""

from __future__ import annotations

import re

from chancery.intake.furniture import Furniture
from chancery.intake.outlets import Outlets
from chancery.schema.article import Block, Role
from chancery.schema.evidence import Span

#: Longest pasted widget and longest dateline, in characters.
WIDGET = 400
DATELINE = 80

_DATELINE = re.compile(
    r"(?:\((?P<before>[A-Z][\w.& ]{1,30})\)(?: ?[A-Z][A-Z.,’' /-]{1,40}[-–—]{1,2}| ?[-–—]{1,2})?"
    r"|(?:[A-Z][A-Z.’'-]{2}|(?=[^\n(]{2,60}\([^\n)]{2,40}\) ?[-–—:]))[\w.,’'/ -]{1,50}\((?P<after>[A-Z][\w.& ]{1,30})\)(?: ?[-–—]{1,2}|:)?)(?= ?\S)"
)
_BRACKETED = re.compile(r"[(\[](?:RELATED|MORE|READ|ALSO|SEE|WATCH|VIDEO|Related|Read|See)(?: (?:MORE|ALSO|more|also))?(?: ?:| STORY:)[^()\[\]\n]{3,200}[)\]]")
_TRANSCRIPT = re.compile(
    r"(?:(?<!.)|(?<=[.!?”\"] ))(?:Read|See|Watch|View|Listen to) (?:the |our |its |his |her )?(?:full |complete |entire )?(?:[\w’'-]+ ){1,4}here\."
)
_BULLETED = re.compile(r"•[^•\n]+")
_MORE = re.compile(r"(?<=[^\s:] )MORE\b(?!:)")
_GLUE = re.compile(r"[a-zà-ÿ.](?=[A-Z0-9][A-Za-z0-9'’]{0,20} )")
_NAME_WORD = re.compile(r"(?:[A-ZÀ-Ý][\w.’'-]*|\([A-Z][\w.]*\))$")


def without_link(words: str) -> str:
    """The paragraph without a bracketed link at its end."""
    if not words.endswith((")", "]")):
        return words
    links = list(_BRACKETED.finditer(words, max(0, len(words) - DATELINE - WIDGET)))
    return words[: links[-1].start()].rstrip() if links and links[-1].end() == len(words) else words


def _widget(text: str, start: int, end: int, floor: int) -> Span | None:
    """A profile pasted after a name: the name again, glued to headlines, ending in MORE at `end`."""
    low = max(floor, start - WIDGET)
    for glue in _GLUE.finditer(text, low, start):
        joint = glue.end()
        first = joint
        words: list[str] = []
        while first > low and len(words) < 5:
            space = text.rfind(" ", low, first - 1)
            word_start = space + 1 if space >= 0 else low
            word = text[word_start:first].rstrip()
            if not _NAME_WORD.match(word):
                break
            if word in words:  # the running name that the widget repeats: its surname ends there, or its first name opens the widget
                at = words.index(word)
                if at:
                    first = joint - len(" ".join(reversed(words[: at + 1])))
                    words = words[: at + 1]
                break
            words.append(word)
            first = word_start
        if len(words) >= 2:
            return Span(first, end)
    return None


def _furniture(text: str, span: Span, furniture: Furniture, outlets: Outlets) -> list[tuple[int, int, Role]]:
    found: list[tuple[int, int, Role]] = []
    head = _DATELINE.match(text, span.start, min(span.end, span.start + DATELINE))
    if head and head.end() < span.end and outlets.named(head["before"] or head["after"]):
        found.append((head.start(), head.end(), "credit"))
    words = span.of(text)
    if "(" in words or "[" in words:
        found.extend((m.start(), m.end(), "related") for m in _BRACKETED.finditer(text, span.start, span.end))
    if " here." in words:
        found.extend((m.start(), m.end(), "related") for m in _TRANSCRIPT.finditer(text, span.start, span.end))
    if " • " in words:
        for m in _BULLETED.finditer(text, span.start, span.end):
            role = furniture.role(m.group().lstrip("• ").rstrip())
            if role and m.end() - m.start() < len(words):
                found.append((m.start(), m.end(), role))
    if "MORE" in words:
        floor = span.start
        for match in _MORE.finditer(text, span.start, span.end):
            widget = _widget(text, match.start(), match.end(), floor)
            if widget:
                found.append((widget.start, widget.end, "related"))
            floor = match.end()
    return sorted(found)


def pieces(text: str, span: Span, furniture: Furniture, outlets: Outlets) -> list[Block]:
    """The blocks of a body paragraph, in order."""
    made: list[Block] = []
    at = span.start

    def add(start: int, end: int, role: Role) -> None:
        run = text[start:end]
        start, end = start + len(run) - len(run.lstrip()), start + len(run.rstrip())
        if start < end:
            made.append(Block(start, end, role))

    for start, end, role in _furniture(text, span, furniture, outlets):
        if start < at:
            continue
        add(at, start, "body")
        add(start, end, role)
        at = end
    add(at, span.end, "body")
    return made
