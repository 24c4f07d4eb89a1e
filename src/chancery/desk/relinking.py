"""Links are found anew in the background, a moment after the last judgement: what a judgement says of its own mention is seen at once."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Lock, Thread

from chancery.dossier import Dossier
from chancery.pipeline import relink

#: seconds of quiet that are waited for
QUIET = 1.5


class Relinking:
    """One thread that links when asked and nobody has asked again for a moment."""

    def __init__(self, dossier: Dossier, *, quiet: float = QUIET, work: Callable[[Dossier], object] = relink) -> None:
        self._dossier, self._quiet, self._work = dossier, quiet, work
        self._asked, self._done, self._lock = Event(), Event(), Lock()
        self._done.set()
        self._thread: Thread | None = None
        self._closed = False

    def ask(self) -> None:
        """Have the links found anew soon."""
        with self._lock:
            self._done.clear()
            self._asked.set()
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._run, name="relinking", daemon=True)
                self._thread.start()

    def wait(self, seconds: float = 60.0) -> bool:
        """Until all that was asked is done; false where that takes longer."""
        return self._done.wait(seconds)

    def close(self) -> None:
        """End after what is being done."""
        self._closed = True
        self._asked.set()
        if self._thread is not None:
            self._thread.join(30.0)

    def _run(self) -> None:
        while not self._closed:
            self._asked.wait()
            while self._asked.is_set() and not self._closed:
                self._asked.clear()
                self._asked.wait(self._quiet)
            if self._closed:
                return
            self._work(self._dossier)
            with self._lock:
                if not self._asked.is_set():
                    self._done.set()
                    self._thread = None
                    return
