"""Records without the model: those that tests/golden expects of the invented dispatches."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from held import made_of

from chancery.dossier.engines import Dossier
from chancery.schema.record import Record
from chancery.schema.serial import from_plain

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture(scope="session")
def records() -> dict[str, Record]:
    """The expected records by the name of their dispatch, like 4-torva."""
    return {p.stem: from_plain(Record, json.loads(p.read_text(encoding="utf-8"))) for p in sorted(GOLDEN.glob("*.json"))}


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def crisis(request: pytest.FixtureRequest, records: dict[str, Record], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dossier]:
    """The dossier of the eight invented dispatches, linked, on either store; only to be read."""
    if request.param == "sqlite":
        place = str(tmp_path_factory.mktemp("crisis") / "crisis.db")
    else:
        place = request.getfixturevalue("postgresql_server").format(f"crisis_{os.getpid()}")
    with made_of(records, place) as dossier:
        yield dossier
