"""What several mentions of one thing say -> what is shown of it. Each choice is one of the values that were read: nothing is made up between them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from chancery.dossier.outlets import outlet
from chancery.dossier.rows import date_of, days
from chancery.dossier.views.evidence import Told
from chancery.schema.mention import Party
from chancery.schema.time import DateBasis, Interval, When

T = TypeVar("T", bound=Hashable)

#: a party stays where its mentions weigh at least this share of those of the party named most
NAMED_ENOUGH = 0.5
#: no number of sources makes certain
SUREST = 0.99
#: what has happened beats what was to happen; a denial never beats what it denies
MODALITIES = ("occurred", "ongoing", "planned", "demanded", "conditional", "possible", "denied")
#: modalities of what has happened, and of figures that count it
SETTLED = ("occurred", "ongoing", "actual")
_OPEN = 10**6


def majority(told: Sequence[Told[Any]], value: Callable[[Any], T | None]) -> T | None:
    """The value with the most confidence behind it, of equals the one reported first; null where none has one."""
    weights: dict[T, float] = {}
    for t in told:
        if (v := value(t.mention)) is not None:
            weights[v] = weights.get(v, 0.0) + t.mention.confidence
    return max(weights, key=lambda v: weights[v]) if weights else None


def parties(told: Sequence[Told[Any]], value: Callable[[Any], Iterable[Party]]) -> tuple[Party, ...]:
    """The parties that most name, in the order in which they first come; each as its fullest mention calls it."""
    weights: dict[str, float] = {}
    best: dict[str, Party] = {}
    for t in told:
        for p in {p.key: p for p in value(t.mention)}.values():
            weights[p.key] = weights.get(p.key, 0.0) + t.mention.confidence
            best[p.key] = fuller(best.get(p.key), p)
    most = max(weights.values(), default=0.0)
    return tuple(best[k] for k, w in weights.items() if w >= NAMED_ENOUGH * most)


def fuller(a: Party | None, b: Party) -> Party:
    """Of two mentions of one actor the one that says more."""
    if a is None:
        return b
    return b if (b.role is not None, b.code is not None, len(b.name)) > (a.role is not None, a.code is not None, len(a.name)) else a


def modality(values: Iterable[str]) -> str:
    """The strongest of several modalities."""
    return min(values, key=lambda v: MODALITIES.index(v) if v in MODALITIES else len(MODALITIES))


def certainty(told: Sequence[Told[Any]]) -> float:
    """How sure all of it is: that not every independent source misread is 1 less the product of their doubts, each at its surest mention."""
    best: dict[str, float] = {}
    for t in told:
        name = outlet(t.source.origin)
        best[name] = max(best.get(name, 0.0), t.mention.confidence)
    doubt = 1.0
    for c in best.values():
        doubt *= 1.0 - c
    return round(min(SUREST, 1.0 - doubt), 3) if len(best) > 1 else round(max(best.values()), 3)


def publishers(told: Iterable[Told[Any]]) -> int:
    """Independent ones: copies and carriers of one text are one."""
    return len({outlet(t.source.origin) for t in told})


@dataclass(frozen=True, slots=True)
class Dated:
    """A date that a mention gives, as its first and last day; `settled` where the thing has happened by then."""

    first: str | None
    last: str | None
    stated: bool
    settled: bool
    weight: float


def best_date(dates: Sequence[Dated]) -> int | None:
    """Which of the dates is shown: of what has happened before what was planned, stated before inferred, the most precise, what most say, the earliest report.

    `dates` are in order of publication; null where none is known.
    """
    known = [i for i, d in enumerate(dates) if d.first or d.last]
    if not known:
        return None
    weights: dict[tuple[str | None, str | None], float] = {}
    for i in known:
        weights[dates[i].first, dates[i].last] = weights.get((dates[i].first, dates[i].last), 0.0) + dates[i].weight
    return max(known, key=lambda i: (dates[i].settled, dates[i].stated, -_width(dates[i]), round(weights[dates[i].first, dates[i].last], 6), -i))


def first_told(article: Any, start: int) -> str:
    """Where a mention stands among all: by the day of its article (without one, last), by its name and version, by the place in its text."""
    return f"{article.published or '9999'} {article.name} {article.version:04d} {start:09d}"


def _width(d: Dated) -> int:
    if not d.first or not d.last:
        return _OPEN
    return (date.fromisoformat(d.last) - date.fromisoformat(d.first)).days


def dated(told: Sequence[Told[Any]]) -> list[Dated]:
    """The date of each mention: when it happened or was said, as of when it counts, when it is due."""
    return [
        Dated(
            *days(date_of(t.mention)), getattr(t.mention, "date_basis", None) == "stated",
            getattr(t.mention, "modality", None) in SETTLED, t.mention.confidence,
        )
        for t in told
    ]  # fmt: skip


def date_shown(told: Sequence[Told[Any]]) -> When:
    """The date that is shown of all."""
    i = best_date(dated(told))
    return None if i is None else date_of(told[i].mention)


def date_and_basis(told: Sequence[Told[Any]]) -> tuple[When, DateBasis | None]:
    """The date of an event or statement, and how it is known."""
    i = best_date(dated(told))
    return (None, None) if i is None else (told[i].mention.date, told[i].mention.date_basis)


def span_shown(told: Sequence[Told[Any]]) -> tuple[str | None, str | None]:
    """The first and last day of the date that is shown of all, as the store keeps them in `groups`."""
    return days(date_shown(told))


def day_of(value: When) -> str | None:
    """The first day of a date, or its last where it has no first."""
    first, last = days(value)
    return first or last


def last_day(value: When) -> str | None:
    """The last day of a date; null where it is open or unknown."""
    return days(value)[1]


def reports(told: Sequence[Told[Any]]) -> tuple[str | None, str | None]:
    """The first and the last day of publication."""
    published = sorted(t.source.published for t in told if t.source.published)
    return (published[0], published[-1]) if published else (None, None)


def unique(values: Iterable[T]) -> tuple[T, ...]:
    """Each value once, in order."""
    return tuple(dict.fromkeys(values))


def called(party: Party) -> str:
    """How an actor stands in answers: its code, else its name."""
    return party.code or party.name


def when_text(value: When) -> str:
    """A date as one string: ISO 8601, an interval as from/to."""
    if isinstance(value, Interval):
        return f"{value.start or '..'}/{value.end or '..'}"
    return value or ""
