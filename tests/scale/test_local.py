"""chancery.scale.local: the real program with several processes; workers and the program itself are killed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from dispatches import SETTINGS, children, finished, long_corpus, written
from program import PROGRAM

from chancery.scale.course import Progress

KILLS = 4


def _start(corpus: Path, out: Path) -> subprocess.Popen[bytes]:
    line = [PROGRAM, "run", corpus, "--out", out, "--workers", "2", "--lines", "2", "--knowledge", str(SETTINGS.knowledge)]
    return subprocess.Popen(line, env={**os.environ, "OMP_NUM_THREADS": "1"}, stderr=subprocess.PIPE)


def _until(process: subprocess.Popen[bytes], out: Path, lines: int) -> bool:
    """Wait until a run that is alive has so many lines."""
    while process.poll() is None:
        if finished(out) >= lines:
            return True
        time.sleep(0.02)
    return False


@pytest.mark.slow
def test_local_killed_and_started_again_nothing_is_lost_or_doubled(read_here: Callable[..., Progress], tmp_path: Path) -> None:
    corpus, out, chance = long_corpus(tmp_path / "day.jsonl"), tmp_path / "out", random.Random(7)
    read_here(corpus, out=tmp_path / "whole", lines=2)
    orphans: set[int] = set()
    killed = 0
    for _ in range(KILLS):
        process = _start(corpus, out)
        if _until(process, out, finished(out) + 2):
            time.sleep(chance.uniform(0, 0.4))
            orphans |= set(children(process.pid))
        killed += process.poll() is None
        process.kill()
        process.communicate()
    assert killed == KILLS, "the program ended before it could be killed"
    limit = time.monotonic() + 20
    while any(Path(f"/proc/{p}/cmdline").exists() and b"serve" in Path(f"/proc/{p}/cmdline").read_bytes() for p in orphans):
        assert time.monotonic() < limit, "workers go on although their program was killed"
        time.sleep(0.1)
    process = _start(corpus, out)
    said = process.communicate()[1].decode()
    assert process.returncode == 0 and "0 finished" not in said and " 0 skipped" not in said
    assert written(out) == written(tmp_path / "whole")


@pytest.mark.slow
def test_local_a_worker_that_is_killed_is_replaced(read_here: Callable[..., Progress], tmp_path: Path) -> None:
    corpus, out = long_corpus(tmp_path / "day.jsonl", rounds=2), tmp_path / "out"
    read_here(corpus, out=tmp_path / "whole", lines=2)
    process = _start(corpus, out)
    assert _until(process, out, 2)
    os.kill(children(process.pid)[0], signal.SIGKILL)
    process.communicate()
    assert process.returncode == 0 and written(out) == written(tmp_path / "whole")


@pytest.mark.slow
def test_local_sigterm_ends_it_and_the_next_call_goes_on(read_here: Callable[..., Progress], tmp_path: Path) -> None:
    corpus, out = long_corpus(tmp_path / "day.jsonl", rounds=1), tmp_path / "out"
    process = _start(corpus, out)
    assert _until(process, out, 1)
    process.terminate()
    said = process.communicate()[1].decode()
    assert process.returncode == 143 and "goes on from there" in said and "Traceback" not in said
    before = finished(out)
    done = read_here(corpus, out=out, lines=2)
    assert done.skipped >= before >= 1 and done.skipped + done.finished == 4
