"""The share of Recognizers-Text's own cases (DateTimeModel) that each system gets right: it finds every expression and nothing else, with a right resolution.

Left out as no English of the news: ranges of hours, seconds on the clock, dates in digits, clipped units ("3h"), and cases without an expression. Where a case
has a day before and a day after its reference, either is right.
"""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.peers_times import Text, body, matched, ours, peers, rows

KINDS = frozenset({"date", "daterange", "datetime", "duration", "set", "time"})
NO_NEWS = re.compile(r"\d:\d\d:\d\d|\d[/-]\d|\d\.\d+\.|\b\d+(?:h|hr|m|s|d)\b")
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def shares(where: Path | None, pythons: list[str], sample: int | None) -> int:
    """Print one line a system."""
    if where is None or not (where / "recognizers_specs").is_dir():
        print("specs: not there (CHANCERY_DATA), skipped")
        return 0
    cases = [c for c in rows(where / "recognizers_specs" / "DateTime.DateTimeModel.jsonl.gz") if news(c)]
    if sample and sample < len(cases):
        cases = random.Random(7).sample(cases, sample)
    texts = [Text(c["Input"], c["Context"]["ReferenceDateTime"][:10], body(c["Input"]), [expected(r) for r in c["Results"]]) for c in cases]
    print(f"specs: {len(texts)} cases")
    for name, answer in {"Chancery": ours(texts), **peers(texts, pythons)}.items():
        if answer is None:
            print(f"{name:17} not installed, skipped")
            continue
        right = spans = 0
        for case, text, found in zip(cases, texts, answer.found, strict=True):
            pairs = matched(text.gold, found)
            whole = len(pairs) == len(text.gold) == len(found)
            results = {expected(r): r for r in case["Results"]}
            spans += whole
            right += whole and all(resolved(results[g], p[2]) for g, p in pairs)
        print(f"{name:17} right {right / len(cases):.3f}   all found, nothing else {spans / len(cases):.3f}")
    return 0


def news(case: dict[str, Any]) -> bool:
    """Whether a case is one that news could hold."""
    kinds = {r["TypeName"].rpartition(".")[2] for r in case["Results"]}
    return bool(kinds) and kinds <= KINDS and "Context" in case and not any(NO_NEWS.search(r["Text"]) for r in case["Results"])


def expected(result: dict[str, Any]) -> tuple[int, int, str]:
    """Where an expression stands, and its first value."""
    return result["Start"], result["End"] + 1, result["Resolution"]["values"][0]["timex"]


def resolved(result: dict[str, Any], value: str) -> bool:
    """Whether a TIMEX3 value says the same as one of a case's resolutions."""
    kind, days = result["TypeName"].rpartition(".")[2], days_of(value)
    for option in result["Resolution"]["values"]:
        if value == option["timex"]:
            return True
        if kind == "date" and days == (option.get("value"), option.get("value")):
            return True
        if kind == "daterange" and days and "start" in option and "end" in option and days == (option["start"], eve(option["end"])):
            return True
        if kind in ("time", "datetime") and value.partition("T")[2] == option.get("value", "").rpartition(" ")[2][:5]:
            return kind == "time" or value[:10] == option["value"][:10]
    return False


def eve(day: str) -> str:
    """The day before."""
    return (date.fromisoformat(day[:10]) - timedelta(days=1)).isoformat()


def days_of(value: str) -> tuple[str, str] | None:
    """The first and last day of a TIMEX3 value, or of Recognizers-Text's (first,end,length); none where it stands for no days."""
    try:
        if value.startswith("("):
            first, end, *_ = value.strip("()").split(",")
            return first, eve(end)
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return value, value
        if "/" in value:
            ends = [days_of(part) for part in value.split("/")]
            return (ends[0][0], ends[1][1]) if ends[0] and ends[1] else None
        if week := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
            first_day = date.fromisocalendar(int(week[1]), int(week[2]), 6 if week[3] else 1)
            return first_day.isoformat(), (first_day + timedelta(days=1 if week[3] else 6)).isoformat()
        start, months = span_of(value)
    except ValueError:
        return None
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return start.isoformat(), (date(year, month + 1, 1) - timedelta(days=1)).isoformat()


def span_of(value: str) -> tuple[date, int]:
    """The first day of a month, quarter, half, season, year or decade, and its months. Raises ValueError for anything else."""
    if part := re.fullmatch(r"(\d{4})(?:-(?:(\d\d)|Q([1-4])|H([12])|(SP|SU|FA|WI)))?", value):
        year = int(part[1])
        if part[2]:
            return date(year, int(part[2]), 1), 1
        if part[3]:
            return date(year, 3 * int(part[3]) - 2, 1), 3
        if part[4]:
            return date(year, 6 * int(part[4]) - 5, 1), 6
        return (date(year, SEASONS[part[5]], 1), 3) if part[5] else (date(year, 1, 1), 12)
    if re.fullmatch(r"\d{3}", value):
        return date(int(value) * 10, 1, 1), 120
    raise ValueError(value)
