"""`chancery judge`: an analyst's decisions, one command each. They are kept beside what was read, and taken back with undo."""

from __future__ import annotations

import getpass
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from chancery.cli.answers import Answer, Column, output_options, write
from chancery.cli.answers import form as form_of
from chancery.cli.output import Output
from chancery.errors import UsageError

if TYPE_CHECKING:
    from chancery.dossier.engines import Dossier
    from chancery.schema.judgement import Verb

EXAMPLES = """\b
Examples:
  chancery judge accept crisis.db event-3f9a1c02
  chancery judge reject crisis.db event-3f9a1c02#2 --reason "another strike"
  chancery judge edit crisis.db event-3f9a1c02 modality=planned 'date="2031-03-09"'
  chancery judge merge crisis.db event-3f9a1c02 event-77b0d1e4
  chancery judge verdict crisis.db dispute-90cc12ab false --explanation "the crater faces east"
  chancery judge undo crisis.db 14
"""


@click.group(epilog=EXAMPLES)
def judge() -> None:
    """Say whether what was read is right. ID is a row's id, or the beginning of it; with #N its Nth report alone."""


def _decision(command: Callable[..., Any]) -> Callable[..., Any]:
    """The argument DOSSIER and the options that every decision has."""
    command = click.option("--reason", metavar="TEXT", help="Why; kept with the decision.")(command)
    command = click.option("--user", default=None, metavar="NAME", help="Who decides. Default: your name on this machine.")(command)
    return click.argument("dossier", metavar="DOSSIER")(command)


def user_name(given: str | None) -> str:
    """Who decides."""
    try:
        return given or getpass.getuser()
    except (OSError, KeyError) as error:
        raise UsageError("nobody knows who you are on this machine", hint="say it with --user") from error


def decide(
    opened: Dossier,
    verb: Verb,
    reference: str,
    *,
    user: str,
    other: str | None = None,
    value: dict[str, Any] | None = None,
    reason: str | None = None,
) -> list[int]:
    """Judge every report that a reference names, and link anew once. Gives the numbers of the judgements."""
    from chancery.dossier.judgements import REGROUPING
    from chancery.dossier.judgements import judge as decided
    from chancery.dossier.views.party import spelled
    from chancery.dossier.views.references import meant
    from chancery.pipeline import relink

    these = meant(opened, reference)
    if verb in ("merge", "split", "verdict", "confirm"):
        these = these[:1]  # these are of the row as a whole, which its first report stands for
    those = meant(opened, other)[:1] if other is not None else None
    if verb == "edit" and value and these:
        value = spelled(opened, these[0].kind, value)
    made = [decided(opened, verb, m.anchor, user=user, other=those[0].anchor if those else None, value=value, reason=reason).number for m in these]
    if verb in REGROUPING:
        relink(opened)
    return made


def _run(dossier: str, verb: Verb, reference: str, user: str | None, reason: str | None, **rest: Any) -> None:
    from chancery.dossier import open_dossier

    with open_dossier(dossier) as opened:
        made = decide(opened, verb, reference, user=user_name(user), reason=reason, **rest)
    click.echo(f"{verb}: judgement {', '.join(map(str, made))}", err=True)


@judge.command(short_help="It is read right.")
@_decision
@click.argument("id")
def accept(dossier: str, id: str, user: str | None, reason: str | None) -> None:
    """What ID says is read right."""
    _run(dossier, "accept", id, user, reason)


@judge.command(short_help="It is read wrong: answers leave it out.")
@_decision
@click.argument("id")
def reject(dossier: str, id: str, user: str | None, reason: str | None) -> None:
    """What ID says is read wrong: answers leave it out."""
    _run(dossier, "reject", id, user, reason)


@judge.command(short_help="Replace fields of it.")
@_decision
@click.argument("id")
@click.argument("fields", nargs=-1, required=True, metavar="FIELD=VALUE...")
def edit(dossier: str, id: str, fields: tuple[str, ...], user: str | None, reason: str | None) -> None:
    """Replace fields of ID. A VALUE is JSON, or a word where that is none: modality=planned, mode=null, date='{"from": "2031-03-09", "to": null}'.

    Parties are given by name (sources='Kestria; Velmora', by='Ana Orlu'); words='...' moves a reading to other words of its article.
    """
    _run(dossier, "edit", id, user, reason, value=edits(fields))


