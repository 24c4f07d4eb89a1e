"""In: a parsed web page; out: the parts that extraction of the main text loses or flattens: its headline, captions, section headlines, lone links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

#: Longest caption, headline and link, in characters, and most captions of a page.
CAPTION = 700
HEADLINE = 300
LINK = 300
CAPTIONS = 60

_NOISE = {"powered by", "play video", "pause video", "advertisement", "close", "share", "loading", "1 of 1"}
_TEXTS = {"p", "li", "blockquote", "h2", "h3", "h4", "h5", "dd", "dt"}
_ASIDE = ("related", "recommend", "promo", "sidebar", "footer", "newsletter", "most-read", "trending", "teaser", "card", "playlist", "carousel")


@dataclass(frozen=True, slots=True)
class Layout:
    """`captions` are pairs: the words of the paragraph before (null above the first) and the caption; the sets hold words as `key` makes them."""

    headline: str | None
    captions: tuple[tuple[str | None, str], ...]
    sections: frozenset[str]
    links: frozenset[str]


def key(words: str) -> str:
    """What makes two runs of words the same: letters and digits."""
    return "".join(c for c in words.casefold() if c.isalnum())


def words_of(element: Any) -> str:
    """The element's words on one line."""
    return " ".join("".join(element.itertext()).split())


def _aside(element: Any) -> bool:
    """Whether it stands in a box of links or a footer."""
    for above in element.iterancestors():
        if above.tag in ("aside", "footer", "nav"):
            return True
        marks = f"{above.get('class') or ''} {above.get('id') or ''}".lower()
        if above.tag in ("div", "section", "ul", "li", "a") and any(word in marks for word in _ASIDE):
            return True
        if above.tag in ("article", "main", "body"):
            return False
    return False


def layout(tree: Any) -> Layout:
    """The parts of a page, in its order."""
    headlines = [words for h in tree.iter("h1") if 3 <= len(words := words_of(h)) <= HEADLINE]
    captions: list[tuple[str | None, str]] = []
    sections: set[str] = set()
    links: set[str] = set()
    seen: set[str] = set()
    before: str | None = None
    for element in tree.iter():
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if tag == "figcaption":
            words = words_of(element)
            mark = key(words)
            prose = 12 <= len(words) <= CAPTION and " " in words and words.casefold() not in _NOISE
            if prose and mark not in seen and len(captions) < CAPTIONS and not _aside(element):
                seen.add(mark)
                captions.append((before, words))
        elif tag in _TEXTS:
            words = words_of(element)
            if not words or len(words) > 20_000:
                continue
            if tag[0] == "h":
                sections.add(key(words))
            inner = list(element.iter("a"))
            if len(inner) == 1 and len(words) <= LINK and key(words_of(inner[0])) == key(words) and words.count(" ") >= 2:
                links.add(key(words))
            elif tag == "p" and len(words) >= 30:
                before = words
    return Layout(headlines[0] if headlines else None, tuple(captions), frozenset(sections), frozenset(links))
