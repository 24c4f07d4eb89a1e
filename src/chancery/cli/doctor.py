"""`chancery doctor`: is a dossier whole?"""

from __future__ import annotations

import click


@click.command()
@click.argument("dossier", metavar="DOSSIER")
def doctor(dossier: str) -> int:
    """Check every offset against its text, every hash, every reference, and that mentions are what the records and the judgements make of them.

    One line a finding; the exit code is 45 where something is wrong.
    """
    from chancery.dossier import open_dossier
    from chancery.dossier.doctor import examine
    from chancery.errors import DamagedStoreError

    faults = notes = 0
    with open_dossier(dossier) as opened:
        for finding in examine(opened):
            faults, notes = faults + finding.fault, notes + (not finding.fault)
            click.echo(f"{'fault' if finding.fault else 'note'}: {finding.sort}: {finding.where}: {finding.what}")
    click.echo(f"{faults} faults, {notes} notes" if faults or notes else "The dossier is whole.", err=True)
    return DamagedStoreError.exit_code if faults else 0
