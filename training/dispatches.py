"""Invented dispatches with their annotation: in, the files of training/dispatches; out, the text and a dict of the shape of the annotated articles' files.

They stand beside the annotated articles as further training data for the light heads. A quote that is missing or ambiguous is an error, never a guess.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("dispatches")
ACTS = frozenset(("assert", "deny", "accuse", "demand", "request", "promise", "offer", "threaten", "refuse", "agree", "announce", "assess", "appeal"))
TYPES = frozenset(
    (
        *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"),
        *("REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
    ),
)
STANCES = frozenset(("demands", "refuses", "offers", "accepts", "proposes", "supports", "opposes"))
MODALITIES = frozenset(("actual", "future", "negated"))
ROLES = frozenset(("headline", "repeat", "caption", "related", "credit"))
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WIDTHS = {"A": 3, "W": 5, "S": 4, "E": 5, "P": 4, "C": 4, "D": 5, "B": 2}
NEEDED = {**WIDTHS, "A": 2, "W": 2, "C": 2}

Span = dict[str, Any]


class DispatchError(ValueError):
    """A line of an annotation that cannot be read; says the file, the line and why."""


@dataclass(frozen=True, slots=True)
class Dispatch:
    """One dispatch: `gold` has the fields of an annotated article's file, with `times` and `figures` empty."""

    name: str
    text: str
    gold: dict[str, Any]


