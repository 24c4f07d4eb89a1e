"""Sentences of news written to probe times and figures: each with the expressions in it marked, and what they stand for. In: the tables beside this file.

times.csv: `text` has each expression between brackets; `times` says for each, in order, type, TIMEX3 value and `first..last` day (`*`: not asked; left out:
the day of the value, or none). figures.csv: `text` has each quantity between brackets; `figures` says for each: low, high, unit, what is counted, whose
(`*`: not asked, `-`: none), modality.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
BRACKETED = re.compile(r"\[([^\]]*)\]")
DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:T.*)?$")


@dataclass(frozen=True, slots=True)
class ProbedTime:
    """An expression at `start` to `end`: TIMEX3 type and value, and its days (ISO, null for none; null for both where they are not asked)."""

    start: int
    end: int
    type: str
    value: str
    days: tuple[str | None, str | None] | None


@dataclass(frozen=True, slots=True)
class TimeProbe:
    """A sentence with its expressions."""

    topic: str
    published: str | None
    text: str
    times: tuple[ProbedTime, ...]


@dataclass(frozen=True, slots=True)
class ProbedFigure:
    """A quantity at `start` to `end`; `unit`, `counted`, `owner` are `*` where they are not asked."""

    start: int
    end: int
    low: float | None
    high: float | None
    unit: str
    counted: str
    owner: str
    modality: str


@dataclass(frozen=True, slots=True)
class FigureProbe:
    """A sentence with its quantities."""

    topic: str
    text: str
    figures: tuple[ProbedFigure, ...]


def unmarked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its brackets, and where they stood."""
    spans, plain, at = [], "", 0
    for match in BRACKETED.finditer(text):
        plain += text[at : match.start()]
        spans.append((len(plain), len(plain) + len(match[1])))
        plain, at = plain + match[1], match.end()
    return plain + text[at:], spans


def time_probes() -> list[TimeProbe]:
    """The probes of times, in order of the table."""
    with (HERE / "times.csv").open(encoding="utf-8", newline="") as file:
        return [_time_probe(row) for row in csv.DictReader(file)]


def _time_probe(row: dict[str, str]) -> TimeProbe:
    text, spans = unmarked(row["text"])
    times = []
    for (start, end), said in zip(spans, filter(None, row["times"].split(";")), strict=True):
        kind, value, *days = said.split()
        first: tuple[str | None, str | None] | None
        if days:
            first = None if days[0] == "*" else (days[0].split("..")[0], days[0].split("..")[1])
        else:
            day = DAY.match(value)
            first = (day[1], day[1]) if day else (None, None)
        times.append(ProbedTime(start, end, kind, value, first))
    return TimeProbe(row["topic"], row["published"] or None, text, tuple(times))


def figure_probes() -> list[FigureProbe]:
    """The probes of figures, in order of the table."""
    with (HERE / "figures.csv").open(encoding="utf-8", newline="") as file:
        return [_figure_probe(row) for row in csv.DictReader(file)]


def _figure_probe(row: dict[str, str]) -> FigureProbe:
    text, spans = unmarked(row["text"])
    figures = []
    for (start, end), said in zip(spans, filter(None, row["figures"].split(";")), strict=True):
        low, high, unit, counted, owner, modality = (part.strip() for part in said.split("/"))
        figures.append(ProbedFigure(start, end, *(None if x == "-" else float(x) for x in (low, high)), unit, counted, owner, modality))
    return FigureProbe(row["topic"], text, tuple(figures))
