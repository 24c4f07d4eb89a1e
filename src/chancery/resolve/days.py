"""Days, weeks, months and longer, and lengths of time, as TIMEX3 writes them. In: dates and numbers; out: values with the days they cover."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from chancery.schema.time import TimeType

#: Seasons: the first month of each, in the northern hemisphere; winter runs into the next year.
SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
#: Units of the clock: their letters stand behind a T.
CLOCK_UNITS = frozenset({"TS", "TM", "TH"})


@dataclass(frozen=True, slots=True)
class Value:
    """A TIMEX3 value with the days it covers."""

    value: str
    start: date | None = None
    end: date | None = None
    type: TimeType | None = None


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian algorithm, Meeus 1991)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the eastern churches: the Julian calendar's (Meeus 1991), as the Gregorian one counts it."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)


def a_day(year: int, month: int, day: int) -> date | None:
    """The day, or none where the calendar has no such day."""
    if 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        return date(year, month, day)
    return None


def moved(day: date, days: int) -> date | None:
    """The day so many days on; none beyond the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def months_on(day: date, months: int) -> date | None:
    """The same day so many months on, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def of_day(day: date | None) -> Value | None:
    """A day as a value."""
    return Value(day.isoformat(), day, day) if day else None


def of_week(day: date | None) -> Value | None:
    """The ISO week of a day."""
    if day is None:
        return None
    year, week, weekday = day.isocalendar()
    monday = moved(day, 1 - weekday)
    return Value(f"{year:04}-W{week:02}", monday, moved(monday, 6) if monday else None)


def of_weekend(day: date | None) -> Value | None:
    """The weekend of a day's ISO week."""
    week = of_week(day)
    if week is None or week.end is None:
        return None
    return Value(f"{week.value}-WE", moved(week.end, -1), week.end)


def of_month(year: int, month: int) -> Value:
    """A month."""
    return Value(f"{year:04}-{month:02}", date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def of_year(year: int) -> Value:
    """A year."""
    return Value(f"{year:04}", date(year, 1, 1), date(year, 12, 31))


def of_decade(year: int) -> Value:
    """The ten years of which a year is one, as TIMEX3 writes them: 197."""
    first = year // 10 * 10
    return Value(f"{year // 10:03}", date(max(first, 1), 1, 1), date(first + 9, 12, 31))


def of_century(year: int) -> Value:
    """The hundred years of which a year is one: 20."""
    first = year // 100 * 100
    return Value(f"{year // 100:02}", date(max(first, 1), 1, 1), date(first + 99, 12, 31))


def of_quarter(year: int, quarter: int) -> Value:
    """A quarter of a year."""
    first = 3 * quarter - 2
    return Value(f"{year:04}-Q{quarter}", date(year, first, 1), date(year, first + 2, monthrange(year, first + 2)[1]))


def of_season(year: int, season: str) -> Value:
    """A season; winter is named after the year it begins in."""
    first = SEASON_STARTS[season]
    start = date(year, first, 1)
    last = months_on(start, 2) or start
    return Value(f"{year:04}-{season}", start, date(last.year, last.month, monthrange(last.year, last.month)[1]))


def duration(n: str, unit: str) -> str:
    """A length of time: P3M, PT40M, PXD. Centuries are counted in years, halves in the next smaller unit."""
    number = None if n == "X" else float(n)
    if number == 0.5 and unit in ("TH", "D", "Y", "DE", "CE", "TM"):
        return {"TH": "PT30M", "D": "PT12H", "Y": "P6M", "DE": "P5Y", "CE": "P50Y", "TM": "PT30S"}[unit]
    if unit == "F":
        return "PXW" if number is None else f"P{number * 2:g}W"
    if unit == "Q":
        return "PXM" if number is None else f"P{number * 3:g}M"
    if unit == "CE" and number is not None:
        return f"P{number * 100:g}Y"
    shown = "X" if number is None else f"{number:g}" if number < 1e6 else str(int(number))
    return f"P{unit[0]}{shown}{unit[1]}" if unit in CLOCK_UNITS else f"P{shown}{unit}"


def stepped(day: date, unit: str, step: int) -> Value | None:
    """The unit that a day is in, so many units on."""
    if unit == "D":
        return of_day(moved(day, step))
    if unit == "W":
        return of_week(moved(day, 7 * step))
    if unit == "WE":
        return of_weekend(moved(day, 7 * step))
    if unit in ("M", "Q"):
        on = months_on(day, step * (3 if unit == "Q" else 1))
        if on is None:
            return None
        return of_month(on.year, on.month) if unit == "M" else of_quarter(on.year, (on.month + 2) // 3)
    year = day.year + step * {"Y": 1, "DE": 10, "CE": 100}.get(unit, 1)
    if not 10 <= year <= 9900:
        return None
    return of_decade(year) if unit == "DE" else of_century(year) if unit == "CE" else of_year(year)
