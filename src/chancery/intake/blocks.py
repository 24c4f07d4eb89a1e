"""In: an article's text; out: its blocks, each a run with one role, in order. Words decide first (furniture), then the paragraph's place and shape."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from chancery.intake import shapes
from chancery.intake.furniture import furniture
from chancery.intake.inline import pieces, without_link
from chancery.intake.outlets import Outlets, outlets
from chancery.intake.paragraphs import paragraphs
from chancery.knowledge import Knowledge
from chancery.schema.article import Block, Role
from chancery.schema.evidence import Span

#: Most words of a headline above the article, of a section's headline inside it, and of one that is a question.
HEADLINE_WORDS = 25
SECTION_WORDS = 10
QUESTION_WORDS = 6
#: Fewest words of a caption known only by its missing full stop.
CAPTION_WORDS = 11
#: Most words of it.
CAPTION_MOST = 45
#: Capitals throughout: a section's headline up to this many words, a link above.
CAPITALS_WORDS = 4
#: Paragraphs that may stand above the first sentence.
OPENING = 8
#: Unfinished paragraphs in a row up to this many are captions or headlines; more are a list, which is body.
RUN = 2
#: Fewest words of a paragraph that counts as repeated when it stands twice.
REPEAT_WORDS = 8

_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\xad"
_QUOTES = ('"', "“", "'", "‘")
_BULLETS = ("•", "-", "–", "—", "*", "·", "|")
_HIGHLIGHTS = re.compile(r"(?:story highlights|highlights|key points|key takeaways|at a glance)\b", re.IGNORECASE)
_SPEECH = re.compile(r"\b(?:said|says|told|tells|added|wrote|tweeted)\b")
_PICTURED = re.compile(
    r", (?:far |at )?(?:right|left|center|centre|second from (?:left|right)|foreground|background)\b[, ]"
    r"|(?<= )\((?:L|R|C|left|right|center|centre)\)(?=[ ,.;]|$)|\bpictured\b|\bseen here\b"
)


@dataclass(slots=True)
class _Paragraph:
    """One paragraph, its words without invisible marks, and whether it is a finished sentence."""

    span: Span
    words: str
    count: int
    closed: bool
    role: Role | None = None


def _look(text: str, span: Span) -> _Paragraph:
    words = span.of(text).strip(_INVISIBLE + " \t\xa0")
    return _Paragraph(span, words, words.count(" ") + 1, shapes.closed(without_link(words)))


def _key(words: str) -> str:
    return "".join(c for c in words.casefold() if c.isalnum())


def _is_credit(p: _Paragraph, before: _Paragraph | None, known: Outlets) -> bool:
    """A byline, a name with its office, or the outlet's name."""
    if p.count > 14:
        return False
    if shapes.titled_name(p.words) or (p.count <= 4 and known.named(p.words)):
        return True
    if before is not None and before.role == "credit":
        return p.count <= 4 and shapes.outlet_like(p.words)
    return bool(shapes.names(p.words)) and p.count <= 8


def _opening(found: list[_Paragraph], known: Outlets) -> None:
    """Byline, outlet, headline and highlights above the first sentence."""
    headline = False
    for i, p in enumerate(found[:OPENING]):
        if p.role is not None:
            continue
        rest = found[i + 1 :]
        ends_open = not p.closed or p.words.endswith(("?", "!", "'", "’", '"', "”"))
        if not ends_open or (p.closed and (p.count > 16 or _SPEECH.search(p.words))) or all(q.role is not None for q in rest):
            break
        if _HIGHLIGHTS.match(p.words):
            p.role = "headline"
            for q in rest[:5]:
                if q.closed or q.role is not None or q.count > HEADLINE_WORDS:
                    break
                q.role = "headline"
            break
        if not p.closed and _is_credit(p, found[i - 1] if i else None, known):
            p.role = "credit"
        elif not headline and 2 <= p.count <= HEADLINE_WORDS and not shapes.no_prose(p.words):
            p.role, headline = "headline", True
        else:
            break


