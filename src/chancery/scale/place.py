"""Files to read and a folder to write, on this machine or in an object store. A file is there whole or not at all."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, cast

from chancery.errors import InstallationError, LockedStoreError, NotFoundError, SourceError, StoreAccessError, UsageError

#: how the files begin that are being written; what a killed worker leaves of them is removed at the end of a run and at the beginning of the next
UNFINISHED = ".unfinished-"
LOCK = ".running"


def absolute(where: str) -> str:
    """The same place for every process on every machine that shares it: an absolute path, or an address."""
    if where.startswith("file://"):
        where = where.removeprefix("file://")
    return where if "://" in where else str(Path(where).resolve())


def store(where: str) -> tuple[Any, str]:
    """The object store of an address (an fsspec filesystem), and the path in it.

    Raises:
        UsageError: no store has such addresses.
        InstallationError: what reads them is not installed.
    """
    try:
        from fsspec.core import url_to_fs

        found: tuple[Any, str] = url_to_fs(where)
    except ImportError as error:
        scheme = where.partition("://")[0]
        raise InstallationError(f"{where}: {error}", hint=f"pip install 'chancery[stores]' and what fsspec needs for {scheme}://, like s3fs") from error
    except ValueError as error:
        raise UsageError(f"{where}: {error}", hint="give a path, or an address like s3://bucket/folder") from error
    return found


def opened(where: str) -> IO[bytes]:
    """A file's bytes.

    Raises:
        NotFoundError, SourceError: it is not there, or cannot be read.
    """
    try:
        if "://" not in where:
            return Path(where).open("rb")
        filesystem, path = store(where)
        return cast(IO[bytes], filesystem.open(path, "rb"))
    except FileNotFoundError as error:
        raise NotFoundError(f"{where}: no such file", hint="check the path or address") from error
    except OSError as error:
        raise SourceError(f"{where}: {error.strerror or error}", hint="check the path and its permissions") from error


class Folder:
    """A folder that is written to: a path, or an address of an object store. Names in it are given with slashes."""

    def __init__(self, where: str) -> None:
        self.where = absolute(where)
        self.local = Path(self.where) if "://" not in self.where else None
        if self.local is None:
            self._store, self._root = store(self.where)

    def path(self, name: str) -> str:
        """Where a file of it is."""
        return f"{self.where.rstrip('/')}/{name}"

    @contextmanager
    def writing(self, name: str) -> Iterator[Path]:
        """A local file to write to, which becomes the file `name` when the block ends without an error: at once, and on the disk.

        Raises:
            StoreAccessError: it cannot be written.
        """
        target = self.local / name if self.local else None
        try:
            if target:
                target.parent.mkdir(parents=True, exist_ok=True)
            descriptor, temporary = tempfile.mkstemp(prefix=UNFINISHED, dir=target.parent if target else None)
            os.close(descriptor)
            draft = Path(temporary)
            try:
                yield draft
                if target:
                    draft.chmod(0o644)
                    _to_disk(draft)
                    draft.replace(target)
                    _to_disk(target.parent)
                else:
                    self._store.put_file(str(draft), self._inside(name))
            finally:
                draft.unlink(missing_ok=True)
        except OSError as error:
            raise self._refused(error) from error

    def write(self, name: str, data: bytes) -> None:
        """Write a file whole. Raises as `writing` does."""
        with self.writing(name) as draft:
            draft.write_bytes(data)

    def append(self, name: str, data: bytes) -> None:
        """Add to a file, at once and on the disk; in an object store, whose files cannot grow, that is writing it anew."""
        if self.local is None:
            self.write(name, (self.read(name) or b"") + data)
            return
        try:
            with (self.local / name).open("ab") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise self._refused(error) from error

    def read(self, name: str) -> bytes | None:
        """What a file holds; null where it is not there."""
        try:
            with self.open(name) as file:
                return file.read()
        except NotFoundError:
            return None

    def open(self, name: str) -> IO[bytes]:
        """A file of it, to read."""
        return opened(self.path(name))

    def size(self, name: str) -> int | None:
        """The bytes of a file; null where it is not there."""
        try:
            return (self.local / name).stat().st_size if self.local else int(self._store.size(self._inside(name)))
        except OSError:
            return None

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        with suppress(FileNotFoundError):
            if self.local:
                (self.local / name).unlink()
            else:
                self._store.rm_file(self._inside(name))

    @contextmanager
    def held(self) -> Iterator[None]:
        """No other run writes here in the meantime (of this machine; object stores know no locks).

        Raises:
            LockedStoreError: another does.
        """
        if self.local is None:
            yield
            return
        with self._lock(self.local):
            _sweep(self.local)
            try:
                yield
            finally:
                # of workers that were killed in the meantime
                _sweep(self.local)

    def _lock(self, local: Path) -> IO[str]:
        import fcntl

        try:
            local.mkdir(parents=True, exist_ok=True)
            lock = (local / LOCK).open("w")
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.close()
            raise LockedStoreError(f"{self.where}: another run writes here", hint="wait for it, or give another --out") from error
        except OSError as error:
            raise self._refused(error) from error
        return lock

    def _inside(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"

    def _refused(self, error: OSError) -> StoreAccessError:
        return StoreAccessError(f"{self.where}: cannot be written ({error.strerror or error})", hint="check the space left, the path and its permissions")


def _sweep(folder: Path) -> None:
    for left in folder.rglob(f"{UNFINISHED}*"):
        with suppress(OSError):
            left.unlink()


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def json_lines_of(values: Iterable[Any]) -> bytes:
    """Values as JSON lines."""
    return "".join(json.dumps(v, ensure_ascii=False) + "\n" for v in values).encode("utf-8")
