"""`chancery actor`: who is in a dossier, and all there is on one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from chancery.cli.answers import Answer, Column, question

if TYPE_CHECKING:
    from rich.console import RenderableType


@click.command()
@question("as_of", "since", "until", "country", "type")
@click.argument("name", required=False)
@click.option("--confirmed", is_flag=True, help="In the list, only actors that an analyst has confirmed.")
def actor(dossier: Any, filters: Any, name: str | None, confirmed: bool) -> Answer:
    """Who is in the dossier; or of NAME (a name, part of one, or a code) its offices, what it said, did, holds and owes, whom it meets and accuses.

    In the list --type is the kind of actor: person, state, organisation, group or unnamed.
    """
    from chancery.cli.tables import dated, plain, tally
    from chancery.dossier.views.actors import actor as one
    from chancery.dossier.views.actors import actors

    if name is not None:
        profile = one(dossier, name, filters=filters)
        return Answer([profile], (), above=_laid_out(profile))
    columns = (
        Column("actor", lambda r: plain(r.name, "bold"), ratio=3),
        Column("code", lambda r: plain(r.code or "—", "cyan"), width=8),
        Column("kind", lambda r: plain(r.kind, "dim")),
        Column("office", lambda r: plain(r.role or ""), ratio=4),
        Column("articles", lambda r: plain(r.articles), right=True),
        Column("publ.", lambda r: tally(r.publishers), right=True),
        Column("latest", lambda r: dated(r.latest), width=11),
        Column("", lambda r: plain("confirmed" if r.confirmed else "", "green")),
    )
    return Answer(actors(dossier, filters=filters, confirmed=confirmed), columns)


def _laid_out(p: Any) -> RenderableType:
    """A profile, section by section; a section with nothing in it is left out."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    from chancery.cli.tables import dated, plain, quoted

    a = p.actor
    also = ", ".join(n for n in a.names if n != a.name)
    of = f"{a.publishers} publisher{'' if a.publishers == 1 else 's'}"
    parts: list[RenderableType] = [
        Text.assemble((a.name, "bold"), (f"  {', '.join(x for x in (a.kind, a.code, a.role) if x)}{'  confirmed' if a.confirmed else ''}", "dim")),
        Text(f"in {a.articles} articles of {of}, {a.reported or '?'} to {a.latest or '?'}{f'; also {also}' if also else ''}", "dim"),
    ]

    def section(title: str, rows: Any, *cells: Any) -> None:
        if rows:
            laid = Table.grid(padding=(0, 2, 0, 0), expand=True)
            laid.add_column(width=11)
            for ratio in (2, 3)[: len(cells) - 1]:
                laid.add_column(ratio=ratio)
            for row in rows:
                laid.add_row(*(cell(row) for cell in cells))
            parts.extend([Text(f"\n{title}", "bold cyan"), Padding(laid, (0, 0, 0, 2))])

    def contacts(title: str, rows: Any) -> None:
        if rows:
            listed = ", ".join(f"{c.who} {c.events}" + (f" (last {c.last})" if c.last else "") for c in rows[:12])
            parts.extend([Text(f"\n{title}", "bold cyan"), Padding(plain(listed), (0, 0, 0, 2))])

    section("OFFICES", a.offices, lambda o: dated(o.since), lambda o: plain(f"{o.role}{f', still on {o.until}' if o.until != o.since else ''}"))
    contacts("MEETS", p.meets)
    contacts("ACCUSES", p.accuses)
    contacts("ACCUSED BY", p.accused_by)
    when = lambda r: dated(r.date or r.reported, r.date_basis if r.date else "publication")  # noqa: E731
    section("SAYS", p.statements, when, lambda r: plain(f"{r.act}: {r.speaker}", "dim"), lambda r: quoted(r.mentions[0], more=len(r.mentions) - 1, id=r.id))
    section("DOES", p.acts, when, lambda r: plain(r.line), lambda r: quoted(r.mentions[0], more=len(r.mentions) - 1, id=r.id))
    section("UNDERGOES", p.undergoes, when, lambda r: plain(r.line), lambda r: quoted(r.mentions[0], more=len(r.mentions) - 1, id=r.id))
    section("HOLDS", p.positions, lambda r: dated(r.latest), lambda r: plain(r.line, "bold red" if r.changed else ""), lambda r: quoted(r.history[-1], id=r.id))
    section("OWES", p.commitments, lambda r: dated(r.due), lambda r: plain(f"{r.status}: {r.line}"), lambda r: quoted(r.mentions[0], id=r.id))
    return Group(*parts)
