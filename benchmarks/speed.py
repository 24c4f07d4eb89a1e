"""Speed: python -m benchmarks.speed. Words a second from text to record, beside the bare runs of the language model on the same batches in the same run;
how long a fresh process takes to its first record; how much memory one process needs at most.

Ratios are what counts: machines differ, and a busy one slows both sides alike.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line does

from benchmarks.bench import ROOT, articles, folder

#: the end-to-end time may be this many times the model's own
RATIO, START, MEMORY = 1.6, 2.5, 700.0


def texts() -> list[tuple[str, str]]:
    """(text, publication day): the annotated articles where they are at hand, else our own examples."""
    bench = folder()
    if bench:
        return [(a.text, a.gold["article"]["published"]) for split in ("train", "dev") for a in articles(bench, split)]
    return [(p.read_text(encoding="utf-8"), "2031-03-01") for p in sorted((ROOT / "examples").glob("*.txt"))]


def first_record(text: str, day: str) -> float:
    """Seconds from starting a process to the end of its first record, the best of three."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "article.txt"
        path.write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "chancery", "read", str(path), "--published", day, "--format", "json"]
        times = []
        for _ in range(3):
            begun = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            times.append(time.perf_counter() - begun)
    return min(times)


def main() -> int:
    """Print the figures; with --gate, fail where a limit is passed."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--rounds", type=int, default=3)
    ap.add_argument("--gate", action="store_true", help="fail where a limit is passed")
    args = ap.parse_args()
    from chancery.intake import article
    from chancery.pipeline import Pipeline
    from chancery.report.json import to_json
    from chancery.understand.reader import OUTPUTS
    from chancery.understand.windows import batches, cut

    given = texts()
    words = sum(len(t.split()) for t, _ in given)
    pipeline = Pipeline(threads=args.threads)
    taken = [article(t, published=d) for t, d in given]
    for a in taken[:5]:
        pipeline.read(a)
    whole, bare = [], []
    for _ in range(args.rounds):  # turn about, so that a slow minute falls on both
        begun = time.perf_counter()
        for text, day in given:
            to_json(pipeline.read(article(text, published=day)))
        whole.append(time.perf_counter() - begun)
        made = [b for a in taken for b in batches(a.text, cut(a, pipeline.reader.pieces))]
        begun = time.perf_counter()
        for batch in made:
            pipeline.reader.session.run(list(OUTPUTS), batch.inputs)
        bare.append(time.perf_counter() - begun)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    ratio, start = min(whole) / min(bare), first_record(*given[0])
    print(f"{len(given)} articles, {words} words, {args.threads} threads, best of {args.rounds}")
    print(f"text to record        {words / min(whole):8.0f} words/s   {len(given) / min(whole):6.1f} articles/s")
    print(f"the bare model        {words / min(bare):8.0f} words/s")
    print(f"ratio                 {ratio:8.2f}             (limit {RATIO})")
    print(f"start to first record {start:8.2f} s           (limit {START})")
    print(f"peak memory           {memory:8.0f} MB          (limit {MEMORY:.0f})")
    failed = ratio > RATIO or start > START or memory > MEMORY
    return int(failed and args.gate)


if __name__ == "__main__":
    sys.exit(main())
