"""In: an article's text and blocks; out: what its credits tell: who wrote it, who publishes it, which outlet carried it first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chancery.intake import shapes
from chancery.intake.outlets import Outlets
from chancery.schema.article import Block

#: Characters of a credit that are looked at.
LOOK = 400

_BY = re.compile(r"(?:^|\b)(?:[Bb]y|BY|Reporting by|Written by) (?=[A-ZÀ-Ý])")
_NAME = r"(?:[Tt]he )?[A-Z][\w’'&!./-]*(?: (?:[A-Z][\w’'&!./-]*|of|the|and|for)){0,5}"
_FIRST = re.compile(
    rf"\b(?:originally|first) (?:appeared|published|ran|aired|posted)\b[^.\n]{{0,30}}?\b(?:on|in|at|by|with)\b:? (?P<a>{_NAME})"
    rf"|\b(?:[Rr]epublished|[Rr]eprinted|[Ss]yndicated|[Cc]ourtesy) (?:with permission )?(?:from|of) (?P<b>{_NAME})"
    rf"|\b[Cc]ontent created by (?P<c>{_NAME})"
)
_BRACKET = re.compile(r"\(([^()\n]{2,40})\)")
_COPYRIGHT = re.compile(rf"(?:©|\([cC]\)|[Cc]opyright)[ ©0-9,–-]{{0,16}}(?:by )?(?P<who>{_NAME})")
_STOP = re.compile(r" (?:and|of|the|for|on|is|in)$")


@dataclass(frozen=True, slots=True)
class Testimony:
    """What the credits tell; null or empty where they are silent."""

    byline: tuple[str, ...] = ()
    publisher: str | None = None
    syndicated_from: str | None = None


def _known_or_said(words: str, outlets: Outlets) -> str:
    """The outlet's own name, or its name as it stands; trailing words that belong to the sentence are tried without."""
    words = words.strip(" .,")
    parts = words.split(" ")
    for n in range(len(parts), 0, -1):
        known = outlets.named(" ".join(parts[:n]))
        if known:
            return known.name
    return _STOP.sub("", words)


def testimony(text: str, blocks: Sequence[Block], outlets: Outlets, *, publisher: str | None) -> Testimony:
    """What the credits of an article tell; `publisher` is the one already known."""
    byline: list[str] = []
    source: str | None = None
    printed: str | None = None
    known = outlets.named(publisher) if publisher else None
    for block in blocks:
        if block.role != "credit":
            continue
        words = text[block.start : min(block.end, block.start + LOOK)].strip()
        if match := _FIRST.search(words):
            source = source or _known_or_said(match["a"] or match["b"] or match["c"], outlets)
            continue
        if (match := _BRACKET.search(words)) and len(words) <= 90 and (outlet := outlets.named(match[1])):
            if outlet.agency:
                source = source or outlet.name
            else:
                printed = printed or outlet.name
            continue
        if match := _COPYRIGHT.search(words):
            outlet = outlets.named(_known_or_said(match["who"], outlets))
            if outlet is not None and outlet.agency:
                source = source or outlet.name
            elif outlet is not None:
                printed = printed or outlet.name
            continue
        if block.start > len(text) // 2 and not _BY.match(words):
            continue
        if outlet := outlets.named(words):
            if outlet.agency and byline:
                source = source or outlet.name
            elif not outlet.agency:
                printed = printed or outlet.name
            continue
        opening = _BY.match(words)
        people = words[opening.end() :] if opening else words
        titled = shapes.titled_name(people)
        head, _, tail = people.partition(",") if opening else (people, "", "")
        named = (titled,) if titled else shapes.names(people) or (shapes.names(head) if opening else ())
        for name in named:
            outlet = outlets.named(name)
            if outlet is None and name not in byline:
                byline.append(name)
            elif outlet is not None and outlet.agency:
                source = source or outlet.name
        if tail and (outlet := outlets.named(tail)) and outlet.agency:
            source = source or outlet.name
    owner = publisher or printed
    owner_known = known or (outlets.named(owner) if owner else None)
    if source is not None and owner_known is not None and owner_known.name == source:
        source = None
    return Testimony(tuple(byline), owner, source)