@judge.command(short_help="Two rows are one.")
@_decision
@click.argument("id")
@click.argument("other")
def merge(dossier: str, id: str, other: str, user: str | None, reason: str | None) -> None:
    """What ID and OTHER say is one thing."""
    _run(dossier, "merge", id, user, reason, other=other)


@judge.command(short_help="A report is of something else.")
@_decision
@click.argument("id")
@click.argument("other", required=False)
def split(dossier: str, id: str, other: str | None, user: str | None, reason: str | None) -> None:
    """The report ID (with #N) is not of the same thing as OTHER, by default as its row's first report."""
    if other is None:
        row, _, number = id.partition("#")
        if not number or number == "1":
            raise UsageError("split takes the report that does not belong", hint=f"name it: {row}#2 is the second")
        other = f"{row}#1"
    _run(dossier, "split", id, user, reason, other=other)


@judge.command(short_help="An actor is who the program says.")
@_decision
@click.argument("id")
def confirm(dossier: str, id: str, user: str | None, reason: str | None) -> None:
    """The actor ID is who the program says."""
    _run(dossier, "confirm", id, user, reason)


@judge.command(short_help="Whether a statement or version is true.")
@_decision
@click.argument("id")
@click.argument("rating")
@click.option("--explanation", metavar="TEXT", help="What it rests on.")
@click.option("--source", "sources", multiple=True, metavar="URL", help="What shows it; may be given again.")
def verdict(dossier: str, id: str, rating: str, explanation: str | None, sources: tuple[str, ...], user: str | None, reason: str | None) -> None:
    """RATING (true, false, misleading, unproven, ...) of what the statement or dispute ID claims; exported as ClaimReview."""
    _run(dossier, "verdict", id, user, reason, value={"rating": rating, "explanation": explanation, "sources": list(sources)})


@judge.command(short_help="Take a decision back.")
@_decision
@click.argument("number", type=int)
def undo(dossier: str, number: int, user: str | None, reason: str | None) -> None:
    """Take judgement NUMBER back; an undoing can be undone too."""
    from chancery.dossier import open_dossier
    from chancery.pipeline import undo as undone

    with open_dossier(dossier) as opened:
        made = undone(opened, number, user=user_name(user), reason=reason)
    click.echo(f"undo: judgement {made.number}", err=True)


@judge.command("list", short_help="What was decided, by whom and when.")
@click.argument("dossier", metavar="DOSSIER")
@click.option("--in-force", is_flag=True, help="Only what was not taken back.")
@output_options
def listed(dossier: str, in_force: bool, **given: Any) -> None:
    """What was decided, by whom and when."""
    from chancery.cli.tables import plain
    from chancery.dossier import open_dossier
    from chancery.dossier.judgements import all_judgements
    from chancery.dossier.judgements import in_force as holding

    with open_dossier(dossier) as opened:
        rows = holding(opened) if in_force else all_judgements(opened)

    def place(j: Any) -> str:
        where = [f"{a.kind} {a.article}@{a.start}" for a in (j.anchor, j.other) if a is not None]
        return " and ".join(where) if where else f"judgement {j.undoes}"

    columns = (
        Column("no.", lambda j: plain(j.number), right=True),
        Column("time", lambda j: plain(j.time, "cyan")),
        Column("user", lambda j: plain(j.user)),
        Column("verb", lambda j: plain(j.verb, "bold")),
        Column("what", lambda j: plain(place(j)), ratio=3),
        Column("value", lambda j: plain("" if j.value is None else json.dumps(j.value, ensure_ascii=False)), ratio=2),
        Column("reason", lambda j: plain(j.reason or ""), ratio=2),
    )
    with Output(None) as output:
        write(Answer(rows, columns, nothing="Nothing was decided yet."), form_of(given), output)


def edits(fields: tuple[str, ...]) -> dict[str, Any]:
    """FIELD=VALUE as a dict. Raises UsageError where one has no =."""
    made: dict[str, Any] = {}
    for field in fields:
        name, equals, value = field.partition("=")
        if not equals or not name:
            raise UsageError(f"{field!r} is no FIELD=VALUE", hint="write it like modality=planned")
        try:
            made[name.strip()] = json.loads(value)
        except ValueError:
            made[name.strip()] = value
    return made
