"""`chancery version`: which program, and which version of the record it writes."""

from __future__ import annotations

import click

from chancery.schema.record import SCHEMA


@click.command(short_help="Print the version.")
def version() -> None:
    """Print the version of Chancery and of the record it writes."""
    from chancery import __version__

    click.echo(f"chancery {__version__} ({SCHEMA})")
