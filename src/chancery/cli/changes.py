"""`chancery changes`: what is new since a day."""

from __future__ import annotations

from typing import Any

import click

from chancery.cli.answers import Answer, Column, question

KINDS = ("event", "statement", "figure", "commitment", "position", "dispute")


@click.command()
@question("as_of", "actor", "target", "country", "type", "issue", "place", "publisher", "certainty", "newest")
@click.option("--since", metavar="DATE", required=True, help="Published on this day or later.")
@click.option("--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="Only this kind; may be given again.")
def changes(dossier: Any, filters: Any, since: str, kinds: tuple[Any, ...]) -> Answer:
    """What is new since a day: what was first reported, confirmed by others, revised, met, broken, or stands differently."""
    from rich.text import Text

    from chancery.cli.tables import dated, plain, quoted
    from chancery.dossier.views.changes import changes as ask

    def what(r: Any) -> Text:
        return plain("new") if r.change == "new" else plain(f"{r.change}: {r.before or '?'} → {r.after or '?'}", "bold")

    def line(r: Any) -> Text:
        said = r.line.split(": ", 1)[0] if r.kind == "statement" else r.line
        return plain(said if len(said) < 240 else said[:240].rsplit(" ", 1)[0] + " …")

    columns = (
        Column("reported", lambda r: dated(r.reported), width=11),
        Column("kind", lambda r: plain(r.kind, "dim")),
        Column("change", what, ratio=2),
        Column("what", line, ratio=4),
        Column("evidence", lambda r: quoted(r.evidence, id=r.id), ratio=4),
    )
    return Answer(ask(dossier, since=since, filters=filters, kinds=kinds or KINDS), columns, nothing="Nothing has changed.")
