"""Workers that are actors of a Ray cluster. Every node has to have the same Chancery and to reach the inputs and the folder of the run under the same names."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

# nothing is sent anywhere that nobody asked for
os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")

import ray

from chancery.errors import ChanceryError, InstallationError, StoreError, UsageError
from chancery.scale.dispatch import Died, News, Ready, dispatch
from chancery.scale.shard import Finished, Job, Lost, Shard

#: cores that an actor takes; the model runs on one thread in it
CORES = 1
#: small products outside the model are slower on many threads
ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1"}


class Reader:
    """An actor: one loaded model. What ends a run is given back rather than raised, so that it comes as what it is."""

    def __init__(self, job: Job) -> None:
        self.fault: ChanceryError | None = None
        try:
            self._opened = job.open()
            self._work = self._opened.__enter__()
        except (InstallationError, StoreError) as error:
            self.fault = error

    def ready(self) -> Ready | ChanceryError:
        """Answers when it can read."""
        return self.fault or Ready()

    def read(self, shard: Shard) -> Finished | Lost | ChanceryError:
        """Read a shard and write its files."""
        try:
            return self._work(shard)
        except (InstallationError, StoreError) as error:
            return error


class Actors:
    """A staff of actors. One that its node takes with it is not started again by Ray but hired anew, wherever there is room."""

    def __init__(self, job: Job) -> None:
        self.job = ray.put(job)
        self.kind: Any = ray.remote(num_cpus=CORES, max_restarts=0, max_task_retries=0)(Reader)
        self.asked: dict[Any, Any] = {}

    def hire(self) -> Any:
        """Start one; it waits until the cluster has room."""
        worker = self.kind.remote(self.job)
        self.asked[worker] = worker.ready.remote()
        return worker

    def give(self, worker: Any, shard: Shard) -> None:
        """Let it read."""
        self.asked[worker] = worker.read.remote(shard)

    def news(self, workers: Sequence[Any]) -> Iterable[tuple[Any, News]]:
        """What they answer."""
        by_answer = {self.asked[w]: w for w in workers}
        answered, _ = ray.wait(list(by_answer), num_returns=1)
        for answer in answered:
            worker = by_answer[answer]
            try:
                said: News = ray.get(answer)
            except ray.exceptions.RayError as error:
                del self.asked[worker]
                said = Died(" ".join(str(error).split())[:200])
            yield worker, said

    def close(self) -> None:
        """End them."""
        for worker in self.asked:
            ray.kill(worker)
        self.asked.clear()


def read_on_ray(shards: Iterator[Shard], job: Job, *, address: str, workers: int | None) -> Iterator[Finished | Lost]:
    """What becomes of the shards, read by actors of the cluster at `address` (as ray.init takes it: auto, host:port, ray://host:port, local).

    Raises:
        UsageError: there is no cluster.
        InstallationError, StoreError: as `dispatch` does.
    """
    ours = not ray.is_initialized()
    if ours:
        try:
            ray.init(address=address, logging_level=logging.ERROR, log_to_driver=False, runtime_env={"env_vars": ENVIRONMENT})
        except (ConnectionError, ValueError, RuntimeError, OSError) as error:
            raise UsageError(f"--ray {address}: {' '.join(str(error).split())[:200]}", hint="give the address of a running cluster, or local") from error
    try:
        # one core is left to Ray itself and to whoever started the run
        most = max(1, int(ray.cluster_resources().get("CPU", 1)) - CORES)
        yield from dispatch(shards, Actors(job), workers=workers or most)
    finally:
        if ours:
            ray.shutdown()
