"""In: a path or an address; out: an open dossier. The only place that owns engines and knows how SQLite and PostgreSQL differ in opening, locking, failing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

from chancery.dossier.migrations import HEAD, upgrade
from chancery.errors import (
    ChanceryError,
    DamagedStoreError,
    LockedStoreError,
    NoDossierError,
    StoreAccessError,
    StoreError,
    UnstorableError,
    UsageError,
)  # fmt: skip

#: key of the advisory lock that a writer to PostgreSQL holds: one writes at a time, as on SQLite
LOCK = 0x6368616E63657279
#: the option of a connection that is going to write
_WRITES = "chancery_writes"
_MAGIC = b"SQLite format 3\0"


class Dossier:
    """An open dossier. Views read through `reading()`, the writer and the judgements write through `writing()`."""

    def __init__(self, engine: Engine, where: str, *, address: str, wait: float) -> None:
        self.engine = engine
        self.where = where  # for people: without a password
        self.address = address  # to open it again
        self._wait = wait

    @property
    def dialect(self) -> str:
        """sqlite or postgresql."""
        return self.engine.dialect.name

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the dossier from its first query to its end, and cannot change it on PostgreSQL."""
        engine = self.engine
        if self.dialect == "postgresql":
            engine = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: all of it is stored at the end, or nothing. One writer at a time; others wait."""
        with self.engine.execution_options(**{_WRITES: True}).begin() as connection:
            if self.dialect == "postgresql":
                connection.execute(text(f"SET LOCAL lock_timeout = {int(self._wait * 1000)}"))
                connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
            yield connection

    def close(self) -> None:
        """Close its connections."""
        self.engine.dispose()

    def __enter__(self) -> Dossier:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def open_dossier(where: str | Path, *, create: bool = False, wait: float = 30.0) -> Dossier:
    """The dossier at a path or address (see chancery.dossier.open_dossier)."""
    address, shown = _address(where)
    if address.get_backend_name() == "sqlite":
        engine = _sqlite(address, shown, create=create, wait=wait)
    else:
        engine = _postgresql(address, shown, create=create)
    dossier = Dossier(engine, shown, address=str(where), wait=wait)
    try:
        _bring_up_to_date(dossier, create=create)
    except BaseException:
        dossier.close()
        raise
    return dossier


def _address(where: str | Path) -> tuple[URL, str]:
    """Where the store is, and how it is named to people (without a password)."""
    name = str(where)
    if "://" not in name:
        if not name:
            raise UsageError("no dossier was named", hint="name a file, or a postgresql:// address")
        return URL.create("sqlite", database=name), name
    try:
        address = make_url(name)
    except ArgumentError as error:
        raise UsageError(f"{name[:200]!r} is no address of a dossier", hint="write it as postgresql://user@host/database") from error
    if address.get_backend_name() in ("postgresql", "postgres"):
        return address.set(drivername="postgresql+psycopg"), address.render_as_string(hide_password=True)
    if address.get_backend_name() == "sqlite" and address.database:
        return address, address.database
    raise UsageError(f"{name[:200]!r}: a dossier is a file or a PostgreSQL database", hint="name a file, or write postgresql://user@host/database")


def _sqlite(address: URL, shown: str, *, create: bool, wait: float) -> Engine:
    path = Path(address.database or "")
    try:
        if path.is_dir():
            raise NoDossierError(f"{shown}: a folder, not a dossier", hint="name a file in it")
        present = path.exists() and path.stat().st_size > 0
        if present:
            with path.open("rb") as file:
                if file.read(len(_MAGIC)) != _MAGIC:
                    raise NoDossierError(f"{shown}: this file is no dossier", hint="name another file; ingest makes a new one")
        elif not create:
            raise NoDossierError(f"{shown}: there is no such dossier", hint=f"chancery ingest FILES --dossier {shown} makes one")
        elif not path.absolute().parent.is_dir():
            raise StoreAccessError(f"{shown}: its folder does not exist", hint="make the folder first")
    except OSError as error:
        raise StoreAccessError(f"{shown}: {error.strerror}", hint="check the path and its permissions") from error
    engine = create_engine(address, connect_args={"timeout": wait})

    @event.listens_for(engine, "connect")
    def prepare(raw: sqlite3.Connection, _record: object) -> None:
        raw.isolation_level = None  # transactions begin where SQLAlchemy begins them
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", "cache_size = -8000", "temp_store = MEMORY"):
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # a reader that turns writer half-way fails at once when another writes: a writer says so first and waits its turn
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(_WRITES) else "BEGIN")

    _translate_errors(engine, shown)
    return engine


def _postgresql(address: URL, shown: str, *, create: bool) -> Engine:
    if create:
        _create_database(address, shown)
    engine = create_engine(address, pool_pre_ping=True)
    _translate_errors(engine, shown)
    return engine


def _create_database(address: URL, shown: str) -> None:
    """Make the database if its server has none of that name."""
    import psycopg

    engine = create_engine(address, poolclass=NullPool)
    try:
        with engine.connect():
            return
    except Exception as error:
        if not isinstance(getattr(error, "orig", None), psycopg.OperationalError) or "does not exist" not in str(error) or not address.database:
            raise translated(error, shown) from error
    server = create_engine(address.set(database="postgres"), poolclass=NullPool, isolation_level="AUTOCOMMIT")
    _translate_errors(server, shown)
    with server.connect() as connection:
        quoted = connection.dialect.identifier_preparer.quote_identifier(address.database)
        try:
            connection.execute(text(f"CREATE DATABASE {quoted} ENCODING 'UTF8' TEMPLATE template0"))
        except StoreError:
            # another process may have made it in the meantime
            if not connection.execute(text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": address.database}).scalar():
                raise


def _bring_up_to_date(dossier: Dossier, *, create: bool) -> None:
    """Run the migrations that the dossier lacks."""
    with dossier.reading() as connection:
        tables = set(inspect(connection).get_table_names())
        version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar() if "alembic_version" in tables else None
    if version == HEAD:
        return
    if version is None and tables - {"alembic_version"}:
        raise NoDossierError(f"{dossier.where}: this database holds something else", hint="name another one; a dossier needs one of its own")
    if version is None and not create:
        raise NoDossierError(f"{dossier.where}: there is no dossier in it", hint=f"chancery ingest FILES --dossier {dossier.where} makes one")
    with dossier.writing() as connection:
        upgrade(connection, where=dossier.where)
        if version is not None and version < "0005":  # what linking keeps since then
            from chancery.dossier.pairs import keep
            from chancery.dossier.writer import mark_twins

            mark_twins(connection)
            keep(connection)


def _translate_errors(engine: Engine, shown: str) -> None:
    @event.listens_for(engine, "handle_error")
    def handle(context: ExceptionContext) -> None:
        if context.is_pre_ping:
            return  # a connection of before a restart: the pool makes another
        error = translated(context.original_exception, shown)
        if error is not context.original_exception:
            raise error from context.original_exception


def translated(error: BaseException, shown: str) -> BaseException:
    """What a driver's error means for the user; an error that is a fault of the program stays as it is."""
    original: Any = getattr(error, "orig", None) or error
    if isinstance(original, ChanceryError):
        return original
    words = " ".join(str(original).split())
    low = words.lower()
    state = getattr(original, "sqlstate", None) or ""
    if "database is locked" in low or "table is locked" in low or state == "55P03":
        return LockedStoreError(f"{shown}: another process writes to it", hint="wait until it has ended, or end it")
    if "disk is full" in low or state == "53100":
        return StoreAccessError(f"{shown}: the disk is full", hint="make room; what was stored so far is kept, and the same call goes on from there")
    if "readonly" in low or state == "25006" or state == "42501":
        return StoreAccessError(f"{shown}: it may not be written", hint="check the permissions of the file and of its folder")
    if "unable to open database file" in low or "disk i/o error" in low:
        return StoreAccessError(f"{shown}: {words[:200]}", hint="check the path, its permissions, and the disk")
    if "not a database" in low:
        return NoDossierError(f"{shown}: this file is no dossier", hint="name another file")
    if state.startswith("22") or state == "54000" or type(original).__name__ == "DataError":
        return UnstorableError(f"{shown}: {words[:200]}", hint="the article holds something that no store takes")
    if "malformed" in low:
        return DamagedStoreError(f"{shown}: {words[:200]}", hint="copy the file back from a backup, or ingest anew")
    if (type(original).__module__.startswith("psycopg") and type(original).__name__ == "OperationalError") or state.startswith(("08", "28", "57P", "53")):
        if "does not exist" in low:
            return NoDossierError(f"{shown}: there is no such database", hint=f"chancery ingest FILES --dossier {shown} makes one")
        return StoreAccessError(f"{shown}: {words[:200]}", hint="check that the server runs and that the address, user and password are right")
    return error


__all__ = ["Dossier", "open_dossier", "translated"]
