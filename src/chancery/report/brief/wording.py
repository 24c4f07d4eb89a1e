"""Names, dates and words of articles -> how a brief writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from chancery.dossier.views.who import Who
from chancery.knowledge.codes import Codes
from chancery.report.words import clean
from chancery.schema.time import Interval, When

#: words that name nobody by themselves
BARE = frozenset({
    "we", "i", "they", "he", "she", "it", "you", "us", "them", "who", "that", "this", "those", "these", "one", "some", "others", "people", "me", "him", "her",
})  # fmt: skip
_BELONGING = re.compile(r"^(?:its|his|her|their|our|my|your)\s", re.IGNORECASE)
#: characters of the beginning of a long sentence that are kept, so that it is seen who speaks of what
HEAD = 60
#: a name that is longer is a misread sentence
LONGEST = 70
#: names in a row before the rest are only counted
NAMED = 3
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]


def day(value: str | None) -> str:
    """An ISO day, month or year: "4 March 2031", "March 2031", "2031"; a week as the week from its Monday."""
    if not value:
        return ""
    if "-W" in value:
        return f"the week of {day(date.fromisocalendar(int(value[:4]), int(value[6:8]), 1).isoformat())}"
    parts = value.split("-")
    if len(parts) == 1:
        return parts[0]
    month = MONTHS[int(parts[1]) - 1]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{int(parts[2])} {month} {parts[0]}"


def short_day(value: str | None) -> str:
    """A day without its year, for a margin: "4 Mar"."""
    if not value or len(value) != 10:
        return day(value)
    return f"{int(value[8:])} {MONTHS[int(value[5:7]) - 1][:3]}"


def period(value: When) -> str:
    """A date or period within a sentence."""
    if isinstance(value, Interval):
        if value.start and value.end and value.start != value.end:
            return f"between {day(value.start)} and {day(value.end)}"
        if value.start and not value.end:
            return f"from {day(value.start)} on"
        if value.end and not value.start:
            return f"by {day(value.end)}"
        return day(value.start or value.end)
    return day(value)


def joined(names: Sequence[str]) -> str:
    """Names in a row: "A", "A and B", "A, B and C", "A, B, C and 2 others"."""
    shown = list(names[:NAMED])
    rest = len(names) - len(shown)
    if rest:
        shown.append(f"{rest} other{'s' if rest > 1 else ''}")
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + f" and {shown[-1]}" if shown else ""


class Naming:
    """Names people as a report does: with their office the first time, without it afterwards."""

    def __init__(self, codes: Codes) -> None:
        self._codes = codes
        self._seen: set[str] = set()

    def full(self, who: Who) -> str:
        """A party's name; a person's with its office where the brief has not given it yet."""
        name = self.bare(who)
        if who.kind == "person" and who.role and who.key not in self._seen:
            self._seen.add(who.key)
            return f"{name} ({clean(who.role)})"
        return name

    def bare(self, who: Who) -> str:
        """A party's name alone; an unnamed one's with whom it belongs to."""
        name = clean(who.name)
        name = re.sub(r"^The (?=[a-z])", "the ", name)
        state = self._codes.states.get(who.code or "")
        owner = state.name if state else who.code
        if name.casefold() in BARE or len(name) > LONGEST:
            return (owner if who.kind in ("state", "organisation") else f"someone speaking for {owner}") if owner else ""
        if _BELONGING.match(name):
            name = _BELONGING.sub("", name)
            return f"{name} of {owner}" if owner else name
        if who.kind == "unnamed" and owner and not self._of(name, owner):
            return f"{name} ({owner})"
        return name

    def all(self, parties: Iterable[Who], *, full: bool = True) -> str:
        """Names in a row, each once; empty where nobody is named."""
        names = list(dict.fromkeys(n for p in parties if (n := self.full(p) if full else self.bare(p))))
        return joined(names) if names else ""

    @staticmethod
    def _of(name: str, owner: str) -> bool:
        """Whether the name says whose it is already: "Kestrian forces" are of Kestria, "U.S. officials" of the United States."""
        stem = owner.casefold().removesuffix("a").removesuffix("e")[:5]
        known = name.casefold()
        return stem in known or (owner == "United States" and bool(re.search(r"\b(?:u\.?s\.?|american)\b", known)))


def cut(text: str, longest: int) -> str:
    """Words on one line, cut at a word where they are long."""
    line = clean(text)
    if len(line) <= longest:
        return line
    head = line[:longest].rsplit(" ", 1)[0].rstrip(",;:—–- ")
    return f"{head} …"


def around(sentence: str, start: int, end: int, longest: int) -> str:
    """A sentence; of a long one its beginning, or its beginning and what stands around the words `start` to `end`, cut at words."""
    line = clean(sentence)
    if len(line) <= longest or end < longest - 20:
        return cut(sentence, longest)
    head = cut(sentence, HEAD)
    room = max(40, (longest - len(head) - (end - start)) // 2)
    first, last = max(len(head), start - room), min(len(sentence), end + room)
    comma = max(sentence.rfind(", ", first, start), sentence.rfind("; ", first, start))
    first = comma + 2 if comma >= 0 else sentence.find(" ", first, start) + 1 or start
    piece = clean(sentence[first:last])
    if last < len(sentence):
        piece = piece.rsplit(" ", 1)[0].rstrip(",;:—–- ") + " …"
    return f"{head} {piece}"


def spliced(pieces: Sequence[str]) -> str:
    """The pieces of one quotation, without their marks and what joined them to the sentence around: "…," he said, "…" """
    bare = [clean(p).strip("\"“”‘’' ") for p in pieces]
    made = ""
    for piece in filter(None, bare):
        if made:
            made = f"{made.rstrip(',')}. {piece}" if piece[:1].isupper() and made[-1:] not in ".!?" else f"{made} {piece}"
        else:
            made = piece
    return made.rstrip(",;: ")


def quoted(words: str) -> str:
    """Words in quotation marks: the marks of a quotation in it become inner ones, those around it are not doubled."""
    text = words.strip()
    text = re.sub(r'"([^"]*)"', "‘\\1’", text)
    text = re.sub(r"“([^”]*)”", "‘\\1’", text)
    text = text.replace('"', "").replace("“", "").replace("”", "")
    if text[:1] == "‘" and text[-1:] == "’" and text.count("‘") == 1:
        text = text[1:-1]
    return f"“{text}”"


def upper(text: str) -> str:
    """With a capital at its beginning."""
    return text[:1].upper() + text[1:]


def inner(name: str) -> str:
    """A name within a sentence: without the capital of an article or counting word."""
    return re.sub(r"^(The|A|An|Another|Some|Several|Senior|Unnamed|One|Two) (?=\w)", lambda m: m[0].lower(), name)


def label(issue: str) -> str:
    """An issue's label within a sentence; labels are kept in small letters, names in them are not written so."""
    return re.sub(r"\b(united nations|united states)\b", lambda m: m[1].title(), clean(issue))
