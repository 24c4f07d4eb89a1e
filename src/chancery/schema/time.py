"""When: an expression of time, and the days it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
DateBasis = Literal["stated", "inferred", "publication"]


@dataclass(frozen=True, slots=True)
class Interval:
    """From the first to the last day, both ISO days; either may be open (null)."""

    start: str | None
    end: str | None


#: null, an ISO day, month, ISO week or year, or an interval
When = str | Interval | None


@dataclass(frozen=True, slots=True)
class TimeDraft:
    """An expression as it was recognised, before it is resolved: `token` is its first token, `rule` and `parts` say how it is to be resolved."""

    start: int
    end: int
    type: TimeType
    rule: str
    parts: tuple[tuple[str, str | int], ...]
    first: int
    last: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Time:
    """A resolved expression. `value` is TIMEX3's; `from_`, `to` are the first and last ISO day, where it stands for days."""

    id: str
    start: int
    end: int
    type: TimeType
    value: str
    from_: str | None
    to: str | None
    confidence: float
