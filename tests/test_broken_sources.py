"""Damaged sources, from bytes to record: a record whose every offset is sound, or an error of ours; never anything else, and never for long.

CHANCERY_FUZZ=10000 tries so many damaged sources; without it a few are tried. CHANCERY_FUZZ_FROM begins at another seed.
"""

from __future__ import annotations

import io
import json
import os
import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mutations import damaged

from chancery.errors import ChanceryError
from chancery.intake import load
from chancery.pipeline import Pipeline
from chancery.report.json import to_json
from chancery.settings import load as settings_of

#: seconds of processor time that one source of up to 20,000 characters may take
MOST = 10.0
#: sources that were once read wrong
KNOWN = (2919,)
COUNT, FIRST = int(os.environ.get("CHANCERY_FUZZ", "40")), int(os.environ.get("CHANCERY_FUZZ_FROM", "0"))


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(threads=1)


def _spans(value: Any) -> Iterator[tuple[int, int]]:
    if isinstance(value, dict):
        if isinstance(value.get("start"), int) and isinstance(value.get("end"), int):
            yield value["start"], value["end"]
        for inner in value.values():
            yield from _spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _spans(inner)


def check(data: bytes, pipeline: Pipeline) -> None:
    """Read a source; fails where it neither gives a sound record nor an error of ours in time."""
    begun = time.process_time()
    try:
        article = load("-", published="2031-03-05", stdin=io.BytesIO(data), settings=settings_of({}), knowledge=pipeline.knowledge)
        record = json.loads(to_json(pipeline.read(article)))
    except ChanceryError as error:
        assert str(error) and "\n" not in str(error)
        record = None
    assert time.process_time() - begun < MOST
    if record is None:
        return
    text = record["article"]["text"]
    assert all(0 <= start < end <= len(text) for start, end in _spans(record))
    ends = [0, *(b["end"] for b in record["article"]["blocks"])]
    assert all(b["start"] >= before for b, before in zip(record["article"]["blocks"], ends, strict=False))
    for part, owner in (("statements", "speaker"), ("positions", "actor")):
        actors = {a["id"] for a in record["actors"]}
        assert all(line[owner] is None or line[owner] in actors for line in record[part])


def test_broken_sources_give_a_sound_record_or_an_error(pipeline: Pipeline) -> None:
    for seed in (*KNOWN, *range(FIRST, FIRST + COUNT)):
        try:
            check(damaged(seed), pipeline)
        except Exception as error:
            raise AssertionError(f"source {seed}: {type(error).__name__}: {error}") from error


@settings(max_examples=max(25, COUNT // 10), deadline=None)
@given(st.text(max_size=400))
def test_broken_sources_of_any_characters_give_a_sound_record_or_an_error(text: str) -> None:
    check(("The minister said on Monday that talks would go on. " * 3 + text).encode("utf-8", "surrogatepass"), _shared())


@settings(max_examples=max(25, COUNT // 10), deadline=None)
@given(st.binary(max_size=600))
def test_broken_sources_of_any_bytes_give_a_sound_record_or_an_error(data: bytes) -> None:
    check(data, _shared())


def _shared(made: list[Pipeline] = []) -> Pipeline:  # noqa: B006 - one for all examples
    if not made:
        made.append(Pipeline(threads=1))
    return made[0]
