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
from pathlib import Path

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


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a server that this session starts, as the user postgres where it runs as root; a database's name belongs at {}."""
    programs = _programs()
    if programs is None:
        pytest.skip("no PostgreSQL server here: apt-get install postgresql")
    options: dict[str, object] = {}
    home = Path(tempfile.mkdtemp(prefix="chancery-pg-"))
    if os.geteuid() == 0:
        try:
            user = pwd.getpwnam("postgres")
        except KeyError:
            pytest.skip("PostgreSQL refuses root, and there is no user postgres to run it")
        os.chown(home, user.pw_uid, user.pw_gid)
        options = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    data, port = home / "data", _free_port()

    def call(*arguments: str) -> None:
        done = subprocess.run(arguments, cwd=home, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, **options)  # type: ignore[call-overload]
        assert done.returncode == 0, done.stdout

    try:
        call(str(programs / "initdb"), "-D", str(data), "-U", "chancery", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        settings = f"-k {home} -p {port} -c listen_addresses='' -c fsync=off -c shared_buffers=32MB"
        call(str(programs / "pg_ctl"), "-D", str(data), "-l", str(home / "log"), "-w", "-o", settings, "start")
        try:
            yield f"postgresql://chancery@/{{}}?host={home}&port={port}"
        finally:
            call(str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


_numbers = itertools.count(1)


@pytest.fixture(params=["sqlite", "postgresql"])
def new_dossier(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Gives the place of a dossier that is not there yet, another at each call; every test that asks runs on both stores."""
    if request.param == "sqlite":
        return lambda: str(tmp_path / f"dossier-{next(_numbers)}.db")
    server: str = request.getfixturevalue("postgresql_server")
    return lambda: server.format(f"dossier_{os.getpid()}_{next(_numbers)}")
