"""An article's mentions, the groups that stand, and the log-odds of pairs -> which belong together: the surest first, whatever their order in the text, so that
a headline's summary may find its group by way of the quotation that bears it out. Two groups that stand are never joined: what was published stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(slots=True)
class _Between:
    """What is known of the pairs between two clusters."""

    top: float
    total: float
    pairs: int

    def value(self, pairs: int, best: float, unlike: float) -> float:
        """The best and the mean log-odds, weighed by `best`; a pair that was not compared counts as `unlike`."""
        pairs = max(pairs, self.pairs)
        return best * self.top + (1 - best) * (self.total + (pairs - self.pairs) * unlike) / pairs


def joined(
    mentions: Sequence[int], standing: Mapping[int, int], odds: Mapping[tuple[int, int], Sequence[float]], *, best: float, unlike: float
) -> list[list[int]]:
    """The clusters of mentions and groups, each in order; two join while the log-odds between them are above 0.

    `standing` has each group with how many members count, `odds` the log-odds between a mention and a mention or a group, the smaller number first.
    Numbers of groups must be smaller than those of mentions.

    >>> joined([5, 6], {1: 1}, {(1, 6): [2.0], (5, 6): [1.0], (1, 5): [-1.0]}, best=0.5, unlike=-4.0)
    [[1, 5, 6]]
    """
    clusters = {n: [n] for n in (*standing, *mentions)}
    size = dict.fromkeys(mentions, 1) | dict(standing)
    known = {pair: _Between(max(zs), sum(zs), len(zs)) for pair, zs in odds.items() if zs}
    while True:
        value, pair = 0.0, None
        for (a, b), between in known.items():
            if between.top > 0 and not (a in standing and b in standing):
                v = between.value(size[a] * size[b], best, unlike)
                if v > value or (v == value and pair is not None and (a, b) < pair):
                    value, pair = v, (a, b)
        if pair is None:
            return [sorted(c) for c in clusters.values()]
        into, gone = pair
        clusters[into] += clusters.pop(gone)
        size[into] += size.pop(gone)
        del known[pair]
        for a, b in [p for p in known if gone in p]:
            between, other = known.pop((a, b)), b if a == gone else a
            key = (min(into, other), max(into, other))
            if (old := known.get(key)) is None:
                known[key] = between
            else:
                known[key] = _Between(max(old.top, between.top), old.total + between.total, old.pairs + between.pairs)
