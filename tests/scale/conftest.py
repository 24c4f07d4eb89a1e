"""How the tests of runs run: the dispatches as a file, and one loaded model for all runs in this process."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from dispatches import SETTINGS, rows

from chancery.pipeline import Pipeline
from chancery.scale import run, work
from chancery.scale.course import Progress


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Ten rows: the dispatches, one that holds nothing and one that is no JSON."""
    path = tmp_path / "in" / "day.jsonl"
    path.parent.mkdir()
    lines = [json.dumps(r) for r in rows()]
    path.write_text("\n".join([*lines[:4], '{"id": "empty"}', *lines[4:], "no JSON"]) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def loaded() -> Pipeline:
    """The model, loaded once for this process."""
    return Pipeline(knowledge=SETTINGS.knowledge, threads=1)


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch, loaded: Pipeline) -> Callable[..., Progress]:
    """A run in this process."""
    monkeypatch.setattr(work, "Pipeline", lambda knowledge, threads, device: loaded)

    def called(*inputs: Path | str, out: Path | str, **options: Any) -> Progress:
        return run([str(i) for i in inputs], out=str(out), settings=SETTINGS, workers=1, **options)

    return called
