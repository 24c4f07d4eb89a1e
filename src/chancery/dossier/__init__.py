"""Records -> store, store -> views: one crisis, many articles. SQLite by default, PostgreSQL by URL, one code path."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chancery.dossier.engines import Dossier

__all__ = ["Dossier", "open_dossier"]


def open_dossier(where: str | Path, *, create: bool = False, wait: float = 30.0) -> Dossier:
    """The dossier at `where`: a file (SQLite), or a postgresql:// address. Its tables are brought up to date. A context manager that closes it.

    With `create` a dossier that is not there is made. `wait` is how many seconds another writer is waited for.

    Raises:
        UsageError: an address that is neither.
        NoDossierError: there is none, or the file or database holds something else.
        StoreError: it cannot be opened (see its subclasses).
    """
    from chancery.dossier.engines import open_dossier as opened

    return opened(where, create=create, wait=wait)


def __getattr__(name: str) -> object:
    if name == "Dossier":
        from chancery.dossier.engines import Dossier

        return Dossier
    raise AttributeError(name)
