"""`chancery gaps`: what is not known."""

from __future__ import annotations

from typing import Any

import click

from chancery.cli.answers import Answer, Column, question

GAPS = ("overdue", "unanswered", "single source", "silent")


@click.command()
@question("as_of", "since", "until", "actor", "target", "country", "issue", "place", "certainty")
@click.option("--only", type=click.Choice(GAPS), multiple=True, help="Only this kind of gap; may be given again.")
def gaps(dossier: Any, filters: Any, only: tuple[Any, ...]) -> Answer:
    """What is not known: undertakings overdue, proposals unanswered, acts that one publisher alone reports, issues gone silent."""
    from rich.text import Text

    from chancery.cli.tables import dated, plain, quoted
    from chancery.dossier.views.gaps import gaps as ask

    columns = (
        Column("gap", lambda r: plain(r.gap, "bold"), width=13),
        Column("since", lambda r: dated(r.since), width=11),
        Column("days", lambda r: plain("—" if r.days is None else r.days), right=True),
        Column("what", lambda r: plain(r.line), ratio=4),
        Column("evidence", lambda r: quoted(r.evidence, id=r.id) if r.evidence else Text(), ratio=4),
    )
    return Answer(ask(dossier, filters=filters, only=only or GAPS), columns, nothing="No gaps were found.")
