"""Several processes that read items, each with a model of its own; the outcomes come back in the order of the items, however long each took.

A worker ends by itself when its parent does, even by SIGKILL; a worker that dies takes only the item with it that it was reading.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection, wait
from typing import Any

from chancery.errors import InstallationError, SourceError
from chancery.ingest.item import Failed, Item, Outcome
from chancery.settings import Settings

#: items that a worker holds: one it reads, one that waits
HELD = 2
#: items, for each worker, that may be read ahead of the oldest unfinished one
AHEAD = 8


@dataclass(frozen=True, slots=True)
class Plan:
    """What a worker needs to know: where the dossier is, the settings, the day of articles that nothing dates."""

    address: str
    settings: Settings
    published: str | None = None


def _work(plan: Plan, pipe: Connection) -> None:
    """The life of a worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent says when to stop
    waiting: queue.SimpleQueue[tuple[int, Item]] = queue.SimpleQueue()

    def receive() -> None:
        try:
            while True:
                waiting.put(pipe.recv())
        except (EOFError, OSError):
            os._exit(0)  # the parent has ended or needs this worker no more

    threading.Thread(target=receive, daemon=True).start()
    from chancery.dossier import open_dossier
    from chancery.dossier.views.known import known
    from chancery.ingest.reading import Reading
    from chancery.pipeline import Pipeline

    with open_dossier(plan.address) as dossier:
        reading = Reading(
            Pipeline(knowledge=plan.settings.knowledge, threads=1), plan.settings, seen=partial(known, dossier), published=plan.published,
        )  # fmt: skip
        while True:
            number, item = waiting.get()
            try:
                pipe.send((number, reading(item)))
            except InstallationError as error:
                pipe.send((number, error))


class _Worker:
    def __init__(self, plan: Plan) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(plan, theirs), daemon=True)
        self.process.start()
        theirs.close()
        self.held: deque[tuple[int, Item]] = deque()

    def give(self, number: int, item: Item) -> None:
        self.held.append((number, item))
        self.pipe.send((number, item))

    def stop(self) -> None:
        self.pipe.close()
        self.process.join(2)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


def read_in_order(items: Iterator[Item], plan: Plan, *, workers: int) -> Iterator[Outcome]:
    """The outcomes of items, in their order.

    Raises:
        InstallationError: the model or a table is missing.
        StoreError: the dossier cannot be opened by a worker.
    """
    staff = [_Worker(plan) for _ in range(workers)]
    done: dict[int, Outcome] = {}
    given = told = 0
    more = True
    try:
        while True:
            while more and given - told < AHEAD * workers:
                worker = min(staff, key=lambda w: len(w.held))
                if len(worker.held) >= HELD:
                    break
                item = next(items, None)
                if item is None:
                    more = False
                elif item.error is not None:
                    done[given], given = Failed(item.source, item.error), given + 1
                else:
                    _give(staff, staff.index(worker), given, item, plan)
                    given += 1
            while told in done:
                yield done.pop(told)
                told += 1
            if told == given:
                if not more:
                    return
                continue
            busy: dict[Any, int] = {w.pipe: i for i, w in enumerate(staff) if w.held}
            for pipe in wait(list(busy)) if busy else ():
                _collect(staff, busy[pipe], done, plan)
    finally:
        for worker in staff:
            worker.stop()


def _give(staff: list[_Worker], i: int, number: int, item: Item, plan: Plan) -> None:
    try:
        staff[i].give(number, item)
    except OSError:
        staff[i].held.pop()
        _replace(staff, i, {}, plan)
        staff[i].give(number, item)


def _collect(staff: list[_Worker], i: int, done: dict[int, Outcome], plan: Plan) -> None:
    try:
        number, outcome = staff[i].pipe.recv()
    except (EOFError, OSError):
        _replace(staff, i, done, plan)
        return
    if isinstance(outcome, Exception):
        raise outcome
    staff[i].held.popleft()
    done[number] = outcome


def _replace(staff: list[_Worker], i: int, done: dict[int, Outcome], plan: Plan) -> None:
    """Put another in the place of a worker that died: what it was reading has failed, what waited is read by the other."""
    dead = staff[i]
    dead.stop()
    held = list(dead.held)
    if held:
        number, item = held.pop(0)
        code = dead.process.exitcode
        error = SourceError(f"{item.source}: the process that read it died ({code})", hint="it may be too large for the memory; try again")
        done[number] = Failed(item.source, error)
    staff[i] = _Worker(plan)
    for number, item in held:
        staff[i].give(number, item)


def cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

