"""`chancery positions`: what each side demands, offers and refuses, over time."""

from __future__ import annotations

from typing import Any

import click

from chancery.cli.answers import GROUPED, Answer, Column, question

#: changes of a position that a table shows, the latest
TURNS = 2


@click.command()
@question(*(f for f in GROUPED if f not in ("place", "target")))
@click.option("--changed", is_flag=True, help="Only positions that turned.")
def positions(dossier: Any, filters: Any, changed: bool) -> Answer:
    """What each side demands, offers and refuses: one row an actor and issue, with its history; where it turned from for to against, or back, is marked."""
    from rich.text import Text

    from chancery.cli.tables import dated, plain, quoted
    from chancery.dossier.views.positions import positions as ask

    def history(r: Any) -> Text:
        turns = [h for h in r.history if h.change][-TURNS:]
        shown = [r.history[0], *(h for h in turns if h is not r.history[0])]
        if r.history[-1] not in shown:
            shown.append(r.history[-1])
        text = Text()
        for h in shown:
            text.append(f"{h.stance}{f' (was: {h.change})' if h.change else ''}: ", "bold red" if h.change else "bold")
            last = h is shown[-1]
            text.append_text(quoted(h, more=len(r.history) - len(shown) if last else 0, id=r.id if last else "")).append("" if last else "\n")
        return text

    columns = (
        Column("latest", lambda r: dated(r.latest), width=11),
        Column("actor", lambda r: plain(f"{r.actor} ({r.code})" if r.code and r.code != r.actor else r.actor), ratio=2),
        Column("issue", lambda r: plain(r.issue), ratio=2),
        Column("stance", lambda r: plain(r.stance, "bold red" if r.changed else "cyan")),
        Column("history", history, ratio=6),
    )
    return Answer(ask(dossier, filters=filters, changed=changed), columns)
