"""`chancery desk`: where it listens, whom it refuses, what it writes down."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import urllib.request
from pathlib import Path

import pytest
from asking import golden
from held import made_of
from program import PROGRAM, Run

SECRET = "reviewer-secret-0123456789"


@pytest.fixture(scope="module")
def crisis(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("desk") / "crisis.db"
    made_of(golden(), str(place)).close()
    return place


@pytest.mark.parametrize(("options", "named"), [
    (("--host", "0.0.0.0"), "0.0.0.0"), (("--host", "0.0.0.0", "--token", f"anna:read:{SECRET}"), "0.0.0.0"), (("--host", "::", "--tls-proxy"), "::"),
    (("--token", "anna:own:x"), "USER:RIGHT:SECRET"), (("--token", "anna:read:short"), "16"), (("--audit", "/no/such/folder/log"), "/no/such/folder/log"),
])  # fmt: skip
def test_desk_command_refuses_what_is_not_safe(run: Run, crisis: Path, options: tuple[str, ...], named: str) -> None:
    done = run("desk", str(crisis), "--port", "0", *options)
    assert done.returncode == 2 and named in done.stderr and "hint:" in done.stderr and "Traceback" not in done.stderr


def test_desk_command_says_when_the_port_is_taken_or_the_dossier_missing(run: Run, crisis: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run("desk", str(crisis), "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2 and "--port" in done.stderr
    assert run("desk", str(tmp_path / "none.db")).returncode == 41


def test_desk_command_serves_at_once_and_writes_down_who_changed_what(crisis: Path, tmp_path: Path) -> None:
    audit = tmp_path / "desk.log"
    options = [str(PROGRAM), "desk", str(crisis), "--port", "0", "--token", f"anna:review:{SECRET}", "--audit", str(audit)]
    process = subprocess.Popen(options, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        address = re.search(r"http://127\.0\.0\.1:\d+", process.stderr.readline())
        assert address
        headers = {"Authorization": f"Bearer {SECRET}", "Content-Type": "application/json"}
        with urllib.request.urlopen(urllib.request.Request(f"{address.group()}/api/v1/events?limit=1", headers=headers), timeout=60) as answer:
            mention = json.load(answer)["rows"][0]["mentions"][0]["mention"]
        body = json.dumps({"verb": "accept", "mention": mention}).encode()
        with urllib.request.urlopen(urllib.request.Request(f"{address.group()}/api/v1/judgements", data=body, headers=headers), timeout=60) as answer:
            assert json.load(answer) == {"number": 1}
    finally:
        process.terminate()
        process.wait(60)
    assert re.fullmatch(rf"\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\dZ anna accept mention {mention} number=1\n", audit.read_text(encoding="utf-8"))
