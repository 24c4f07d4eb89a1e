"""Parts of a time -> its TIMEX3 value and first and last day. In: a draft, the day of publication, the day spoken of, its tense; out: a resolved value.

Days without a year, weekdays and words such as "last" are reckoned from the day of publication; without one the value keeps X in place of what is not known.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

from chancery.resolve.days import (
    CLOCK_UNITS,
    Value,
    a_day,
    duration,
    easter,
    months_on,
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
    orthodox_easter,
    stepped,
)
from chancery.schema.time import TimeDraft

Tense = Literal["past", "future"] | None

#: Adverbs and adjectives of recurrence.
RECURRING = {
    "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "fortnightly": "P2W", "biweekly": "P2W", "monthly": "P1M", "quarterly": "P3M",
    "annual": "P1Y", "annually": "P1Y", "yearly": "P1Y", "hourly": "PT1H", "biannual": "P6M", "semiannual": "P6M", "semiannually": "P6M", "biennial": "P2Y",
}  # fmt: skip
#: A day without a year is not looked for further away than so many days in the direction of the tense.
FAR = 300
BACK = frozenset({"last", "this past", "past", "the previous", "the preceding", "previous", "last week", "of last week", "last year"})
AHEAD = frozenset({"next", "this coming", "the following", "the next", "the coming", "next week", "of next week", "next year"})


@dataclass(frozen=True, slots=True)
class Setting:
    """What a time is reckoned from: the day of publication, the day spoken of just before, the year named beside it, the tense of its clause, and the first day
    of the quarter spoken of just before."""

    published: date | None
    day: date | None
    year: int | None
    tense: Tense
    quarter: date | None = None


class Reckoning:
    """Values of drafts in one setting after another."""

    def __init__(self, draft: TimeDraft, setting: Setting) -> None:
        self.draft = draft
        self.parts = dict(draft.parts)
        self.setting = setting

    def number(self, key: str) -> int | None:
        found = self.parts.get(key)
        return int(found) if found is not None else None

    def word(self, key: str) -> str:
        return str(self.parts.get(key, ""))

    def value(self) -> Value | None:
        """The value; none where the parts make none."""
        found: Value | None = getattr(self, f"_{self.draft.rule}")()
        return found

    # days

    def _the_day(self) -> date | None:
        """The day that the parts name, where it can be known."""
        published, which, deictic = self.setting.published, self.word("which"), self.word("deictic")
        month, day, weekday = self.number("month"), self.number("day"), self.number("weekday")
        if month is not None and day is not None:
            year = self.number("year")
            if year is None and which.endswith(" year") and published is not None:
                year = published.year + (-1 if which == "last year" else which == "next year")
            if year is not None:
                return a_day(year, month, day)
            if self.setting.year is not None and self.setting.tense != "future":
                return a_day(self.setting.year, month, day)
            return self._near(month, day)
        if weekday is not None:
            return self._weekday(weekday, which)
        if published is None:
            return None
        if deictic in ("today", "this"):
            return published
        if deictic in ("yesterday", "last"):
            return moved(published, -1)
        if deictic == "tomorrow":
            return moved(published, 1)
        if deictic.startswith("the day"):
            return moved(published, -2 if "before" in deictic else 2)
        return published if self.word("part") and not which else None

    def _near(self, month: int, day: int) -> date | None:
        """The day of that name which the tense points to; without a tense the nearest."""
        published = self.setting.published
        if published is None:
            return None
        days = [d for y in (published.year - 1, published.year, published.year + 1) if (d := a_day(y, month, day)) is not None]
        if not days:  # 29 February, far from a leap year
            days = [d for y in range(published.year - 4, published.year + 5) if (d := a_day(y, month, day)) is not None]
        if not days:
            return None
        behind, ahead = [d for d in days if d <= published], [d for d in days if d >= published]
        if self.setting.tense == "past" and behind and (published - max(behind)).days <= FAR:
            return max(behind)
        if self.setting.tense == "future" and ahead and (min(ahead) - published).days <= FAR:
            return min(ahead)
        return min(days, key=lambda d: (abs((d - published).days), d))

    def _weekday(self, weekday: int, which: str) -> date | None:
        published = self.setting.published
        if published is None:
            return None
        ahead = (weekday - published.isoweekday()) % 7
        back = (published.isoweekday() - weekday) % 7
        if which.endswith("last week"):
            return moved(published, weekday - published.isoweekday() - 7)
        if which.endswith("next week") or which == "next":
            return moved(published, weekday - published.isoweekday() + 7)
        if which.endswith("this week") or which == "this":
            return moved(published, weekday - published.isoweekday())
        if which == "last":
            return moved(published, -back if back > 1 else -back - 7)
        if which == "this past":
            return moved(published, -(back or 7))
        if which == "this coming":
            return moved(published, ahead or 7)
        if which in ("the previous", "the preceding", "the following") and self.setting.day is not None:
            from_day = self.setting.day
            if which == "the following":
                return moved(from_day, (weekday - from_day.isoweekday()) % 7 or 7)
            return moved(from_day, -((from_day.isoweekday() - weekday) % 7 or 7))
        if back == 6 and not which:
            # written across midnight or a date line: the next day's name is rarely that of six days ago
            return moved(published, 1)
        return moved(published, ahead) if self.setting.tense == "future" else moved(published, -back)

    def _unknown_day(self) -> str:
        month, day, weekday, year = self.number("month"), self.number("day"), self.number("weekday"), self.number("year")
        if month is not None and day is not None:
            return f"{year:04}-{month:02}-{day:02}" if year is not None else f"XXXX-{month:02}-{day:02}"
        return f"XXXX-WXX-{weekday}" if weekday is not None else "XXXX-XX-XX"

    def _day(self) -> Value | None:
        if self.number("month") is not None and self.number("year") is not None and self._the_day() is None:
            return None
        return of_day(self._the_day()) or Value(self._unknown_day())

    def _days(self) -> Value | None:
        first = self._the_day()
        last = self.number("last") or 0
        month = self.number("month") or 1
        if first is None:
            return Value(f"XXXX-{month:02}-{self.number('day'):02}/XXXX-{month:02}-{last:02}") if last <= 31 and self.setting.published is None else None
        end = a_day(first.year, first.month, last)
        if end is None or end < first:
            return None
        return Value(f"{first.isoformat()}/{end.isoformat()}", first, end)

    def _numeric(self) -> Value | None:
        text = self.word("numeric")
        a, b, c = (int(x) for x in text.replace(".", "/").split("/"))
        year = c if c > 99 else 2000 + c if c < 60 else 1900 + c
        day = a_day(year, b, a) if "." in text or a > 12 else a_day(year, a, b)
        return of_day(day)

    def _holiday(self) -> Value | None:
        published, nth = self.setting.published, self.number("nth")
        year = self.number("year") or self.setting.year
        years = [year] if year else [published.year - 1, published.year, published.year + 1] if published else []
        days = [d for y in years if (d := self._holiday_of(y, nth)) is not None]
        if not days:
            return Value(f"XXXX-{self.number('month'):02}-{self.number('day'):02}" if self.number("day") else "XXXX-XX-XX")
        if year or published is None:
            return of_day(days[0])
        if self.setting.tense == "future":
            return of_day(min((d for d in days if d >= published), default=max(days)))
        if self.setting.tense == "past":
            return of_day(max((d for d in days if d <= published), default=min(days)))
        return of_day(min(days, key=lambda d: abs((d - published).days)))

    def _holiday_of(self, year: int, nth: int | None) -> date | None:
        if (from_orthodox := self.number("orthodox")) is not None:
            return moved(orthodox_easter(year), from_orthodox)
        from_easter, month, day, weekday = self.number("easter"), self.number("month"), self.number("day"), self.number("weekday")
        if from_easter is not None:
            return moved(easter(year), from_easter)
        if month is None:
            return None
        if day is not None:
            return a_day(year, month, day)
        if weekday is None or nth is None:
            return None
        if nth < 0:
            last = date(year, month, monthrange(year, month)[1])
            return moved(last, -((last.isoweekday() - weekday) % 7))
        first = date(year, month, 1)
        return moved(first, (weekday - first.isoweekday()) % 7 + 7 * (nth - 1))

    # times of day

    def _clock(self) -> Value | None:
        named = any(k in self.parts for k in ("weekday", "day", "deictic"))
        day = self._the_day() if named else self.setting.day or self.setting.published
        shown = day.isoformat() if day else self._unknown_day() if named else "XXXX-XX-XX"
        clock = self.word("clock")
        if not clock:
            hour, minute, half = self.number("hour") or 0, self.number("minute") or 0, self.word("half")
            hour = hour % 12 + (12 if half == "p" else 0) if half else hour + 12 if self.word("part") in ("AF", "EV") and hour < 12 else hour
            clock = f"{hour:02}:{minute:02}"
        return Value(f"{shown}T{clock}", day, day)

    def _daypart(self) -> Value | None:
        which = self.word("which")
        if any(k in self.parts for k in ("weekday", "day", "deictic")):
            day = self._the_day()
        elif which in ("the next", "the following") and self.setting.day:
            day = moved(self.setting.day, 1)
        elif which == "the previous" and self.setting.day:
            day = moved(self.setting.day, -1)
        elif self.draft.type == "TIME" and self.draft.confidence > 0.8:  # tonight
            day = self.setting.published
        else:
            day = self.setting.day or self.setting.published
        shown = day.isoformat() if day else self._unknown_day()
        return Value(f"{shown}T{self.word('part')}", day, day)

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

    # lengths of time

    def _span(self) -> Value | None:
        n = self.word("n")
        n = n or "1"
        if "plus" in self.parts and n != "X":
            n = f"{float(n) + 0.5:g}"
        if self.draft.type == "SET":
            return Value(duration("1", self.word("unit")), type="SET")
        return Value(duration(n, self.word("unit")), type="DURATION")

    def _recent(self) -> Value | None:
        """The last four days, the past month: with the days they cover."""
        n, unit, published = self.word("n") or "1", self.word("unit"), self.setting.published
        shown = Value(duration(n, unit), type="DURATION")
        if published is None or n == "X" or unit in CLOCK_UNITS or float(n) != int(float(n)) or float(n) > 5000:
            return shown
        steps: tuple[str, int] | None = {
            "D": ("D", 1),
            "W": ("D", 7),
            "F": ("D", 14),
            "M": ("M", 1),
            "Q": ("M", 3),
            "Y": ("M", 12),
            "DE": ("M", 120),
            "CE": ("M", 1200),
        }.get(unit)
        if steps is None:
            return shown
        back = self.word("which") in ("past", "last", "previous", "recent", "preceding")
        if not back and self.word("which") not in ("next", "coming", "following"):
            return shown
        size = int(float(n)) * steps[1] * (-1 if back else 1)
        other = moved(published, size) if steps[0] == "D" else months_on(published, size)
        start, end = (other, published) if back else (published, other)
        return Value(shown.value, start, end, "DURATION")

    def _plural(self) -> Value | None:
        if self.word("which"):
            return Value("FUTURE_REF", type="DATE")
        return Value(duration("X", self.word("unit")), type="DURATION")

    def _while(self) -> Value | None:
        return Value("PXX", type="DURATION")

    def _ref(self) -> Value | None:
        return Value(self.word("value"))

    # recurring

    def _set(self) -> Value | None:
        return Value(RECURRING[self.word("word").replace("-", "")])

    def _every(self) -> Value | None:
        weekday, season, part = self.number("weekday"), self.word("season"), self.word("part")
        if weekday is not None:
            return Value(f"XXXX-WXX-{weekday}" + (f"T{part}" if part else ""))
        if season:
            return Value(f"XXXX-{season}")
        if part:
            return Value(f"XXXX-XX-XXT{part}")
        n = self.word("n") or "1"
        return Value(duration("2" if n == "other" else n, self.word("unit")))

    def _weekdays(self) -> Value | None:
        part = self.word("part")
        return Value(f"XXXX-WXX-{self.number('weekday')}" + (f"T{part}" if part else ""))
