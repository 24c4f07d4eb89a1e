"""Reports are tested on a record made by hand, without a model."""

from __future__ import annotations

import pytest
from sample import sample

from chancery.schema.record import Record


@pytest.fixture
def record() -> Record:
    return sample()
