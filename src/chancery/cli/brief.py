"""`chancery brief`: a dossier as a dated situation report."""

from __future__ import annotations

from pathlib import Path

import click

from chancery.cli.output import Output
from chancery.errors import UsageError

FORMATS = ("markdown", "html", "pdf")

EXAMPLES = """\b
Examples:
  chancery brief crisis.db --format html --out brief.html
  chancery brief crisis.db --since 2031-03-14 --as-of 2031-03-21 --format pdf --out brief.pdf
"""


@click.command(epilog=EXAMPLES)
@click.argument("dossier", metavar="DOSSIER")
@click.option("--since", metavar="DATE", help="What was first reported from this day on is new. Default: the last seven days.")
@click.option("--as-of", metavar="DATE", help="What was known on this day. Default: the day of the latest article.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="markdown", show_default=True, help="How it is written.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write here instead of standard output, all or nothing.")
@click.option("--title", metavar="TEXT", help="Its title. Default: Situation brief.")
@click.option("--no-plots", is_flag=True, help="Without plots.")
@click.option("--knowledge", type=click.Path(path_type=Path), metavar="DIR", help="Folder of your own tables of actors and places.")
def brief(
    dossier: str, since: str | None, as_of: str | None, form: str, out: Path | None, title: str | None, no_plots: bool, knowledge: Path | None
) -> None:  # fmt: skip
    """Write the situation report of DOSSIER: what is new, who said what, what is owed, which figures moved, what is disputed and what is unknown.

    Every sentence carries the number of its evidence: article, date, words, offsets. Markdown written to a file has its plots beside it.
    """
    from chancery.dossier import open_dossier
    from chancery.knowledge import Knowledge
    from chancery.report.brief.compose import brief as composed
    from chancery.settings import load as settings

    tables = Knowledge(settings({"knowledge": knowledge}).knowledge)
    drawn = not no_plots and not (form == "markdown" and out is None)
    with open_dossier(dossier) as opened, Output(out) as output:
        if form == "pdf" and output.is_terminal:
            raise UsageError("a PDF is not for reading on a terminal", hint="give a file with --out")
        made = composed(opened, since=since, as_of=as_of, title=title, plots=drawn, knowledge=tables)
        if form == "html":
            from chancery.report.brief.html import to_html

            output.write(to_html(made))
        elif form == "pdf":
            from chancery.report.brief.pdf import to_pdf

            output.write(to_pdf(made))
        else:
            from chancery.report.brief.markdown import to_markdown

            links = {name: f"{out.stem}-{name}.svg" for name in made.plots} if out else {}
            output.write(to_markdown(made, links=links))
            for name, link in links.items():
                assert out is not None
                with Output(out.with_name(link)) as beside:
                    beside.write(made.plots[name].replace("<svg ", '<svg style="color:#333" ', 1) + "\n")
