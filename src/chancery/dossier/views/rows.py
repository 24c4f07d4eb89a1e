"""The id of a row -> the row, of whatever kind."""

from __future__ import annotations

from typing import Any

from chancery.dossier.engines import Dossier
from chancery.dossier.views.actors import actor_rows
from chancery.dossier.views.changes import ROWS
from chancery.dossier.views.exchanges import document_rows
from chancery.dossier.views.scope import Scope
from chancery.errors import NotFoundError

#: kinds that have rows
KINDS = (*ROWS, "actor", "document")


def row(dossier: Dossier, kind: str, id: str, *, as_of: str | None = None) -> Any:
    """The row of an id.

    Raises:
        NotFoundError: there is none, or none was known by then.
    """
    with dossier.reading() as connection:
        scope = Scope(connection, as_of)
        if kind == "actor":
            found = list(actor_rows(scope, [id]))
        elif kind == "document":
            found = list(document_rows(scope, [id], {}).values())
        else:
            found = list(ROWS[kind](scope, [id])) if kind in ROWS else []  # type: ignore[index]
    if not found:
        raise NotFoundError(f"there is no {kind} {id}", hint="ids change when an article is read anew or an analyst merges: search for it")
    return found[0]
