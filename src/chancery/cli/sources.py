"""`chancery sources`: what was read, copies beneath what they copy."""

from __future__ import annotations

from typing import Any

import click

from chancery.cli.answers import Answer, Column, question


@click.command()
@question("as_of", "since", "until", "publisher", "newest")
@click.option("--all-versions", is_flag=True, help="Also what has been corrected, updated or withdrawn.")
def sources(dossier: Any, filters: Any, all_versions: bool) -> Answer:
    """The articles in order of publication, and which of them carry the text of another."""
    from chancery.cli.tables import dated, plain
    from chancery.dossier.views.sources import sources as ask

    rows = ask(dossier, filters=filters, all_versions=all_versions)
    called = {r.id: r.publisher or r.title or r.id for r in rows}

    def standing(r: Any) -> str:
        if r.replaced_by:
            return f"replaced by {called.get(r.replaced_by, r.replaced_by)}"
        if r.copies_of:
            return f"{r.copy_kind} copy of {called.get(r.copies_of, r.copies_of)} ({r.copy_share:.0%} the same)"
        return f"carried by {', '.join(called.get(c, c) for c in r.copies)}" if r.copies else ""

    columns = (
        Column("published", lambda r: dated(r.published), width=11),
        Column("publisher", lambda r: plain(r.publisher or (f"first carried by {r.syndicated_from}" if r.syndicated_from else "?")), ratio=2),
        Column("title", lambda r: plain(r.title or r.id, "dim" if r.copies_of or r.replaced_by else ""), ratio=5),
        Column("copies", lambda r: plain(standing(r), "dim"), ratio=4),
    )
    return Answer(rows, columns)
