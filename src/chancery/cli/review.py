"""`chancery review`: an analyst goes through what nobody has judged yet, one report after the other, in the terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

from chancery.cli.answers import FILTERS
from chancery.cli.complaints import complain
from chancery.cli.judge import edits, user_name
from chancery.errors import ChanceryError

if TYPE_CHECKING:
    from chancery.dossier.engines import Dossier

KINDS = ("event", "statement", "commitment", "position", "dispute", "figure")
#: reports that are looked up together
BATCH = 50
HELP = "a accept · r reject · e edit · m merge · s split off · v verdict · u undo the last · n next · q quit"


@click.command()
@click.argument("dossier", metavar="DOSSIER")
@click.option("--kind", type=click.Choice(KINDS), help="Only this kind.")
@click.option("--user", default=None, metavar="NAME", help="Who decides. Default: your name on this machine.")
@FILTERS["as_of"]
def review(dossier: str, kind: Any, user: str | None, as_of: str | None) -> None:
    """Go through what nobody has judged yet, those first whose reading is least sure, and decide with a letter.

    Each decision is kept at once; rows are put together anew at the end. Ctrl-D or q ends.
    """
    from chancery.dossier import open_dossier
    from chancery.dossier.views.filters import Filters
    from chancery.dossier.views.queue import queue

    who = user_name(user)
    with open_dossier(dossier) as opened:
        session = Session(opened, who)
        seen: set[int] = set()
        try:
            while waiting := [w for w in queue(opened, filters=Filters(as_of=as_of, limit=BATCH + len(seen)), kind=kind) if w.mention not in seen]:
                for one in waiting:
                    seen.add(one.mention)
                    _show(one)
                    if not session.ask(one):
                        return
            click.echo("Nothing waits any more.")
        except (EOFError, click.Abort):
            click.echo()
        finally:
            session.close()


class Session:
    """One analyst's run through the queue."""

    def __init__(self, dossier: Dossier, user: str) -> None:
        self.dossier, self.user = dossier, user
        self.made: list[int] = []
        self.regroup = False

    def ask(self, one: Any) -> bool:
        """Decide on one report; False ends the run."""
        while True:
            answer = click.prompt(click.style(HELP, dim=True), default="n", show_default=False).strip().lower()
            if answer in ("q", "quit"):
                return False
            if answer in ("", "n", "next"):
                return True
            try:
                if answer in ("u", "undo"):
                    self._undo()
                elif self._decided(answer, one):
                    return True
            except ChanceryError as error:
                complain(error)

    def _decided(self, answer: str, one: Any) -> bool:
        from chancery.dossier.views.references import meant

        match answer[:1]:
            case "a":
                self._judge("accept", one)
            case "r":
                self._judge("reject", one, reason=_text("why"))
            case "e":
                self._judge("edit", one, value=self._edited(one))
            case "m":
                self._judge("merge", one, other=meant(self.dossier, click.prompt("one with (id)"))[0].anchor)
            case "s":
                self._judge("split", one, other=meant(self.dossier, _text("from (id, or enter for its row's first report)") or f"{one.row}#1")[0].anchor)
            case "v":
                self._judge("verdict", one, value={"rating": click.prompt("rating"), "explanation": _text("explanation"), "sources": []})
            case _:
                click.echo(HELP)
                return False
        return True

    def _edited(self, one: Any) -> dict[str, Any]:
        """The fields that the analyst replaces: what may be is listed, parties are given by name."""
        from chancery.dossier.edits import WORDS, editable
        from chancery.dossier.views.party import spelled

        hidden = _HIDDEN - {"intensity"} | {"date_basis", "wikidata"}
        click.secho("fields: " + " ".join((WORDS, *(f for f in editable(one.kind) if f not in hidden))), dim=True)
        given = re.split(r",\s+(?=\w+=)", click.prompt("field=value, comma between them"))
        return spelled(self.dossier, one.kind, edits(tuple(given)))

    def _judge(self, verb: Any, one: Any, **rest: Any) -> None:
        from chancery.dossier.judgements import REGROUPING, anchor_of, judge

        made = judge(self.dossier, verb, anchor_of(self.dossier, one.mention), user=self.user, **rest)
        self.made.append(made.number)
        self.regroup = self.regroup or verb in REGROUPING
        click.secho(f"{verb}: judgement {made.number}", fg="green")

    def _undo(self) -> None:
        from chancery.dossier.judgements import undo

        if not self.made:
            click.echo("Nothing was decided in this run.")
            return
        number = self.made.pop()
        undo(self.dossier, number, user=self.user)
        self.regroup = True
        click.secho(f"judgement {number} is taken back", fg="green")

    def close(self) -> None:
        """Put rows together anew where a decision asks for it."""
        from chancery.pipeline import relink

        if self.regroup:
            relink(self.dossier)
        if self.made:
            click.echo(f"{len(self.made)} judgement{'' if len(self.made) == 1 else 's'} by {self.user}.", err=True)


def _text(question: str) -> str | None:
    given: str = click.prompt(question, default="", show_default=False)
    return given.strip() or None


def _show(one: Any) -> None:
    """A report: what was read, and the paragraph it stands in with its words marked."""
    from chancery.cli.tables import short
    from chancery.report.words import clean
    from chancery.schema.serial import to_plain

    words = (one.start - one.offset, one.end - one.offset)
    click.echo()
    click.secho(f"{one.kind} {short(one.row)}  confidence {one.confidence:.2f}, {one.publishers} publisher{'' if one.publishers == 1 else 's'}", bold=True)
    click.secho(clean(" · ".join(str(p) for p in (one.publisher or one.article, one.published, one.title) if p)), dim=True)
    before, after = one.text[: words[0]], one.text[words[1] :]
    gaps = (" " if before[-1:].isspace() else "", " " if after[:1].isspace() else "")
    click.echo(clean(before) + gaps[0] + click.style(f"[{clean(one.text[words[0] : words[1]])}]", bold=True) + gaps[1] + clean(after))
    for name, value in to_plain(one.reading).items():
        if name not in _HIDDEN and value not in (None, [], ""):
            click.echo(f"  {name}: {clean(_value(value))}")


_HIDDEN = frozenset({"article", "local", "start", "end", "sentence", "text", "spans", "content", "cue", "confidence", "intensity"})


def _value(value: Any) -> str:
    if isinstance(value, dict):
        if "name" in value:
            return f"{value['name']} ({value['code']})" if value.get("code") and value["code"] != value["name"] else str(value["name"])
        if {"from", "to"} <= set(value):
            return f"{value['from'] or '..'} to {value['to'] or '..'}"
        return ", ".join(f"{k} {_value(v)}" for k, v in value.items() if v not in (None, [], "") and k not in ("start", "end"))
    return ", ".join(map(_value, value)) if isinstance(value, list) else str(value)
