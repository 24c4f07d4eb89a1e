"""`chancery dyad`: conflict and cooperation between two actors, or between all."""

from __future__ import annotations

from typing import Any

import click

from chancery.cli.answers import Answer, Column, question
from chancery.errors import UsageError

#: characters of the longest bar
BAR = 8


@click.command()
@question("as_of", "since", "until", "country", "newest")
@click.argument("a", required=False)
@click.argument("b", required=False)
@click.option("--directions", is_flag=True, help="What A does to B, B to A and both together in rows of their own.")
def dyad(dossier: Any, filters: Any, a: str | None, b: str | None, directions: bool) -> Answer:
    """Conflict and cooperation between A and B month by month; without them, of all pairs.

    Only what has happened is counted and weighed, verbal and material apart; what is planned, possible or demanded stands beside it. The scales run from -10
    to 10: PLOVER's intensity, and Goldstein's.
    """
    from rich.text import Text

    from chancery.cli.tables import plain
    from chancery.dossier.views.dyads import dyad as one
    from chancery.dossier.views.dyads import dyads

    if (a is None) != (b is None):
        raise UsageError("a dyad has two actors", hint="name both, or neither for all pairs")
    rows = one(dossier, a, b, filters=filters, directions=directions) if a is not None and b is not None else dyads(dossier, filters=filters)
    most = max((max(r.conflict, r.cooperation) for r in rows), default=0) or 1

    def bars(r: Any) -> Text:
        return Text.assemble(("█" * round(BAR * r.conflict / most)).rjust(BAR), "│", "█" * round(BAR * r.cooperation / most))

    def number(value: Any) -> Text:
        return plain("—" if value is None else f"{value:+.1f}" if isinstance(value, float) else value)

    first = [Column("month", lambda r: plain(r.month or "undated", "cyan"))] if a is not None else [Column("pair", lambda r: plain(f"{r.a} – {r.b}", "bold"))]
    if a is not None and directions:
        first.append(Column("direction", lambda r: plain(f"{r.a} {'–' if r.direction == 'mutual' else '→'} {r.b}")))
    columns = (
        *first,
        Column("events", lambda r: plain(r.events), right=True),
        Column("conf. verbal", lambda r: plain(r.verbal_conflict), right=True),
        Column("conf. mat.", lambda r: plain(r.material_conflict), right=True),
        Column("coop. verbal", lambda r: plain(r.verbal_cooperation), right=True),
        Column("coop. mat.", lambda r: plain(r.material_cooperation), right=True),
        Column("planned", lambda r: plain(r.planned), right=True),
        Column("PLOVER", lambda r: number(r.intensity), right=True),
        Column("Goldst.", lambda r: number(r.goldstein), right=True),
        Column("conflict│cooperat.", bars, width=2 * BAR + 2),
    )
    return Answer(rows, columns, nothing="No event has both as parties." if a is not None else "Nothing in the dossier fits.")
