"""In: articles with their records, and what was found wrong; out: rows. Every call is all or nothing, and the same calls give the same keys."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from chancery.dossier import flatten, pairs
from chancery.dossier.anchors import twins
from chancery.dossier.engines import Dossier
from chancery.dossier.judgements import states
from chancery.dossier.past import Kept
from chancery.dossier.rows import mention_row, party_rows
from chancery.dossier.tables import ARTICLES, COPIES, FEEDS, FULFILMENTS, LINKINGS, MEMBERS, MENTIONS, PARTIES, QUARANTINE, RECORDS, RUNS
from chancery.dossier.views.scope import article_of as bearer
from chancery.errors import DamagedStoreError
from chancery.schema.article import Article
from chancery.schema.evidence import Span
from chancery.schema.links import Links, Trail
from chancery.schema.record import Record
from chancery.schema.serial import dumps, from_plain, to_plain

Row = dict[str, Any]
#: characters of the name of an article or of a place in quarantine
LONGEST_NAME = 600
#: how hard records are packed; more than this gains little and costs much
PACKING = 6


@dataclass(frozen=True, slots=True)
class Added:
    """A new article, under its key."""

    key: int


@dataclass(frozen=True, slots=True)
class Unchanged:
    """An article whose text the dossier has already."""

    key: int


@dataclass(frozen=True, slots=True)
class Updated:
    """A new version of an article; what `replaces` said is retired."""

    key: int
    version: int
    replaces: int


def pack(record: Record) -> bytes:
    """A record as it is stored: without its article."""
    plain = to_plain(record)
    del plain["article"]
    return zlib.compress(json.dumps(plain, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8"), PACKING)


def unpack(data: bytes, article: Article) -> Record:
    """The record that `pack` packed, with its article."""
    return replace(from_plain(Record, {**json.loads(zlib.decompress(data)), "article": to_plain(article)}), article=article)


def short(name: str) -> str:
    """A name as it is stored: an endless one is cut, and told apart by its hash, since no index takes it whole."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 20]}#{hashlib.sha256(name.encode()).hexdigest()[:16]}"


