"""Questions to a dossier on the command line: the same arguments, filters and output options everywhere. A command gives rows and the columns of its table."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from chancery.cli.output import Output

if TYPE_CHECKING:
    from rich.console import RenderableType

#: rows of a table where no limit is given; the other forms give all
SCREENFUL = 50

#: filter -> its option; those named here first are there for every question
FILTERS: dict[str, Callable[[Callable[..., Any]], Callable[..., Any]]] = {
    "as_of": click.option("--as-of", metavar="DATE", help="What was known on this day: only articles published by then."),
    "since": click.option("--since", metavar="DATE", help="From this day on."),
    "until": click.option("--until", metavar="DATE", help="Up to this day."),
    "actor": click.option("--actor", metavar="NAME", help="Who takes part: a name, part of one, or a code; with --target, who acts."),
    "target": click.option("--target", metavar="NAME", help="To whom."),
    "country": click.option("--country", metavar="CODE", help="A state that a party acts for, like RUS."),
    "type": click.option("--type", metavar="TYPE", help="Type of event, act of a statement, stance, kind of document, what is counted."),
    "issue": click.option("--issue", metavar="LABEL", help="What it is about, like 'ceasefire'."),
    "place": click.option("--place", metavar="NAME", help="Where."),
    "publisher": click.option("--publisher", metavar="NAME", help="Reported by this outlet."),
    "modality": click.option("--modality", metavar="WORD", help="occurred, ongoing, planned, possible, conditional, demanded or denied."),
    "certainty": click.option("--certainty", type=click.FloatRange(0, 1), metavar="C", help="Read with at least this confidence."),
    "newest": click.option("--newest", is_flag=True, help="Latest first."),
}
#: filters of every question about groups of mentions
GROUPED = tuple(n for n in FILTERS if n != "modality")
FORMS = ("json", "nl", "csv", "tsv")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its title, what a row has there, its style, whether it takes what width is left, its least width."""

    title: str
    of: Callable[[Any], RenderableType]
    style: str = ""
    ratio: int | None = None
    width: int | None = None
    right: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows (frozen shapes) and how they are laid out; `nothing` is said where there are none, `above` over the table."""

    rows: Sequence[Any]
    columns: Sequence[Column]
    nothing: str = "Nothing in the dossier fits."
    above: RenderableType | None = None


def question(*filters: str, paged: bool = True) -> Callable[[Callable[..., Answer]], Callable[..., None]]:
    """Makes a command of `ask(dossier, filters, **its own options) -> Answer`: with the argument DOSSIER first, the filters named, and the output options."""

    def decorate(ask: Callable[..., Answer]) -> Callable[..., None]:
        @functools.wraps(ask)
        def run(dossier: str, **given: Any) -> None:
            from chancery.dossier import open_dossier
            from chancery.dossier.views.filters import Filters

            chosen = form(given)
            shown = _limit(given.pop("limit"), chosen) if paged else None
            offset: int = given.pop("offset") if paged else 0
            asked = {n: given.pop(n) for n in filters}
            more = False
            with open_dossier(dossier) as opened:
                # one row more than is shown tells whether there are more
                made = Filters(**asked, limit=None if shown is None else shown + 1, offset=offset)
                answer = ask(opened, made, **given)
                if shown is not None and len(answer.rows) > shown:
                    more = True
                    answer = Answer(answer.rows[:shown], answer.columns, answer.nothing, answer.above)
            with Output(None) as output:
                write(answer, chosen, output)
            if shown is not None and more and chosen is None:
                click.echo(f"The first {shown}; there are more (--limit 0 gives all, --offset {offset + shown} the next).", err=True)

        for option in reversed([*(FILTERS[n] for n in filters), *(_PAGE if paged else ()), *_OUTPUT]):
            run = option(run)
        return click.argument("dossier", metavar="DOSSIER")(run)

    return decorate


_PAGE = (
    click.option("--limit", type=click.IntRange(min=0), metavar="N", help=f"At most so many rows, 0 for all. Default: {SCREENFUL} in a table, else all."),
    click.option("--offset", type=click.IntRange(min=0), default=0, metavar="N", help="Skip so many rows."),
)
_OUTPUT = (
    click.option("--json", "as_json", is_flag=True, help="A JSON list, all fields."),
    click.option("--nl", "as_nl", is_flag=True, help="JSON, a row a line."),
    click.option("--csv", "as_csv", is_flag=True, help="Comma-separated, with the first evidence of each row."),
    click.option("--tsv", "as_tsv", is_flag=True, help="The same, tab-separated."),
)


def output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The output options alone, for commands whose rows come from elsewhere."""
    for option in reversed(_OUTPUT):
        command = option(command)
    return command


def form(given: dict[str, Any]) -> str | None:
    """The form asked for, null for a table; takes the flags out of what was given. The last of FORMS that is set wins."""
    return next((f for f in reversed([f for f in FORMS if given.pop(f"as_{f}")])), None)


def _limit(limit: int | None, chosen: str | None) -> int | None:
    if limit is None:
        return SCREENFUL if chosen is None else None
    return limit or None


def write(answer: Answer, chosen: str | None, output: Output) -> None:
    """Write an answer in a form: json, nl, csv, tsv, or a table where there is none."""
    if chosen == "json":
        from chancery.schema.serial import dumps

        output.write("[" + ",\n".join(map(dumps, answer.rows)) + "]\n")
    elif chosen == "nl":
        from chancery.schema.serial import dumps

        for row in answer.rows:
            output.write(dumps(row) + "\n")
    elif chosen is not None:
        from chancery.cli.cells import separated

        output.write(separated(answer.rows, tabs=chosen == "tsv"))
    else:
        from chancery.cli.tables import table

        output.write(table(answer, styled=output.is_terminal))
