"""A desk over the dossier of the invented dispatches, asked without a network; those that a test changes are its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copyfile

import pytest
from asking import READER, REVIEWER, Asking, golden
from held import made_of

from chancery.desk import create
from chancery.desk.access import Access, parse


@pytest.fixture(scope="session", autouse=True)
def unhurried() -> Iterator[None]:
    """Tests on a fast machine ask more often than any reader: they are not slowed down. How often something may be changed stays as it is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("chancery.desk.app.READING", (1e9, 1e9))
        yield


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The file of the dossier; only to be read or copied."""
    path = str(tmp_path_factory.mktemp("desk") / "crisis.db")
    made_of(golden(), path).close()
    return path


@pytest.fixture(scope="session")
def desk(place: str) -> Iterator[Asking]:
    """A desk that nobody changes."""
    with Asking(create(place, access=Access(user="anna"))) as opened:
        yield opened


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def either_desk(request: pytest.FixtureRequest, place: str) -> Iterator[Asking]:
    """A desk that nobody changes, over either store."""
    if request.param == "sqlite":
        yield request.getfixturevalue("desk")
        return
    address = request.getfixturevalue("postgresql_server").format(f"desk_{os.getpid()}")
    made_of(golden(), address).close()
    with Asking(create(address, access=Access(user="anna"))) as opened:
        yield opened


@pytest.fixture
def own_place(place: str, tmp_path: Path) -> str:
    """The file of a dossier that a test may change."""
    copyfile(place, tmp_path / "own.db")
    return str(tmp_path / "own.db")


@pytest.fixture
def own_desk(own_place: str) -> Iterator[Asking]:
    """A desk that a test may change."""
    with Asking(create(own_place, access=Access(user="anna"))) as opened:
        yield opened


@pytest.fixture
def guarded(own_place: str) -> Iterator[Callable[..., Asking]]:
    """A desk that wants tokens, as one user after the other sees it: each call is a new visitor."""
    access = Access(parse([f"rosa:read:{READER}", f"victor:review:{REVIEWER}", f"wanda:review:{REVIEWER}-2"]))
    with Asking(create(own_place, access=access)) as opened:
        yield lambda token=None: opened.another(token)
