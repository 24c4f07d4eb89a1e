"""Several processes that read items, each with a model of its own; the outcomes come back in the order of the items, however long each took.

A worker ends by itself when its parent does, even by SIGKILL; a worker that dies takes only the item with it that it was reading.
"""

from __future__ import annotations

import gc
import os
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection, Pipe, wait
from typing import Any, Protocol

from chancery.errors import InstallationError, SourceError, StoreError
from chancery.ingest.item import Failed, Item, Outcome
from chancery.settings import COLLECTED, Settings

#: what a worker runs, and what it says in place of an item's number once it can read
CODE = "from chancery.ingest.workers import serve; serve({})"
READY = -1
#: items that a worker holds: one it reads, one that waits
HELD = 2
#: items, for each worker, that may be read ahead of the oldest unfinished one
AHEAD = 8


class Task(Protocol):
    """What a worker is sent first: it opens what it works with, and gives what makes an answer of each thing that it is given."""

    def open(self) -> AbstractContextManager[Callable[[Any], Any]]: ...


@dataclass(frozen=True, slots=True)
class Plan:
    """What a worker that reads items needs to know: where the dossier is, the settings, the day of articles that nothing dates."""

    address: str
    settings: Settings
    published: str | None = None

    @contextmanager
    def open(self) -> Iterator[Callable[[Item], Outcome]]:
        """Item -> outcome."""
        from chancery.dossier import open_dossier
        from chancery.dossier.views.known import known
        from chancery.ingest.reading import Reading
        from chancery.pipeline import Pipeline

        with open_dossier(self.address) as dossier:
            pipeline = Pipeline(knowledge=self.settings.knowledge, threads=1, device=self.settings.device)
            yield Reading(pipeline, self.settings, seen=partial(known, dossier), published=self.published)


def serve(descriptor: int) -> None:
    """The life of a worker, at its end of the pipe."""
    gc.set_threshold(*COLLECTED)  # as the command line does
    pipe = Connection(descriptor)
    task: Task = pipe.recv()
    waiting: queue.SimpleQueue[tuple[int, Any]] = queue.SimpleQueue()

    def receive() -> None:
        try:
            while True:
                waiting.put(pipe.recv())
        except (EOFError, OSError):
            os._exit(0)  # the parent has ended or needs this worker no more

    threading.Thread(target=receive, daemon=True).start()
    try:
        with task.open() as answer:
            pipe.send((READY, None))
            while True:
                number, given = waiting.get()
                pipe.send((number, answer(given)))
    except (InstallationError, StoreError) as error:
        pipe.send((READY, error))


class Worker:
    """A worker and what it holds. It is a program of its own and not a fork or a second run of the caller's main module: a caller's script needs no guard."""

    def __init__(self, task: Task) -> None:
        self.pipe, theirs = Pipe()
        line = [sys.executable, "-P", "-c", CODE.format(theirs.fileno())]
        # in a group of its own, since Ctrl-C is for the parent, which says when to stop
        self.process = subprocess.Popen(line, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, process_group=0)
        theirs.close()
        self.ready = False
        self.held: deque[tuple[int, Any]] = deque()
        self.pipe.send(task)

    def give(self, number: int, item: Any) -> None:
        """Send it something to do under a number."""
        self.held.append((number, item))
        # where it has died meanwhile, that is seen when its answer is awaited
        with suppress(OSError):
            self.pipe.send((number, item))

    def stop(self) -> None:
        """End it."""
        self.pipe.close()
        try:
            self.process.wait(2)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def read_in_order(items: Iterator[Item], plan: Plan, *, workers: int) -> Iterator[Outcome]:
    """The outcomes of items, in their order.

    Raises:
        InstallationError: the model or a table is missing.
        StoreError: the dossier cannot be opened by a worker.
    """
    staff = [Worker(plan) for _ in range(workers)]
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
                    worker.give(given, item)
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


def _collect(staff: list[Worker], i: int, done: dict[int, Outcome], plan: Plan) -> None:
    try:
        number, outcome = staff[i].pipe.recv()
    except (EOFError, OSError):
        _replace(staff, i, done, plan)
        return
    if isinstance(outcome, Exception):
        raise outcome
    if number == READY:
        staff[i].ready = True
        return
    staff[i].held.popleft()
    done[number] = outcome


def _replace(staff: list[Worker], i: int, done: dict[int, Outcome], plan: Plan) -> None:
    """Put another in the place of a worker that died: what it was reading has failed, what waited is read by the other."""
    dead = staff[i]
    dead.stop()
    if not dead.ready:
        raise InstallationError(f"a process that reads could not be started ({dead.process.returncode})", hint="--workers 1 reads in this process")
    held = list(dead.held)
    if held:
        number, item = held.pop(0)
        code = dead.process.returncode
        error = SourceError(f"{item.source}: the process that read it died ({code})", hint="it may be too large for the memory; try again")
        done[number] = Failed(item.source, error)
    staff[i] = Worker(plan)
    for number, item in held:
        staff[i].give(number, item)


def cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

