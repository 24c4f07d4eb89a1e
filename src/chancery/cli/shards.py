"""`chancery run`: shards of articles in, a folder of records out. (The package has a function `run` of its own, hence the name of this module.)"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chancery.cli.intake_options import reading_options

if TYPE_CHECKING:
    from chancery.scale.course import Progress

EXAMPLES = """\b
Examples:
  chancery run month/*.jsonl.gz --out records
  chancery run crawl/ --out records --workers 16
  chancery run s3://news/2031-03/ --out s3://news/records --ray auto
  chancery load records crisis.db
"""


@click.command(epilog=EXAMPLES)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--out", required=True, metavar="DIR", help="The folder to write to; made if it is not there.")
@click.option("--ray", metavar="ADDRESS", help="Read on a Ray cluster: auto, host:port, ray://host:port, or local.")
@click.option("--lines", type=click.IntRange(min=1), metavar="N", help="Lines of JSON in a shard. Default: 500.")
@click.option("--map", "columns", metavar="FIELD=COLUMN,...", help="Which columns hold id, url, title, text, html, published, publisher, byline.")
@click.option("--form", metavar="FORM", help="What every INPUT is: jsonl, json, csv, parquet, warc. Default: told by its name.")
@reading_options
def run(
    inputs: tuple[str, ...], out: str, ray: str | None, lines: int | None, columns: str | None, form: str | None, published: str | None,
    knowledge: Path | None, workers: int | None, allow_private: bool,
) -> int:  # fmt: skip
    """Read each INPUT (files, folders, addresses of object stores) and write the records to DIR as Parquet files, one for each shard.

    A file is a shard; JSON lines are cut. Finished shards are skipped, so a run that was stopped or killed goes on when it is called again.
    DIR/manifest.jsonl says what is finished, DIR/failed what could not be read; some failures make the exit code 3.
    """
    from chancery.cli.complaints import complain, warn
    from chancery.cli.intake_options import checked
    from chancery.cli.running import SOME_FAILED, TERMINATED, Terminated, ending_on_sigterm
    from chancery.ingest.inputs import mapping_of
    from chancery.scale import run as done
    from chancery.scale.plan import SHARDED

    told = next((f for f in SHARDED if f == form), None)
    if form is not None and told is None:
        raise click.BadParameter(f"{form!r} is none of {', '.join(SHARDED)}", param_hint="--form")
    settings = checked(published, knowledge, workers, allow_private)
    try:
        with ending_on_sigterm():
            made = done(
                inputs, out=out, settings=settings, form=told, mapping=mapping_of(columns), published=published, workers=settings.workers or None,
                ray=ray, lines=lines, progress=_watched if sys.stderr.isatty() else None,
            )  # fmt: skip
    except Terminated:
        warn("stopped; finished shards stay, and the same call goes on from there")
        return TERMINATED
    except KeyboardInterrupt:
        warn("stopped; finished shards stay, and the same call goes on from there")
        raise
    for lost in made.lost:
        complain(lost.error, source=lost.source)  # type: ignore[arg-type]
    click.echo(_said(made), err=True)
    if made.failed:
        click.echo(f"hint: the files in {out.rstrip('/')}/failed say what failed, and why", err=True)
    return SOME_FAILED if made.failed or made.lost else 0


def _said(made: Progress) -> str:
    """How far it is, in a line."""
    lost = f" ({len(made.lost)} lost)" if made.lost else ""
    rate = f", {made.read / made.seconds:.1f} articles/s, {made.words / made.seconds:,.0f} words/s" if made.read and made.seconds else ""
    return f"shards: {made.finished} finished{lost}, {made.skipped} skipped; read {made.read}, failed {made.failed} in {made.seconds:.1f} s{rate}"


def _watched(made: Progress) -> None:
    click.echo(f"\r\033[K{_said(made)}\r", err=True, nl=False)
