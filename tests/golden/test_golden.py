"""The example dispatches give the expected records, field by field.

Confidences may differ by 0.02, since int8 rounds differently from one processor type to another.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from chancery.intake import load
from chancery.pipeline import Pipeline
from chancery.report.json import to_json, to_object
from chancery.settings import Settings

ROOT = Path(__file__).parents[2]
DISPATCHES = sorted((ROOT / "examples" / "dispatches").iterdir())
SPAN = ("start", "end")


@cache
def _pipeline() -> Pipeline:
    return Pipeline(knowledge=ROOT / "examples" / "knowledge")


def _record(dispatch: Path) -> Any:
    pipeline = _pipeline()
    return pipeline.read(load(str(dispatch), settings=Settings(), knowledge=pipeline.knowledge))


def differences(expected: Any, found: Any, path: str = "") -> Iterator[str]:
    """Where two records differ, one line each."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for key in sorted(expected.keys() | found.keys()):
            yield from differences(expected.get(key), found.get(key), f"{path}.{key}")
    elif isinstance(expected, list) and isinstance(found, list):
        if len(expected) != len(found):
            yield f"{path}: {len(expected)} expected, {len(found)} found"
        for i, (a, b) in enumerate(zip(expected, found, strict=False)):
            yield from differences(a, b, f"{path}[{i}]")
    elif path.endswith(".confidence"):
        if abs(expected - found) > 0.02:
            yield f"{path}: {expected} expected, {found} found"
    elif expected != found:
        yield f"{path}: {expected!r} expected, {found!r} found"


@pytest.mark.parametrize("dispatch", DISPATCHES, ids=lambda p: p.stem)
def test_golden_record(dispatch: Path, request: pytest.FixtureRequest) -> None:
    golden = Path(__file__).with_name(f"{dispatch.stem}.json")
    record = _record(dispatch)
    if request.config.getoption("--write-golden", default=False):
        golden.write_text(to_json(record, indent=1) + "\n", encoding="utf-8")
    if not golden.exists():
        pytest.skip(f"{golden.name} is not written yet: pytest tests/golden --write-golden")
    found = list(differences(json.loads(golden.read_text(encoding="utf-8")), to_object(record)))
    assert not found, "\n".join(found[:20])


@pytest.mark.parametrize("dispatch", DISPATCHES, ids=lambda p: p.stem)
def test_golden_everything_points_at_words(dispatch: Path) -> None:
    record = to_object(_record(dispatch))
    text, ids = record["article"]["text"], {o["id"] for kind, objects in record.items() if isinstance(objects, list) for o in objects}

    def check(value: Any, path: str) -> None:
        if isinstance(value, dict):
            if set(SPAN) <= value.keys():
                assert 0 <= value["start"] < value["end"] <= len(text), path
            for key, inner in value.items():
                check(inner, f"{path}.{key}")
                if key in {"speaker", "actor", "issuer", "place", "issue", "statement", "via", "answers"}:
                    assert inner is None or inner in ids, f"{path}.{key} is {inner!r}"
        elif isinstance(value, list):
            for i, inner in enumerate(value):
                check(inner, f"{path}[{i}]")

    check({k: v for k, v in record.items() if k != "article"}, "")
    assert len(ids) == sum(len(v) for v in record.values() if isinstance(v, list)), "an id is used twice"


def test_golden_a_record_is_the_same_alone_and_among_others() -> None:
    alone = [to_json(Pipeline(knowledge=ROOT / "examples" / "knowledge", threads=1).read(load(str(d), settings=Settings()))) for d in DISPATCHES[3:4]]
    pipeline = _pipeline()
    among = [to_json(r) for r in pipeline.read_all(load(str(d), settings=Settings()) for d in DISPATCHES)]
    assert among[3:4] == alone


def test_golden_differences_are_found() -> None:
    a = {"x": [{"confidence": 0.5, "y": 1}]}
    assert not list(differences(a, {"x": [{"confidence": 0.515, "y": 1}]}))
    assert len(list(differences(a, {"x": [{"confidence": 0.53, "y": 2}]}))) == 2
    assert list(differences(a, {"x": []}))
