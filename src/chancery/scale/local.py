"""Workers that are processes of this machine. They end with the one that started them, even where that is killed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from multiprocessing.connection import wait

from chancery.ingest.workers import READY, Worker
from chancery.scale.dispatch import Died, News, Ready, dispatch
from chancery.scale.shard import Finished, Job, Lost, Shard


class Processes:
    """A staff of processes."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.all: list[Worker] = []

    def hire(self) -> Worker:
        """Start one."""
        self.all.append(Worker(self.job))
        return self.all[-1]

    def give(self, worker: Worker, shard: Shard) -> None:
        """Send it a shard."""
        worker.give(0, shard)

    def news(self, workers: Sequence[Worker]) -> Iterable[tuple[Worker, News]]:
        """What they send."""
        pipes = {w.pipe: w for w in workers}
        for pipe in wait(list(pipes)):
            worker = pipes[pipe]  # type: ignore[index]
            try:
                number, said = worker.pipe.recv()
            except (EOFError, OSError):
                worker.stop()
                self.all.remove(worker)
                yield worker, Died(f"exit code {worker.process.returncode}")
                continue
            yield worker, (said or Ready()) if number == READY else said

    def close(self) -> None:
        """End them."""
        for worker in self.all:
            worker.stop()


def read_locally(shards: Iterator[Shard], job: Job, *, workers: int) -> Iterator[Finished | Lost]:
    """What becomes of the shards: read by this process, or by several. Raises as `dispatch` does."""
    if workers > 1:
        yield from dispatch(shards, Processes(job), workers=workers)
        return
    with job.open() as work:
        yield from map(work, shards)
