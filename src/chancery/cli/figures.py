"""`chancery figures`: how many, as series of one counted thing."""

from __future__ import annotations

from typing import Any

import click

from chancery.cli.answers import GROUPED, Answer, Column, question


@click.command()
@question(*GROUPED)
def figures(dossier: Any, filters: Any) -> Answer:
    """How many: one row a counted thing, with the figures that were given for it and how they were revised."""
    from chancery.cli.tables import dated, plain, quoted, tally
    from chancery.dossier.views.figures import figures as ask

    columns = (
        Column("as of", lambda r: dated(r.as_of or r.latest, "stated" if r.as_of else "publication"), width=11),
        Column("figure", lambda r: plain(r.line, "bold" if r.revised else ""), ratio=4),
        Column("publ.", lambda r: tally(r.publishers), right=True),
        Column("evidence", lambda r: quoted(r.points[-1], more=len(r.points) - 1, id=r.id), ratio=5),
    )
    return Answer(ask(dossier, filters=filters), columns)