def now() -> str:
    """UTC, ISO 8601, to the second: of runs and judgements, never of what was read."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Writer:
    """Writes to a dossier. Calls stand alone, or several together in `with writer.together():`, which is stored whole or not at all."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.run: int | None = None
        self._open: Connection | None = None

    @contextmanager
    def together(self) -> Iterator[Connection]:
        """One transaction around several calls."""
        if self._open is not None:
            yield self._open
            return
        with self.dossier.writing() as connection:
            self._open, run = connection, self.run
            try:
                yield connection
            except BaseException:
                self.run = run  # a run that began in here is not stored
                raise
            finally:
                self._open = None

    def start_run(self, *, inputs: Sequence[str] = (), program: str = "", model: str = "", knowledge: str = "") -> int:
        """Note that reading begins: by which version of the program, which weights and tables (hashes), from what. Gives the run's key."""
        with self.together() as connection:
            self.run = _next(connection, RUNS.c.key)
            connection.execute(insert(RUNS), {
                "key": self.run, "started": now(), "program": program, "model": model, "knowledge": knowledge,
                "inputs": json.dumps(list(inputs), ensure_ascii=False),
            })  # fmt: skip
        return self.run

    def end_run(self) -> None:
        """Note that reading has ended."""
        with self.together() as connection:
            connection.execute(update(RUNS).where(RUNS.c.key == self._run(connection)).values(ended=now()))

    def _run(self, connection: Connection) -> int:
        return self.run if self.run is not None else self.start_run()

    def count(self, *, read: int = 0, updated: int = 0, unchanged: int = 0, failed: int = 0) -> None:
        """Add to the run's numbers."""
        numbers = {n: v for n, v in (("read", read), ("updated", updated), ("unchanged", unchanged), ("failed", failed)) if v}
        if not numbers:
            return
        with self.together() as connection:
            connection.execute(update(RUNS).where(RUNS.c.key == self._run(connection)).values({n: RUNS.c[n] + v for n, v in numbers.items()}))

    def add(
        self, article: Article, record: Record, *, name: str | None = None, own: bool = True, extra: Mapping[str, Any] | None = None
    ) -> Added | Unchanged | Updated:
        """Store an article and what was read in it. `name` is what its source calls it (without one its URL, else its hash), `extra` its further columns.
        With `own` off the name is no id that the source gave, but its URL: answers call the article by its hash.

        An article is there once: the same name and text is `Unchanged`, the same name with another text `Updated`.
        """
        called = short(name) if name and own else article.id
        name = short(name or article.url or article.id)
        with self.together() as connection:
            versions = connection.execute(
                select(ARTICLES.c.key, ARTICLES.c.version, ARTICLES.c.hash).where(ARTICLES.c.name == name).order_by(ARTICLES.c.version)
            ).all()
            for known in versions:
                if known.hash == article.id:
                    return Unchanged(known.key)
            run = self._run(connection)
            key = _next(connection, ARTICLES.c.key)
            version = versions[-1].version + 1 if versions else 1
            if versions:
                connection.execute(update(ARTICLES).where(ARTICLES.c.name == name).values(current=False))
                older = [known.key for known in versions]
                # what they say is replaced, and what they replaced themselves counts again until links are found anew
                replaced = [*older, *connection.execute(select(COPIES.c.of).where(COPIES.c.article.in_(older))).scalars()]
                pairs.changed(connection, bearer(MEMBERS.c.mention).in_(replaced))
            connection.execute(insert(ARTICLES), _article_row(article, key=key, name=name, called=called, version=version, extra=extra or {}, run=run))
            self._insert_record(connection, record, key=key, name=name)
            self.count(read=1, updated=1 if versions else 0)
            return Updated(key, version, versions[-1].key) if versions else Added(key)

    def put_record(self, record: Record, *, key: int, name: str) -> None:
        """Store what was read anew in the article `key`, in place of what was read in it before. What analysts decided about it holds."""
        with self.together() as connection:
            _forget_mentions(connection, key)
            connection.execute(delete(RECORDS).where(RECORDS.c.article == key))
            self._insert_record(connection, record, key=key, name=name)
            self.count(read=1)

    def _insert_record(self, connection: Connection, record: Record, *, key: int, name: str) -> None:
        connection.execute(insert(RECORDS), {"article": key, "run": self._run(connection), "schema": record.schema, "data": pack(record)})
        insert_mentions(connection, record, key=key, name=name)

    def quarantine(self, source: str, error: Exception) -> None:
        """Keep what cannot be read: where it is (file:row or URL) and why."""
        said = {"error": type(error).__name__, "message": " ".join(str(error).split())[:2000], "hint": getattr(error, "hint", None)}
        source = short(source)
        with self.together() as connection:
            values = {"run": self._run(connection), **said}
            if not connection.execute(update(QUARANTINE).where(QUARANTINE.c.source == source).values(values)).rowcount:
                connection.execute(insert(QUARANTINE), {"key": _next(connection, QUARANTINE.c.key), "source": source, **values})
            self.count(failed=1)

    def release(self, source: str) -> None:
        """Forget that something could not be read: now it could."""
        with self.together() as connection:
            connection.execute(delete(QUARANTINE).where(QUARANTINE.c.source == short(source)))

    def note_feed(self, url: str, *, etag: str | None = None, modified: str | None = None, error: Exception | None = None) -> None:
        """Note that a feed was looked at: by what to ask for it again, or what was wrong."""
        with self.together() as connection:
            row = connection.execute(select(FEEDS).where(FEEDS.c.url == url)).one_or_none()
            values: Row = {"checked": now(), "error": None, "failures": 0, "etag": etag, "modified": modified}
            if error is not None:
                values = {"checked": now(), "error": " ".join(str(error).split())[:500], "failures": (row.failures if row else 0) + 1}
            if row is None:
                connection.execute(insert(FEEDS), {"failures": 0, "url": url, **values})
            else:
                connection.execute(update(FEEDS).where(FEEDS.c.url == url).values(values))

    def store_links(self, links: Links, *, trail: Trail | None = None, past: Kept | None = None) -> None:
        """Store how mentions belong together, in place of what was found before: of all, or of the articles that `past` left; `trail` lets the next
        linking go on from here.

        Raises:
            DamagedStoreError: the dossier has changed since `past` was looked at, so that the links do not fit it.
        """
        from chancery.dossier.linkage import store
        from chancery.dossier.trail import forget, lay

        with self.together() as connection:
            if past is not None and past.number != (connection.execute(select(LINKINGS.c.number)).scalar() or 0):
                raise DamagedStoreError("another process has linked the dossier", hint="chancery relink makes the links anew")
            retired = store(connection, links, past=past)
            if trail is None or past is None:
                forget(connection)
            else:
                lay(connection, trail, past, retired=retired)
            pairs.keep(connection)
            if self.dossier.dialect == "sqlite":  # what PostgreSQL does by itself: look at the rows, so that questions take the right index
                connection.exec_driver_sql("PRAGMA analysis_limit = 1000")
                connection.exec_driver_sql("ANALYZE")


def _next(connection: Connection, column: Any) -> int:
    """The next free key: counted here and not by the server, whose sequences leave gaps where a transaction failed."""
    return int(connection.execute(select(func.coalesce(func.max(column), 0))).scalar_one()) + 1


def _article_row(article: Article, *, key: int, name: str, called: str, version: int, extra: Mapping[str, Any], run: int) -> dict[str, Any]:
    plain = to_plain(article)
    text = plain.pop("text")
    return {
        "key": key, "name": name, "called": called, "version": version, "hash": article.id, "current": True, "title": article.title,
        "published": article.published, "publisher": article.publisher, "syndicated": article.syndicated_from, "url": article.url, "text": text,
        "article": json.dumps(plain, ensure_ascii=False, separators=(",", ":")), "extra": dumps(dict(extra)), "run": run,
    }  # fmt: skip


