"""chancery.ingest.rows, archives, inputs: what is in files of many articles, and where."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest

from chancery.errors import SourceError, TooLargeError, UsageError
from chancery.ingest.inputs import Inputs, mapping_of
from chancery.ingest.item import Item
from chancery.settings import Settings

ROWS = [{"id": "a", "text": "First."}, {"id": "b", "text": "Second, with a comma.", "desk": "world"}]


def _items(*names: str | Path, **more: Any) -> list[Item]:
    return list(Inputs([str(n) for n in names], more.pop("settings", Settings()), **more).items())


def _fields(items: list[Item]) -> list[dict[str, Any] | None]:
    return [i.fields for i in items]


@pytest.mark.parametrize("name", ["day.jsonl", "day.jsonl.gz", "day.ndjson", "day.json", "day", "day.csv", "day.tsv", "day.parquet"])
def test_inputs_rows_of_every_form(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    lines = "".join(json.dumps(r) + "\n" for r in ROWS).encode()
    if name.endswith(".parquet"):
        import pyarrow
        import pyarrow.parquet

        pyarrow.parquet.write_table(pyarrow.Table.from_pylist(ROWS, schema=pyarrow.schema([(c, pyarrow.string()) for c in ("id", "text", "desk")])), path)
    elif name.endswith("sv"):
        mark = "," if name.endswith("csv") else "\t"
        path.write_text(f'id{mark}text{mark}desk\na{mark}First.{mark}\nb{mark}"Second, with a comma."{mark}world\n', encoding="utf-8-sig")
    else:
        path.write_bytes(gzip.compress(lines) if name.endswith(".gz") else json.dumps(ROWS).encode() if name.endswith(".json") else lines)
    items = _items(path)
    assert _fields(items) == ROWS
    assert [i.source for i in items] == [f"{path}:1", f"{path}:2"]


def test_inputs_columns_are_renamed(tmp_path: Path) -> None:
    path = tmp_path / "day.jsonl"
    path.write_text('{"body": "Words.", "date": "2031-03-05", "text": "a summary"}\n', encoding="utf-8")
    (item,) = _items(path, mapping=mapping_of("text=body, published=date"))
    assert item.fields == {"text": "Words.", "published": "2031-03-05"}


@pytest.mark.parametrize("text", ["text", "colour=x", "text=", "=x"])
def test_inputs_a_mapping_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        mapping_of(text)


def test_inputs_a_bad_line_does_not_stop_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "day.jsonl"
    path.write_bytes(b'{"text": "one"}\n{broken\n\n[1, 2]\n"' + b"x" * 200 + b'"\n\xff\xfe{}\n{"text": "last"}')
    items = _items(path, settings=Settings(max_bytes=100))
    assert [(i.source.rsplit(":", 1)[1], type(i.error).__name__) for i in items] == [
        ("1", "NoneType"), ("2", "SourceError"), ("4", "SourceError"), ("5", "TooLargeError"), ("6", "SourceError"), ("7", "NoneType"),
    ]  # fmt: skip
    assert isinstance(items[3].error, TooLargeError)


def test_inputs_a_damaged_file_says_where(tmp_path: Path) -> None:
    whole = gzip.compress(b"".join(b'{"text": "%d"}\n' % n for n in range(5000)))
    (tmp_path / "cut.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "no.parquet").write_bytes(b"PAR1 but nothing else")
    (tmp_path / "wide.csv").write_text("text\none\ntwo,three\nfour\n", encoding="utf-8")
    cut = _items(tmp_path / "cut.jsonl.gz")
    assert len(cut) > 100 and isinstance(cut[-1].error, SourceError) and all(i.error is None for i in cut[:-1])
    (parquet,) = _items(tmp_path / "no.parquet")
    assert isinstance(parquet.error, SourceError)
    assert [i.error is None for i in _items(tmp_path / "wide.csv")] == [True, False, True]


def test_inputs_a_folder_in_order_without_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.html", "a/y.jsonl", ".git/x.txt", "picture.png", "a/.hidden.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text('{"text": "x"}\n', encoding="utf-8")
    assert [i.source for i in _items(tmp_path)] == [f"{tmp_path}/a/y.jsonl:1", f"{tmp_path}/a/z.html", f"{tmp_path}/b.txt"]


def test_inputs_what_is_not_there_is_an_item_with_its_error(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("x", encoding="utf-8")
    items = _items(tmp_path / "none.txt", tmp_path / "good.txt")
    assert [i.error is None for i in items] == [False, True]


def test_inputs_lists_of_addresses(tmp_path: Path) -> None:
    path = tmp_path / "links.txt"
    path.write_text("# of the day\nhttps://a.example/1\n\nnonsense\nhttp://b.example/2\n", encoding="utf-8")
    items = _items(path, form="urls")
    assert [(i.load, i.error is None) for i in items] == [("https://a.example/1", True), (None, False), ("http://b.example/2", True)]
    assert items[1].source == f"{path}:4"


def test_inputs_tell_how_many_there_are_where_that_is_cheap(tmp_path: Path) -> None:
    (tmp_path / "day.jsonl.gz").write_bytes(gzip.compress(b'{"text": "x"}\n' * 17))
    (tmp_path / "one.txt").write_text("x", encoding="utf-8")
    assert Inputs([str(tmp_path), "https://a.example/1"], Settings()).total() == 19
    (tmp_path / "some.csv").write_text("text\nx\n", encoding="utf-8")
    assert Inputs([str(tmp_path)], Settings()).total() is None


def test_inputs_standard_input_is_json_lines() -> None:
    (item,) = _items("-", stdin=io.BytesIO(b'{"text": "one"}\n'))
    assert item.fields == {"text": "one"} and item.source == "standard input:1"


def test_archives_pages_of_a_warc(tmp_path: Path) -> None:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    path = tmp_path / "crawl.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for url, kind, status, body in (
            ("http://a.example/1", "text/html; charset=iso-8859-1", "200 OK", "<p>café</p>".encode("latin-1")),
            ("http://a.example/p.png", "image/png", "200 OK", b"\x89PNG"),
            ("http://a.example/gone", "text/html", "404 Not Found", b"<p>gone</p>"),
            ("http://a.example/2", "text/html", "200 OK", b"<p>two</p>"),
        ):
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers))
    items = _items(path)
    assert [(i.url, i.page, i.charset) for i in items] == [
        ("http://a.example/1", "<p>café</p>".encode("latin-1"), "iso-8859-1"), ("http://a.example/2", b"<p>two</p>", None),
    ]  # fmt: skip
    assert items[1].source == f"{path}:4"
    path.write_bytes(b"no archive at all")
    (bad,) = _items(path)
    assert isinstance(bad.error, SourceError)
