"""`chancery read`: sources in, records out. A source that cannot be read is reported and the rest go on."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import click

from chancery.errors import ChanceryError, UsageError

FORMATS = ("text", "json", "html", "markdown")


@click.command("read")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--published", metavar="DATE", help="The day of publication, YYYY-MM-DD; relative dates are resolved against it.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How the record is printed.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file instead of standard output.")
@click.option("--knowledge", type=click.Path(exists=True, file_okay=False, path_type=Path), help="A folder of tables of your own: countries, officials, organisations, groups, places.")
@click.option("--allow-private", is_flag=True, default=None, help="Let URLs lead into private networks.")
@click.option("--threads", type=int, help="Threads of the language model; 0 takes all cores.")
def command(
    sources: tuple[str, ...], published: str | None, form: str, out: Path | None, knowledge: Path | None, allow_private: bool | None, threads: int | None
) -> None:
    """Read each SOURCE (a file, a URL, or - for standard input) and print its record.

    \b
    Examples:
      chancery read article.txt --published 2022-02-01
      chancery read page.html --format html --out record.html
      cat article.txt | chancery read - --format json
    """
    from chancery import settings
    from chancery.cli import report

    chosen = settings.load({"knowledge": knowledge, "allow_private": allow_private, "threads": threads})
    if len(sources) > 1 and form == "html":
        raise UsageError("one HTML page holds one record", hint="read the sources one by one")
    failed, printed = 0, []
    pipeline = None
    with click.progressbar(sources, file=sys.stderr, hidden=len(sources) < 2 or not sys.stderr.isatty(), label="reading") as bar:
        for source in bar:
            try:
                from chancery.intake import load
                from chancery.report import render

                if pipeline is None:
                    from chancery.pipeline import Pipeline

                    pipeline = Pipeline(knowledge=chosen.knowledge, threads=chosen.threads)
                article = load(source, published=published, stdin=sys.stdin.buffer, settings=chosen, knowledge=pipeline.knowledge)
                for warning in article.warnings:
                    click.echo(f"warning: {source}: {warning}" if len(sources) > 1 else f"warning: {warning}", err=True)
                printed.append(render(pipeline.read(article), form, several=len(sources) > 1))
            except UsageError:
                raise
            except ChanceryError as error:
                report(error)
                failed = failed or error.exit_code
    if printed:
        write("\n".join(printed) + "\n", out)
    if failed:
        sys.exit(failed)


def write(text: str, out: Path | None) -> None:
    """Print the text, or put it into the file in one step, so that no half-written file is ever seen."""
    data = text.encode("utf-8", "surrogatepass")
    if out is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        with tempfile.NamedTemporaryFile(dir=out.parent, prefix=f".{out.name}.", delete=False) as file:
            file.write(data)
        Path(file.name).replace(out)
    except OSError as error:
        if "file" in locals():
            Path(file.name).unlink(missing_ok=True)
        raise UsageError(f"cannot write {out}: {os.strerror(error.errno or 0)}", hint="give another --out") from error