def article_of(row: Any) -> Article:
    """The article of a row of `articles`."""
    return from_plain(Article, {**json.loads(row.article), "text": row.text})


def _forget_mentions(connection: Connection, key: int) -> None:
    """Remove the mentions of an article and what hangs on them."""
    own = select(MENTIONS.c.key).where(MENTIONS.c.article == key)
    pairs.changed(connection, MEMBERS.c.mention.in_(own))
    for table, column in ((MEMBERS, MEMBERS.c.mention), (FULFILMENTS, FULFILMENTS.c.by), (PARTIES, PARTIES.c.mention)):
        connection.execute(delete(table).where(column.in_(own)))
    connection.execute(delete(MENTIONS).where(MENTIONS.c.article == key))
    _touch(connection, key)


def _touch(connection: Connection, key: int) -> None:
    """Note that the mentions of an article were changed: its links no longer hold."""
    connection.execute(update(ARTICLES).where(ARTICLES.c.key == key).values(touched=ARTICLES.c.touched + 1))


def mention_rows(connection: Connection, record: Record, *, key: int, name: str) -> tuple[list[Row], list[Row]]:
    """The rows of an article's mentions and of their parties: from its record, and from what analysts have decided."""
    read = flatten.mentions(record, article=key, name=name)
    made = states(connection, name, record.article, read)
    keyed = [(flatten.mention_key(key, i), s) for i, s in enumerate(made)]
    spans = [None if (m.start, m.end) == (s.mention.start, s.mention.end) else Span(m.start, m.end) for m, s in zip(read, made, strict=True)]
    rows = [
        mention_row(k, s.mention, hidden=s.hidden, judged=s.judged, read=span, twin=twin)
        for (k, s), span, twin in zip(keyed, spans, twins(read), strict=True)
    ]  # fmt: skip
    return rows, [r for k, s in keyed for r in party_rows(k, s.mention)]


def insert_mentions(connection: Connection, record: Record, *, key: int, name: str) -> None:
    """Store the mentions of an article that has none."""
    for table, rows in zip((MENTIONS, PARTIES), mention_rows(connection, record, key=key, name=name), strict=True):
        if rows:
            connection.execute(insert(table), rows)


def update_mentions(connection: Connection, record: Record, key: int, name: str) -> None:
    """Bring the stored mentions of an article to what the judgements now make of them; groups keep their members."""
    mentions, parties = mention_rows(connection, record, key=key, name=name)
    have = {r["key"]: dict(r) for r in connection.execute(select(MENTIONS).where(MENTIONS.c.article == key)).mappings()}
    if any(have.get(row["key"]) != row for row in mentions):
        _touch(connection, key)
    pairs.changed(connection, MEMBERS.c.mention.in_([row["key"] for row in mentions if have.get(row["key"]) != row]))
    for row in mentions:
        if have.get(row["key"]) != row:
            connection.execute(update(MENTIONS).where(MENTIONS.c.key == row["key"]).values(row))
            connection.execute(delete(PARTIES).where(PARTIES.c.mention == row["key"]))
            if mine := [p for p in parties if p["mention"] == row["key"]]:
                connection.execute(insert(PARTIES), mine)


def mark_twins(connection: Connection) -> None:
    """Note what mentions say that share their kind and span with another: of a dossier that was made before that was kept."""
    place = MENTIONS.c["article", "kind", "start", "end"]
    several = select(MENTIONS.c.article).group_by(*place).having(func.count() > 1)
    for name in connection.execute(select(ARTICLES.c.name).where(ARTICLES.c.key.in_(several)).distinct().order_by(ARTICLES.c.name)).scalars().all():
        for record, key in versions_of(connection, name):
            update_mentions(connection, record, key, name)


def versions_of(connection: Connection, name: str) -> list[tuple[Record, int]]:
    """The record and key of each version of an article."""
    rows = connection.execute(
        select(*ARTICLES.c["key", "text", "article"], RECORDS.c.data).join(RECORDS, RECORDS.c.article == ARTICLES.c.key)
        .where(ARTICLES.c.name == name).order_by(ARTICLES.c.version)
    ).all()  # fmt: skip
    return [(unpack(row.data, article_of(row)), row.key) for row in rows]


def rebuild(dossier: Dossier) -> None:
    """Throw mentions and links away and make the mentions again from records and judgements; linking makes the links again (pipeline.rebuild does both)."""
    from chancery.dossier.linkage import clear

    with dossier.writing() as connection:
        clear(connection)
        connection.execute(delete(PARTIES))
        connection.execute(delete(MENTIONS))
        for key in connection.execute(select(ARTICLES.c.key).order_by(ARTICLES.c.key)).scalars().all():
            row = connection.execute(
                select(*ARTICLES.c["name", "text", "article"], RECORDS.c.data).join(RECORDS, RECORDS.c.article == ARTICLES.c.key)
                .where(ARTICLES.c.key == key)
            ).one_or_none()  # fmt: skip
            if row is not None:
                insert_mentions(connection, unpack(row.data, article_of(row)), key=key, name=row.name)
