"""A group whose commands are imported when they are called, so that asking for help stays fast however many there are."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

#: section -> command -> its one-line help; the command `name` is the function of that name in chancery.cli.name, or in the module that MODULES says
Contents = Mapping[str, Mapping[str, str]]
#: commands whose module cannot bear their name, since the package has something of that name itself
MODULES = {"run": "shards"}


class LazyGroup(click.Group):
    """A group over `contents`; help lists the commands by section in the order given, and imports none."""

    def __init__(self, *args: Any, contents: Contents, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contents = contents

    def list_commands(self, context: click.Context) -> list[str]:
        """The names of the commands, in the order of help."""
        return [name for section in self.contents.values() for name in section]

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command of a name, imported now."""
        if not any(name in section for section in self.contents.values()):
            return None
        command: click.Command = getattr(import_module(f"chancery.cli.{MODULES.get(name, name)}"), name)
        return command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """The sections of help."""
        width = max(map(len, self.list_commands(context)))
        for title, section in self.contents.items():
            with formatter.section(title):
                formatter.write_dl([(name.ljust(width), text) for name, text in section.items()])
