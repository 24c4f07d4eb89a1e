"""`chancery events`: what was done, merged across articles."""

from __future__ import annotations

from typing import Any

import click

from chancery.cli.answers import GROUPED, Answer, Column, question


@click.command()
@question(*GROUPED, "modality")
def events(dossier: Any, filters: Any) -> Answer:
    """What was done by whom to whom: one row an event, in order of date, with every report of it."""
    from chancery.cli.tables import dated, plain, quoted, tally
    from chancery.dossier.views.events import events as ask

    columns = (
        Column("date", lambda r: dated(r.date or r.reported, r.date_basis if r.date else "publication"), width=11),
        Column("event", lambda r: plain(r.line + (" (some deny it)" if r.contested else "")), ratio=4),
        Column("publ.", lambda r: tally(r.publishers), right=True),
        Column("evidence", lambda r: quoted(r.mentions[0], more=len(r.mentions) - 1, id=r.id), ratio=5),
    )
    return Answer(ask(dossier, filters=filters), columns)
