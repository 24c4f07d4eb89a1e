"""chancery.scale.dispatch: shards and workers that die. The workers here are a script of what they say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

from chancery.errors import InstallationError, StoreAccessError
from chancery.scale.dispatch import ATTEMPTS, Died, News, Ready, dispatch
from chancery.scale.shard import Lost, Shard


def _shard(name: str) -> Shard:
    return Shard(name, name, f"/{name}", "jsonl", "")


class Mortal:
    """Workers by number. Those that read a shard in `deadly` die, as do the `stillborn` first ones before they are ready."""

    def __init__(self, *deadly: str, stillborn: int = 0, fault: Exception | None = None) -> None:
        self.deadly, self.stillborn, self.fault = deadly, stillborn, fault
        self.hired, self.given, self.most, self.closed = 0, {}, 0, False  # type: ignore[var-annotated]
        self.read: list[str] = []

    def hire(self) -> int:
        self.hired += 1
        return self.hired

    def give(self, worker: int, shard: Shard) -> None:
        assert worker not in self.given
        self.given[worker] = shard
        self.read.append(shard.name)
        self.most = max(self.most, len(self.given))

    def news(self, workers: Sequence[int]) -> Iterable[tuple[int, News]]:
        worker = workers[-1]
        if worker not in self.given:
            yield worker, Died("not born") if worker <= self.stillborn else Ready()
            return
        shard = self.given.pop(worker)
        yield worker, self.fault or (Died("killed") if shard.name in self.deadly else Lost(shard.name, ValueError("done")))

    def close(self) -> None:
        self.closed = True


def test_dispatch_every_shard_is_read_once_by_as_many_as_allowed() -> None:
    staff = Mortal()
    done = list(dispatch(iter(map(_shard, "abcdefg")), staff, workers=3))
    assert sorted(d.source for d in done) == list("abcdefg") == sorted(staff.read)  # type: ignore[union-attr]
    assert staff.hired == 3 == staff.most and staff.closed


def test_dispatch_no_more_workers_than_shards() -> None:
    staff = Mortal()
    list(dispatch(iter([_shard("a")]), staff, workers=8))
    assert staff.hired == 1
    list(dispatch(iter([]), staff, workers=8))
    assert staff.hired == 1


def test_dispatch_a_shard_that_kills_is_given_up_and_takes_no_other_with_it() -> None:
    staff = Mortal("c")
    done = list(dispatch(iter(map(_shard, "abcdefg")), staff, workers=2))
    assert sorted(d.source for d in done) == list("abcdefg")  # type: ignore[union-attr]
    assert [d.source for d in done if "died" in str(getattr(d, "error", ""))] == ["c"]  # type: ignore[union-attr]
    assert staff.read.count("c") == ATTEMPTS and len(staff.read) == 6 + ATTEMPTS


def test_dispatch_workers_that_cannot_start_end_the_run() -> None:
    assert len(list(dispatch(iter(map(_shard, "ab")), Mortal(stillborn=ATTEMPTS - 1), workers=2))) == 2
    staff = Mortal(stillborn=9)
    with pytest.raises(InstallationError):
        list(dispatch(iter(map(_shard, "ab")), staff, workers=2))
    assert staff.closed


def test_dispatch_a_full_disk_ends_the_run() -> None:
    staff = Mortal(fault=StoreAccessError("full"))
    with pytest.raises(StoreAccessError):
        list(dispatch(iter(map(_shard, "abc")), staff, workers=2))
    assert staff.closed
