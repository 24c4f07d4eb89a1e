"""Scale: python -m benchmarks.scale. Words a second of `chancery run` with 1 and 2 processes, and with 1 and 2 actors on a Ray cluster of this machine; bytes a
word of what it writes; and what a month of the world's English news would need at that rate.

The start (a model for each worker) is measured apart, by a run of a few words, and taken off: a month has none to speak of. Turns are taken, so that a slow
minute falls on all alike; the best of the rounds counts. On a machine with other work the seconds on a processor (of processes; start taken off) say more than
those of the clock: they show what the program itself spends on sharing work out.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.speed import texts

PROGRAM = Path(sys.executable).with_name("chancery")
#: articles of a month, and words of one
MONTH, WORDS = 20_000_000, 600
#: bytes of the object store of a Ray node: what passes through it is small
STORE = 80_000_000


def rows(path: Path, given: list[tuple[str, str]]) -> int:
    """Write texts as JSON lines; gives their words."""
    path.write_text("".join(json.dumps({"id": str(n), "text": t, "published": d}) + "\n" for n, (t, d) in enumerate(given)), encoding="utf-8")
    return sum(len(t.split()) for t, _ in given)


def seconds(path: Path, out: Path, *more: str) -> tuple[float, float]:
    """How long a run says that it took, and for how long it and its processes had a processor."""
    line = [str(PROGRAM), "run", str(path), "--out", str(out), *more]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(line, capture_output=True, text=True, check=True, env={**os.environ, "OPENBLAS_NUM_THREADS": "1"})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return float(done.stderr.split(" in ")[1].split(" s")[0]), after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def size(folder: Path) -> int:
    """The bytes of a folder."""
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--repeat", type=int, default=1, help="how often the articles are read over")
    parser.add_argument("--lines", type=int, default=4, help="articles a shard: few, so that all workers end at about the same time")
    parser.add_argument("--ray", action="store_true", help="on a Ray cluster too, of two nodes with a core each")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        corpus, few = Path(scratch) / "corpus.jsonl", Path(scratch) / "few.jsonl"
        given = texts() * options.repeat
        words = rows(corpus, given)
        rows(few, [("Officials of both countries met on Monday and agreed to meet again.", "2031-03-01")] * 4)
        ways = {f"{n} processes" if n > 1 else "1 process": ["--workers", str(n)] for n in (1, 2)}
        cluster = None
        if options.ray:
            from ray.cluster_utils import Cluster

            # a core a node, and one that the program leaves alone
            cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "object_store_memory": STORE, "include_dashboard": False})
            cluster.add_node(num_cpus=1, object_store_memory=STORE)
            ways |= {f"{n} actor{'s' * (n > 1)} on Ray": ["--ray", cluster.address, "--workers", str(n)] for n in (1, 2)}
        took: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
        starts: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
        for number in range(options.rounds):
            for way, flags in ways.items():
                out = Path(scratch) / f"{number}-{way}"
                starts[way].append(seconds(few, Path(scratch) / f"{number}-{way}-few", "--lines", "2", *flags))
                took[way].append(seconds(corpus, out, "--lines", str(options.lines), *flags))
        bytes_a_word = size(out) / words
        if cluster is not None:
            cluster.shutdown()
    print(f"{len(given)} articles, {words} words, {options.rounds} rounds, {os.cpu_count()} processors")
    rates = {way: words / (min(took[way])[0] - min(starts[way])[0]) for way in ways}
    for way, rate in rates.items():
        alone = rates[way.replace("2 processes", "1 process").replace("2 actors", "1 actor")]
        workers = int(way[0])
        print(f"{way:18} {rate:8.0f} words/s   start {min(starts[way])[0]:5.1f} s   efficiency {rate / alone / workers:5.2f}")
        if "process" in way:
            busy = min(c for _, c in took[way]) - min(c for _, c in starts[way])
            print(f"{'':18} {words / busy:8.0f} words a second on a processor")
    best = rates["1 process"]
    hours = MONTH * WORDS / best / 3600
    print(f"{bytes_a_word:.1f} bytes a word are written: {MONTH * WORDS * bytes_a_word / 1e9:,.0f} GB a month")
    print(f"{MONTH:,} articles of {WORDS} words: {hours:,.0f} process hours, {hours / 720:.0f} processes all month")


if __name__ == "__main__":
    main()
