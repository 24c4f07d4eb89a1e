"""In: a web page's HTML; out: its article's text, with headline, byline and captions in their places, the roles the page gives away, and its metadata.

The main text is trafilatura's; where it finds nothing, or much less than the page's own JSON-LD carries, the next source is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from chancery.errors import NoArticleError
from chancery.intake import plain
from chancery.intake.layout import Layout, key, layout
from chancery.intake.metadata import Metadata, metadata
from chancery.intake.webdate import found
from chancery.knowledge import Knowledge
from chancery.schema.article import Article, Role

#: Fewest words of an article: below it a page is a shell, a list of links or an error message.
LEAST_WORDS = 40
#: Most tags of a page that is parsed; articles have some thousands, and parsing takes time.
TAGS = 100_000
#: The main text is taken from JSON-LD where extraction found less than this share of it.
JSON_SHARE = 0.6

_TAG = re.compile(r"<(?:!doctype\s+html|html|head|body|article|div|p|meta|title|script|h1|main|section)\b", re.IGNORECASE)
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_END = re.compile(r"[.!?\n]")
_TAGS = re.compile(r"<[^<>]{0,300}>")
_LINK = re.compile(r"\[([^\[\]]{1,200})\]\(https?:[^()\s]{1,400}\)")
_MARKDOWN = re.compile(r"\{: ?[^{}]{0,80}\}|\*{1,2}(?=\S)|(?<=\S)\*{1,2}")
_HINT = "give the address of the article itself; pages that build their text by script must be saved from a browser first"


@dataclass(frozen=True, slots=True)
class Page:
    """`text` is made of paragraphs with a blank line between; `roles` are known by the offset at which their paragraph starts."""

    text: str
    roles: dict[int, Role]
    metadata: Metadata


def looks_like_page(text: str) -> bool:
    """Whether a text is HTML: it opens with a tag of a document, or holds several soon."""
    head = text[:4096].lstrip("\ufeff \t\r\n")
    if head[:1] != "<":
        return False
    return bool(re.match(r"<(?:!doctype\s+html|html|head|body)\b", head, re.IGNORECASE)) or len(_TAG.findall(head)) >= 2 or head.startswith(("<!--", "<?xml"))


def _tree(html: str) -> Any:
    from trafilatura import load_html

    if html.count("<") > TAGS:
        raise NoArticleError("the page has more markup than any article", hint=_HINT)
    tree = load_html(_NOT_XML.sub("", html))
    if tree is None:
        raise NoArticleError("the page cannot be parsed", hint=_HINT)
    return tree


def _sentences(text: str) -> int:
    """How many sentences of some length a text holds, up to two."""
    at = found = 0
    for end in _END.finditer(text, 0, 20_000):
        found += end.group() != "\n" and end.start() - at > 15
        at = end.end()
        if found == 2:
            break
    return found


def _sound(text: str | None) -> bool:
    """Whether a text is an article rather than a shell's remains."""
    return text is not None and text.count(" ") + text.count("\n") + 1 >= LEAST_WORDS and _sentences(text) == 2


def _plain(body: str) -> str:
    """JSON-LD's article as lines of text; some sites leave tags or Markdown in it."""
    lines = []
    for line in re.split(r"\n|<br ?/?>|</p>", body[:2_000_000]):
        words = _MARKDOWN.sub("", _LINK.sub(r"\1", _TAGS.sub("", line))).strip()
        if words and not words.startswith(("+++", "[#")):
            lines.append(words)
    return "\n".join(lines)


def _main_text(html: str, tree: Any, url: str | None, told: Metadata) -> str:
    from trafilatura import bare_extraction

    told_body = _plain(told.body) if told.body else None
    document = bare_extraction(tree, url=url, include_comments=False)
    text: str | None = getattr(document, "text", None)
    if _sound(told_body) and (not _sound(text) or len(text or "") < JSON_SHARE * len(told_body or "")):
        text = told_body
    if not _sound(text):
        text = _paragraphs(html)
    if not _sound(text):
        raise NoArticleError("the page holds no article", hint=_HINT)
    assert text is not None
    return text


def _paragraphs(html: str) -> str:
    """The page's paragraphs of some length: the last resort."""
    found = [" ".join("".join(p.itertext()).split()) for p in _tree(html).iter("p")]
    return "\n".join(dict.fromkeys(words for words in found if words.count(" ") >= 8))


def _assemble(lines: Iterable[str], told: Metadata, parts: Layout) -> tuple[list[str], list[Role | None]]:
    """The paragraphs with headline, byline and captions put in, and the role of each that the page gives away."""
    made: list[str] = []
    roles: list[Role | None] = []

    def put(words: str, role: Role | None) -> None:
        made.append(words)
        roles.append(role)

    body = [words for line in lines if (words := line.strip())]
    present = {key(words) for words in body}
    headline = parts.headline or told.title
    if headline and told.title and key(told.title) in present:
        headline = told.title
    title_key = key(headline) if headline else ""
    if headline and title_key not in present:
        put(headline, "headline")
    byline = "By " + ", ".join(told.byline) if told.byline else ""
    if byline and len(byline) <= 160 and not any(key(name) in key(" ".join(body[:3])) for name in told.byline):
        put(byline, "credit")
    after: dict[str, list[str]] = {}
    for before, caption in parts.captions:
        if key(caption) not in present:
            place = key(before) if before and key(before) in present else ""
            after.setdefault(place, []).append(caption)
    if not set(after) - {""} and len(after.get("", ())) > 3:
        after[""] = after[""][:3]
    opening = after.pop("", [])
    for n, words in enumerate(body):
        mark = key(words)
        if n == 0 and mark != title_key:
            for caption in opening:
                put(caption, "caption")
        if mark == title_key:
            put(words, "headline" if not any(r == "headline" for r in roles) else "repeat")
        elif mark in parts.links:
            put(words, "related")
        elif mark in parts.sections and words.count(" ") < 20:
            put(words, "headline")
        else:
            put(words, None)
        if n == 0 and mark == title_key:
            for caption in opening:
                put(caption, "caption")
        for caption in after.pop(mark, ()):
            put(caption, "caption")
    return made, roles


def read(html: str, *, url: str | None = None) -> Page:
    """The article of a page.

    Raises:
        NoArticleError: there is none.
    """
    try:
        tree = _tree(html)
        told = metadata(tree)
        parts = layout(tree)
        text = _main_text(html, tree, url, told)
    except NoArticleError:
        raise
    except Exception as error:  # the parsers give up on hostile pages in many ways
        raise NoArticleError(f"the page cannot be parsed ({type(error).__name__})", hint=_HINT) from error
    paragraphs, roles = _assemble(text.split("\n"), told, parts)
    starts: dict[int, Role] = {}
    at = 0
    for words, role in zip(paragraphs, roles, strict=True):
        if role is not None:
            starts[at] = role
        at += len(words) + 2
    return Page("\n\n".join(paragraphs), starts, told)


def article(
    html: str,
    *,
    url: str | None = None,
    published: str | None = None,
    any_language: bool = False,
    knowledge: Knowledge | None = None,
    remarks: tuple[str, ...] = (),
) -> Article:
    """The article of a page with all that is known of it."""
    page = read(html, url=url)
    told = page.metadata
    if published is None:
        told = replace(told, published=found(html, told, url))
    return plain.article(page.text, published=published, url=url, knowledge=knowledge, told=told, roles=page.roles, any_language=any_language, remarks=remarks)
