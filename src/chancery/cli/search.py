"""`chancery search`: words, phrases and filters."""

from __future__ import annotations

from typing import Any

import click

from chancery.cli.answers import Answer, Column, question

EXAMPLES = """\b
Examples:
  chancery search crisis.db 'sanctions "Black Sea" -grain'
  chancery search crisis.db 'withdraw* actor:Russia type:promise after:2022-02-01'
  chancery search crisis.db 'kind:figure killed place:Torva'
"""


@click.command(epilog=EXAMPLES)
@question("as_of", "since", "until", "publisher", "certainty")
@click.argument("query")
def search(dossier: Any, filters: Any, query: str) -> Answer:
    """Find QUERY: words, "phrases", beginnings (sanction*), -words to leave out, and the filters actor: target: country: type: issue: place: publisher:
    modality: kind: after: before:. Best first; kind:article finds passages alone.
    """
    from dataclasses import replace

    from rich.text import Text

    from chancery.cli.tables import dated, origin, plain, short
    from chancery.dossier.search import search as ask

    def snippet(r: Any) -> Text:
        text = Text()
        for n, part in enumerate(r.snippet.replace("]", "[").split("[")):
            text.append(f"[{part}]" if n % 2 and r.marks else part, "bold" if n % 2 and r.marks else "")
        return text.append(f"  {origin(replace(r, published=None))}{f' · {short(r.id)}' if r.kind != 'article' else ''}", "dim")

    columns = (
        Column("published", lambda r: dated(r.published), width=11),
        Column("kind", lambda r: plain(r.kind, "dim")),
        Column("words", snippet, ratio=1),
    )
    return Answer(ask(dossier, query, filters=filters), columns, nothing="Nothing was found.")
