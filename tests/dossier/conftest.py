"""Records without the model: those that tests/golden expects of the invented dispatches."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chancery.schema.record import Record
from chancery.schema.serial import from_plain

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture(scope="session")
def records() -> dict[str, Record]:
    """The expected records by the name of their dispatch, like 4-torva."""
    return {p.stem: from_plain(Record, json.loads(p.read_text(encoding="utf-8"))) for p in sorted(GOLDEN.glob("*.json"))}
