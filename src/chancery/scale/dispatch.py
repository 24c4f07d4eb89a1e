"""Shards -> workers, and again where one dies over them. What the workers are (processes, actors of a cluster) is up to a staff."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from chancery.errors import InstallationError, SourceError
from chancery.scale.shard import Finished, Lost, Shard

#: workers that may die over a shard before it is given up, and that may die one after the other before they can read at all
ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Ready:
    """A worker can read."""


@dataclass(frozen=True, slots=True)
class Died:
    """A worker is no more."""

    how: str


News = Ready | Finished | Lost | Died | Exception


class Staff(Protocol):
    """Where workers come from. A worker is whatever it likes, as long as it can be a key."""

    def hire(self) -> Any:
        """Start a worker; it says when it is ready."""
        ...

    def give(self, worker: Any, shard: Shard) -> None:
        """Let a worker that is ready read a shard."""
        ...

    def news(self, workers: Sequence[Any]) -> Iterable[tuple[Any, News]]:
        """What some of these workers say; waits until one does."""
        ...

    def close(self) -> None:
        """End all of them."""
        ...


def dispatch(shards: Iterator[Shard], staff: Staff, *, workers: int) -> Iterator[Finished | Lost]:
    """What becomes of the shards, in the order in which that is known; at most `workers` read at a time.

    Raises:
        InstallationError: the model or a table is missing, or no worker can be started.
        StoreError: the folder of the run cannot be written.
    """
    waiting: deque[tuple[Shard, int]] = deque()
    busy: dict[Any, tuple[Shard, int]] = {}
    idle: list[Any] = []
    starting: list[Any] = []
    stillborn = 0
    try:
        while True:
            while len(waiting) < workers - len(busy) and (shard := next(shards, None)) is not None:
                waiting.append((shard, 0))
            while waiting and idle:
                worker = idle.pop()
                busy[worker] = waiting.popleft()
                staff.give(worker, busy[worker][0])
            if not waiting and not busy:
                return
            for _ in range(min(len(waiting), workers - len(busy)) - len(starting)):
                starting.append(staff.hire())
            for worker, said in staff.news([*busy, *starting]):
                match said:
                    case Ready():
                        starting.remove(worker)
                        idle.append(worker)
                        stillborn = 0
                    case Died() if worker in busy:
                        shard, deaths = busy.pop(worker)
                        if deaths + 1 < ATTEMPTS:
                            waiting.appendleft((shard, deaths + 1))
                        else:
                            told = f"{shard.source} from line {shard.above + 1}: {ATTEMPTS} workers died over it ({said.how})"
                            yield Lost(shard.source, SourceError(told, hint="an article of it may be too large for the memory; the next run tries it again"))
                    case Died():
                        starting.remove(worker)
                        stillborn += 1
                        if stillborn >= ATTEMPTS:
                            raise InstallationError(f"no worker can be started ({said.how})", hint="--workers 1 without --ray reads in this process")
                    case Exception():
                        raise said
                    case _:
                        del busy[worker]
                        idle.append(worker)
                        yield said
    finally:
        staff.close()
