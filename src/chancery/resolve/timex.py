"""An expression of time and a reference day -> its TIMEX3 value, and the first and last day it stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
UNITS = {"second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "month": "M", "year": "Y", "decade": "DE", "century": "CE", "centurie": "CE", "quarter": "Q"}
_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
HOLIDAYS = {"christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "new year day": (1, 1), "new year": (1, 1), "new year eve": (12, 31), "workers day": (5, 1), "international workers day": (5, 1), "may day": (5, 1), "valentine day": (2, 14), "halloween": (10, 31), "armistice day": (11, 11)}
Parts = Mapping[str, str | int]


def number(words: str) -> float | None:
    """The number that the words or figures stand for; half is .5."""
    words = words.strip().lower().replace(",", "")
    if re.fullmatch(r"\d+(\.\d+)?", words):
        return float(words)
    if words in ("a", "an", "another"):
        return 1
    if words in ("half a", "half an"):
        return 0.5
    if words in ("a dozen", "dozen"):
        return 12
    if words == "half a dozen":
        return 6
    total = 0
    for w in re.split(r"[- ]", words):
        if w in _ONES:
            total += _ONES.index(w)
        elif w in _TENS:
            total += _TENS[w]
        else:
            return None
    return total


def unit(word: str) -> str:
    """TIMEX3's letter for a unit of time; TS, TM, TH stand for seconds, minutes, hours."""
    word = word.lower()
    if word.startswith("fortnight"):
        return "W"
    return UNITS.get(word.rstrip("s") if word != "centuries" else "century", "D")


def duration(amount: float | None, of: str, *, words: str = "") -> str:
    """P3D, PT15M, PXW, P2DE, P100Y: `of` is a letter of `unit`."""
    time = of.startswith("T")
    letter = of[1:] if time else of
    if "fortnight" in words:
        amount = (amount or 1) * 2
    if "and a half" in words and amount is not None:
        amount += 0.5
    if amount == 0.5 and of == "Y":
        amount, letter = 6, "M"
    if of == "CE" and amount is not None:
        amount, letter = amount * 100, "Y"
    text = "X" if amount is None else f"{amount:g}"
    return f"P{'T' if time else ''}{text}{letter}"


def month_of(name: str) -> int:
    """1 to 12."""
    return MONTHS.index(name[:3].lower()) + 1


def weekday(reference: date, name: str, tense: str, relation: str) -> date:
    """The day of that name that is meant: the last one, today included, for what has happened; the coming one for what lies ahead."""
    want = WEEKDAYS.index(name)
    back = (reference.weekday() - want) % 7
    if back == 6 and not relation:
        # tomorrow's name: an article dated a day before it was last changed, or news from where it is tomorrow already; six days ago would be "last"
        return reference + timedelta(days=1)
    if relation == "next" or relation == "the following":
        return reference + timedelta(days=7 - back)
    if relation in ("last", "the previous"):
        return reference - timedelta(days=back or 7)
    if relation == "this coming" or (relation == "this" and tense != "past"):
        return reference + timedelta(days=(7 - back) % 7)
    if tense in ("future", "present") and relation != "this past":
        return reference + timedelta(days=(7 - back) % 7) if tense == "future" else reference - timedelta(days=back)
    return reference - timedelta(days=back)


def month_year(reference: date, month: int, tense: str, relation: str) -> int:
    """The year of a month named without one."""
    if relation == "last":
        return reference.year if month < reference.month else reference.year - 1
    if relation == "next":
        return reference.year if month > reference.month else reference.year + 1
    if tense == "future":
        return reference.year if month >= reference.month else reference.year + 1
    if month <= reference.month:
        return reference.year
    # a month that is to come this year, spoken of without looking ahead, is last year's; a near one may be the coming one
    return reference.year if tense == "none" and month - reference.month <= 2 else reference.year - 1


def day_year(reference: date, month: int, day: int, tense: str) -> int:
    """The year of a day and month named without one: the nearest such day, as the tense allows."""
    best, least = reference.year, 10**6
    for year in (reference.year - 1, reference.year, reference.year + 1):
        try:
            gap = (date(year, month, day) - reference).days
        except ValueError:
            continue
        cost = abs(gap)
        if tense == "past" and gap > 3:
            cost += 400
        elif tense == "future" and gap < 0:
            cost += 250
        if cost < least:
            best, least = year, cost
    return best


def iso_week(day: date) -> str:
    """2022-W04."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def shift(reference: date, amount: float, of: str) -> str:
    """The day, week, month, year that lies `amount` units from the reference; in the precision of the unit."""
    n = round(amount)
    if of == "D":
        return (reference + timedelta(days=n)).isoformat()
    if of == "W":
        return iso_week(reference + timedelta(weeks=n))
    if of == "M":
        months = reference.year * 12 + reference.month - 1 + n
        return f"{months // 12}-{months % 12 + 1:02}"
    if of == "Y":
        return f"{reference.year + n}"
    if of == "DE":
        return f"{reference.year + 10 * n}"[:3]
    if of == "CE":
        return f"{reference.year + 100 * n}"[:2]
    return reference.isoformat()


def days(value: str) -> tuple[str | None, str | None]:
    """First and last ISO day of a TIMEX3 date value; none for durations and vague ones."""
    try:
        if m := re.match(r"(\d{4})-(\d\d)-(\d\d)", value):
            day = date(int(m[1]), int(m[2]), int(m[3])).isoformat()
            return day, day
        if m := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
            first = date.fromisocalendar(int(m[1]), int(m[2]), 6 if m[3] else 1)
            return first.isoformat(), (date.fromisocalendar(int(m[1]), int(m[2]), 7)).isoformat()
        if m := re.fullmatch(r"(\d{4})-(\d\d)", value):
            first = date(int(m[1]), int(m[2]), 1)
            after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
            return first.isoformat(), (after - timedelta(days=1)).isoformat()
        if m := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
            start = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[m[2]]
            year = int(m[1])
            return date(year, start, 1).isoformat(), (date(year + (start == 12), (start + 3 - 1) % 12 + 1, 1) - timedelta(days=1)).isoformat()
        if m := re.fullmatch(r"(\d{4})", value):
            return f"{m[1]}-01-01", f"{m[1]}-12-31"
        if m := re.fullmatch(r"(\d{4})/(\d{4})", value):
            return f"{m[1]}-01-01", f"{m[2]}-12-31"
        if m := re.fullmatch(r"(\d{3})", value):
            return f"{m[1]}0-01-01", f"{m[1]}9-12-31"
    except ValueError:
        return None, None
    return None, None
