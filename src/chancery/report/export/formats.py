"""The formats by name, and one way to write any of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from chancery.errors import UsageError
from chancery.report.export.holdings import Holdings

#: format -> module and function of this package
FORMATS = {
    "plover": "plover:write", "polecat": "polecat:write", "gdelt-events": "gdelt:write_events", "gdelt-mentions": "gdelt:write_mentions",
    "icews": "icews:write", "acled": "acled:write", "annotations": "annotations:write", "schema-org": "schema_org:write", "claimreview": "claimreview:write",
    "timelinejs": "timelinejs:write", "ftm": "ftm:write", "csv": "tabular:write_csv", "parquet": "tabular:write_parquet",
    "markdown": "listing:write_markdown", "html": "listing:write_html",
}  # fmt: skip
#: formats of one table at a time
TABULAR = frozenset({"csv", "parquet"})


def write(held: Holdings, form: str, *, table: str | None = None) -> Iterator[bytes]:
    """The export in a format, in pieces; `table` names the table of csv and parquet (events without one).

    Raises:
        UsageError: there is no such format or table, or a table was named for a format that has none.
    """
    if form not in FORMATS:
        raise UsageError(f"there is no format {form!r}", hint=f"one of {', '.join(FORMATS)}")
    if table is not None and form not in TABULAR:
        raise UsageError(f"the format {form} has no tables to choose from", hint="--table goes with csv and parquet")
    module, function = FORMATS[form].split(":")
    made: Callable[..., Iterator[str | bytes]] = getattr(import_module(f"chancery.report.export.{module}"), function)
    for piece in made(held, table=table or "events") if form in TABULAR else made(held):
        yield piece.encode("utf-8", "replace") if isinstance(piece, str) else piece
