"""A run of reading as the terminal sees it: a bar while it lasts where somebody watches, a summary at the end, an end on SIGTERM that loses nothing."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from chancery.cli.complaints import warn

if TYPE_CHECKING:
    from chancery.dossier import Dossier
    from chancery.ingest.run import Summary

    Progress = Callable[[Summary], None] | None

#: exit code where all that could be read was stored, while some items could not be read
SOME_FAILED = 3
#: items that could not be read of which the summary says why
NAMED = 3
#: what a shell reports for a process that SIGTERM ended
TERMINATED = 143


class Terminated(KeyboardInterrupt):
    """SIGTERM has come."""


@contextmanager
def ending_on_sigterm() -> Iterator[None]:
    """SIGTERM ends what runs in here as Ctrl-C would."""

    def stop(_number: int, _frame: Any) -> None:
        raise Terminated

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def run_through(
    dossier: str, *, create: bool, work: Callable[[Dossier, Progress], Summary], total: Callable[[], int | None] = lambda: None
) -> int:
    """Open a dossier and do some reading into it, from the bar to the summary; gives the exit code. `total` tells how many items there are to read."""
    from chancery.dossier import open_dossier
    from chancery.dossier.views.quarantine import last

    try:
        with ending_on_sigterm(), open_dossier(dossier, create=create) as opened, bar(total) as progress:
            summary = work(opened, progress)
            failed = last(opened, most=NAMED) if summary.failed else ()
    except Terminated:
        warn("stopped; what was read is stored, and the same call goes on from there")
        return TERMINATED
    except KeyboardInterrupt:
        warn("stopped; what was read is stored, and the same call goes on from there")
        raise
    click.echo(said(summary), err=True)
    for each in failed:
        # a message names its source as a rule
        click.echo(f"  failed: {each.message if each.source in each.message else f'{each.source}: {each.message}'}", err=True)
    if summary.failed:
        click.echo(f"hint: chancery quarantine {dossier} lists what failed, and why", err=True)
    return SOME_FAILED if summary.failed else 0


def said(summary: Summary) -> str:
    """A summary in a line."""
    rate = f", {summary.read / summary.seconds:.1f} articles/s" if summary.read and summary.seconds else ""
    updated = f" ({summary.updated} updated)" if summary.updated else ""
    return f"read {summary.read}{updated}, unchanged {summary.unchanged}, failed {summary.failed} in {summary.seconds:.1f} s{rate}"


@contextmanager
def bar(total: Callable[[], int | None]) -> Iterator[Progress]:
    """A line on stderr that says how far it is; nothing where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (BarColumn(bar_width=30), TextColumn("{task.description}"), TimeElapsedColumn(), TextColumn("/"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=total())
        yield lambda summary: progress.update(task, description=said(summary), completed=summary.items)
