"""`chancery commitments`: what is owed, and what has become of it."""

from __future__ import annotations

from typing import Any

import click

from chancery.cli.answers import GROUPED, Answer, Column, question

STYLES = {"overdue": "bold red", "broken": "bold red", "met": "green", "lapsed": "dim", "open": "yellow"}


@click.command()
@question(*(f for f in GROUPED if f != "type"))
@click.option("--status", type=click.Choice(["open", "overdue", "met", "broken", "lapsed"]), help="Only commitments that stand so.")
def commitments(dossier: Any, filters: Any, status: Any) -> Answer:
    """What is owed: one row an undertaking, in order of due date, and whether it was met, broken, is overdue or has lapsed.

    Dates are held against --as-of, else against the latest day of publication in the dossier.
    """
    from rich.text import Text

    from chancery.cli.tables import dated, plain, quoted, tally
    from chancery.dossier.views.commitments import commitments as ask
    from chancery.dossier.views.merge import last_day
    from chancery.dossier.views.who import shown

    def state(r: Any) -> Text:
        return plain(r.status + (f" {r.overdue_days} days" if r.overdue_days else ""), STYLES[r.status])

    def words(r: Any) -> Text:
        text = quoted(r.mentions[0], more=len(r.mentions) - 1, id=r.id)
        if r.resolved_by is not None:
            text.append(f"\n{r.status} by: ", STYLES[r.status]).append_text(plain(r.resolved_by.sentence)).append(f"  {r.resolved_by.published or ''}", "dim")
        return text

    def owes(r: Any) -> Text:
        # the undertaking's words stand beside it
        text = plain(shown(r.holders) or "?", "bold")
        if r.recipients:
            text.append(f" → {shown(r.recipients)}")
        return text.append("\n").append_text(plain(f"if {r.condition.removeprefix('if ')}", "dim")) if r.condition else text

    columns = (
        Column("due by", lambda r: dated(last_day(r.due)), width=11),
        Column("status", state, width=10),
        Column("who", owes, ratio=2),
        Column("publ.", lambda r: tally(r.publishers), right=True),
        Column("evidence", words, ratio=5),
    )
    return Answer(ask(dossier, filters=filters, status=status), columns)
