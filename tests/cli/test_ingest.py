"""`chancery ingest`, `quarantine`, `reread`, `relink`, `doctor` and `watch` by real processes: what they say, and how they end."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from program import DISPATCH, PROGRAM, Run


@pytest.fixture
def day(tmp_path: Path) -> Path:
    """A file of one article, the same article again, and a row without a text."""
    path = tmp_path / "day.jsonl"
    row = {"id": "wire-1", "body": DISPATCH, "date": "2031-03-14", "publisher": "Gulf Wire"}
    path.write_text(json.dumps(row) + "\n" + json.dumps(row) + '\n{"id": "wire-2", "date": "2031-03-14"}\n', encoding="utf-8")
    return path


MAP = ("--map", "text=body,published=date")


def test_ingest_from_files_to_a_whole_dossier(run: Run, day: Path, dispatch: Path, tmp_path: Path) -> None:
    done = run("ingest", "day.jsonl", dispatch, "--dossier", "d.db", *MAP)
    assert done.returncode == 3 and done.stdout == ""
    assert done.stderr.startswith("read 2, unchanged 1, failed 1 in ")
    assert "\n  failed: " in done.stderr  # and why
    assert "hint: chancery quarantine d.db" in done.stderr
    (failed,) = json.loads(run("quarantine", "d.db", "--json").stdout)
    assert (failed["source"], failed["error"]) == ("day.jsonl:3", "EmptySourceError") and failed["hint"]
    again = run("ingest", "day.jsonl", "--dossier", "d.db", *MAP)
    assert again.returncode == 3 and again.stderr.startswith("read 0, unchanged 2, failed 1")
    day.write_text(day.read_text(encoding="utf-8").splitlines()[0].replace("on Friday", "late on Friday") + "\n", encoding="utf-8")
    newer = run("ingest", "day.jsonl", "--dossier", "d.db", *MAP)
    assert newer.returncode == 0 and newer.stderr.startswith("read 1 (1 updated), unchanged 0, failed 0")
    checked = run("doctor", "d.db")
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "The dossier is whole.\n")
    linked = run("relink", "d.db", "--rebuild")
    assert linked.returncode == 0 and "statement" in linked.stderr
    reread = run("reread", "d.db", "--all", "--workers", "1")
    assert reread.returncode == 0 and reread.stderr.startswith("read 2")
    database = sqlite3.connect(tmp_path / "d.db")
    database.execute("UPDATE articles SET text = text || 'forged' WHERE key = 1")
    database.execute("DELETE FROM mentions WHERE key = (SELECT max(key) FROM mentions WHERE key NOT IN (SELECT mention FROM members))")
    database.commit()
    damaged = run("doctor", "d.db")
    assert damaged.returncode == 45
    assert "fault: article: wire-1: its text is not the one" in damaged.stdout


def test_ingest_ends_on_sigterm_without_losing_anything(run: Run, tmp_path: Path) -> None:
    rows = [{"id": str(n), "text": DISPATCH + f"\nReport {n}.\n"} for n in range(400)]
    (tmp_path / "many.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    line = [str(PROGRAM), "ingest", "many.jsonl", "--dossier", "d.db", "--workers", "1"]
    process = subprocess.Popen(line, cwd=tmp_path, stderr=subprocess.PIPE, text=True, env={**os.environ, "OMP_NUM_THREADS": "1"})
    deadline = time.monotonic() + 50
    stored = 0
    while stored == 0 and time.monotonic() < deadline:
        time.sleep(0.2)
        if (tmp_path / "d.db").exists():
            try:
                with sqlite3.connect(f"file:{tmp_path / 'd.db'}?mode=ro", uri=True) as database:
                    stored = database.execute("SELECT count(*) FROM articles").fetchone()[0]
            except sqlite3.OperationalError:
                continue
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 143, said
    assert said.startswith("warning: stopped;")
    with sqlite3.connect(tmp_path / "d.db") as database:
        assert stored <= database.execute("SELECT count(*) FROM articles").fetchone()[0] < 400
        assert database.execute("SELECT ended FROM runs").fetchone()[0] is not None
    checked = run("doctor", "d.db")
    assert checked.returncode == 0 and checked.stdout.startswith("note: link: members")


def test_ingest_workers_end_with_their_parent(tmp_path: Path) -> None:
    rows = [{"id": str(n), "text": DISPATCH + f"\nReport {n}.\n"} for n in range(400)]
    (tmp_path / "many.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    line = [str(PROGRAM), "ingest", "many.jsonl", "--dossier", "d.db", "--workers", "2"]
    process = subprocess.Popen(line, cwd=tmp_path, stderr=subprocess.DEVNULL)
    children: list[int] = []
    deadline = time.monotonic() + 40
    while len(children) < 2 and time.monotonic() < deadline:
        time.sleep(0.1)
        children = [int(p) for p in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]
    process.kill()
    process.wait()
    while any(Path(f"/proc/{c}").exists() for c in children) and time.monotonic() < deadline + 10:
        time.sleep(0.1)
    assert len(children) == 2 and not [c for c in children if Path(f"/proc/{c}").exists()]


def test_ingest_into_postgresql(run: Run, day: Path, postgresql_server: str) -> None:
    where = postgresql_server.format("by_command")
    done = run("ingest", "day.jsonl", "--dossier", where, *MAP)
    assert done.returncode == 3 and done.stderr.startswith("read 1, unchanged 1, failed 1")
    assert run("doctor", where).returncode == 0
    assert run("doctor", where.replace("by_command", "none_there")).returncode == 41


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (("ingest", "day.jsonl"), 2),
        (("ingest", "day.jsonl", "--dossier", "d.db", "--map", "words=body"), 2),
        (("ingest", "day.jsonl", "--dossier", "d.db", "--form", "pictures"), 2),
        (("ingest", "day.jsonl", "--dossier", "d.db", "--published", "yesterday"), 2),
        (("ingest", "day.jsonl", "--dossier", "d.db", "--knowledge", "nowhere"), 2),
        (("ingest", "day.jsonl", "--dossier", "mysql://host/d"), 2),
        (("ingest", "day.jsonl", "--dossier", "nowhere/d.db"), 43),
        (("ingest", "day.jsonl", "--dossier", "day.jsonl"), 41),
        (("ingest", "nowhere.jsonl", "--dossier", "d.db"), 3),
        (("doctor", "d.db"), 41),
        (("reread", "d.db"), 41),
        (("watch", "feed.xml", "--dossier", "d.db"), 2),
        (("watch", "http://127.0.0.1:9/feed", "--dossier", "d.db", "--once"), 21),
    ],
)
def test_ingest_says_what_is_wrong(run: Run, day: Path, line: tuple[str, ...], code: int) -> None:
    done = run(*line)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr and done.stderr.count("hint: ") == 1


def test_ingest_asking_for_help_loads_nothing_heavy() -> None:
    code = "import sys; from chancery.cli import run; run([{!r}, '--help']); print(sorted(m for m in sys.modules if '.' not in m))"
    for command in ("ingest", "watch", "reread", "relink", "quarantine", "doctor"):
        done = subprocess.run([sys.executable, "-c", code.format(command)], capture_output=True, text=True, check=True)
        loaded = done.stdout.splitlines()[-1]
        for heavy in ("numpy", "onnxruntime", "sqlalchemy", "alembic", "pyarrow", "trafilatura", "httpx", "rich", "multiprocessing"):
            assert f"'{heavy}'" not in loaded
