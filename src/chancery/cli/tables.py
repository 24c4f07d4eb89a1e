"""Answers -> tables that a person reads: a date, a line, how many publishers, the words and where they stand."""

from __future__ import annotations

import io
import shutil
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from chancery.report.words import clean, when

if TYPE_CHECKING:
    from chancery.cli.answers import Answer

#: characters a line where nobody's terminal says how wide it is, and the widest that is easy to read
WIDTH, WIDEST = 120, 170
#: characters of a sentence that are shown on either side of the words that count, and of words themselves
AROUND, LONGEST = 60, 220
#: characters of a title that stands for an outlet nobody knows
TITLE = 28


def table(answer: Answer, *, styled: bool) -> str:
    """The table, newline at the end."""
    made = io.StringIO()
    console = Console(
        file=made, width=min(shutil.get_terminal_size((WIDTH, 24)).columns, WIDEST), force_terminal=styled, color_system="standard" if styled else None,
        highlight=False, markup=False, emoji=False, legacy_windows=False,
    )  # fmt: skip
    if answer.above is not None:
        console.print(answer.above)
    if answer.rows and answer.columns:
        console.print(_laid_out(answer))
    elif not answer.rows:
        console.print(answer.nothing)
    return "\n".join(line.rstrip() for line in made.getvalue().splitlines()) + "\n"


def _laid_out(answer: Answer) -> Table:
    laid = Table(box=None, expand=any(c.ratio for c in answer.columns), padding=(0, 2, 0, 0), header_style="bold cyan", show_edge=False)
    for c in answer.columns:
        laid.add_column(c.title, style=c.style, ratio=c.ratio, width=c.width, justify="right" if c.right else "left", overflow="fold")
    for row in answer.rows:
        laid.add_row(*(c.of(row) for c in answer.columns))
    return laid


def dated(value: Any, basis: str | None = None) -> Text:
    """A date, with a mark where it was not stated: ~ inferred, ^ the day of the report."""
    mark = {"inferred": "~", "publication": "^"}.get(basis or "", "")
    return Text(f"{mark}{when(value)}" if value else "—", "cyan")


def quoted(evidence: Any, *, more: int = 0, id: str = "") -> Text:
    """The words of a mention in their sentence, then who published them when, how many more there are, and the row's id."""
    text = in_sentence(evidence.sentence, evidence.words)
    text.append(f"  {origin(evidence)}{f' +{more}' if more > 0 else ''}{f' · {short(id)}' if id else ''}", "dim")
    return text


def origin(row: Any) -> str:
    """Who published an article and when; without a publisher its title, cut, else its name."""
    title = f"“{row.title[:TITLE].rstrip()}{'…' if len(row.title) > TITLE else ''}”" if row.title else row.article
    return clean(" ".join(p for p in (row.publisher or title, row.published) if p))


def in_sentence(sentence: str, words: str) -> Text:
    """Words in bold brackets in their sentence; alone where they are all of it. Long ones are cut."""
    at = sentence.find(words)
    if at < 0 or len(words) >= 0.8 * len(sentence):
        bare = clean(words)
        return Text(bare if len(bare) <= LONGEST else bare[:LONGEST].rsplit(" ", 1)[0] + " …")
    before, after = clean(sentence[:at]), clean(sentence[at + len(words) :])
    if len(before) > AROUND:
        before = "… " + before[-AROUND:].split(" ", 1)[-1]
    if len(after) > AROUND:
        after = after[:AROUND].rsplit(" ", 1)[0] + " …"
    gap = (" " if sentence[:at][-1:].isspace() else "", " " if sentence[at + len(words) :][:1].isspace() else "")
    return Text.assemble(before + gap[0], (f"[{clean(words)}]", "bold"), gap[1] + after)


def short(id: str) -> str:
    """An id as people copy it: long enough to be the only one, whatever command takes it."""
    kind, _, rest = id.partition("-")
    return f"{kind}-{rest[:8]}"


def plain(text: object, style: str = "") -> Text:
    """A cell of words."""
    return Text(clean(str(text)), style)


def tally(publishers: int) -> Text:
    """How many independent publishers."""
    return Text(str(publishers), "bold" if publishers > 1 else "dim")
