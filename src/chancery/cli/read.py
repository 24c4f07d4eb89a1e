"""`chancery read`: sources in, their records out, in one of four formats."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chancery.cli.complaints import complain, warn
from chancery.cli.output import Output
from chancery.errors import ChanceryError, InstallationError, UsageError

if TYPE_CHECKING:
    from chancery.pipeline import Pipeline
    from chancery.schema.article import Article
    from chancery.schema.reason import Reason
    from chancery.schema.record import Record
    from chancery.settings import Settings

FORMATS = ("text", "json", "html", "markdown")

EXAMPLES = """\b
Examples:
  chancery read dispatch.txt --published 2031-03-05
  chancery read https://news.example/story --format html --out story.html
  chancery read day/*.txt --format json > records.jsonl
  chancery read examples/dispatches/1.txt --knowledge examples/knowledge
"""


@click.command(short_help="Read articles and print their records.", epilog=EXAMPLES)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--published", metavar="DATE", help="Day of publication (2031-03-05), against which 'on Monday' is resolved. Default: what the source says.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How the record is written.")
@click.option("--explain", is_flag=True, help="Say of each line what it rests on: words, rule or learned head, confidence (text and JSON).")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write here instead of standard output, all or nothing.")
@click.option("--knowledge", type=click.Path(path_type=Path), metavar="DIR", help="Folder of your own tables of actors and places.")
@click.option("--threads", type=click.IntRange(min=0), metavar="N", help="Threads of the language model. Default: all cores.")
@click.option("--allow-private", is_flag=True, help="Fetch private and loopback addresses too.")
def read(
    sources: tuple[str, ...],
    published: str | None,
    form: str,
    explain: bool,
    out: Path | None,
    knowledge: Path | None,
    threads: int | None,
    allow_private: bool,
) -> int:
    """Read each SOURCE (a text or HTML file, a URL, or - for standard input) and print its record.

    One source gives one record; several give JSON lines, or one report after the other. A source that cannot be read is reported on
    standard error, the rest go on, and the exit code is that of the first failure.
    """
    from chancery.pipeline import Pipeline
    from chancery.settings import load

    if published is not None:
        _check_day(published)
    settings = load({"knowledge": knowledge, "threads": threads, "allow_private": allow_private or None})
    if settings.knowledge and not settings.knowledge.is_dir():
        raise UsageError(f"{settings.knowledge}: no such folder of tables", hint="--knowledge takes a folder that holds countries.csv, officials.csv and so on")
    if form == "html" and len(sources) > 1:
        raise UsageError("an HTML page shows one record", hint="read the sources one at a time, or use --format json")
    if explain and form not in ("text", "json"):
        raise UsageError(f"--explain goes with text and JSON, not with {form}", hint="leave --format out, or use --format json")
    pipeline = Pipeline(knowledge=settings.knowledge, threads=settings.threads, device=settings.device)
    first_failure = 0
    with Output(out) as output:
        loaded: deque[str] = deque()  # the model reads ahead of what is written

        def articles() -> Iterator[Article]:
            nonlocal first_failure
            for source in _watched(sources):
                try:
                    article = _article(source, published, settings, pipeline)
                except (UsageError, InstallationError):
                    raise  # every further source would fail the same way
                except ChanceryError as error:
                    complain(error, source=source)
                    first_failure = first_failure or error.exit_code
                    continue
                loaded.append(source)
                yield article

        for record, reasons in _records(articles(), pipeline, explain=explain):
            source = loaded.popleft()
            for remark in record.article.warnings:
                warn(remark, source=source if len(sources) > 1 else None)
            output.write(_written(record, form, alone=len(sources) == 1, output=output, reasons=reasons))
    return first_failure


def _check_day(published: str) -> None:
    """Refuse what is no ISO day before anything is read."""
    from datetime import date

    try:
        if date.fromisoformat(published).isoformat() == published:
            return
    except ValueError:
        pass
    raise UsageError(f"--published {published!r} is no day", hint="write year, month and day, like 2031-03-05")


def _article(source: str, published: str | None, settings: Settings, pipeline: Pipeline) -> Article:
    from chancery.intake import load

    return load(source, published=published, stdin=sys.stdin.buffer, settings=settings, knowledge=pipeline.knowledge)


def _records(articles: Iterable[Article], pipeline: Pipeline, *, explain: bool) -> Iterator[tuple[Record, tuple[Reason, ...] | None]]:
    """The records of articles in their order, and where they are asked for the reasons of their lines."""
    if explain:
        yield from map(pipeline.explain, articles)
    else:
        yield from ((record, None) for record in pipeline.read_all(articles))


def _written(record: Record, form: str, *, alone: bool, output: Output, reasons: tuple[Reason, ...] | None) -> str:
    """The record in a format, newline at the end."""
    if form == "json":
        from chancery.report.json import to_json

        return to_json(record, indent=2 if alone else None, reasons=reasons) + "\n"
    if form == "html":
        from chancery.report.html import to_html

        return to_html(record)
    if form == "markdown":
        from chancery.report.markdown import to_markdown

        return to_markdown(record)
    from chancery.report.text import to_text

    return to_text(record, width=output.width, styled=output.is_terminal, reasons=reasons or ())


def _watched(sources: tuple[str, ...]) -> Iterator[str]:
    """The sources, with a progress bar on standard error where there are several and somebody watches."""
    if len(sources) == 1 or not sys.stderr.isatty():
        yield from sources
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(sources, description="reading", console=Console(stderr=True), transient=True)