def dispatches(folder: Path = FOLDER) -> list[Dispatch]:
    """All dispatches of `folder` in the order of their names. Raises DispatchError."""
    return [parse(path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.txt"))]


def write(target: Path, folder: Path = FOLDER) -> int:
    """Write NAME.txt and NAME.gold.json for every dispatch into `target`; how many there are."""
    target.mkdir(parents=True, exist_ok=True)
    found = dispatches(folder)
    for each in found:
        (target / f"{each.name}.txt").write_text(each.text, encoding="utf-8")
        (target / f"{each.name}.gold.json").write_text(json.dumps(each.gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return len(found)


def parse(name: str, written: str) -> Dispatch:
    """The dispatch that `written` spells out. Raises DispatchError."""
    text, rule, below = written.partition("\n----\n")
    if not rule:
        raise DispatchError(f"{name}: no line ----")
    text = text.strip("\n") + "\n"
    first = text.count("\n") + 2
    entries = [(number, line) for number, line in enumerate(below.splitlines(), first) if line.strip()]
    if not entries or not entries[0][1].startswith("A "):
        raise DispatchError(f"{name}: the annotation must begin with its A line")
    gold = _Annotation(text)
    for number, line in entries:
        try:
            gold.add(line)
        except DispatchError as error:
            raise DispatchError(f"{name}: line {number}: {error}") from None
    return Dispatch(name, text, {"id": name, "sha256": hashlib.sha256(text.encode()).hexdigest(), **gold.parts})


class _Annotation:
    """What the lines read so far say about `text`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.quoted = _quoted(text)
        self.published = date.min
        self.speakers: dict[str, dict[str, Any]] = {}
        self.parts: dict[str, Any] = {
            "article": {},
            **{part: [] for part in ("blocks", "statements", "events", "times", "figures", "commitments", "disputes", "positions")},
        }

    def add(self, line: str) -> None:
        """Read one line into the part it belongs to."""
        kind, _, rest = line.partition(" ")
        if kind not in WIDTHS:
            raise DispatchError(f"unknown entry {kind!r}")
        fields = [field.strip() for field in f" {rest} ".split(" | ")]
        if len(fields) > WIDTHS[kind]:
            raise DispatchError(f"{len(fields)} fields where {kind} has {WIDTHS[kind]}")
        if len(fields) < NEEDED[kind]:
            raise DispatchError(f"{len(fields)} fields where {kind} needs {NEEDED[kind]}")
        getattr(self, f"_{kind.lower()}")(*(field or None for field in fields), *[None] * (WIDTHS[kind] - len(fields)))

    def _a(self, published: str, publisher: str, title: str | None) -> None:
        self.published = date.fromisoformat(published)
        self.parts["article"] = {"published": published, "publisher": publisher, "syndicated_from": None, "title": title}

    def _w(self, key: str, name: str, aliases: str | None, country: str | None, unnamed: str | None) -> None:
        if key in self.speakers:
            raise DispatchError(f"speaker {key!r} twice")
        self.speakers[key] = {
            "speaker": name,
            "speaker_aliases": _list(aliases, ";"),
            "speaker_country": None if country in (None, "-") else country,
            "unnamed": unnamed is not None,
        }

    def _s(self, key: str, act: str, cue: str, content: str) -> None:
        if key not in self.speakers:
            raise DispatchError(f"no speaker {key!r}")
        spans = self._spans(content)
        kind = self._kind(spans)
        self.parts["statements"].append({**self.speakers[key], "kind": kind, "act": _one_of(act, ACTS), "cue": self._span(cue), "content": spans})

    def _e(self, type_: str, trigger: str, parties: str, when: str | None, modality: str) -> None:
        sources, arrow, targets = f" {parties} ".partition(" > ")
        if not arrow or not (sources + targets).strip():
            raise DispatchError(f"parties {parties!r}")
        spans = self._spans(trigger)
        event = {"type": _one_of(type_, TYPES), "trigger": spans[0], "sources": _list(sources, ","), "targets": _list(targets, ",")}
        event |= {"date": self._date(when), "modality": _one_of(modality, MODALITIES)}
        self.parts["events"].append(event | ({"also": spans[1:]} if spans[1:] else {}))

    def _p(self, actor: str, stance: str, issue: str, quote: str) -> None:
        self.parts["positions"].append({"actor": actor, "stance": _one_of(stance, STANCES), "issue": issue, **self._span(quote)})

    def _c(self, who: str, quote: str, due: str | None, condition: str | None) -> None:
        if condition is not None:
            condition = self._span(condition)["text"]
        self.parts["commitments"].append({"who": _list(who, ","), **self._span(quote), "due": self._date(due), "condition": condition})

    def _d(self, about: str, who_a: str, quote_a: str, who_b: str, quote_b: str) -> None:
        sides = {"side_a": {"who": who_a, **self._span(quote_a)}, "side_b": {"who": who_b, **self._span(quote_b)}}
        self.parts["disputes"].append({"about": about, **sides})

    def _b(self, role: str, quote: str) -> None:
        self.parts["blocks"].append({**self._span(quote), "role": _one_of(role, ROLES)})

    def _spans(self, quotes: str) -> list[Span]:
        return [self._span(quote) for quote in quotes.split(" ;; ")]

    def _span(self, quote: str | None) -> Span:
        """The place of a quote: exact, counted (#2), bracketed in its context, or from one quote to the next occurrence of another."""
        if not quote:
            raise DispatchError("an empty quote")
        head, dots, tail = quote.partition(" .. ")
        if not dots:
            start, end = self._place(quote.strip())
        else:
            start, after = self._place(head.strip())
            found = self.text.find(tail.strip(), after)
            if found < 0:
                raise DispatchError(f"{tail!r} does not follow {head!r}")
            end = found + len(tail.strip())
        return {"start": start, "end": end, "text": self.text[start:end]}

    def _place(self, quote: str) -> tuple[int, int]:
        counted = re.fullmatch(r"(.+?)\s*#(\d+)", quote, re.DOTALL)
        quote, nth = (counted[1], int(counted[2])) if counted else (quote, 0)
        bracketed = re.fullmatch(r"(.*?)\[\[(.+?)\]\](.*)", quote, re.DOTALL)
        whole = "".join(bracketed.groups()) if bracketed else quote
        places = list(_occurrences(self.text, whole, words=not bracketed))
        if len(places) < max(nth, 1):
            raise DispatchError(f"{quote!r} is found {len(places)} times")
        if len(places) > 1 and not nth:
            raise DispatchError(f"{quote!r} is ambiguous: {len(places)} occurrences")
        start = places[max(nth, 1) - 1]
        if bracketed:
            return start + len(bracketed[1]), start + len(bracketed[1]) + len(bracketed[2])
        return start, start + len(whole)

    def _kind(self, spans: list[Span]) -> str:
        marks = {self.quoted[at] for span in spans for at in range(span["start"], span["end"]) if self.text[at].isalnum()}
        return "mixed" if len(marks) > 1 else "direct" if True in marks else "indirect"

    def _date(self, written: str | None) -> Any:
        if written in (None, "-"):
            return None
        if "/" in written:
            first, last = (self._date(part or None) for part in written.split("/"))
            return {"from": first, "to": last}
        if written == "today":
            return self.published.isoformat()
        if written.lstrip("+") in WEEKDAYS:
            day = WEEKDAYS.index(written.lstrip("+"))
            back = (self.published.weekday() - day) % 7
            ahead = (day - self.published.weekday() - 1) % 7 + 1
            return (self.published + timedelta(days=ahead if written.startswith("+") else -back)).isoformat()
        if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", written):
            raise DispatchError(f"date {written!r}")
        return written


def _occurrences(text: str, quote: str, *, words: bool) -> Iterator[int]:
    """Where `quote` stands in `text`; as whole words, unless its context says where."""
    pattern = re.escape(quote)
    if words:
        pattern = (r"(?<!\w)" if quote[0].isalnum() else "") + pattern + (r"(?!\w)" if quote[-1].isalnum() else "")
    return (match.start() for match in re.finditer(pattern, text))


def _quoted(text: str) -> list[bool]:
    """For every character whether it stands inside quotation marks; a paragraph ends every quotation."""
    inside, marks = False, []
    for character in text:
        if character == "\n":
            inside = False
        elif character == "“":
            inside = True
        elif character == "”":
            inside = False
        elif character == '"':
            inside = not inside
        marks.append(inside)
    return marks


def _list(written: str | None, separator: str) -> list[str]:
    return [part.strip() for part in (written or "").split(separator) if part.strip()]


def _one_of(value: str, allowed: frozenset[str]) -> str:
    if value not in allowed:
        raise DispatchError(f"{value!r} is none of {', '.join(sorted(allowed))}")
    return value


if __name__ == "__main__":
    print(write(Path(sys.argv[1])))
