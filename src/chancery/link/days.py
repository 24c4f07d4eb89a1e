"""A record's dates -> first and last day as numbers, and how two of them stand to each other."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache

from chancery.schema.time import Interval, When

#: first and last day (proleptic ordinals); null where open or unknown
Days = tuple[int | None, int | None]


@lru_cache(maxsize=50_000)
def _bounds(value: str) -> Days:
    """Of an ISO day, month, ISO week or year."""
    try:
        if len(value) >= 8 and value[5] == "W":
            first = date.fromisocalendar(int(value[:4]), int(value[6:8]), 1).toordinal()
            return first, first + 6
        if len(value) == 4:
            return date(int(value), 1, 1).toordinal(), date(int(value), 12, 31).toordinal()
        if len(value) == 7:
            year, month = int(value[:4]), int(value[5:])
            return date(year, month, 1).toordinal(), date(year, month, monthrange(year, month)[1]).toordinal()
        day = date.fromisoformat(value[:10]).toordinal()
    except ValueError:
        return None, None
    return day, day


def days(when: When) -> Days:
    """First and last day of a date; (null, null) where there is none."""
    if isinstance(when, Interval):
        return (_bounds(when.start)[0] if when.start else None), (_bounds(when.end)[1] if when.end else None)
    return _bounds(when) if when else (None, None)


def day(published: str | None) -> int | None:
    """The day of publication as a number."""
    return _bounds(published)[0] if published else None


def apart(a: Days, b: Days) -> int | None:
    """Days between two dates: 0 where they overlap, null where either is unknown."""
    if a == (None, None) or b == (None, None):
        return None
    if a[1] is not None and b[0] is not None and a[1] < b[0]:
        return b[0] - a[1]
    if b[1] is not None and a[0] is not None and b[1] < a[0]:
        return a[0] - b[1]
    return 0
