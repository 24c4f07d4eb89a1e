"""`chancery export`: a dossier, or records, in the format of another tool."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from chancery.cli.answers import FILTERS
from chancery.cli.complaints import warn
from chancery.cli.output import Output
from chancery.errors import UsageError

FORMATS = (
    "plover", "polecat", "gdelt-events", "gdelt-mentions", "icews", "acled", "annotations", "schema-org", "claimreview", "timelinejs", "ftm", "csv", "parquet",
    "markdown", "html",
)  # fmt: skip
ASKED = ("as_of", "since", "until", "actor", "target", "country", "type", "issue", "place", "publisher", "modality", "certainty")

EXAMPLES = """\b
Examples:
  chancery export crisis.db --format gdelt-events --out events.tsv
  chancery export crisis.db --format csv --table statements --actor Lavrov --out lavrov.csv
  chancery export crisis.db --format annotations --text-free --out share.jsonld
  chancery read story.txt --format json > story.json; chancery export story.json --format plover
"""


def _filtered(command: Callable[..., Any]) -> Callable[..., Any]:
    """The filters of questions, as options of this command."""
    for name in reversed(ASKED):
        command = FILTERS[name](command)
    return command


@click.command(epilog=EXAMPLES)
@click.argument("dossier", metavar="DOSSIER")
@click.option("--format", "form", type=click.Choice(FORMATS), required=True, help="Which.")
@click.option("--table", metavar="NAME", help="Of csv and parquet: events (default), statements, figures, commitments, positions, disputes, documents, actors, "
              "articles or mentions.")  # fmt: skip
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write here instead of standard output, all or nothing.")
@click.option("--text-free", is_flag=True, help="No text of articles: offsets, hashes and quotations of at most 15 words.")
@click.option("--knowledge", type=click.Path(path_type=Path), metavar="DIR", help="Folder of your own tables of actors and places.")
@_filtered
def export(dossier: str, form: str, table: str | None, out: Path | None, text_free: bool, knowledge: Path | None, **asked: Any) -> None:
    """Write what DOSSIER holds, or the records that `chancery read --format json` wrote to a file, in another tool's format."""
    from chancery.dossier import open_dossier
    from chancery.dossier.views.filters import Filters
    from chancery.knowledge import Knowledge
    from chancery.report.export.formats import write
    from chancery.report.export.holdings import holdings
    from chancery.report.export.single import is_records, load, passing
    from chancery.settings import load as settings

    tables = Knowledge(settings({"knowledge": knowledge}).knowledge)
    records = is_records(Path(dossier))
    with ExitStack() as stack:
        opened = stack.enter_context(passing(load(Path(dossier))) if records else open_dossier(dossier))
        held = stack.enter_context(holdings(opened, filters=Filters(**asked), text_free=text_free, timed=not records, knowledge=tables))
        output = stack.enter_context(Output(out))
        if form == "parquet" and output.is_terminal:
            raise UsageError("Parquet is not for reading on a terminal", hint="give a file with --out")
        output.write(b"")
        for piece in write(held, form, table=table):
            output.write(piece)
        for remark in dict.fromkeys(held.remarks):
            warn(remark)

