"""What goes wrong, as lines on stderr: `error:` or `warning:`, then `hint:`."""

from __future__ import annotations

import click

from chancery.errors import ChanceryError


def complain(error: ChanceryError | str, *, hint: str | None = None, source: str | None = None) -> None:
    """One line of error and, where there is one, a line of hint; `source` is named where the error does not name it itself."""
    text = _line(str(error))
    if source is not None and source not in text:
        text = f"{source}: {text}"
    click.echo(f"error: {text}", err=True)
    hint = hint or (error.hint if isinstance(error, ChanceryError) else None)
    if hint:
        click.echo(f"hint: {_line(hint)}", err=True)


def warn(text: str, *, source: str | None = None) -> None:
    """One line of warning; a warning never changes the exit code."""
    click.echo(f"warning: {source}: {_line(text)}" if source else f"warning: {_line(text)}", err=True)


def _line(text: str) -> str:
    """On one line, and without the control characters that a hostile source may try to send to a terminal."""
    return "".join(c for c in " ".join(text.split()) if c.isprintable())
