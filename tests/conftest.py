"""What many tests share: a real PostgreSQL server of their own, and an empty dossier on either store."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

#: where Debian keeps the server's programs
SERVERS = Path("/usr/lib/postgresql")


def _programs() -> Path | None:
    found = sorted(SERVERS.glob("*/bin/postgres"), key=lambda p: int(p.parts[-3]) if p.parts[-3].isdigit() else 0)
    if found:
        return found[-1].parent
    postgres = shutil.which("postgres")
    return Path(postgres).parent if postgres else None


def _free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


class Server:
    """A PostgreSQL server in a folder of its own, run as the user postgres where this process is root; it can be stopped and started again."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._options: dict[str, Any] = {}
        self.home = Path(tempfile.mkdtemp(prefix="chancery-pg-"))
        if os.geteuid() == 0:
            try:
                user = pwd.getpwnam("postgres")
            except KeyError:
                pytest.skip("PostgreSQL refuses root, and there is no user postgres to run it")
            os.chown(self.home, user.pw_uid, user.pw_gid)
            self._options = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        self._data, self._port = self.home / "data", _free_port()
        #: the address of a database of this server; its name belongs at {}
        self.address = f"postgresql://chancery@/{{}}?host={self.home}&port={self._port}"
        self._call("initdb", "-D", str(self._data), "-U", "chancery", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")

    def start(self) -> None:
        """Start it and wait until it answers."""
        settings = f"-k {self.home} -p {self._port} -c listen_addresses='' -c fsync=off -c shared_buffers=32MB"
        self._call("pg_ctl", "-D", str(self._data), "-l", str(self.home / "log"), "-w", "-o", settings, "start")

    def stop(self) -> None:
        """Stop it as a crash would: connections break."""
        self._call("pg_ctl", "-D", str(self._data), "-m", "immediate", "-w", "stop")

    def _call(self, program: str, *arguments: str) -> None:
        line = (str(self._programs / program), *arguments)
        done = subprocess.run(line, cwd=self.home, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, **self._options)
        assert done.returncode == 0, done.stdout


@contextmanager
def _server() -> Iterator[Server]:
    programs = _programs()
    if programs is None:
        pytest.skip("no PostgreSQL server here: apt-get install postgresql")
    server = Server(programs)
    try:
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(server.home, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a server that this session starts; a database's name belongs at {}."""
    with _server() as server:
        yield server.address


@pytest.fixture
def own_server() -> Iterator[Server]:
    """A server that a test may stop and start."""
    with _server() as server:
        yield server


_numbers = itertools.count(1)


@pytest.fixture(params=["sqlite", "postgresql"])
def new_dossier(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Gives the place of a dossier that is not there yet, another at each call; every test that asks runs on both stores."""
    if request.param == "sqlite":
        return lambda: str(tmp_path / f"dossier-{next(_numbers)}.db")
    server: str = request.getfixturevalue("postgresql_server")
    return lambda: server.format(f"dossier_{os.getpid()}_{next(_numbers)}")
