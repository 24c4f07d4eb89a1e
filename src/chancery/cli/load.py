"""`chancery load`: the records of a run in, a dossier out."""

from __future__ import annotations

import click


@click.command()
@click.argument("folder", metavar="DIR")
@click.argument("dossier", metavar="DOSSIER")
def load(folder: str, dossier: str) -> int:
    """Put the records that `chancery run` wrote to DIR into DOSSIER, a file (SQLite) or a postgresql:// address; made if it is not there.

    The dossier is the same as if the articles had been read into it. What it has already stays as it is; what failed is kept apart (chancery
    quarantine) and makes the exit code 3.
    """
    from chancery.cli.running import run_through
    from chancery.scale import load as loaded
    from chancery.scale.manifest import lines_of
    from chancery.scale.place import Folder

    def total() -> int:
        return sum(line.read + line.failed for line in lines_of(Folder(folder)))

    return run_through(dossier, create=True, total=total, work=lambda opened, progress: loaded(folder, opened, progress=progress))
