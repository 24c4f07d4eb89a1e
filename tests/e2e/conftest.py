"""A browser for all tests of the page, and the hand-made record of the report tests as its content."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import CHROMIUM, Browser
from sample import sample

from chancery.report.html import to_html
from chancery.schema.record import Record


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    with Browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture
def record() -> Record:
    return sample()


@pytest.fixture
def page(record: Record, tmp_path: Path) -> Path:
    path = tmp_path / "record.html"
    path.write_text(to_html(record), encoding="utf-8")
    return path
