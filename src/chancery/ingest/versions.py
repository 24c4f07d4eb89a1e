"""Which weights and which tables read an article, as hashes: a record is a function of them, its text and its date."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from chancery.knowledge import TABLES
from chancery.models import FOLDER


@lru_cache(maxsize=1)
def model_version() -> str:
    """The hash of the shipped weights."""
    return _hash(p for p in FOLDER.rglob("*") if p.suffix in (".onnx", ".json", ".npy", ".npz"))


@lru_cache(maxsize=4)
def knowledge_version(folder: Path | None) -> str:
    """The hash of the tables, with the user's own."""
    return _hash([*TABLES.glob("*.csv"), *(folder.glob("*.csv") if folder else ())])


def _hash(files: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for path in sorted(files, key=lambda p: (p.name, str(p))):
        whole.update(path.name.encode())
        whole.update(path.read_bytes())
    return whole.hexdigest()[:16]
