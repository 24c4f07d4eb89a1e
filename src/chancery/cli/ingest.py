"""`chancery ingest`: articles in, a dossier out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from chancery.cli.intake_options import reading_options

EXAMPLES = """\b
Examples:
  chancery ingest day.jsonl --dossier crisis.db
  chancery ingest press/ wires.parquet --dossier crisis.db --map text=body,published=date
  chancery ingest crawl.warc.gz --dossier postgresql://me@host/crisis
  chancery ingest --form urls links.txt --dossier crisis.db
"""


@click.command(epilog=EXAMPLES)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--dossier", required=True, metavar="D", help="A file (SQLite) or a postgresql:// address; made if it is not there.")
@click.option("--map", "columns", metavar="FIELD=COLUMN,...", help="Which columns hold id, url, title, text, html, published, publisher, byline.")
@click.option("--form", metavar="FORM", help="What every INPUT is: article, jsonl, json, csv, parquet, warc, feed, urls. Default: told by its name.")
@reading_options
def ingest(
    inputs: tuple[str, ...], dossier: str, columns: str | None, form: str | None, published: str | None, knowledge: Path | None, workers: int | None,
    allow_private: bool,
) -> int:  # fmt: skip
    """Read each INPUT into the dossier D: files, folders, web addresses, or - for JSON lines on standard input.

    An article is stored once, and once more when its text has changed. What cannot be read is kept apart (chancery quarantine D) and
    makes the exit code 3. A run that was stopped or killed goes on when it is called again.
    """
    from chancery.cli.intake_options import checked
    from chancery.cli.running import run_through
    from chancery.ingest import ingest as read_into
    from chancery.ingest.inputs import FORMS, Inputs, mapping_of

    if form is not None and form not in FORMS:
        raise click.BadParameter(f"{form!r} is none of {', '.join(FORMS)}", param_hint="--form")
    settings = checked(published, knowledge, workers, allow_private)
    source = Inputs(inputs, settings, form=form, mapping=mapping_of(columns), stdin=sys.stdin.buffer)
    return run_through(dossier, create=True, total=source.total, work=lambda opened, progress: read_into(
        opened, source.items(), settings=settings, inputs=inputs, workers=settings.workers or None, published=published, progress=progress
    ))  # fmt: skip
