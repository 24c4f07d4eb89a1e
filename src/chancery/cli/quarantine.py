"""`chancery quarantine`: what could not be read into a dossier, and why."""

from __future__ import annotations

from typing import Any

import click

from chancery.cli.answers import Answer, Column, question


@click.command()
@question(paged=False)
def quarantine(dossier: Any, filters: Any) -> Answer:
    """What could not be read, where it is, what was wrong with it, and what to do."""
    from chancery.cli.tables import plain
    from chancery.dossier.views.quarantine import quarantine as ask

    columns = (
        Column("source", lambda r: plain(r.source), ratio=3),
        Column("error", lambda r: plain(r.error, "red"), width=20),
        Column("what was wrong", lambda r: plain(r.message), ratio=4),
        Column("what to do", lambda r: plain(r.hint or "", "dim"), ratio=3),
    )
    return Answer(ask(dossier), columns, nothing="Nothing failed.")
