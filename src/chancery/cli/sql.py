"""`chancery sql`: a reader's own query."""

from __future__ import annotations

from typing import Any

import click

from chancery.cli.answers import Answer, Column, question


@click.command()
@question()
@click.argument("query")
def sql(dossier: Any, filters: Any, query: str) -> Answer:
    """Ask the dossier's tables in SQL: one SELECT, on a connection on which the database refuses to write."""
    from chancery.cli.tables import plain
    from chancery.dossier.queries import query as ask

    names, rows = ask(dossier, query, limit=None if filters.limit is None else filters.limit + filters.offset)
    unique = [n if names.index(n) == i else f"{n}_{i + 1}" for i, n in enumerate(names)]

    def column(name: str) -> Column:
        return Column(name, lambda r: plain("" if r[name] is None else r[name]))

    found = [dict(zip(unique, _plain(row), strict=True)) for row in rows[filters.offset :]]
    return Answer(found, tuple(map(column, unique)), nothing="The query gives no rows.")


def _plain(row: tuple[Any, ...]) -> list[Any]:
    """Values that JSON can hold: bytes by their length."""
    return [f"<{len(v)} bytes>" if isinstance(v, (bytes, memoryview)) else v if isinstance(v, (str, int, float, bool)) or v is None else str(v) for v in row]
