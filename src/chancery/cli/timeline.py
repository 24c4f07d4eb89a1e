"""`chancery timeline`: what happened when."""

from __future__ import annotations

from typing import Any

import click

from chancery.cli.answers import GROUPED, Answer, Column, question

KINDS = ("event", "statement", "figure", "commitment")


@click.command()
@question(*GROUPED, "modality")
@click.option("--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="Only this kind; may be given again.")
def timeline(dossier: Any, filters: Any, kinds: tuple[Any, ...]) -> Answer:
    """What happened when: events, statements, figures and what falls due, in order of date."""
    from rich.text import Text

    from chancery.cli.tables import dated, plain, quoted, tally
    from chancery.dossier.views.timeline import timeline as ask

    def what(r: Any) -> Text:
        # of a statement the words stand beside it
        line = r.line.split(": ", 1)[0] if r.kind == "statement" else r.line
        return plain(line if len(line) < 300 else line[:300].rsplit(" ", 1)[0] + " …")

    columns = (
        Column("date", lambda r: dated(r.date, r.date_basis), width=11),
        Column("kind", lambda r: plain(r.kind, "dim")),
        Column("what", what, ratio=4),
        Column("publ.", lambda r: tally(r.publishers), right=True),
        Column("evidence", lambda r: quoted(r.evidence, id=r.id), ratio=5),
    )
    return Answer(ask(dossier, filters=filters, kinds=kinds or KINDS), columns)
