"""The coded texts of the corpora hold places and codes, never words of a text, and fit the texts where these are at hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from training.coded import DATA, FOLDER, coded, row

ROWS = [json.loads(line) for path in sorted(FOLDER.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
    elif isinstance(value, str):
        yield value


def _spans(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "start" in value:
            yield value
        for inner in value.values():
            yield from _spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _spans(inner)


def test_coded_rows_hold_no_words_of_a_text():
    assert len(ROWS) > 1000
    for found in ROWS:
        assert all("text" not in span for span in _spans(found["gold"])), found["id"]
        longest = max(_strings({k: v for k, v in found["gold"].items() if k != "id"}), key=len)
        assert len(longest.split()) <= 12, (found["id"], longest)


def test_coded_spans_lie_within_their_text():
    for found in ROWS:
        for span in _spans(found["gold"]):
            assert 0 <= span["start"] < span["end"] <= found["to"] - found["from"], (found["id"], span)


def test_coded_texts_get_their_words_back():
    if not (DATA / "plv").exists():
        pytest.skip("the corpora are not at hand (../shared/data or CHANCERY_DATA)")
    found = coded()
    assert len(found) == len(ROWS)
    for each in found[::10]:
        for span in _spans(each.gold):
            assert each.text[span["start"] : span["end"]] == span["text"]


def test_coded_row_leaves_the_words_out():
    said = "W min | the minister | she | TAV\nS min | accuse | accused | Velmora of massing troops"
    notes = f"A 2031-03-05 | -\n{said}\nE ACCUSE | accused | TAV > VEL | - | actual\n"
    made = row("plv", "made", 7, "\nThe minister accused Velmora of massing troops.\n", notes)
    assert (made["from"], made["to"]) == (8, 8 + len("The minister accused Velmora of massing troops."))
    assert made["gold"]["events"][0]["trigger"] == {"start": 13, "end": 20}
    assert made["gold"]["statements"][0]["content"] == [{"start": 21, "end": 46}]
