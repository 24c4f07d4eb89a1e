"""Ids of a kind -> its merged rows, as the views make them, and the one line that says what a row is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from chancery.dossier.views.commitments import commitment_rows
from chancery.dossier.views.disputes import dispute_rows
from chancery.dossier.views.events import event_rows
from chancery.dossier.views.exchanges import DocumentRow, document_rows
from chancery.dossier.views.figures import figure_rows
from chancery.dossier.views.positions import position_rows
from chancery.dossier.views.scope import Scope
from chancery.dossier.views.statements import statement_rows
from chancery.schema.mention import Kind


def _documents(scope: Scope, ids: Sequence[str]) -> tuple[DocumentRow, ...]:
    made = document_rows(scope, ids, {})
    return tuple(made[i] for i in ids if i in made)


MAKERS: dict[Kind, Callable[[Scope, Sequence[str]], tuple[Any, ...]]] = {
    "event": event_rows, "statement": statement_rows, "figure": figure_rows, "commitment": commitment_rows, "dispute": dispute_rows,
    "position": position_rows, "document": _documents,
}  # fmt: skip


def rows_of(scope: Scope, kind: Kind, ids: Sequence[str]) -> tuple[Any, ...]:
    """The rows of some ids, in their order; what is not seen is left out."""
    return MAKERS[kind](scope, ids)


def line_of(row: Any) -> str:
    """A row in one line."""
    if isinstance(row, DocumentRow):
        whom = f" to {', '.join(row.recipients)}" if row.recipients else ""
        return f"{row.name} ({row.kind}{f' of {row.issuer}' if row.issuer else ''}{whom}{f', {row.status}' if row.status else ''})"
    line: str = row.line
    return line
