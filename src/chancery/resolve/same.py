"""Mentions of one event become one. In: events with their parties' codes; out: groups of them, the clearest mention first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chancery.schema.event import SYMMETRIC_TYPES
from chancery.schema.time import Interval, When

#: The broad class of each modality: a planned event and a held one differ.
BROAD = {
    "occurred": "actual",
    "ongoing": "actual",
    "planned": "future",
    "possible": "future",
    "conditional": "future",
    "demanded": "demanded",
    "denied": "negated",
}
#: Odds at which two mentions are one event. Crises left out, 0.55 gives a few more right types, 0.7 more right parties and dates, and articles link better.
LEAST = 0.7

#: Two indices of mentions, the one that stands first in the text first.
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Told:
    """One mention of an event: parties by code, the sentence it stands in, its trigger's lemma."""

    index: int
    type: str
    mode: str | None
    sources: frozenset[str]
    targets: frozenset[str]
    modality: str
    date: When
    sentence: int
    lemma: str
    confidence: float


def compatible_dates(a: When, b: When) -> bool:
    """Whether two dates may be one: either unknown, or their days overlap."""
    if a is None or b is None or a == b:
        return True
    (af, at), (bf, bt) = _bounds(a), _bounds(b)
    return not ((at and bf and at < bf) or (bt and af and bt < af))


def within(a: When, b: When) -> bool:
    """Whether one date is a day that lies in the other."""
    if a is None or b is None:
        return False
    (af, at), (bf, bt) = _bounds(a), _bounds(b)
    return af is not None and af == at and (bf is None or bf <= af) and (bt is None or af <= bt)


def _bounds(value: str | Interval) -> tuple[str | None, str | None]:
    """First and last day, as text that compares; a month or year is open within itself."""
    if isinstance(value, Interval):
        return value.start, value.end
    if len(value) >= 10:
        return value[:10], value[:10]
    if "W" in value:
        return value[:4], value[:4] + "-13"
    return value, value + "-99"


def _sides(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two sides may be the same parties: one unknown, or one within the other."""
    return not a or not b or a <= b or b <= a


def same(a: Told, b: Told) -> bool:
    """Whether two mentions tell one event: of one sentence, with an actor in common; or of the same parties, on fitting dates, alike in whether it happened."""
    if a.type != b.type:
        return False
    ours, theirs = (a.sources, b.sources)
    if a.type in SYMMETRIC_TYPES:
        ours, theirs = a.sources | a.targets, b.sources | b.targets
    if a.sentence == b.sentence and (ours & theirs or not ours or not theirs):
        return True
    if BROAD[a.modality] != BROAD[b.modality] or not compatible_dates(a.date, b.date):
        return False
    if a.type in SYMMETRIC_TYPES:
        return ours == theirs or (a.sentence == b.sentence and _sides(ours, theirs))
    if a.sentence == b.sentence:
        return _sides(ours, theirs) and _sides(a.targets, b.targets)
    return ours == theirs and a.targets == b.targets


def merged(told: list[Told], odds: Mapping[Pair, float] | None = None) -> list[list[int]]:
    """Groups of indices, each one event with its clearest mention first, in the order of the first mention of each.

    `odds` says of pairs of indices how likely they are one event: a mention joins the group of the likeliest; without, the rules of `same` decide.
    """
    groups = _by_rules(told) if odds is None else _by_odds(told, odds)
    return [[m.index for m in sorted(group, key=lambda m: (-_backed(m, group), -m.confidence, m.index))] for group in groups]


def _backed(mention: Told, group: list[Told]) -> float:
    """How much confidence of its event's mentions, its own too, stands behind the parties that a mention names."""
    return round(sum(other.confidence * _alike(mention, other) for other in group), 6)


def _alike(a: Told, b: Told) -> float:
    """The share of parties that two mentions have in common, side by side."""
    if a.type in SYMMETRIC_TYPES:
        return _common(a.sources | a.targets, b.sources | b.targets)
    return (_common(a.sources, b.sources) + _common(a.targets, b.targets)) / 2


def _common(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a or b else 1.0


def _by_rules(told: list[Told]) -> list[list[Told]]:
    groups: list[list[Told]] = []
    for mention in told:
        found = next((group for group in groups if all(same(mention, other) for other in group)), None)
        if found is None:
            groups.append([mention])
        else:
            found.append(mention)
    return groups


def _by_odds(told: list[Told], odds: Mapping[Pair, float]) -> list[list[Told]]:
    """Looks at the pairs alone, which are as many as the text is long."""
    groups: list[list[Told]] = []
    place: dict[int, int] = {}
    before: dict[int, list[tuple[float, int]]] = {}
    for (first, later), likely in odds.items():
        before.setdefault(later, []).append((likely, first))
    for mention in told:
        best, group = max(((likely, -place[first]) for likely, first in before.get(mention.index, ())), default=(0.0, 0))
        place[mention.index] = -group if best >= LEAST else len(groups)
        if best >= LEAST:
            groups[-group].append(mention)
        else:
            groups.append([mention])
    return groups
