"""Reports are tested without a model: on a record made by hand, and on a dossier of the expected records of the invented dispatches."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sample import sample

from chancery.dossier.engines import Dossier
from chancery.knowledge import Knowledge
from chancery.report.export.formats import write
from chancery.report.export.holdings import holdings
from chancery.report.export.single import passing
from chancery.schema.record import Record
from chancery.schema.serial import from_plain

ROOT = Path(__file__).parents[2]


@pytest.fixture
def record() -> Record:
    return sample()


@pytest.fixture(scope="session")
def dispatches() -> list[Record]:
    return [from_plain(Record, json.loads(p.read_text(encoding="utf-8"))) for p in sorted((ROOT / "tests" / "golden").glob("*.json"))]


@pytest.fixture(scope="session")
def crisis(dispatches: list[Record]) -> Iterator[Dossier]:
    with passing(dispatches) as dossier:
        yield dossier


@pytest.fixture(scope="session")
def small() -> Iterator[Dossier]:
    with passing([sample()]) as dossier:
        yield dossier


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return Knowledge(ROOT / "examples" / "knowledge")


@pytest.fixture(scope="session")
def exported(knowledge: Knowledge) -> Callable[..., str]:
    """Writes a format of a dossier to text."""

    def made(dossier: Dossier, form: str, *, table: str | None = None, text_free: bool = False) -> str:
        with holdings(dossier, text_free=text_free, knowledge=knowledge) as held:
            return b"".join(write(held, form, table=table)).decode("utf-8")

    return made
