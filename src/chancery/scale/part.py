"""Articles with their records <-> the Parquet files of a shard: `records/` holds an article a row, `mentions/` what they say a row, `failed/` the rest.

The same articles give the same bytes. The file of the records is written last and carries the line of the manifest: where it is, the shard is finished.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict
from functools import cache
from types import TracebackType
from typing import IO, Any

from chancery.dossier.flatten import mentions
from chancery.dossier.rows import mention_row, party_rows
from chancery.ingest.item import Failed, Read
from chancery.scale.place import Folder, json_lines_of
from chancery.scale.shard import Finished
from chancery.schema.serial import dumps

#: articles in a row group: what a worker holds of them in memory
GROUP = 128
LINE = b"chancery"
_ARTICLE = ("title", "published", "publisher", "syndicated_from", "url", "language")
_MENTION = ("kind", "local", "start", "end", "label", "modality", "date_from", "date_to", "confidence")


def records_of(name: str) -> str:
    """Where in the folder of a run the records of a shard are."""
    return f"records/{name}.parquet"


def mentions_of(name: str) -> str:
    """Where its mentions are."""
    return f"mentions/{name}.parquet"


def failed_of(name: str) -> str:
    """Where it says what could not be read."""
    return f"failed/{name}.jsonl"


@cache
def _schemas() -> tuple[Any, Any]:
    import pyarrow as pa

    text = pa.string()
    party = pa.struct([(n, text) for n in ("role", "key", "code", "name")])
    records = [
        *((n, text) for n in ("source", "name", "hash", *_ARTICLE)), ("byline", pa.list_(text)), *((n, text) for n in ("text", "extra", "record", "schema"))
    ]  # fmt: skip
    kinds = {"start": pa.int32(), "end": pa.int32(), "confidence": pa.float64()}
    columns = ("source", "name", "hash", *_MENTION, "words")
    of_mentions = [*((n, kinds.get(n, text)) for n in columns), ("parties", pa.list_(party))]
    return pa.schema(records), pa.schema(of_mentions)


class Part:
    """Writes the files of a shard. A context manager: nothing is there unless it ends without an error; `finish` comes last."""

    def __init__(self, folder: Folder, name: str) -> None:
        self.folder, self.name = folder, name
        self.failed: list[dict[str, Any]] = []
        self._rows: list[dict[str, Any]] = []
        self._told: list[dict[str, Any]] = []

    def __enter__(self) -> Part:
        import pyarrow.parquet as pq

        # the records become visible after the mentions, since a stack is undone from its end
        with ExitStack() as stack:
            drafts = [stack.enter_context(self.folder.writing(where(self.name))) for where in (records_of, mentions_of)]
            self._writers = [
                stack.enter_context(pq.ParquetWriter(draft, schema, compression="zstd")) for draft, schema in zip(drafts, _schemas(), strict=True)
            ]  # fmt: skip
            self._stack = stack.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None) -> None:
        self._stack.__exit__(kind, error, where)

    def add(self, done: Read) -> None:
        """An article that was read."""
        article = done.article
        named = {"source": done.source, "name": done.name, "hash": article.id}
        self._rows.append({
            **named, **{n: getattr(article, n) for n in _ARTICLE}, "byline": list(article.byline), "text": article.text,
            "extra": dumps(done.extra), "record": dumps(done.record), "schema": done.record.schema,
        })  # fmt: skip
        for mention in mentions(done.record, article=0, name=done.name):
            row = mention_row(0, mention, hidden=False, judged=None)
            parties = [{k: v for k, v in p.items() if k != "mention"} for p in party_rows(0, mention)]
            words = article.text[mention.start : mention.end]
            self._told.append({**named, **{n: row[n] for n in _MENTION}, "words": words, "parties": parties})
        if len(self._rows) == GROUP:
            self._write()

    def refuse(self, done: Failed) -> None:
        """An item that could not be read."""
        error = done.error
        said = {"error": type(error).__name__, "message": " ".join(str(error).split())[:2000], "hint": getattr(error, "hint", None)}
        self.failed.append({"source": done.source, **said})

    def finish(self, line: Finished) -> None:
        """There is no more; `line` says what there was."""
        self._write()
        self._writers[0].add_key_value_metadata({LINE: json.dumps(asdict(line), ensure_ascii=False).encode("utf-8")})
        if self.failed:
            self.folder.write(failed_of(self.name), json_lines_of(self.failed))
        else:
            self.folder.remove(failed_of(self.name))

    def _write(self) -> None:
        import pyarrow as pa

        for writer, schema, rows in zip(self._writers, _schemas(), (self._rows, self._told), strict=True):
            if rows:
                writer.write_table(pa.Table.from_pylist(rows, schema=schema))
                rows.clear()


def line_of(folder: Folder, name: str) -> Finished | None:
    """What the file of a shard's records says of itself; null where it is not there, or none."""
    import pyarrow
    import pyarrow.parquet as pq

    if not (size := folder.size(records_of(name))):
        return None
    try:
        with folder.open(records_of(name)) as file:
            said = json.loads(pq.read_metadata(file).metadata[LINE])
        return Finished(**{**said, "bytes": size})
    except (pyarrow.ArrowException, OSError, KeyError, TypeError, ValueError):
        return None


def rows_of(file: IO[bytes]) -> Iterator[dict[str, Any]]:
    """The rows of a file of records."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(file) as part:
        for batch in part.iter_batches(batch_size=64, columns=["source", "name", "hash", "extra", "record"]):
            yield from batch.to_pylist()
