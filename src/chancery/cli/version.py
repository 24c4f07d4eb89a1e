"""`chancery version`."""

from __future__ import annotations

from importlib.metadata import version

import click

from chancery.schema.record import SCHEMA


@click.command("version")
def command() -> None:
    """Print the versions of the program and of the record it writes."""
    click.echo(f"chancery {version('chancery')}, record {SCHEMA}")
