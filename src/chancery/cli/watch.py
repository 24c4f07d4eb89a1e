"""`chancery watch`: what is new in feeds, read into a dossier."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from chancery.cli.intake_options import reading_options

if TYPE_CHECKING:
    from chancery.ingest.watch import Look

EXAMPLES = """\b
Examples:
  chancery watch https://news.example/world.rss --dossier crisis.db
  chancery watch https://a.example/feed https://b.example/atom.xml --dossier crisis.db --interval 60
  chancery watch https://news.example/world.rss --dossier crisis.db --once
"""


@click.command(epilog=EXAMPLES)
@click.argument("feeds", nargs=-1, required=True, metavar="FEED...")
@click.option("--dossier", required=True, metavar="D", help="A file (SQLite) or a postgresql:// address; made if it is not there.")
@click.option("--interval", type=click.FloatRange(min=0.1), default=15.0, show_default=True, metavar="MINUTES", help="Minutes between two looks at a feed.")
@click.option("--once", is_flag=True, help="Look at each feed once, now, and end.")
@reading_options
def watch(
    feeds: tuple[str, ...], dossier: str, interval: float, once: bool, published: str | None, knowledge: Path | None, workers: int | None, allow_private: bool
) -> int:
    """Read what is new in each FEED (the address of an RSS or Atom feed) into the dossier D, until it is stopped.

    Servers are asked only for what has changed. A feed that fails is tried again after twice the interval, then four times, up to a day.
    """
    from chancery.cli.complaints import complain
    from chancery.cli.intake_options import checked
    from chancery.cli.running import SOME_FAILED, TERMINATED, Terminated, ending_on_sigterm, said
    from chancery.dossier import open_dossier
    from chancery.errors import UsageError
    from chancery.ingest.watch import watch as watching

    for url in feeds:
        if not url.lower().startswith(("http://", "https://")):
            raise UsageError(f"{url!r} is no web address", hint="a feed that lies in a file is read with chancery ingest")
    settings = checked(published, knowledge, workers, allow_private)
    code = 0

    def told(look: Look) -> None:
        nonlocal code
        if look.error is not None:
            complain(look.error, source=look.url)
            code = code or look.error.exit_code
            return
        if look.summary.failed:
            code = code or SOME_FAILED
        if look.summary.items:
            click.echo(f"{look.url}: {said(look.summary)}", err=True)
        elif once:
            click.echo(f"{look.url}: nothing new", err=True)

    try:
        with ending_on_sigterm(), open_dossier(dossier, create=True) as opened:
            watching(
                opened, feeds, settings=settings, interval=interval * 60, told=told, once=once, workers=settings.workers or None, published=published,
            )  # fmt: skip
    except Terminated:
        return TERMINATED
    return code
