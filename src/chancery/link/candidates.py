"""Keys -> what to compare with: an inverted index that gives a bounded number of earlier things for a new one, so that linking stays near linear."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from chancery.link.memory import WITHIN, Postings


class Candidates:
    """The newest `keep` things under each key."""

    def __init__(self, postings: Postings, *, keep: int) -> None:
        self._postings, self._keep = postings, keep

    def add(self, thing: int, keys: Iterable[str]) -> None:
        """Put a thing under its keys."""
        add = self._postings.add
        for key in keys:
            add(key, thing)

    def best(self, keys: Mapping[str, float], *, most: int, within: bool = False) -> list[int]:
        """The things that share the most weight of keys, in the order in which they came; `within`, what stands below their articles' places."""
        score: dict[int, float] = {}
        under, keep = self._postings.under, self._keep
        for key, weight in keys.items():
            for thing in under(key)[-keep:]:
                if within:
                    thing &= WITHIN
                score[thing] = score.get(thing, 0.0) + weight
        if len(score) <= most:
            return sorted(score)
        return sorted(thing for thing, _ in sorted(score.items(), key=lambda x: (-x[1], -x[0]))[:most])


def few(near: Sequence[int], groups: Mapping[int, int], *, most: int) -> list[int]:
    """The things without those of a group that has as many newer ones among them: a group need not be compared with member by member."""
    kept: list[int] = []
    taken: dict[int, int] = {}
    for i in reversed(near):
        group = groups[i]
        if taken.get(group, 0) < most:
            taken[group] = taken.get(group, 0) + 1
            kept.append(i)
    return kept[::-1]
