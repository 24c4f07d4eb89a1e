"""Adds --write-golden, which writes what is read now as what is expected."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-golden", action="store_true", help="write the records of the example dispatches as the expected ones")
