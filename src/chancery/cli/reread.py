"""`chancery reread`: the articles of a dossier, read anew by the present model."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("dossier", metavar="DOSSIER")
@click.option("--all", "everything", is_flag=True, help="Also what this version, with this model and these tables, has read already.")
@click.option("--knowledge", type=click.Path(path_type=Path), metavar="DIR", help="Folder of your own tables of actors and places.")
@click.option("--workers", type=click.IntRange(min=1), metavar="N", help="Processes that read. Default: as many as there are cores.")
def reread(dossier: str, everything: bool, knowledge: Path | None, workers: int | None) -> int:
    """Read the stored articles of DOSSIER anew, where another model, other tables or another version of this program read them.

    What analysts decided stays in force. A run that was stopped or killed goes on when it is called again.
    """
    from chancery.cli.intake_options import checked
    from chancery.cli.running import run_through
    from chancery.ingest.run import reread as again

    settings = checked(None, knowledge, workers, False)
    return run_through(dossier, create=False, work=lambda opened, progress: again(
        opened, settings=settings, everything=everything, workers=settings.workers or None, progress=progress
    ))  # fmt: skip
