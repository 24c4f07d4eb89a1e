"""`chancery positions`: what each side demands, offers and refuses, over time."""

from __future__ import annotations

from typing import Any

import click

from chancery.cli.answers import GROUPED, Answer, Column, question


@click.command()
@question(*(f for f in GROUPED if f not in ("place", "target")))
@click.option("--changed", is_flag=True, help="Only positions that turned.")
def positions(dossier: Any, filters: Any, changed: bool) -> Answer:
    """What each side demands, offers and refuses: one row an actor and issue, with its history; a change of direction is marked."""
    from rich.text import Text

    from chancery.cli.tables import dated, plain, quoted
    from chancery.dossier.views.positions import positions as ask

    def history(r: Any) -> Text:
        text = Text()
        for n, h in enumerate(r.history):
            if n < 3 or n == len(r.history) - 1 or h.change:
                text.append(f"{h.stance}{f' (was: {h.change})' if h.change else ''}: ", "bold red" if h.change else "bold")
                text.append_text(quoted(h, id=r.id if n == len(r.history) - 1 else "")).append("\n" if n < len(r.history) - 1 else "")
        return text

    columns = (
        Column("latest", lambda r: dated(r.latest), width=11),
        Column("actor", lambda r: plain(f"{r.actor} ({r.code})" if r.code and r.code != r.actor else r.actor), ratio=2),
        Column("issue", lambda r: plain(r.issue), ratio=2),
        Column("stance", lambda r: plain(r.stance, "bold red" if r.changed else "cyan")),
        Column("history", history, ratio=6),
    )
    return Answer(ask(dossier, filters=filters, changed=changed), columns)
