"""`chancery read` by real processes: what it writes where, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

from program import DISPATCH, PROGRAM, Run


def test_read_prints_a_report_by_default(run: Run, dispatch: Path) -> None:
    done = run("read", dispatch, "--published", "2031-03-14")
    assert done.returncode == 0, done.stderr
    assert "published 2031-03-14 (as given)" in done.stdout
    assert "\x1b[" not in done.stdout
    assert "STATEMENTS" in done.stdout


def test_read_prints_one_object_for_one_source(run: Run, dispatch: Path) -> None:
    done = run("read", dispatch, "--format", "json")
    record = json.loads(done.stdout)
    assert record["schema"] == "chancery.record/1"
    assert record["article"]["text"] == DISPATCH
    assert done.stdout.count("\n") > 10


def test_read_takes_standard_input(run: Run, dispatch: Path) -> None:
    piped = run("read", "-", "--format", "json", stdin=DISPATCH.encode())
    assert piped.returncode == 0
    assert piped.stdout == run("read", dispatch, "--format", "json").stdout


def test_read_prints_lines_for_several_and_goes_on_after_a_bad_one(run: Run, dispatch: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    done = run("read", dispatch, "empty.txt", "nowhere.txt", dispatch, "--format", "json")
    assert done.returncode == 12
    first, second = done.stdout.splitlines()
    assert first == second and json.loads(first)["article"]["text"] == DISPATCH
    assert [line for line in done.stderr.splitlines() if line.startswith("error:")] != []
    assert "empty.txt" in done.stderr and "nowhere.txt" in done.stderr


def test_read_writes_a_file_only_when_complete(run: Run, dispatch: Path, tmp_path: Path) -> None:
    out = tmp_path / "record.json"
    done = run("read", dispatch, "--format", "json", "--out", out)
    assert (done.returncode, done.stdout) == (0, "")
    before = out.read_bytes()
    assert json.loads(before)
    assert run("read", "nowhere.txt", "--format", "json", "--out", out).returncode == 11
    assert out.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["dispatch.txt", "record.json"]


def test_read_out_into_a_missing_folder(run: Run, dispatch: Path) -> None:
    done = run("read", dispatch, "--out", "no/such/record.txt")
    assert done.returncode == 2 and done.stderr.startswith("error: ")


def test_read_html_and_markdown(run: Run, dispatch: Path) -> None:
    assert run("read", dispatch, "--format", "html").stdout.startswith("<!doctype html>")
    assert run("read", dispatch, "--format", "markdown").stdout.startswith("# Velmora recalls envoy")


def test_read_one_page_holds_one_record(run: Run, dispatch: Path) -> None:
    done = run("read", dispatch, dispatch, "--format", "html")
    assert (done.returncode, done.stdout) == (2, "")


def test_read_own_knowledge(run: Run, dispatch: Path) -> None:
    tables = Path(__file__).parents[2] / "examples" / "knowledge"
    record = json.loads(run("read", dispatch, "--format", "json", "--knowledge", tables).stdout)
    assert {"XVL", "XKS"} <= {a["code"] for a in record["actors"]}
    assert run("read", dispatch, "--knowledge", "nowhere").returncode == 2


def test_read_unknown_option_says_where_help_is(run: Run) -> None:
    done = run("read", "x.txt", "--colour")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == "hint: see chancery read --help"


def test_read_gives_the_same_bytes_whatever_the_threads(run: Run, dispatch: Path) -> None:
    one = run("read", dispatch, "--format", "json", "--threads", "1")
    assert one.returncode == 0
    assert one.stdout == run("read", dispatch, "--format", "json", "--threads", "2").stdout


def test_read_ends_quietly_when_the_pipe_closes(dispatch: Path) -> None:
    line = f"'{PROGRAM}' read {' '.join([str(dispatch)] * 8)} --published 2031-03-14 --format json | head -c 10; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == ""
    assert done.stdout.endswith("141\n")


def _waits(pid: int) -> None:
    """Come back when a process has begun, and takes no more of the processor: it waits for its input."""
    seen, deadline = -1, time.monotonic() + 30
    while time.monotonic() < deadline:
        time.sleep(0.5)
        used = sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]))
        if used == seen and used > 10:
            return
        seen = used


def test_read_ends_quietly_when_interrupted() -> None:
    with subprocess.Popen([PROGRAM, "read", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        _waits(process.pid)
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)  # before standard input ends, which is an article without words
        out, err = process.communicate()
    assert (process.returncode, out, err.strip()) == (130, b"", b"")


def test_read_shows_progress_only_to_a_person(run: Run, dispatch: Path) -> None:
    assert run("read", dispatch, dispatch, "--published", "2031-03-14", "--format", "json").stderr == ""


def test_help_is_fast_and_has_examples(run: Run) -> None:
    run("--help")  # warm the file cache
    start = os.times()
    done = run("--help")
    end = os.times()
    assert "Examples:" in done.stdout and "Examples:" in run("read", "--help").stdout
    # processor seconds of the child, whatever else the machine does
    assert (end.children_user + end.children_system) - (start.children_user + start.children_system) < 0.3


def test_version_names_program_and_record(run: Run) -> None:
    assert run("version").stdout == "chancery 0.1.0 (chancery.record/1)\n"


def test_read_explain_says_what_each_line_rests_on(run: Run, dispatch: Path) -> None:
    plain, explained = (json.loads(run("read", dispatch, "--format", "json", *more).stdout) for more in ((), ("--explain",)))
    reasons = explained.pop("explain")
    assert explained == plain and "explain" not in plain
    text = plain["article"]["text"]
    words = {r["id"]: text[r["words"]["start"] : r["words"]["end"]] for r in reasons}
    for kind in ("statements", "events", "positions", "commitments", "disputes", "figures", "documents"):
        assert {o["id"] for o in plain[kind]} <= set(words), kind
    assert all(r["rule"] and 0 <= r["confidence"] <= 1 for r in reasons)
    denial = next(s for s in plain["statements"] if s["act"] == "deny")
    assert words[denial["id"]] == "denied"
    assert "rests on “denied” by" in run("read", dispatch, "--explain").stdout
    assert run("read", dispatch, "--format", "html", "--explain").returncode == 2
