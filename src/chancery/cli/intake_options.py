"""Options of every command that reads into a dossier."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chancery.errors import UsageError

if TYPE_CHECKING:
    from chancery.settings import Settings

_OPTIONS = (
    click.option("--published", metavar="DATE", help="Day of publication of articles that nothing dates."),
    click.option("--knowledge", type=click.Path(path_type=Path), metavar="DIR", help="Folder of your own tables of actors and places."),
    click.option("--workers", type=click.IntRange(min=1), metavar="N", help="Processes that read. Default: as many as there are cores."),
    click.option("--allow-private", is_flag=True, help="Fetch private and loopback addresses too."),
)


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def checked(published: str | None, knowledge: Path | None, workers: int | None, allow_private: bool) -> Settings:
    """The settings in force, with the options laid over them.

    Raises:
        UsageError: `published` is no day, `knowledge` no folder.
    """
    from chancery.settings import load

    if published is not None:
        from chancery.intake.plain import iso_day

        iso_day(published)
    settings = load({"knowledge": knowledge, "workers": workers, "allow_private": allow_private or None})
    if settings.knowledge and not settings.knowledge.is_dir():
        raise UsageError(f"{settings.knowledge}: no such folder of tables", hint="--knowledge takes a folder that holds countries.csv, officials.csv and so on")
    return settings
