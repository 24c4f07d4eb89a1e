"""Ids, spans and dates of a record -> words for people: names, short quotes in their sentence, days, amounts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from chancery.schema.evidence import Span
from chancery.schema.record import Record
from chancery.schema.time import Interval, When

#: characters of evidence that a report shows, and of the sentence on either side of it
LONGEST, AROUND = 420, 70
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])|\n")


@dataclass(frozen=True, slots=True)
class Quote:
    """Evidence to show: the words, with what stands around them in their sentence, and where they are in the text."""

    before: str
    words: str
    after: str
    span: Span
    who: str | None = None


def when(value: When) -> str:
    """A date or period in words; ISO 8601 for what is one."""
    if value is None:
        return ""
    if isinstance(value, Interval):
        return day_of(value.start, value.end)
    return value


def day_of(first: str | None, last: str | None) -> str:
    """A day, or the period from the first to the last, either of which may be open."""
    if first == last:
        return first or ""
    if first is None:
        return f"until {last}"
    return f"from {first}" if last is None else f"{first} to {last}"


def amount(low: float | None, high: float | None) -> str:
    """A figure with its bounds: "11", "7 or more", "up to 24,000", "18,000 to 20,000"."""
    if low is None and high is None:
        return "some"
    if high is None:
        return f"{_number(low)} or more"
    if low is None:
        return f"up to {_number(high)}"
    return _number(low) if low == high else f"{_number(low)} to {_number(high)}"


_REFERENCES = {"PAST_REF": "past", "PRESENT_REF": "now", "FUTURE_REF": "to come"}
_DURATION = re.compile(r"P(T?)([\dX.]+)([YMWDHSE]|DE|CE)")
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour", "S": "second", "DE": "decade", "CE": "century"}


def reckoned(value: str) -> str:
    """A TIMEX3 value without days of its own: "3 days", "past", "now"; "undated" for what the day of publication would have told."""
    if value in _REFERENCES:
        return _REFERENCES[value]
    if match := _DURATION.fullmatch(value):
        timed, count, unit = match.groups()
        name = "minute" if timed and unit == "M" else _UNITS.get(unit, unit)
        return f"some {name}s" if "X" in count else f"{count} {name}{'' if count == '1' else 's'}"
    return "undated" if "X" in value else value


def _number(value: float | None) -> str:
    return f"{value:,.10g}" if value is not None else ""


def clean(text: str) -> str:
    """On one line; control and direction characters, which could disturb a terminal or page, are left out."""
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(c for c in line if c.isprintable())


class Words:
    """The names and words of one record."""

    def __init__(self, record: Record) -> None:
        self.text = record.article.text
        self._actors = {a.id: a for a in record.actors}
        self._places = {p.id: p.name for p in record.places}
        self._issues = {i.id: i.label for i in record.issues}
        self._speakers = {s.id: s.speaker for s in record.statements}

    def name(self, actor: str | None) -> str | None:
        """An actor's name, null for none."""
        return clean(self._actors[actor].name) if actor in self._actors else None

    def names(self, actors: Iterable[str]) -> str:
        """Names, comma between them."""
        return ", ".join(n for a in actors if (n := self.name(a)))

    def coded(self, actors: Iterable[str]) -> str:
        """Names; a person's with whom it acts for."""
        found = [self._actors[a] for a in actors if a in self._actors]
        return ", ".join(clean(f"{a.name} ({a.code})" if a.kind in {"person", "unnamed"} and a.code else a.name) for a in found)

    def described(self, actor: str | None) -> str:
        """Who an actor is: office, country, or that it is unnamed."""
        if actor not in self._actors:
            return ""
        a = self._actors[actor]
        parts = [a.role, a.code if a.code != a.name else None, "unnamed" if a.kind == "unnamed" else None]
        return clean(", ".join(p for p in parts if p))

    def place(self, place: str | None) -> str:
        """A place's name."""
        return clean(self._places.get(place or "", ""))

    def label(self, issue: str | None) -> str:
        """An issue's label."""
        return clean(self._issues.get(issue or "", ""))

    def labels(self, issues: Iterable[str]) -> str | None:
        """Issues' labels, null for none."""
        return ", ".join(filter(None, map(self.label, issues))) or None

    def speaker_of(self, statement: str | None) -> str | None:
        """Whose words a statement is."""
        return self.name(self._speakers.get(statement or ""))

    def short(self, span: Span) -> str:
        """The words of a span, cut in the middle where they are long."""
        words = clean(span.of(self.text))
        if len(words) <= LONGEST:
            return words
        head, tail = words[: LONGEST * 2 // 3].rsplit(" ", 1)[0], words[-LONGEST // 4 :].split(" ", 1)[-1]
        return f"{head} … {tail}"

    def quote(self, span: Span, *, who: str | None = None) -> Quote:
        """The words of a span alone."""
        return Quote("", self.short(span), "", span, who)

    def in_sentence(self, span: Span) -> Quote:
        """The words of a span with what stands around them in their sentence."""
        left = self.text[max(0, span.start - 3 * AROUND) : span.start]
        right = self.text[span.end : span.end + 3 * AROUND]
        ends = [m.end() for m in _SENTENCE_END.finditer(left)]
        before = clean(left[ends[-1] if ends else 0 :])
        end = _SENTENCE_END.search(right)
        after = clean(right[: end.start() + 1 if end else None])
        if len(before) > AROUND or (not ends and span.start > 3 * AROUND):
            before = "… " + before[-AROUND:].split(" ", 1)[-1]
        if len(after) > AROUND or (end is None and span.end + 3 * AROUND < len(self.text)):
            after = after[:AROUND].rsplit(" ", 1)[0] + " …"
        gap_left = " " if left[-1:].isspace() else ""
        gap_right = " " if right[:1].isspace() else ""
        return Quote(before + gap_left if before else "", self.short(span), gap_right + after if after else "", span)
