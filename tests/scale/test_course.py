"""chancery.scale: what a run writes, again, in parts, over damage; with the real model, in this process and in others."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from dispatches import ROOT, SETTINGS, rows, written

from chancery.errors import DamagedStoreError, LockedStoreError, NotFoundError, StoreAccessError, UsageError
from chancery.pipeline import Pipeline
from chancery.scale import run, work
from chancery.scale.course import Progress
from chancery.scale.manifest import NAME, lines_of
from chancery.scale.part import failed_of, records_of
from chancery.scale.place import UNFINISHED, Folder
from chancery.schema.record import Record
from chancery.schema.serial import dumps, loads

Here = Callable[..., Progress]


def _rows(folder: Path, part: str = "records") -> list[dict[str, object]]:
    import pyarrow.parquet as pq

    return [row for path in sorted((folder / part).iterdir()) for row in pq.read_table(path).to_pylist()]


def test_course_records_are_those_of_reading_each_article(read_here: Here, corpus: Path, tmp_path: Path, loaded: Pipeline) -> None:
    done = read_here(corpus, out=tmp_path / "out", lines=4, published="2031-03-05")
    assert (done.finished, done.skipped, done.lost, done.read, done.failed) == (3, 0, (), 8, 2)
    found = _rows(tmp_path / "out")
    assert [r["name"] for r in found] == [r["id"] for r in rows()]
    assert [r["source"] for r in found] == [f"{corpus}:{n}" for n in (1, 2, 3, 4, 6, 7, 8, 9)]
    for row in found:
        record = loads(Record, str(row["record"]))
        assert dumps(loaded.read(record.article)) == row["record"]
        assert (row["hash"], row["text"], row["published"], row["schema"]) == (record.article.id, record.article.text, record.article.published, record.schema)
    assert [json.loads(str(r["extra"])) for r in found] == [{"desk": n} for n in range(8)]


def test_course_mentions_stand_in_columns_with_their_words(read_here: Here, corpus: Path, tmp_path: Path) -> None:
    read_here(corpus, out=tmp_path / "out")
    texts = {r["hash"]: str(r["text"]) for r in _rows(tmp_path / "out")}
    told = _rows(tmp_path / "out", "mentions")
    assert {"statement", "event", "figure", "position"} <= {m["kind"] for m in told}
    assert all(texts[m["hash"]][m["start"] : m["end"]] == m["words"] for m in told)  # type: ignore[misc]
    assert any(p["role"] == "source" and p["name"] for m in told if m["kind"] == "event" for p in m["parties"])  # type: ignore[attr-defined]


def test_course_the_manifest_says_what_was_read_by_what(read_here: Here, corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    read_here(corpus, out=out, lines=4)
    folder = Folder(str(out))
    lines = lines_of(folder)
    assert [(line.first, line.read, line.failed, line.reasons) for line in lines] == [
        (1, 4, 0, {}), (5, 3, 1, {"EmptySourceError": 1}), (9, 1, 1, {"SourceError": 1})
    ]  # fmt: skip
    for line in lines:
        assert (line.program, line.model, line.knowledge) == work.version(SETTINGS)
        assert line.bytes == (out / records_of(line.shard)).stat().st_size and line.words > 100
    said = [json.loads(text) for line in lines if line.failed for text in (out / failed_of(line.shard)).read_text(encoding="utf-8").splitlines()]
    assert [(s["source"], s["error"]) for s in said] == [(f"{corpus}:5", "EmptySourceError"), (f"{corpus}:10", "SourceError")]
    assert all(s["hint"] for s in said)


def test_course_again_skips_what_is_finished(read_here: Here, corpus: Path, tmp_path: Path) -> None:
    read_here(corpus, out=tmp_path / "out", lines=4)
    before = written(tmp_path / "out")
    done = read_here(corpus, out=tmp_path / "out", lines=4)
    assert (done.finished, done.skipped, done.read) == (0, 3, 0) and written(tmp_path / "out") == before


def test_course_again_reads_what_has_changed(read_here: Here, corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    read_here(corpus, out=out, lines=4)
    with corpus.open("a", encoding="utf-8") as file:
        file.write(json.dumps(rows()[0]) + "\n")
    done = read_here(corpus, out=out, lines=4)
    assert (done.finished, done.skipped, done.read) == (1, 2, 2)
    # cut otherwise: the former shards go, nothing is there twice
    assert read_here(corpus, out=out, lines=6).finished == 2
    read_here(corpus, out=tmp_path / "fresh", lines=6)
    assert written(out) == written(tmp_path / "fresh")
    assert read_here(corpus, out=out, lines=6, published="2031-03-05").finished == 2


def test_course_other_inputs_of_the_folder_stay(read_here: Here, corpus: Path, tmp_path: Path) -> None:
    other = corpus.with_name("other.jsonl")
    other.write_text(json.dumps(rows()[0]) + "\n", encoding="utf-8")
    read_here(corpus, out=tmp_path / "out")
    done = read_here(other, out=tmp_path / "out")
    assert done.finished == 1 and [line.read for line in lines_of(Folder(str(tmp_path / "out")))] == [8, 1]


def test_course_a_file_without_its_line_is_found_again(read_here: Here, corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    read_here(corpus, out=out, lines=4)
    before = written(out)
    lines = before[NAME].splitlines(keepends=True)
    # as a kill leaves it: the last line cut off, the one before not there, a file half written
    (out / NAME).write_bytes(lines[0] + lines[2][:50])
    (out / "records" / f"{UNFINISHED}x").write_bytes(b"PAR1")
    assert read_here(corpus, out=out, lines=4).skipped == 3
    assert written(out) == before


def test_course_a_file_that_is_not_what_its_line_says_is_made_anew(read_here: Here, corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    read_here(corpus, out=out, lines=4)
    before = written(out)
    first, second, _ = sorted((out / "records").iterdir())
    first.write_bytes(first.read_bytes()[:-100])
    second.unlink()
    assert read_here(corpus, out=out, lines=4).finished == 2
    assert written(out) == before


def test_course_damage_stays_with_its_shard(read_here: Here, corpus: Path, tmp_path: Path) -> None:
    folder = corpus.parent
    (folder / "a.jsonl.gz").write_bytes(gzip.compress(corpus.read_bytes())[:-1500])
    (folder / "b.parquet").write_bytes(b"PAR1 and then nothing")
    (folder / "c.warc").write_bytes(b"no archive at all\r\n\r\n" * 40)
    (folder / "e.json").write_text("[{]", encoding="utf-8")
    done = read_here(folder, folder / "none.jsonl", out=tmp_path / "out")
    assert done.finished == 5 and [type(lost.error) for lost in done.lost] == [NotFoundError]
    lines = {Path(line.source).name: line for line in lines_of(Folder(str(tmp_path / "out")))}
    assert (lines["day.jsonl"].read, lines["day.jsonl"].failed) == (8, 2)
    assert all(lines[name].failed >= 1 for name in ("a.jsonl.gz", "b.parquet", "c.warc", "e.json"))
    assert 1 <= lines["a.jsonl.gz"].read < 8
    said = (tmp_path / "out" / failed_of(lines["a.jsonl.gz"].shard)).read_text(encoding="utf-8")
    assert "damaged from here on" in said


def test_course_forms_give_the_same_records(read_here: Here, tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    texts = [{"id": r["id"], "text": r["text"]} for r in rows() if "text" in r][:3]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(r) + "\n" for r in texts), encoding="utf-8")
    (tmp_path / "b.json").write_text(json.dumps(texts), encoding="utf-8")
    pq.write_table(pa.Table.from_pylist(texts), tmp_path / "c.parquet")
    done = read_here(*(tmp_path / n for n in ("a.jsonl", "b.json", "c.parquet")), out=tmp_path / "out")
    found = [(r["name"], r["record"]) for r in _rows(tmp_path / "out")]
    assert done.finished == 3 and found[:3] == found[3:6] == found[6:] and len(found) == 9


def test_course_reads_and_writes_object_stores(read_here: Here, corpus: Path, tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec")
    store = fsspec.filesystem("memory")
    store.pipe("/news/march/day.jsonl", corpus.read_bytes())
    done = read_here("memory://news/march", out="memory://records", lines=4)
    assert (done.finished, done.read, done.failed) == (3, 8, 2)
    assert read_here("memory://news/march/*.jsonl", out="memory://records", lines=4).skipped == 3
    read_here(f"file://{corpus}", out=tmp_path / "out", lines=4)
    there = [loads(Record, r["record"]) for r in _from_memory(store)]
    assert there == [loads(Record, str(r["record"])) for r in _rows(tmp_path / "out")]
    assert len(store.cat("/records/manifest.jsonl").splitlines()) == 3


def _from_memory(store: object) -> list[dict[str, str]]:
    import pyarrow.parquet as pq

    return [r for p in sorted(store.find("/records/records")) for r in pq.read_table(store.open(p)).to_pylist()]  # type: ignore[attr-defined]


def test_course_two_runs_do_not_write_to_one_folder(read_here: Here, corpus: Path, tmp_path: Path) -> None:
    with Folder(str(tmp_path / "out")).held(), pytest.raises(LockedStoreError):
        read_here(corpus, out=tmp_path / "out")


def test_course_a_folder_that_cannot_be_written_ends_it(read_here: Here, corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreAccessError):
        read_here(corpus, out=tmp_path / "file" / "out")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "records").write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreAccessError):
        read_here(corpus, out=tmp_path / "out")


def test_course_an_unknown_store_is_a_fault_of_the_call(corpus: Path) -> None:
    pytest.importorskip("fsspec")
    with pytest.raises(UsageError):
        run([str(corpus)], out="nowhere://x", settings=SETTINGS, workers=1)


def test_course_processes_write_the_same_bytes_as_one(read_here: Here, corpus: Path, tmp_path: Path) -> None:
    read_here(corpus, out=tmp_path / "one", lines=2)
    done = run([str(corpus)], out=str(tmp_path / "two"), settings=SETTINGS, workers=2, lines=2)
    assert done.finished == 5 and written(tmp_path / "one") == written(tmp_path / "two")


def test_course_a_node_with_other_tables_is_refused(corpus: Path, tmp_path: Path) -> None:
    from chancery.errors import InstallationError
    from chancery.scale.shard import Job

    job = Job(str(tmp_path), replace(SETTINGS, knowledge=ROOT / "examples" / "knowledge"), ("0", "other", "tables"))
    with pytest.raises(InstallationError), job.open():
        pass


def test_course_reads_web_archives(read_here: Here, tmp_path: Path) -> None:
    from io import BytesIO

    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    pages = [str(r["html"]) for r in rows() if "html" in r]
    with (tmp_path / "crawl.warc.gz").open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number, page in enumerate([*pages, "<html><body><nav>Menu</nav></body></html>"]):
            head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            writer.write_record(writer.create_warc_record(f"https://news.example/{number}", "response", payload=BytesIO(page.encode()), http_headers=head))
    done = read_here(tmp_path / "crawl.warc.gz", out=tmp_path / "out")
    assert (done.finished, done.read, done.failed) == (1, len(pages), 1)
    assert [r["source"] for r in _rows(tmp_path / "out")] == [f"{tmp_path}/crawl.warc.gz:{n}" for n in range(1, len(pages) + 1)]


def test_course_a_damaged_manifest_is_not_taken_for_an_empty_one(read_here: Here, corpus: Path, tmp_path: Path) -> None:
    read_here(corpus, out=tmp_path / "out", lines=4)
    lines = (tmp_path / "out" / NAME).read_bytes().splitlines(keepends=True)
    (tmp_path / "out" / NAME).write_bytes(lines[0] + b"\0\0\0\n" + lines[2])
    with pytest.raises(DamagedStoreError, match=r"manifest\.jsonl:2"):
        read_here(corpus, out=tmp_path / "out", lines=4)
