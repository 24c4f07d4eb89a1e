"""In: an article's text; out: its blocks, each a run with one role, in order. Words decide first (furniture), then the paragraph's place and shape."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chancery.intake.furniture import furniture
from chancery.intake.inline import pieces
from chancery.intake.paragraphs import paragraphs
from chancery.knowledge import Knowledge
from chancery.schema.article import Block, Role
from chancery.schema.evidence import Span

#: Most words of a headline above the article, and of a section's headline inside it.
HEADLINE_WORDS = 25
SECTION_WORDS = 10
#: Fewest words of a caption known only by its missing full stop.
CAPTION_WORDS = 11
#: Capitals throughout: a section's headline up to this many words, a link above.
CAPITALS_WORDS = 4

_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\xad"
_CLOSED = re.compile(r"[.!?…:;,]['\"”’)\]]*$|[.!?…]\s*['\"”’)\]»]+$")
_TIME_ONLY = re.compile(r"\d{1,2}[:.]\d\d ?(?:a\.?m\.?|p\.?m\.?)?(?: ?[A-Z]{2,4})?", re.IGNORECASE)
_TWEET = re.compile(r"\(@\w{1,30}\)|@\w{2,30}\b|https?://|pic\.twitter\.com")
_NAME = r"[A-ZÀ-Ý][\w’'.-]{0,20}(?: (?:de|von|van|al|el|bin|der|la|du) ?)?(?: [A-ZÀ-Ý][\w’'.-]{0,20}){1,3}"
_BYLINE = re.compile(rf"(?:[Bb]y )?{_NAME}(?:(?:, | and | & |, and ){_NAME}){{0,5}}(?:, (?:Associated Press|Reuters|AFP|USA TODAY|CNN|AP|[A-Z][\w ]{{2,30}}))?")
_TITLED = re.compile(rf"{_NAME}, [\w’' ,-]{{0,60}}\b(?:secretary|spokesperson|spokesman|spokeswoman|correspondent|editor|reporter|writer|minister|ambassador|president|director|staff|"
                     r"contributor|chief|bureau|analyst|columnist|representative)\b[\w’' ,-]{0,60}", re.IGNORECASE)
_OUTLET = re.compile(r"(?:The )?(?:[A-Z][\w.&’'-]*|of|the|and)(?: (?:[A-Z][\w.&’'-]*|of|the|and)){0,4}")
_HIGHLIGHTS = re.compile(r"(?:story highlights|highlights|key points|key takeaways|at a glance)\b", re.IGNORECASE)
_PICTURED = re.compile(r", (?:right|left|center|centre|second from (?:left|right)|foreground|background)\b[, ]|\((?:L|R|C|left|right|center|centre)\)|\bpictured\b|\bseen here\b")


@dataclass(slots=True)
class _Paragraph:
    """One paragraph, its words without invisible marks, and what its shape says."""

    span: Span
    words: str
    count: int
    closed: bool
    role: Role | None = None


def _look(text: str, span: Span) -> _Paragraph:
    words = span.of(text).strip(_INVISIBLE + " \t\xa0")
    return _Paragraph(span, words, words.count(" ") + 1, bool(_CLOSED.search(words, max(0, len(words) - 12))))


def _is_name(words: str) -> bool:
    return len(words) <= 160 and bool(_BYLINE.fullmatch(words) or _TITLED.fullmatch(words))


def _key(words: str) -> str:
    return "".join(c for c in words.casefold() if c.isalnum())


def _opening(found: list[_Paragraph]) -> None:
    """Byline, outlet, headline and highlights above the first sentence."""
    headline = False
    for i, p in enumerate(found[:8]):
        if p.role is not None:
            continue
        after = next((q for q in found[i + 1 :] if q.role is None), None)
        if after is None or (p.closed and not p.words.endswith(("?", "!", "'", "’", '"', "”"))) or p.closed and p.count > 14:
            break
        if _HIGHLIGHTS.match(p.words):
            p.role = "headline"
            for q in found[i + 1 : i + 6]:
                if q.closed or q.role is not None or q.count > HEADLINE_WORDS:
                    break
                q.role = "headline"
            break
        if _is_name(p.words) and p.count <= 8:
            p.role = "credit"
        elif i and found[i - 1].role == "credit" and p.count <= 4 and _OUTLET.fullmatch(p.words):
            p.role = "credit"
        elif i == 0 and p.words.isupper() and p.count <= 3 and _OUTLET.fullmatch(p.words.title()):
            p.role = "credit"
        elif not headline and 2 <= p.count <= HEADLINE_WORDS and not _TIME_ONLY.fullmatch(p.words) and not _TWEET.search(p.words):
            p.role, headline = "headline", True
        else:
            break


def _inside(found: list[_Paragraph]) -> None:
    """Section headlines and captions: paragraphs that are no closed sentence, standing alone among sentences."""
    for i, p in enumerate(found):
        if p.role is not None or i == 0 or p.closed or not p.words:
            continue
        if p.words[0].islower() or _TIME_ONLY.fullmatch(p.words) or _TWEET.search(p.words) or not any(c.isalpha() for c in p.words):
            continue
        run = 1
        for step in (-1, 1):
            j = i + step
            while 0 <= j < len(found) and found[j].role is None and not found[j].closed and not _TIME_ONLY.fullmatch(found[j].words):
                run, j = run + 1, j + step
        after = found[i + 1] if i + 1 < len(found) else None
        if run > 2 or (after is not None and after.words[:1].islower()) or p.words.endswith(("-", "–", "—")):
            continue
        if p.words.isupper() and p.count > CAPITALS_WORDS:
            p.role = "related"
        elif p.count <= SECTION_WORDS and after is not None:
            p.role = "headline"
        elif p.count >= CAPTION_WORDS and after is not None and p.words[0] not in "\"“‘'•-–—*":
            p.role = "caption"


def _repeats(found: list[_Paragraph], title: str | None) -> None:
    """The headline once more, and what stands twice."""
    seen: set[str] = set()
    if title and not any(p.role == "headline" and _key(p.words) == _key(title) for p in found):
        for i, p in enumerate(found):
            if _key(p.words) == _key(title):
                p.role = "headline" if i <= 2 else "repeat"
                break
    for p in found:
        key = _key(p.words)
        if key and key in seen and p.role in (None, "headline", "caption") and p.count >= 3:
            p.role = "repeat"
        elif p.role == "headline" or (p.role is None and p.count >= 8):
            seen.add(key)


def blocks(text: str, *, title: str | None = None, knowledge: Knowledge) -> tuple[Block, ...]:
    """The blocks of a text: one or more for each paragraph, together all that is not blank."""
    table = furniture(knowledge)
    found = [_look(text, span) for span in paragraphs(text)]
    for p in found:
        p.role = table.role(p.words)
        if p.role is None and p.count <= 60 and _PICTURED.search(p.words) and not p.words.startswith(('"', "“")):
            p.role = "caption"
    _opening(found)
    _inside(found)
    _repeats(found, title)
    made: list[Block] = []
    for p in found:
        if p.role is not None:
            made.append(Block(p.span.start, p.span.end, p.role))
        else:
            made.extend(pieces(text, p.span))
    return tuple(made)
