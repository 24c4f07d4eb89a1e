"""`chancery exchanges`: documents that pass between the parties, and their answers."""

from __future__ import annotations

from typing import Any

import click

from chancery.cli.answers import GROUPED, Answer, Column, question


@click.command()
@question(*(f for f in GROUPED if f not in ("issue", "place")))
def exchanges(dossier: Any, filters: Any) -> Answer:
    """What passes between the parties: one row a chain of documents (a proposal, its reply), and how far it has come."""
    from rich.text import Text

    from chancery.cli.tables import dated, plain, quoted
    from chancery.dossier.views.exchanges import exchanges as ask

    def documents(r: Any) -> Text:
        text = Text()
        for n, d in enumerate(r.documents):
            parties = " → ".join(p for p in (d.issuer, ", ".join(d.recipients)) if p)
            text.append(f"{'⟶ ' if n else ''}{d.kind} ", "cyan").append_text(plain(d.name, "bold"))
            text.append(f"{f'  {parties}' if parties else ''}{f'  [{d.status}]' if d.status else ''}\n")
            text.append_text(quoted(d.mentions[0], more=len(d.mentions) - 1, id=d.id)).append("\n" if n < len(r.documents) - 1 else "")
        return text

    columns = (
        Column("reported", lambda r: dated(r.documents[0].reported), width=11),
        Column("state", lambda r: plain(r.state, "bold"), width=11),
        Column("documents", documents, ratio=1),
    )
    return Answer(ask(dossier, filters=filters), columns)
