"""Answers are made once for each state of the dossier, and not after what they rest on has changed."""

from __future__ import annotations

from chancery.desk.kept import STALE, Kept
from chancery.dossier import open_dossier
from chancery.dossier.judgements import anchor_of, judge
from chancery.dossier.views.queue import in_turn


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_kept_answers_follow_own_changes_at_once_and_others_within_a_second(own_place: str) -> None:
    with open_dossier(own_place) as dossier:
        clock, made = Clock(), []
        kept = Kept(dossier, clock=clock)

        def make() -> int:
            made.append(1)
            return len(made)

        assert [kept.get("page", make), kept.get("page", make)] == [1, 1]
        kept.changed()
        assert kept.get("page", make) == 2
        judge(dossier, "accept", anchor_of(dossier, in_turn(dossier)[0]), user="elsewhere")
        clock.now += 1.5
        assert kept.get("page", make) == 3
        kept.close()


def test_kept_answers_that_take_long_are_given_as_they_were_while_made_anew(own_place: str) -> None:
    with open_dossier(own_place) as dossier:
        clock, made = Clock(), []
        kept = Kept(dossier, clock=clock)

        def slow() -> int:
            clock.now += 0.5
            made.append(1)
            return len(made)

        assert kept.get("page", slow) == 1
        judge(dossier, "accept", anchor_of(dossier, in_turn(dossier)[0]), user="elsewhere")
        clock.now += 2
        assert kept.get("page", slow) == 1 and len(made) == 1  # it has only just been made: four seconds of rest for half a second of work
        clock.now += 3
        assert kept.get("page", slow) == 1
        kept.close()
        assert len(made) == 2
        assert kept.get("page", slow) == 2


def test_kept_answers_that_are_too_old_are_not_given(own_place: str) -> None:
    with open_dossier(own_place) as dossier:
        clock, made = Clock(), []
        kept = Kept(dossier, clock=clock)
        kept._behind.shutdown(wait=True)  # nothing is made in the background, as where that fails

        def slow() -> int:
            clock.now += 0.5
            made.append(1)
            return len(made)

        kept.get("page", slow)
        judge(dossier, "accept", anchor_of(dossier, in_turn(dossier)[0]), user="elsewhere")
        clock.now += 2
        kept._making.add("page")
        assert kept.get("page", slow) == 1
        clock.now += STALE
        assert kept.get("page", slow) == 2


def test_kept_answers_are_made_once_for_all_who_ask_at_the_same_time(place: str) -> None:
    from threading import Event, Thread

    with open_dossier(place) as dossier:
        kept, going, made, given = Kept(dossier), Event(), [], []

        def slow() -> int:
            going.wait(10)
            made.append(1)
            return len(made)

        readers = [Thread(target=lambda: given.append(kept.get("page", slow))) for _ in range(5)]
        for reader in readers:
            reader.start()
        going.set()
        for reader in readers:
            reader.join(10)
        kept.close()
    assert given == [1] * 5


def test_kept_nobody_waits_for_a_long_look_at_the_dossier(own_place: str) -> None:
    with open_dossier(own_place) as dossier:
        clock, made = Clock(), []
        kept = Kept(dossier, clock=clock)

        def make() -> int:
            made.append(1)
            return len(made)

        assert kept.get("page", make) == 1
        kept._look_took = 1.0  # as of a very large dossier
        judge(dossier, "accept", anchor_of(dossier, in_turn(dossier)[0]), user="elsewhere")
        clock.now += 1.5
        assert kept.get("page", make) == 1
        kept._looking.submit(lambda: None).result(30)
        assert kept.get("page", make) == 2
        kept.close()
