"""Articles that a reviewer drops or pastes -> the dossier, read in the background one upload after the other, with their progress."""

from __future__ import annotations

import shutil
import tempfile
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from queue import Queue
from threading import Thread

from chancery.dossier import Dossier
from chancery.errors import ChanceryError, UsageError
from chancery.ingest import ingest
from chancery.ingest.inputs import Inputs
from chancery.ingest.item import Item
from chancery.ingest.run import Summary
from chancery.settings import Settings

#: uploads that may wait, and that are remembered
WAITING, REMEMBERED = 20, 200


@dataclass(slots=True)
class Job:
    """One upload: its number, who brought it and what it is called, and how far it is. `state` is waiting, reading, done or failed."""

    number: int
    user: str
    title: str
    state: str = "waiting"
    summary: Summary = field(default_factory=Summary)
    message: str | None = None
    hint: str | None = None


class Adding:
    """Reads uploads one after the other."""

    def __init__(self, dossier: Dossier, settings: Settings, *, after: Callable[[], None] = lambda: None) -> None:
        self._dossier, self._settings, self._after = dossier, settings, after
        self.jobs: OrderedDict[int, Job] = OrderedDict()
        self._queue: Queue[tuple[Job, list[Item] | Path, str | None] | None] = Queue(WAITING)
        self._thread: Thread | None = None

    def files(self, user: str, files: dict[str, bytes], *, published: str | None) -> Job:
        """Have files read, each by what its name says it is.

        Raises:
            UsageError: too much waits already.
        """
        folder = Path(tempfile.mkdtemp(prefix="chancery-"))
        for number, (name, data) in enumerate(files.items()):
            # the name only tells what it holds; a path in it leads nowhere
            (folder / f"{number:03}-{PurePath(name.replace(chr(92), '/')).name[-80:] or 'article.txt'}").write_bytes(data)
        return self._put(user, ", ".join(files)[:200], folder, published)

    def text(self, user: str, text: str, *, title: str | None, publisher: str | None, published: str | None, url: str | None) -> Job:
        """Have a pasted article read."""
        fields = {"text": text, "title": title, "publisher": publisher, "published": published, "url": url}
        item = Item("pasted text", fields={k: v for k, v in fields.items() if v})
        return self._put(user, title or " ".join(text.split())[:80], [item], published)

    def close(self) -> None:
        """End after what is being read."""
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join(60.0)

    def _put(self, user: str, title: str, what: list[Item] | Path, published: str | None) -> Job:
        job = Job(max(self.jobs, default=0) + 1, user, title)
        if self._queue.full():
            raise UsageError("too many uploads wait already", hint="try again when some are done; chancery ingest reads many at once")
        self.jobs[job.number] = job
        while len(self.jobs) > REMEMBERED:
            self.jobs.popitem(last=False)
        if self._thread is None or not self._thread.is_alive():
            self._thread = Thread(target=self._run, name="adding", daemon=True)
            self._thread.start()
        self._queue.put((job, what, published))
        return job

    def _run(self) -> None:
        while (taken := self._queue.get()) is not None:
            job, what, published = taken
            job.state = "reading"
            try:
                items = Inputs([str(what)], self._settings).items() if isinstance(what, Path) else iter(what)

                def progress(summary: Summary, job: Job = job) -> None:
                    job.summary = summary

                job.summary = ingest(self._dossier, items, settings=self._settings, inputs=(job.title,), workers=1, published=published, progress=progress)
                job.state = "done"
            except ChanceryError as error:
                job.state, job.message, job.hint = "failed", str(error), error.hint
            except Exception as error:  # one upload must not end the others
                job.state, job.message = "failed", f"unexpected {type(error).__name__}"
            finally:
                self._after()
                if isinstance(what, Path):
                    shutil.rmtree(what, ignore_errors=True)
