"""Parts of a time -> its TIMEX3 value and first and last day. In: a draft, the day of publication, the day spoken of, its tense; out: a resolved value.

Days without a year, weekdays and words such as "last" are reckoned from the day of publication; without one the value keeps X in place of what is not known.
"""

from __future__ import annotations

from chancery.resolve.days import CLOCK_UNITS, Value, duration, months_on, moved
from chancery.resolve.periods import Periods

#: Adverbs and adjectives of recurrence.
RECURRING = {
    "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "fortnightly": "P2W", "biweekly": "P2W", "monthly": "P1M", "quarterly": "P3M",
    "annual": "P1Y", "annually": "P1Y", "yearly": "P1Y", "hourly": "PT1H", "biannual": "P6M", "semiannual": "P6M", "semiannually": "P6M", "biennial": "P2Y",
}  # fmt: skip


class Reckoning(Periods):
    """The value of one draft in its setting: lengths of time and what recurs here, days and periods in the classes below."""

    def value(self) -> Value | None:
        """The value; none where the parts make none."""
        found: Value | None = getattr(self, f"_{self.draft.rule}")()
        return found

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
