"""`chancery statements`: what was said, merged across articles."""

from __future__ import annotations

from typing import Any

import click

from chancery.cli.answers import GROUPED, Answer, Column, question


@click.command()
@question(*GROUPED)
def statements(dossier: Any, filters: Any) -> Answer:
    """What was said by whom: one row an utterance, in order of date, with every outlet that carries it."""
    from chancery.cli.tables import dated, plain, quoted, tally
    from chancery.dossier.views.statements import statements as ask

    columns = (
        Column("date", lambda r: dated(r.date or r.reported, r.date_basis if r.date else "publication"), width=11),
        Column("speaker", lambda r: plain(f"{r.speaker} ({r.who.code})" if r.who and r.who.code and r.who.code != r.speaker else r.speaker or "?"), ratio=2),
        Column("act", lambda r: plain(r.act, "cyan")),
        Column("publ.", lambda r: tally(r.publishers), right=True),
        Column("words", lambda r: quoted(r.mentions[0], more=len(r.mentions) - 1, id=r.id), ratio=7),
    )
    return Answer(ask(dossier, filters=filters), columns)
