"""chancery.scale.ray: a real cluster of two nodes on this machine; a worker and a node are killed."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from dispatches import SETTINGS, children, finished, long_corpus, written

from chancery.scale import run
from chancery.scale.course import Progress

os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
ray = pytest.importorskip("ray", reason="no Ray here: pip install 'chancery[ray]'")
#: bytes of a node's object store: shards and lines are small
STORE = 80_000_000


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A head with one core, to which this process is connected; tests add and remove nodes."""
    from ray.cluster_utils import Cluster

    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "object_store_memory": STORE, "include_dashboard": False})
    ray.init(address=made.address, log_to_driver=False, logging_level="ERROR")
    yield made
    ray.shutdown()
    made.shutdown()


def _readers(node: Any) -> list[int]:
    """The processes of a node that read."""
    raylet = node.all_processes["raylet"][0].process.pid
    return [p for p in children(raylet) if b"ray::Reader" in Path(f"/proc/{p}/cmdline").read_bytes()]


@pytest.mark.slow
def test_ray_writes_the_same_bytes_although_a_worker_and_a_node_are_killed(cluster: Any, read_here: Callable[..., Progress], tmp_path: Path) -> None:
    corpus, out = long_corpus(tmp_path / "day.jsonl"), tmp_path / "out"
    read_here(corpus, out=tmp_path / "whole", lines=2)
    second = cluster.add_node(num_cpus=1, object_store_memory=STORE)
    cluster.wait_for_nodes()
    killed: list[str] = []

    def kill() -> None:
        while not (readers := _readers(cluster.head_node)) or not _readers(second) or finished(out) < 2:
            time.sleep(0.02)
        os.kill(readers[0], signal.SIGKILL)
        killed.append("worker")
        before = finished(out)
        while finished(out) < before + 2:
            time.sleep(0.02)
        if _readers(second) and finished(out) < 11:
            cluster.remove_node(second, allow_graceful=False)
            killed.append("node")

    killing = threading.Thread(target=kill, daemon=True)
    killing.start()
    done = run([str(corpus)], out=str(out), settings=SETTINGS, ray=cluster.address, workers=2, lines=2)
    killing.join(5)
    assert killed == ["worker", "node"]
    assert (done.finished, done.lost, done.read, done.failed) == (12, (), 24, 0)
    assert written(out) == written(tmp_path / "whole")
    assert run([str(corpus)], out=str(out), settings=SETTINGS, ray=cluster.address, workers=2, lines=2).skipped == 12


@pytest.mark.slow
def test_ray_damage_stays_with_its_shard(cluster: Any, read_here: Callable[..., Progress], corpus: Path, tmp_path: Path) -> None:
    (corpus.parent / "b.parquet").write_bytes(b"PAR1 and then nothing")
    read_here(corpus.parent, corpus.parent / "none.jsonl", out=tmp_path / "here", lines=5)
    done = run([str(corpus.parent), str(corpus.parent / "none.jsonl")], out=str(tmp_path / "there"), settings=SETTINGS, ray=cluster.address, lines=5)
    assert (done.finished, done.read, done.failed, len(done.lost)) == (3, 8, 3, 1)
    assert written(tmp_path / "here") == written(tmp_path / "there")
