"""`chancery disputes`: which versions contradict each other."""

from __future__ import annotations

from typing import Any

import click

from chancery.cli.answers import GROUPED, Answer, Column, question


@click.command()
@question(*(f for f in GROUPED if f not in ("type", "issue", "place", "target")))
def disputes(dossier: Any, filters: Any) -> Answer:
    """Which versions contradict each other: one row a question, each side with its words."""
    from rich.text import Text

    from chancery.cli.tables import dated, origin, plain, short, tally
    from chancery.dossier.views.disputes import disputes as ask

    def sides(r: Any) -> Text:
        text = Text()
        for side in r.sides:
            first = side.mentions[0]
            more = f" +{len(side.mentions) - 1}" if len(side.mentions) > 1 else ""
            text.append(f"{side.who or 'the article'}: ", "bold").append_text(plain(first.words))
            text.append(f"  {origin(first)}{more}\n", "dim")
        return text.append(short(r.id), "dim")

    columns = (
        Column("reported", lambda r: dated(r.reported), width=11),
        Column("about", lambda r: plain(r.about), ratio=2),
        Column("publ.", lambda r: tally(r.publishers), right=True),
        Column("sides", sides, ratio=6),
    )
    return Answer(ask(dossier, filters=filters), columns)
