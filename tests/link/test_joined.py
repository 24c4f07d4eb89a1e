"""Which mentions of an article and groups belong together, by the log-odds of pairs."""

from __future__ import annotations

from functools import partial

from chancery.link.joined import joined

join = partial(joined, best=0.5, unlike=-4.0)


def test_joined_a_mention_finds_its_group_by_way_of_a_later_one() -> None:
    assert join([5, 6], {1: 1}, {(1, 6): [5.0], (5, 6): [3.0], (1, 5): [-1.0]}) == [[1, 5, 6]]


def test_joined_two_groups_that_stand_stay_two() -> None:
    assert join([5], {1: 1, 2: 1}, {(1, 5): [2.0], (2, 5): [3.0]}) == [[1], [2, 5]]


def test_joined_the_surest_pair_comes_first() -> None:
    assert join([5, 6, 7], {}, {(5, 6): [1.0], (6, 7): [3.0], (5, 7): [-4.0]}) == [[5], [6, 7]]


def test_joined_a_group_whose_members_are_mostly_unlike_is_not_joined() -> None:
    assert join([5], {1: 3}, {(1, 5): [1.0]}) == [[1], [5]]
    assert join([5], {1: 1}, {(1, 5): [1.0]}) == [[1, 5]]
