"""Dates, weekdays, holidays and times of day -> values. In: a draft in its setting; out: the day that its parts name, by tense where words leave it open."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from chancery.resolve.days import Value, a_day, easter, moved, of_day, orthodox_easter
from chancery.resolve.setting import Reckoned

#: A day without a year is not looked for further away than so many days in the direction of the tense.
FAR = 300


class Dates(Reckoned):
    """Days, and times of day on them."""

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
