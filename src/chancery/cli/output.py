"""Where records go: standard output, or a file that appears only when it is complete."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import IO

from chancery.errors import UsageError

#: lines longer than this are hard to read, however wide the terminal
WIDEST = 110


class PipeClosed(Exception):
    """Whoever read standard output has left."""


class Output:
    """A context in which complete records are written; an error that leaves it leaves no file behind."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._file: IO[bytes] | None = None

    @property
    def is_terminal(self) -> bool:
        """Whether a person reads along."""
        return self.path is None and sys.stdout.isatty()

    @property
    def width(self) -> int:
        """Characters a line, for formats that care."""
        return min(shutil.get_terminal_size((100, 24)).columns, WIDEST)

    def __enter__(self) -> Output:
        if self.path is not None and not self.path.absolute().parent.is_dir():
            raise UsageError(f"{self.path}: its folder does not exist", hint="make the folder first")
        return self

    def write(self, text: str | bytes) -> None:
        """One complete record, or a piece of an export."""
        data = text if isinstance(text, bytes) else text.encode("utf-8", "replace")  # a lone surrogate must not end the run
        if self.path is None:
            try:
                sys.stdout.buffer.write(data)
                sys.stdout.buffer.flush()
            except BrokenPipeError as error:
                raise PipeClosed from error
            return
        if self._file is None:
            try:
                # beside its final place, since a rename is all or nothing only within one file system
                self._file = tempfile.NamedTemporaryFile(dir=self.path.absolute().parent, prefix=f".{self.path.name}.", delete=False)  # noqa: SIM115
            except OSError as error:
                raise UsageError(f"{self.path}: {error.strerror}", hint="write somewhere else") from error
        self._file.write(data)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._file is None or self.path is None:
            return
        self._file.close()
        written = Path(self._file.name)
        if error is not None:
            written.unlink(missing_ok=True)
            return
        written.chmod(0o644)
        written.replace(self.path)
