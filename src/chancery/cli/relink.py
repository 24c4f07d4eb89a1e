"""`chancery relink`: finds anew how what a dossier holds belongs together."""

from __future__ import annotations

from collections import Counter

import click


@click.command()
@click.argument("dossier", metavar="DOSSIER")
@click.option("--rebuild", is_flag=True, help="Make the mentions anew too, from the stored records and the judgements.")
def relink(dossier: str, rebuild: bool) -> None:
    """Link the mentions of a dossier anew: copies, events, statements, figures, actors.

    Ingest does this at its end; a run that was stopped leaves it undone.
    """
    from chancery import pipeline
    from chancery.dossier import open_dossier

    with open_dossier(dossier) as opened:
        links = pipeline.rebuild(opened) if rebuild else pipeline.relink(opened, anew=True)
    kinds = Counter(g.kind for g in links.groups)
    parts = [f"{n} {kind}{'' if n == 1 else 's'}" for kind, n in sorted(kinds.items())]
    click.echo(f"{', '.join(parts) or 'nothing'}; {len(links.copies)} copies, {len(links.stories)} stories", err=True)
