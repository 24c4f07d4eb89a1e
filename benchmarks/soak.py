"""A soak: python -m benchmarks.soak [--minutes 60] [--dossier PLACE]. Ingests, looks and judgements at once on one dossier; then it is checked.

The place is a file that is not there yet, or the address of an empty PostgreSQL database. Every minute a line: looks, their 95th percentile, the desk's memory,
judgements. The first minutes take in new articles, the rest new versions of them: the dossier is as large in the second quarter as in the last. These two are
compared. It fails where memory or the time of a look has grown by more than a quarter, a look was refused, or `chancery doctor` finds a fault. A look at what a
new version has replaced since the link to it was read finds nothing there; such looks are counted.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.bench import ROOT
from benchmarks.desk import PROGRAM, Readers
from benchmarks.ingest import memory

#: how much more a quarter may take than another that is to be its like
GROWTH = 1.25
#: seconds between two ingests, and between two judgements
INGESTS, JUDGEMENTS = 20.0, 5.0
#: ingests that bring articles of new names; what comes later is a new version of one of them
NEW = 20
SECRET = "0123456789abcdef-soak"


@dataclass(frozen=True, slots=True)
class Minute:
    """What one minute saw: looks, their 95th percentile in ms, the desk's memory in MB, judgements so far."""

    looks: int
    p95: float
    memory: int
    judged: int


class Reviewer:
    """Accepts what waits, and takes every other judgement back."""

    def __init__(self, address: str) -> None:
        self.address, self.judged = address, 0
        self.failed: list[str] = []

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """An answer of the interface for programs."""
        data = json.dumps(body).encode() if body is not None else None
        headers = {"Authorization": f"Bearer {SECRET}", "Content-Type": "application/json"}
        with urllib.request.urlopen(urllib.request.Request(self.address + path, data, headers, method=method), timeout=60) as answer:
            return json.load(answer)

    def once(self, chance: random.Random) -> None:
        """One judgement, undone half of the time."""
        try:
            rows = self.ask("GET", "/api/v1/events?limit=50")["rows"]
            made = self.ask("POST", "/api/v1/judgements", {"verb": "accept", "mention": chance.choice(chance.choice(rows)["mentions"])["mention"]})
            self.judged += 1
            if chance.random() < 0.5:
                self.ask("DELETE", f"/api/v1/judgements/{made['number']}")
        except OSError as error:
            self.failed.append(str(error))


def editions(folder: Path, number: int) -> Path:
    """A file of two dispatches: one that is new until so many have come, then a later version of one of these, and a later version of an old one."""
    sources = sorted((ROOT / "examples" / "dispatches").glob("*.txt"))
    new, again = sources[number % NEW % len(sources)], sources[(number * 3) % len(sources)]
    rows = [(f"{new.stem}-{number % NEW}", new, "Edition"), (f"{again.stem}-again", again, "Version")]
    place = folder / "editions.jsonl"
    place.write_text(
        "".join(json.dumps({"id": name, "text": f"{source.read_text(encoding='utf-8')}\n{what} {number}.\n"}) + "\n" for name, source, what in rows)
    )
    return place


def grown(minutes: list[Minute]) -> list[str]:
    """What has grown from the second quarter to the last."""
    size = max(1, len(minutes) // 4)
    early, late = minutes[size : 2 * size], minutes[-size:]
    faults = []
    for name, value in (("the time of a look", lambda m: m.p95), ("the desk's memory", lambda m: float(m.memory))):
        before, after = statistics.median(map(value, early)), statistics.median(map(value, late))
        print(f"{name}: {before:.0f} in the second quarter, {after:.0f} in the last")
        if after > before * GROWTH:
            faults.append(f"{name} has grown from {before:.0f} to {after:.0f}")
    return faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60.0, metavar="M")
    parser.add_argument("--readers", type=int, default=8, metavar="N")
    parser.add_argument("--dossier", metavar="PLACE")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        place = options.dossier or str(Path(scratch) / "soak.db")
        ingest = [str(PROGRAM), "ingest", "--dossier", place, "--workers", "1", "--knowledge", str(ROOT / "examples" / "knowledge")]
        subprocess.run([*ingest, str(ROOT / "examples" / "dispatches")], check=True, stderr=subprocess.DEVNULL)
        environment = {**os.environ, "CHANCERY_TOKENS": f"soak:review:{SECRET}"}
        desk = subprocess.Popen([str(PROGRAM), "desk", place, "--port", "0"], stderr=subprocess.PIPE, text=True, env=environment)
        try:
            assert desk.stderr is not None
            found = re.search(r"http://127\.0\.0\.1:\d+", desk.stderr.readline())
            assert found, "the desk did not start"
            threading.Thread(target=desk.stderr.read, daemon=True).start()
            return _soak(options, found.group(), desk.pid, ingest, place, Path(scratch))
        finally:
            desk.terminate()
            desk.wait(30)


def _soak(options: argparse.Namespace, address: str, desk: int, ingest: list[str], place: str, scratch: Path) -> int:
    readers, reviewer = Readers(address, token=SECRET), Reviewer(address)
    until, chance = time.monotonic() + options.minutes * 60, random.Random(7)
    faults: list[str] = []

    def ingests() -> None:
        number = 0
        while time.monotonic() < until:
            done = subprocess.run([*ingest, str(editions(scratch, number))], check=False, capture_output=True, text=True)
            if done.returncode:
                faults.append(f"an ingest ended with {done.returncode}: {done.stderr[-200:]}")
            number += 1
            time.sleep(INGESTS)

    def judgements() -> None:
        while time.monotonic() < until:
            reviewer.once(chance)
            time.sleep(JUDGEMENTS)

    threads = [threading.Thread(target=ingests), threading.Thread(target=judgements)]
    threads += [threading.Thread(target=readers.walk, args=(n, until, 2.0)) for n in range(options.readers)]
    for thread in threads:
        thread.start()
    minutes: list[Minute] = []
    seen = 0
    while time.monotonic() < until:
        time.sleep(min(60.0, max(0.1, until - time.monotonic())))
        new = sorted(readers.course[seen:])
        seen += len(new)
        minutes.append(Minute(len(new), new[int(len(new) * 0.95)] if new else 0.0, memory(desk).get(desk, 0), reviewer.judged))
        at = minutes[-1]
        print(f"{len(minutes):4}  {at.looks:5} looks, p95 {at.p95:6.1f} ms; desk {at.memory} MB; {at.judged} judgements", flush=True)
    for thread in threads:
        thread.join()
    faults += grown(minutes)
    gone = [r for r in readers.refused if r.startswith(("404 ", "400 /actor?"))]  # an unnamed source is its version's
    print(f"{len(gone)} looks at what a new version of its article had replaced")
    faults += [f"refused: {r}" for r in readers.refused if r not in gone][:3] + [f"a judgement failed: {f}" for f in reviewer.failed[:3]]
    checked = subprocess.run([str(PROGRAM), "doctor", place], check=False, capture_output=True, text=True)
    print(checked.stdout.strip() or checked.stderr.strip())
    if checked.returncode:
        faults.append("the dossier is not whole")
    for fault in faults:
        print(f"fault: {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
