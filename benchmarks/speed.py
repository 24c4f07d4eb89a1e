"""Speed: python -m benchmarks.speed. Words a second from text to record, beside the bare runs of the language model on the same batches in the same run;
two processes against one; how the cost grows with the number of articles; start-up and memory.

Ratios are what counts: machines differ, and a busy one slows both sides alike. With --gate the exit code is 1 where a limit is passed.
"""

from __future__ import annotations

import argparse
import gc
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line does

from benchmarks.bench import ROOT, articles, folder

if TYPE_CHECKING:
    from chancery.pipeline import Pipeline
    from chancery.schema.article import Article

#: the end-to-end time may be this many times the model's own; seconds to the help and to the first record; MB of one process
RATIO, HELP, START, MEMORY = 1.6, 0.15, 1.5, 500.0
#: two processes on two cores are worth at least so many; so many articles cost at most this many times as much each as ten do
PROCESSES, GROWTH = 1.8, 1.1
SIZES = (10, 40, 160)


def texts() -> list[tuple[str, str]]:
    """(text, publication day): the annotated articles where they are at hand, else our own examples."""
    bench = folder()
    if bench:
        return [(a.text, a.gold["article"]["published"]) for split in ("train", "dev") for a in articles(bench, split)]
    return [(p.read_text(encoding="utf-8"), "2031-03-01") for p in sorted((ROOT / "examples" / "dispatches").glob("*.txt"))]


def fastest(command: list[str], times: int = 5) -> float:
    """Seconds that a command takes, the best of several."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        taken.append(time.perf_counter() - begun)
    return min(taken)


def first_record(text: str, day: str) -> float:
    """Seconds from starting a process to the end of its first record."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "article.txt"
        path.write_text(text, encoding="utf-8")
        return fastest([sys.executable, "-m", "chancery", "read", str(path), "--published", day, "--format", "json"], 3)


def stream(pipeline: Pipeline, given: list[tuple[str, str]]) -> None:
    """Texts to records in JSON, as a stream."""
    from chancery.intake import article
    from chancery.report.json import to_json

    for record in pipeline.read_all(article(text, published=day) for text, day in given):
        to_json(record)


def one_by_one(pipeline: Pipeline, given: list[tuple[str, str]]) -> None:
    """Texts to records in JSON, each when the one before it is done."""
    from chancery.intake import article
    from chancery.report.json import to_json

    for text, day in given:
        to_json(pipeline.read(article(text, published=day)))


def bare(pipeline: Pipeline, taken: list[Article]) -> Callable[[], None]:
    """The model alone on the same batches, as many passes at a time as threads."""
    from chancery.understand.reader import run
    from chancery.understand.windows import batches, cut

    reader = pipeline.reader
    made = [b for a in taken for b in batches(a.text, cut(a, reader.pieces))]

    def at_once() -> None:
        with ThreadPoolExecutor(reader.threads) as pool:
            for _ in pool.map(lambda batch: bool(run(reader.session, batch)), made):
                pass

    return at_once


def processes(number: int) -> float:
    """Articles a second of so many processes side by side, one thread each."""
    command = [sys.executable, "-m", "benchmarks.speed", "--alone"]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(number)]
    return sum(float(p.communicate()[0]) for p in running)


def alone() -> None:
    """Print the articles a second of this process."""
    from chancery.pipeline import Pipeline

    pipeline, given = Pipeline(threads=1), texts()
    one_by_one(pipeline, given[:5])
    begun = time.perf_counter()
    one_by_one(pipeline, given)
    print(len(given) / (time.perf_counter() - begun))


def growth(pipeline: Pipeline, given: list[tuple[str, str]]) -> list[tuple[int, float]]:
    """Seconds an article for streams of several lengths, over the same articles in turn."""
    out = []
    for size in SIZES:
        begun = time.perf_counter()
        for _ in range(SIZES[-1] // size):  # as many articles for each length
            stream(pipeline, (given[:10] * (size // 10))[:size])
        out.append((size, (time.perf_counter() - begun) / (SIZES[-1] // size * size)))
    return out


def main() -> int:
    """Print the figures; with --gate, fail where a limit is passed."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--rounds", type=int, default=3)
    ap.add_argument("--gate", action="store_true", help="fail where a limit is passed")
    ap.add_argument("--quick", action="store_true", help="the ratio, start-up and memory only")
    ap.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    args = ap.parse_args()
    from chancery.settings import COLLECTED

    gc.set_threshold(*COLLECTED)  # as the command line does
    if args.alone:
        alone()
        return 0
    from chancery.intake import article
    from chancery.pipeline import Pipeline

    given = texts()
    words = sum(len(t.split()) for t, _ in given)
    pipeline = Pipeline(threads=args.threads)
    stream(pipeline, given[:5])
    tasks: dict[str, Callable[[], None]] = {
        "stream": lambda: stream(pipeline, given),
        "one by one": lambda: one_by_one(pipeline, given),
        "bare": bare(pipeline, [article(t, published=d) for t, d in given]),
    }
    best = dict.fromkeys(tasks, float("inf"))
    for _ in range(args.rounds):  # turn about, so that a slow minute falls on all
        for name, task in tasks.items():
            begun = time.perf_counter()
            task()
            best[name] = min(best[name], time.perf_counter() - begun)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    model = best["bare"]
    print(f"{len(given)} articles, {words} words, {args.threads} threads, best of {args.rounds}")
    for name, seconds in (("text to record, a stream", best["stream"]), ("one by one", best["one by one"]), ("the bare model", model)):
        print(f"{name:26}{words / seconds:8.0f} words/s   {len(given) / seconds:6.1f} articles/s")
    failed = [
        limited("ratio, a stream", best["stream"] / model, RATIO),
        limited("start to help, s", fastest([sys.executable, "-m", "chancery", "--help"]), HELP),
        limited("start to first record, s", first_record(*given[0]), START),
        limited("peak memory, MB", memory, MEMORY),
    ]
    print(f"{'ratio, one by one':26}{best['one by one'] / model:8.2f}")
    if not args.quick:
        one = processes(1)
        failed.append(limited("two processes to one", processes(2) / one, PROCESSES, least=True))
        grown = growth(pipeline, given)
        for size, seconds in grown:
            print(f"{size:5} articles{'':12}{1000 * seconds:8.0f} ms an article")
        failed.append(limited("growth of an article's cost", grown[-1][1] / grown[0][1], GROWTH))
    return int(args.gate and any(failed))


def limited(name: str, value: float, limit: float, *, least: bool = False) -> bool:
    """Print a figure beside its limit; true where it passes it."""
    failed = value < limit if least else value > limit
    print(f"{name:26}{value:8.2f}   ({'at least' if least else 'at most'} {limit:g}){'   FAILS' if failed else ''}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
