"""chancery.scale.plan: how inputs are cut."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest

from chancery.errors import NotFoundError, UsageError
from chancery.scale.plan import Input, inputs_of, shards_of
from chancery.scale.shard import Lost, Shard
from chancery.scale.work import items_of
from chancery.settings import Settings


def _file(path: Path, data: bytes) -> Input:
    path.write_bytes(data)
    found = inputs_of([str(path)])
    assert len(found) == 1 and isinstance(found[0], Input)
    return found[0]


def _shards(given: Input, lines: int) -> list[Shard]:
    made = list(shards_of(given, lines=lines))
    assert all(isinstance(s, Shard) for s in made)
    return [s for s in made if isinstance(s, Shard)]


def _sources(shards: list[Shard]) -> list[str]:
    return [i.source.rpartition("/")[2] for s in shards for i in items_of(s, settings=Settings(), mapping={})]


@pytest.mark.parametrize("lines", [1, 3, 7, 8, 100])
@pytest.mark.parametrize("end", [b"\n", b""])
def test_plan_every_line_is_in_one_shard_and_keeps_its_number(tmp_path: Path, lines: int, end: bytes) -> None:
    text = b"\n".join(json.dumps({"id": n}).encode() for n in range(7)) + end
    plain, packed = _file(tmp_path / "a.jsonl", text), _file(tmp_path / "b.jsonl.gz", gzip.compress(text))
    for given in (plain, packed):
        shards = _shards(given, lines)
        assert len(shards) == max(1, -(-7 // lines))
        assert [s.rpartition(":")[2] for s in _sources(shards)] == list("1234567")
    assert [s.sha256 for s in _shards(plain, lines)] == [s.sha256 for s in _shards(packed, lines)]


def test_plan_an_empty_file_is_an_empty_shard(tmp_path: Path) -> None:
    shards = _shards(_file(tmp_path / "a.jsonl", b""), 3)
    assert len(shards) == 1 and _sources(shards) == []


def test_plan_lines_longer_than_what_is_read_at_once_are_not_cut(tmp_path: Path) -> None:
    text = b"".join(json.dumps({"id": n, "text": "x" * 2_500_000}).encode() + b"\n" for n in range(3))
    shards = _shards(_file(tmp_path / "a.jsonl", text), 2)
    assert _sources(shards) == ["a.jsonl:1", "a.jsonl:2", "a.jsonl:3"]


def test_plan_a_grown_file_keeps_its_first_shards(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    before = _shards(_file(path, b"{}\n" * 7), 3)
    after = _shards(_file(path, b"{}\n" * 8), 3)
    assert before[:2] == after[:2] and before[2] != after[2] and before[2].name == after[2].name


def test_plan_a_damaged_file_is_read_up_to_the_damage(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(b"".join(json.dumps({"id": n, "text": os.urandom(400).hex()}).encode() + b"\n" for n in range(50))))
    del packed[len(packed) // 2 :]
    shards = _shards(_file(tmp_path / "a.jsonl.gz", bytes(packed)), 10)
    items = [i for s in shards for i in items_of(s, settings=Settings(), mapping={})]
    assert 2 <= len(shards) <= 4 and shards[-1].size is None
    assert [i.error is None for i in items] == [True] * (len(items) - 1) + [False] and 15 < len(items) < 35


def test_plan_folders_give_what_can_be_read_in_them(tmp_path: Path) -> None:
    for name in ("b.jsonl", "a/z.parquet", "a/c.warc.gz", "note.txt", ".hidden/x.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    found = inputs_of([str(tmp_path), str(tmp_path / "b.jsonl"), str(tmp_path / "none.jsonl")])
    assert [Path(i.source).relative_to(tmp_path).as_posix() for i in found] == ["a/c.warc.gz", "a/z.parquet", "b.jsonl", "none.jsonl"]
    assert isinstance(found[-1], Lost) and isinstance(found[-1].error, NotFoundError)


def test_plan_single_articles_are_refused(tmp_path: Path) -> None:
    for name in ("a.txt", "feed.rss", "nameless"):
        (tmp_path / name).write_text("x", encoding="utf-8")
        with pytest.raises(UsageError) as refused:
            inputs_of([str(tmp_path / name)])
        assert refused.value.hint
    assert isinstance(inputs_of([str(tmp_path / "nameless")], form="jsonl")[0], Input)


def test_plan_files_of_one_name_have_shards_of_their_own(tmp_path: Path) -> None:
    names = set()
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        names |= {s.name for s in _shards(_file(tmp_path / folder / "day.jsonl", b"{}\n"), 3)}
    assert len(names) == 2
