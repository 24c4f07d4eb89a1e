"""The command line: one file a command, each loaded only when it is called."""

from __future__ import annotations

import importlib
import sys

import click

from chancery.errors import ChanceryError

#: command -> (module, one line)
COMMANDS = {
    "read": ("chancery.cli.read", "Read articles and print their records."),
    "version": ("chancery.cli.version", "Print the versions of the program, the record and the model."),
}


class Lazy(click.Group):
    """A group that imports a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.command(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
def group() -> None:
    """Keep the record of an international crisis: who said and did what to whom, tied to the exact words.

    \b
    Examples:
      chancery read article.txt --published 2022-02-01
      chancery read https://example.org/story.html --format html --out story.html
      chancery read *.txt --format json > records.jsonl
    """


def report(error: ChanceryError) -> None:
    """The error and its hint, on standard error."""
    click.echo(f"error: {error}", err=True)
    if error.hint:
        click.echo(f"hint: {error.hint}", err=True)


def main() -> None:
    """The program's entry: errors become one line, a hint and an exit code."""
    try:
        code = group.main(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except ChanceryError as error:
        report(error)
        sys.exit(error.exit_code)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        sys.exit(2)
    except click.ClickException as error:
        click.echo(f"error: {error.format_message()}", err=True)
        click.echo("hint: chancery --help", err=True)
        sys.exit(2)
    except BrokenPipeError:
        # the reader of our output has gone: nothing to say, and nobody to say it to
        sys.stderr.close()
        sys.exit(141)
    except KeyboardInterrupt:
        sys.exit(130)
