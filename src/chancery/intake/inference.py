"""In: a text without a known date; out: the day it was published as far as the text itself shows, and how.

Dates told as past bound it, the lead's weekday narrows it; where more than one day is left, there is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chancery.schema.article import Block, PublishedBasis

#: Characters of a text that are searched, and of its lead.
SEARCHED = 60_000
LEAD = 700
#: Days between the last date told and publication beyond which nothing is inferred.
GAP = 3

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DATE = re.compile(
    rf"\b(?P<m1>{_MONTH}) (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y1>(?:19|20)\d\d)\b"
    rf"|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)? (?P<m2>{_MONTH}),? (?P<y2>(?:19|20)\d\d)\b"
    r"|\b(?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d)\b"
)
_SHORT = re.compile(rf"\b(?:(?P<m1>{_MONTH}) (?P<d1>\d{{1,2}})|(?P<d2>\d{{1,2}}) (?P<m2>{_MONTH}))\b(?!,? (?:19|20)\d\d|,\d)")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = re.compile(r"\b(?:(?P<shift>last|next|this|coming|every|early|late|until|by|since) )?(?:(?P<day>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b(?!s)")
_FUTURE = re.compile(
    r"\b(?:will|would|shall|until|till|by|deadline|due|expected|planned|plans?|scheduled|set|expires?|upcoming|next|slated|before|to be)\b", re.IGNORECASE
)
_STATED = re.compile(
    r"^\W*(?:(?:first |last |originally )?(?:published|posted|updated|created|filed)\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
    rf"|{_MONTH} \d|\d{{1,2}} {_MONTH})",
    re.IGNORECASE,
)
#: "DRAVIK, March 14, 2031 (Gulf Wire) --": the place in capitals, then the day the story was filed
_DATELINE = re.compile(r"^[A-Z][A-Z'’. -]+[A-Z],")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Found:
    """A day, its basis (text: a credit states it; inferred), and the evidence in words."""

    day: str
    basis: PublishedBasis
    evidence: str


def _of(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    for n in ("1", "2", "3"):
        if parts[f"d{n}"]:
            month = parts[f"m{n}"]
            try:
                return date(int(parts[f"y{n}"]), int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1, int(parts[f"d{n}"]))
            except ValueError:
                return None
    return None


def _stated(text: str, blocks: Sequence[Block]) -> Found | None:
    """The day a credit states: "Published on ...", or a date by itself above the article."""
    for block in blocks:
        words = text[block.start : min(block.end, block.start + 160)]
        if block.role == "credit" and (_STATED.search(words) or _DATELINE.match(words)) and (match := _DATE.search(words)) and (day := _of(match)):
            return Found(day.isoformat(), "text", f"the text states it: {' '.join(words.split())[:80]!r}")
    return None


def _sentence(text: str, at: int) -> tuple[int, int]:
    start = max(text.rfind(". ", max(0, at - 300), at), text.rfind("\n", max(0, at - 300), at)) + 1
    ends = [e for e in (text.find(". ", at, at + 300), text.find("\n", at, at + 300)) if e >= 0]
    return start, min(ends) if ends else min(len(text), at + 300)


def _lead_weekday(text: str, blocks: Sequence[Block]) -> tuple[int, str] | None:
    """The weekday on which the lead says its news happened, and the words."""
    body = [b for b in blocks if b.role == "body"][:4]
    for block in body:
        for match in _WEEKDAY.finditer(text, block.start, min(block.end, body[0].start + LEAD)):
            around = text[max(block.start, match.start() - 40) : match.start()]
            if match["shift"] in (None, "early", "late", "this") and not _FUTURE.search(around):
                return _WEEKDAYS.index(match["day"] + "day"), match.group()
    return None


def infer(text: str, blocks: Sequence[Block]) -> Found | None:
    """The day of publication by the text alone; null where its evidence leaves more than one day."""
    if stated := _stated(text, blocks):
        return stated
    body = [b for b in blocks if b.role in ("body", "caption")]
    told: list[tuple[date, str]] = []
    for block in body:
        if block.start > SEARCHED:
            break
        for match in _DATE.finditer(text, block.start, block.end):
            start, end = _sentence(text, match.start())
            before = text[max(start, match.start() - 60) : match.start()]
            if (day := _of(match)) and not _FUTURE.search(before):
                told.append((day, text[match.start() : match.end()]))
                beside = text[start:end]
                if re.search(r"\b(?:today|this (?:morning|afternoon|evening))\b", beside[: match.end() - start + 20], re.IGNORECASE) and re.match(
                    r".{0,40}\btoday\W{1,3}$", text[max(start, match.start() - 44) : match.start()], re.IGNORECASE | re.DOTALL
                ):
                    return Found(day.isoformat(), "inferred", f"the text calls {match.group()} today")
    if not told:
        return None
    latest, words = max(told, key=lambda pair: pair[0])
    for block in body:  # a date without its year, told in the same weeks, may be later
        if block.start > SEARCHED:
            break
        for match in _SHORT.finditer(text, block.start, block.end):
            month = match["m1"] or match["m2"]
            try:
                day = date(latest.year, _MONTHS.index(month[:3].lower()) + 1, int(match["d1"] or match["d2"]))
            except ValueError:
                continue
            start, _ = _sentence(text, match.start())
            if latest < day <= latest + timedelta(days=45) and not _FUTURE.search(text[max(start, match.start() - 60) : match.start()]):
                latest, words = day, match.group()
    lead = _lead_weekday(text, blocks)
    if lead is None:
        return None
    weekday, said = lead
    day = latest + timedelta(days=(weekday - latest.weekday()) % 7)
    if (day - latest).days > GAP:
        return None
    return Found(day.isoformat(), "inferred", f"the latest date told as past is {latest.isoformat()} ({words}), and the lead says {said}")
