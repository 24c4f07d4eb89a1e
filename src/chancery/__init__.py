"""Chancery keeps the record of an international crisis: one article in, a record of who said and did what to whom out, each line tied to its words."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from chancery.errors import ChanceryError
from chancery.pipeline import Pipeline, read
from chancery.schema.article import Article
from chancery.schema.record import Record

if TYPE_CHECKING:
    from chancery.dossier.engines import Dossier
    from chancery.dossier.views.filters import Filters

__version__ = "0.1.0"

__all__ = ["Article", "ChanceryError", "Pipeline", "Record", "__version__", "frames", "read"]


def frames(
    dossier: Dossier | str | Path,
    table: str = "events",
    *,
    library: Literal["pandas", "polars"] = "pandas",
    filters: Filters | None = None,
    text_free: bool = False,
) -> Any:
    """A table of a dossier as a data frame; see chancery.report.tables.frames, which says what it raises.

    >>> chancery.frames("crisis.db", "statements").groupby("speaker").size()
    """
    # by name: layers below the reports import this module for its version
    made = import_module("chancery.report.tables")
    return made.frames(dossier, table, library=library, filters=filters, text_free=text_free)
