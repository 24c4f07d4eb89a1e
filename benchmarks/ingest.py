"""Ingest at length: python -m benchmarks.ingest. Articles a second, memory of each process in its course, size of the dossier, seconds of linking and checking.

Reads the press releases of ../shared/data (public domain, some 3,000 items); `--items N` takes the first N of each file, `--dossier D` keeps the dossier
and goes on with it.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from benchmarks.bench import ROOT

FILES = ("state_press/dev.jsonl.gz", "whitehouse_press/dev.jsonl.gz")
PROGRAM = Path(sys.executable).with_name("chancery")


def memory(pid: int) -> dict[int, int]:
    """Resident memory in MB of a process and of its children."""
    held: dict[int, int] = {}
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for each in (pid, *map(int, children)):
            held[each] = int(Path(f"/proc/{each}/statm").read_text().split()[1]) * 4096 // 1_000_000
    except OSError:
        pass  # it has just ended
    return held


def timed(*line: str) -> float:
    """Seconds that a command of the program takes."""
    began = time.monotonic()
    subprocess.run([str(PROGRAM), *line], check=True, stderr=subprocess.DEVNULL)
    return time.monotonic() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, metavar="N")
    parser.add_argument("--dossier", metavar="D")
    parser.add_argument("--workers", type=int, metavar="N")
    options = parser.parse_args()
    data = ROOT.parent / "shared" / "data"
    with tempfile.TemporaryDirectory() as scratch:
        inputs = [data / f for f in FILES]
        if options.items:
            cut = Path(scratch) / "some.jsonl"
            with cut.open("wb") as out:
                for path in inputs:
                    with gzip.open(path) as file:
                        out.writelines(itertools.islice(file, options.items))
            inputs = [cut]
        dossier = options.dossier or str(Path(scratch) / "press.db")
        workers = ["--workers", str(options.workers)] if options.workers else []
        line = [str(PROGRAM), "ingest", *map(str, inputs), "--dossier", dossier, "--map", "published=date,byline=creator", *workers]
        process = subprocess.Popen(line)
        seen: list[dict[int, int]] = []

        def watch() -> None:
            while process.poll() is None:
                seen.append(memory(process.pid))
                time.sleep(1)

        watching = threading.Thread(target=watch)
        watching.start()
        process.wait()
        watching.join()
        for pid in sorted({p for s in seen for p in s}):
            course = [s[pid] for s in seen if pid in s]
            print(f"memory of process {pid}: {', '.join(str(course[len(course) * n // 8]) for n in range(8))}, at the end {course[-1]} MB")
        if "://" not in dossier:
            print(f"size: {Path(dossier).stat().st_size / 1e6:.1f} MB")
        print(f"linking anew: {timed('relink', dossier):.1f} s; checking: {timed('doctor', dossier):.1f} s")


if __name__ == "__main__":
    main()
