"""Confidences: what heads weigh is read as how often it was right, where a calibration lies beside them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chancery.models.heads import Heads


def test_calibration_reads_between_its_knots_and_beyond_them(tmp_path: Path) -> None:
    (tmp_path / "calibration.json").write_text(json.dumps({"positions": [[0.2, 0.6], [0.1, 0.5]]}), encoding="utf-8")
    heads = Heads(tmp_path)
    assert heads.calibrated("positions", 0.4) == pytest.approx(0.3)
    assert heads.calibrated("positions", 0.9) == pytest.approx(0.5)
    assert heads.calibrated("commitments", 0.4) == 0.4


def test_calibration_is_none_in_a_folder_without_one(tmp_path: Path) -> None:
    assert Heads(tmp_path).calibrated("positions", 0.4) == 0.4


def test_calibration_that_is_shipped_rises_with_the_weight() -> None:
    heads = Heads()
    for part in ("commitments", "positions", "disputes"):
        read = [heads.calibrated(part, value / 20) for value in range(21)]
        assert read == sorted(read)
        assert 0.0 <= read[0] < read[-1] <= 1.0
