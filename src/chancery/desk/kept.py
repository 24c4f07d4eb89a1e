"""Answers that are kept until what they depend on changes: pages are a pure function of the dossier's state and the request.

What this desk changed itself is seen at once. What others change (an ingest that runs beside it) is looked for once a second; an answer that took long to
make is then still given as it was while it is made anew in the background, for two minutes at most.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar, cast

from chancery.dossier import Dossier
from chancery.dossier.views.state import state, touched

T = TypeVar("T")
#: answers kept; seconds between looks at the dossier, and between certain ones
MANY, LOOK, SURE = 256, 1.0, 10.0
#: how many times the time an answer took its maker in the background rests, and seconds for which at most
PAUSE, LONGEST = 2.0, 2.0
#: seconds that a look may take while somebody waits for it
BRIEF = 0.005
#: seconds that an answer may take without being given stale; seconds that a stale one is given; how many times the time it took it stands before it is renewed
SLOW, STALE, REST = 0.02, 120.0, 8.0


@dataclass(slots=True)
class Answer:
    """What was made of which state, when and how long that took, and since when it is known to be old (monotonic seconds)."""

    state: str
    own: int
    value: Any
    took: float
    made: float
    old: float | None = None


class Kept:
    """Answers by what was asked."""

    def __init__(self, dossier: Dossier, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._dossier, self._clock = dossier, clock
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._making: set[Hashable] = set()
        self._gates: dict[Hashable, Lock] = {}
        self._lock, self._look = Lock(), Lock()
        self._own, self._looked, self._asked, self._state = 0, float("-inf"), float("-inf"), ""
        self._touch: tuple[int, ...] | None = None
        self._closed, self._look_took = False, 0.0
        self._looking = ThreadPoolExecutor(1, thread_name_prefix="looking")
        self._behind = ThreadPoolExecutor(1, thread_name_prefix="kept")

    def changed(self) -> None:
        """This desk has changed something: no answer is good any more."""
        with self._lock:
            self._own += 1
            self._looked = self._asked = float("-inf")

    def state(self) -> tuple[str, int]:
        """What the dossier's answers depend on now, and how often this desk has changed it."""
        with self._lock:
            known, own, touch_before, asked = self._state, self._own, self._touch, self._asked
            if self._clock() - self._looked < LOOK:
                return known, own
            behind = bool(known) and self._look_took > BRIEF and not self._closed
        if behind:  # of a large dossier nobody waits for the look
            if not self._look.locked():
                self._looking.submit(self._look_at, touch_before, asked, wait=False)
            return known, own
        return self._look_at(touch_before, asked, wait=not known)

    def _look_at(self, touch_before: tuple[int, ...] | None, asked: float, *, wait: bool) -> tuple[str, int]:
        """Look at the dossier. One does; whoever comes meanwhile does not wait for it, unless nothing is known yet."""
        if not self._look.acquire(blocking=wait):
            with self._lock:
                return self._state, self._own
        try:
            began = self._clock()
            with self._lock:
                if began - self._looked < LOOK:
                    return self._state, self._own
            # the file tells at once that nothing was written; not quite for certain, so that the store is asked every now and then
            touch = touched(self._dossier)
            fresh = state(self._dossier) if touch is None or touch != touch_before or self._clock() - asked >= SURE else None
            with self._lock:
                if fresh is not None:
                    self._state, self._touch, self._asked = fresh, touch, self._clock()
                    self._look_took = self._clock() - began
                self._looked = self._clock()
                return self._state, self._own
        finally:
            self._look.release()

    def get(self, key: Hashable, make: Callable[[], T], *, patient: bool = False) -> T:
        """The answer for a key. With `patient` one that is old is given even after own changes, as long as it is being made anew.

        Raises whatever `make` raises; that is not kept.
        """
        now, own = self.state()
        with self._lock:
            found = self._answers.get(key)
            if found is not None:
                self._answers.move_to_end(key)
                if (found.state, found.own) == (now, own):
                    return cast(T, found.value)
                found.old = found.old if found.old is not None else self._clock()
                stale = found.took >= SLOW and (patient or found.own == own) and self._clock() - found.old < STALE
                if stale:
                    if key not in self._making and self._clock() - found.made >= REST * found.took:
                        self._making.add(key)
                        self._behind.submit(self._renew, key, make)
                    return cast(T, found.value)
        return self._make(key, make)

    def close(self) -> None:
        """Make nothing more."""
        self._closed = True
        self._looking.shutdown(wait=True, cancel_futures=True)
        self._behind.shutdown(wait=True, cancel_futures=True)

    def warm(self, wanted: Callable[[], Iterable[tuple[Hashable, Callable[[], object]]]]) -> None:
        """Make answers in the background before anybody asks; between two of them others have their turn."""

        def work() -> None:
            for key, make in wanted():
                if self._closed:
                    return
                with self._lock:
                    known = key in self._answers
                if not known:
                    self._make(key, make)
                    self._breathe(key)

        self._behind.submit(work)

    def _breathe(self, key: Hashable) -> None:
        """Leave the processor to the readers for longer than the answer just made took of it."""
        with self._lock:
            made = self._answers.get(key)
        if made is not None and not self._closed:
            time.sleep(min(LONGEST, PAUSE * made.took))

    def _make(self, key: Hashable, make: Callable[[], T]) -> T:
        """Make an answer, once for all who ask for it at the same time."""
        with self._lock:
            gate = self._gates.setdefault(key, Lock())
        try:
            with gate:
                now, own = self.state()
                with self._lock:
                    found = self._answers.get(key)
                    if found is not None and (found.state, found.own) == (now, own):
                        return cast(T, found.value)
                return self._made(key, make, now, own)
        finally:
            with self._lock:
                self._gates.pop(key, None)

    def _made(self, key: Hashable, make: Callable[[], T], now: str, own: int) -> T:
        began = self._clock()
        value = make()
        with self._lock:
            self._answers[key] = Answer(now, own, value, self._clock() - began, self._clock())
            self._answers.move_to_end(key)
            while len(self._answers) > MANY:
                self._answers.popitem(last=False)
        return value

    def _renew(self, key: Hashable, make: Callable[[], object]) -> None:
        try:
            self._make(key, make)
            self._breathe(key)
        finally:
            with self._lock:
                self._making.discard(key)