def _run(found: list[_Paragraph], i: int) -> int:
    """How many paragraphs in a row around `i` are no finished sentence and of no known role."""
    run = 1
    for step in (-1, 1):
        j = i + step
        while 0 <= j < len(found) and found[j].role is None and not found[j].closed and not shapes.clock_time(found[j].words) and run <= RUN:
            run, j = run + 1, j + step
    return run


def _by_shape(found: list[_Paragraph], i: int, *, captions: bool) -> Role | None:
    """The role of a paragraph that is no finished sentence; `captions` says whether shape alone may make a caption."""
    p, after = found[i], found[i + 1] if i + 1 < len(found) else None
    if after is None or after.words[:1].islower() or p.words[0].islower() or p.words.startswith(_BULLETS) or p.words.endswith(_BULLETS):
        return None
    if shapes.clock_time(p.words) or shapes.tweet(p.words) or (p.words.endswith("?") and shapes.turn(p.words)):
        return None
    if p.closed:
        question = p.words.endswith("?") and p.count <= QUESTION_WORDS and not p.words.startswith(_QUOTES)
        return "headline" if question and after.closed else None
    if p.words.isupper() and p.count > CAPITALS_WORDS:
        return "related"
    if _run(found, i) > RUN:
        return None
    if p.count <= SECTION_WORDS:
        return "headline"
    if not captions or p.count < CAPTION_WORDS or p.words.startswith(_QUOTES):
        return None
    plain = p.count <= CAPTION_MOST and not shapes.several_sentences(p.words) and not _SPEECH.search(p.words)
    return "caption" if plain else None


def _inside(found: list[_Paragraph], *, captions: bool) -> None:
    """Section headlines and captions: paragraphs that are no finished sentence, standing alone among sentences."""
    shaped: list[tuple[int, Role]] = []
    for i, p in enumerate(found):
        if p.role is not None or not any(c.isalpha() for c in p.words):
            continue
        role = _by_shape(found, i, captions=captions)
        if role is not None and not (role == "caption" and shaped and shaped[-1] == (i - 1, "headline")):  # under a section's headline stands its text
            shaped.append((i, role))
    for i, role in shaped:
        found[i].role = role


def _repeats(found: list[_Paragraph], title: str | None) -> None:
    """The headline once more, and what stands twice."""
    seen: set[str] = set()
    wanted = _key(title) if title else ""
    if wanted:
        same = [i for i, p in enumerate(found) if _key(p.words) == wanted]
        for n, i in enumerate(same):
            found[i].role = "headline" if n == 0 and i <= RUN else "repeat"
        seen.add(wanted)
    for p in found:
        key = _key(p.words)
        if p.role in (None, "headline", "caption") and p.count >= 3 and key in seen and key != wanted and not p.words.startswith("|"):
            p.role = "repeat"
        elif p.role == "headline" or (p.role is None and p.count >= REPEAT_WORDS):
            seen.add(key)


def blocks(text: str, *, title: str | None = None, roles: Mapping[int, Role] | None = None, knowledge: Knowledge) -> tuple[Block, ...]:
    """The blocks of a text: one or more for each paragraph, together all that is not blank.

    `roles` are those a page's markup gives away, by the offset at which their paragraph starts.
    """
    table, known = furniture(knowledge), outlets(knowledge)
    found = [_look(text, span) for span in paragraphs(text)]
    for p in found:
        p.role = (roles or {}).get(p.span.start) or table.role(p.words)
        if p.role is None and p.count <= 60 and not p.words.startswith(_QUOTES) and _PICTURED.search(p.words):
            p.role = "caption"
    _opening(found, known)
    _inside(found, captions=not roles)  # a page's markup tells its captions
    _repeats(found, title)
    made: list[Block] = []
    for p in found:
        if p.role is not None:
            made.append(Block(p.span.start, p.span.end, p.role))
        else:
            made.extend(pieces(text, p.span, table, known))
    return tuple(made)
