"""How the command-line tests run: the real program in a process of its own, and a web server on loopback whose pages are written here."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from program import ARTICLE, DISPATCH, EMPTY_PAGE, PROGRAM, Run


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `chancery` with arguments; standard input may be given as bytes."""

    def called(*arguments: str | Path, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[str]:
        clean = {k: v for k, v in os.environ.items() if not k.startswith("CHANCERY_") and "proxy" not in k.lower()}
        done = subprocess.run(
            [PROGRAM, *map(str, arguments)], input=stdin, capture_output=True, cwd=tmp_path, timeout=60, check=False,
            env={**clean, "COLUMNS": "100", "OMP_NUM_THREADS": "1", **environment},
        )  # fmt: skip
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return called


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        pages = {"/article": ARTICLE, "/menu": EMPTY_PAGE}
        if self.path.startswith("/loop"):
            self.send_response(302)
            self.send_header("Location", "/loop" + str(len(self.path)))
            self.end_headers()
        elif self.path in pages:
            body = pages[self.path].encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        else:
            self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a server with /article, /menu (no article), /loop (redirects without end); all else is 404."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Pages) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_port}"
        httpd.shutdown()


@pytest.fixture
def dispatch(tmp_path: Path) -> Path:
    """A good article as a text file."""
    path = tmp_path / "dispatch.txt"
    path.write_text(DISPATCH, encoding="utf-8")
    return path
