"""Weeks, months, quarters, seasons, years and longer -> values. In: a draft in its setting; out: the period meant, with its first and last day."""

from __future__ import annotations

from datetime import date

from chancery.resolve.dates import Dates
from chancery.resolve.days import (
    CLOCK_UNITS,
    Value,
    duration,
    moved,
    of_century,
    of_day,
    of_decade,
    of_month,
    of_quarter,
    of_season,
    of_week,
    of_weekend,
    of_year,
    stepped,
)
from chancery.resolve.setting import AHEAD, BACK


class Periods(Dates):
    """Periods by name, and those so many units before or after another."""

    # months, years and longer

    def _clipped(self, found: Value | None) -> Value | None:
        """Earlier this month ends with the day of publication, later this month begins with it."""
        published, mod = self.setting.published, self.word("mod")
        if found is None or published is None or found.start is None or found.end is None or not found.start <= published <= found.end:
            return found
        if mod == "earlier":
            return Value(found.value, found.start, published)
        if mod == "later":
            return Value(found.value, published, found.end)
        return found

    def _month(self) -> Value | None:
        month, year, which, published = self.number("month") or 1, self.number("year"), self.word("which"), self.setting.published
        if which in ("every", "each"):
            return Value(f"XXXX-{month:02}", type="SET")
        if year is None and which.endswith(" year") and published:
            year = published.year + (-1 if which == "last year" else 1 if which == "next year" else 0)
        if year is None and self.setting.year is not None and not which:
            year = self.setting.year
        if year is not None:
            return of_month(year, month)
        if published is None:
            return Value(f"XXXX-{month:02}")
        year = published.year
        if which in BACK:
            year -= month >= published.month
        elif which in AHEAD:
            year += month <= published.month
        elif which == "this":
            pass
        elif self.setting.tense == "future":
            year += month < published.month
        elif self.setting.tense == "past":
            year -= month > published.month and month - published.month != 1
        else:
            year -= month > published.month + 2
        return of_month(year, month)

    def _year(self) -> Value | None:
        year, last = self.number("year") or 1, self.number("last")
        if last is None:
            return Value(f"{year:04}") if self.word("fiscal").startswith("f") else of_year(year)  # where a fiscal year begins is its owner's matter
        end = last if last > 99 else year // 100 * 100 + last
        if end <= year or end - year > 200:
            return None
        return Value(f"{year:04}/{end:04}", date(year, 1, 1), date(end, 12, 31))

    def _half(self) -> Value | None:
        which, ordinal, unit, published = self.word("which"), self.number("ordinal"), self.word("unit"), self.setting.published
        year = self.number("year")
        if year is None and published:
            year = published.year + (-1 if which == "last" else 1 if which == "next" else 0)
        if year is None:
            return Value("XXXX" if ordinal is None else f"XXXX-{'Q' if unit == 'Q' else 'H'}{ordinal}")
        if self.word("final"):
            ordinal = 4 if unit == "Q" else 2
        if ordinal is None or self.word("fiscal"):
            return Value(f"{year:04}" + (f"-{'Q' if unit == 'Q' else 'H'}{ordinal}" if ordinal else ""))
        if ordinal > (4 if unit == "Q" else 2):
            return None
        months = 3 if unit == "Q" else 6
        if published and not which and self.number("year") is None and self.setting.tense != "future" and published.month <= months * (ordinal - 1):
            year -= 1  # one that is yet to begin is last year's
        if unit == "Q":
            return of_quarter(year, ordinal)
        return Value(f"{year:04}-H{ordinal}", date(year, 6 * ordinal - 5, 1), date(year, 6 * ordinal, 30 if ordinal == 1 else 31))

    def _quarter(self) -> Value | None:
        """The quarter that is reported on: the last full one, or the one a year before it."""
        published, quarter = self.setting.published, self.setting.quarter
        if published is None:
            return Value("XXXX-QX")
        if not self.word("before"):
            return stepped(published, "Q", -1)
        if not self.word("offset"):
            return stepped(published, "Y", -1)
        return stepped(quarter, "Q", -4) if quarter is not None else stepped(published, "Q", -5)

    def _decade(self) -> Value | None:
        decade = int(self.word("decade"))
        return of_decade(decade if decade > 99 else 1900 + decade)

    def _century(self) -> Value | None:
        ordinal = self.number("ordinal") or 1
        return of_century((ordinal - 1) * 100 + 1 if ordinal == 1 else (ordinal - 1) * 100)

    def _season(self) -> Value | None:
        season, year, which, published = self.word("season"), self.number("year"), self.word("which"), self.setting.published
        if year is None and published is None:
            return Value(f"XXXX-{season}")
        if year is None and published is not None:
            year = published.year
            now = of_season(year, season)
            if which in BACK and (now.end is None or now.end >= published):
                year -= 1
            elif which in AHEAD and (now.start is None or now.start <= published):
                year += 1
            elif which == "this" and season == "WI" and published.month < 3:
                year -= 1
        return of_season(year or 1, season)

    def _period(self) -> Value | None:
        """This, last and next week, month, year and the like."""
        unit, which, published = self.word("unit"), self.word("which"), self.setting.published
        if unit == "D" and which in ("this", "last", "next", "this past", "this coming"):
            return None
        narrative = which in ("the previous", "the preceding", "the following", "the next", "the same", "that") or (unit == "D" and which == "the")
        day = (self.setting.day if narrative else None) or published
        if self.number("month") is not None:
            return of_week(self._the_day())
        if day is None:
            return Value({"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "DE": "XXX", "CE": "XX"}.get(unit, "XXXX"))
        step = -1 if which in BACK else 1 if which in AHEAD else 0
        if unit == "W" and day == published and day.isoweekday() == 7:
            # on a Sunday the week just ending is "last week", and "this week" may be the one to come
            step = 0 if which == "last" else 1 if which == "this" and self.setting.tense == "future" else step
        if unit == "WE":
            return self._clipped(self._weekend(day, which))
        return self._clipped(stepped(day, unit, step))

    def _weekend(self, day: date, which: str) -> Value | None:
        weekday = day.isoweekday()
        if which in ("last", "this past", "the previous"):
            return of_weekend(moved(day, -7))
        if which in AHEAD:
            return of_weekend(moved(day, 7 if which == "next" or weekday > 5 else 0))
        if which == "that":
            return of_weekend(day)
        return of_weekend(day if weekday > 5 or self.setting.tense == "future" else moved(day, -7))

    def _beside(self) -> Value | None:
        """The day before, the year after: beside the day last spoken of."""
        day, step = self.setting.day or self.setting.published, -1 if self.word("dir") == "before" else 1
        return stepped(day, self.word("unit"), step) if day else Value("XXXX-XX-XX")

    def _ago(self) -> Value | None:
        unit, n, way = self.word("unit"), self.word("n") or "X", self.word("dir")
        number = None if n == "X" else float(n) + (0.5 if "plus" in self.parts else 0)
        from_publication = way in ("ago", "from now", "hence")
        if unit in CLOCK_UNITS and not from_publication:
            return Value(duration(n if number is None else f"{number:g}", unit), type="DURATION")
        if number is None:
            return Value("PAST_REF" if way == "ago" else "FUTURE_REF") if from_publication else Value(duration("X", unit), type="DURATION")
        back = way in ("ago", "earlier", "previously", "beforehand")
        quarter = self.setting.quarter
        if unit == "Y" and number == 1 and back and quarter is not None:
            return stepped(quarter, "Q", -4)
        day = self.setting.published if from_publication else self.setting.day or self.setting.published
        if day is None:
            return Value("PAST_REF" if back else "FUTURE_REF")
        if unit in CLOCK_UNITS:
            return of_day(day)
        step = -number if back else number
        if step != int(step) and unit in ("Y", "DE", "CE"):
            unit, step = ("M", step * 12) if unit == "Y" else ("Y", step * (10 if unit == "DE" else 100))
        if unit == "F":
            unit, step = "W", step * 2
        if abs(step) > 10000:
            return None
        if unit == "DE":
            return stepped(day, "Y", int(step * 10))
        if unit == "CE":
            return of_century(day.year + int(step) * 100) if day.year + int(step) * 100 > 0 else None
        return stepped(day, unit, int(step))
