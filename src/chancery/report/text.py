"""Record -> the report that an analyst reads in a terminal, as wide as it is; styled where a person reads, plain in a file or pipe."""

from __future__ import annotations

import io
from collections.abc import Iterable

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from chancery.report.outline import Entry, Outline, Section, outline
from chancery.report.words import Quote
from chancery.schema.reason import Reason
from chancery.schema.record import Record

#: the column that an entry's lead has, and the width from which the two sides of a dispute stand beside each other
LEAD, SIDE_BY_SIDE = 12, 80
NARROWEST = 40
STYLES = {"title": "bold", "section": "bold cyan", "head": "bold", "lead": "cyan", "fact": "dim", "hit": "bold", "offset": "dim"}


def to_text(record: Record, *, width: int = 100, styled: bool = False, reasons: Iterable[Reason] = ()) -> str:
    """The report, `width` columns wide, newline at the end; with `reasons`, what each line rests on."""
    made = io.StringIO()
    console = Console(
        file=made, width=max(width, NARROWEST), force_terminal=styled, color_system="standard" if styled else None,
        highlight=False, markup=False, emoji=False, legacy_windows=False,
    )  # fmt: skip
    _print(outline(record, reasons), console)
    return "\n".join(line.rstrip() for line in made.getvalue().splitlines()) + "\n"


def _print(shown: Outline, console: Console) -> None:
    console.print(Text(shown.title, STYLES["title"]))
    for line in shown.about:
        console.print(Text(line, STYLES["fact"]))
    if not shown.sections:
        console.print("\nNothing to record was found in this article.")
    for section in shown.sections:
        console.print()
        console.print(Text(f"{section.title.upper()} ({section.size})", STYLES["section"]))
        for group in section.groups:
            if group.head:
                console.print(Padding(Text.assemble((group.head, STYLES["head"]), (f"  {group.note}" if group.note else "", STYLES["fact"])), (0, 0, 0, 2)))
            for entry in group.entries:
                console.print(Padding(_entry(entry, section, console.width), (0, 0, 0, 4 if group.head else 2)))


def _entry(entry: Entry, section: Section, width: int) -> RenderableType:
    if section.kind == "disputes":
        return _dispute(entry, width)
    if section.kind in {"commitments", "times", "figures"}:
        lead = max(LEAD, min(26, max(len(e.lead) for g in section.groups for e in g.entries) + 1))
    else:
        lead = LEAD
    row = Table.grid(padding=(0, 1, 0, 0), expand=True)
    row.add_column(width=lead)
    row.add_column(ratio=1)
    facts = " · ".join(entry.facts)
    said = [_quote(q, alone=not q.before and not q.after) for q in entry.quotes]
    if entry.main:
        top = Text.assemble((entry.main, STYLES["head"]), (f"  {facts}" if facts else "", STYLES["fact"]))
        lines = [top, *said]
    else:
        if said and facts:
            said[-1].append(f"  {facts}", STYLES["fact"])
        lines = said or [Text(facts, STYLES["fact"])]
    for i, line in enumerate(lines):
        row.add_row(Text(entry.lead if i == 0 else "", STYLES["lead"]), line)
    return row


def _dispute(entry: Entry, width: int) -> RenderableType:
    facts = " · ".join(entry.facts)
    outer = Table.grid(expand=True)
    outer.add_row(Text.assemble((entry.main, STYLES["head"]), (f"  {facts}" if facts else "", STYLES["fact"])))
    sides = [Text.assemble((f"{q.who}: ", STYLES["lead"]), _quote(q, alone=True)) for q in entry.quotes]
    if width >= SIDE_BY_SIDE:
        inner = Table.grid(padding=(0, 3, 0, 0), expand=True)
        for _ in sides:
            inner.add_column(ratio=1)
        inner.add_row(*sides)
        outer.add_row(Padding(inner, (0, 0, 0, 2)))
    else:
        for side in sides:
            outer.add_row(Padding(side, (0, 0, 0, 2)))
    return outer


def _quote(quote: Quote, *, alone: bool) -> Text:
    """Evidence: alone in quotation marks unless it brings its own, or in its sentence with the words themselves marked; then its offset."""
    if alone:
        bare = quote.words[:1] in "“\"‘'«" if quote.words else True
        text = Text(quote.words if bare else f"“{quote.words}”")
    else:
        text = Text.assemble(quote.before, (f"[{quote.words}]", STYLES["hit"]), quote.after)
    return text.append(f" @{quote.span.start}", STYLES["offset"])
