"""A reader's own SQL, on a connection that cannot write: the database refuses, whatever the words of the query are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from chancery.dossier.engines import Dossier
from chancery.dossier.tables import METADATA
from chancery.errors import UsageError

#: what SQLite may do for a reader; anything else (attaching files, pragmas, writing) is denied when the query is prepared
_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE})
#: rows that are fetched together
FETCHED = 1000


def query(dossier: Dossier, sql: str, *, limit: int | None = None) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """The names of the columns, and the rows, at most `limit`, of one SELECT (or WITH, VALUES).

    Raises:
        UsageError: the query is none that reads, or the database does not understand it.
    """
    with _reading(dossier) as cursor:
        try:
            cursor.execute(sql.strip().rstrip(";"))
            columns = tuple(str(c[0]) for c in cursor.description or ())
            rows: list[tuple[Any, ...]] = []
            while (limit is None or len(rows) < limit) and (some := cursor.fetchmany(FETCHED if limit is None else min(FETCHED, limit - len(rows)))):
                rows += map(tuple, some)
        except Exception as error:
            raise refused(error) from error
    if not columns:
        raise UsageError("the query gives no rows", hint="ask with SELECT; the tables are in the reference of the store")
    return columns, rows


def refused(error: Exception) -> Exception:
    """What a driver's complaint about a query means for the reader; a fault of the program stays as it is."""
    words = " ".join(str(error).split())[:300]
    low = words.lower()
    if "not authorized" in low or "prohibited" in low or "readonly" in low or "read-only" in low:
        return UsageError(f"the query may only read: {words}", hint="ask with SELECT; a dossier is changed by ingest and by judgements")
    if "no such table" in low or getattr(error, "sqlstate", None) == "42P01":
        return UsageError(f"the database does not take the query: {words}", hint=f"there are {', '.join(sorted(METADATA.tables))}")
    if isinstance(error, (sqlite3.Error, sqlite3.Warning)) or type(error).__module__.startswith("psycopg"):
        return UsageError(f"the database does not take the query: {words}", hint="one SELECT at a time; the tables are in the reference of the store")
    return error


def _may(action: int, first: str | None, *_: str | None) -> int:
    # the full-text index asks for data_version itself
    allowed = action in _ALLOWED or (action == sqlite3.SQLITE_PRAGMA and first == "data_version")
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


@contextmanager
def _reading(dossier: Dossier) -> Iterator[Any]:
    """A cursor on a connection of its own that only reads."""
    if dossier.dialect == "sqlite":
        path = Path(dossier.engine.url.database or "").absolute()
        raw = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=30)
        try:
            raw.execute("PRAGMA query_only = ON")
            raw.execute("SELECT 1 FROM words LIMIT 0").fetchall()  # the full-text table declares itself when it is first used
            raw.set_authorizer(_may)
            yield raw.cursor()
        finally:
            raw.close()
        return
    with dossier.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.rollback()
        driver.read_only = True
        try:
            # a server-side cursor is declared FOR the query, which PostgreSQL allows for queries that give rows alone
            with driver.cursor(name="asked") as cursor:
                yield cursor
        finally:
            driver.rollback()
            driver.read_only = None
