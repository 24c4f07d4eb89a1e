"""Dossier -> brief: the sections in the order in which a reader in a hurry wants them, a summary before them, plots beside them."""

from __future__ import annotations

from dataclasses import replace

from chancery.dossier import Dossier
from chancery.dossier.views.filters import Filters
from chancery.dossier.views.filters import day as checked
from chancery.errors import UsageError
from chancery.knowledge import Knowledge
from chancery.report.brief.choosing import SUMMARY, WINDOW, days_before, since_of
from chancery.report.brief.sections import Sections
from chancery.report.brief.shapes import Brief, Line, Part, Section
from chancery.report.brief.wording import day
from chancery.report.export.holdings import PROGRAM, Holdings, holdings
from chancery.report.plots import dyads, series, timeline

#: plot -> the section it stands in, and its caption
CAPTIONS = {
    "timeline": ("new", "Events over time, as coded by Chancery; the dashed line is where the new begins"),
    "dyads": ("new", "Events between pairs, as coded: conflict to the left, cooperation to the right"),
    "series": ("figures", "Figures as they were revised"),
}


def brief(
    dossier: Dossier,
    *,
    since: str | None = None,
    as_of: str | None = None,
    title: str | None = None,
    plots: bool = True,
    knowledge: Knowledge | None = None,
) -> Brief:
    """The situation report of a dossier for the day `as_of`, else for the day of its latest article. What was first reported from `since` on is new, without
    it what the last seven days brought. The same dossier gives the same brief.

    Raises:
        UsageError: a day is none, or no article has one.
    """
    if since is not None:
        checked(since, name="since")
    with holdings(dossier, filters=Filters(as_of=as_of), knowledge=knowledge) as held:
        return compose(held, since=since, title=title, plots=plots)


def compose(held: Holdings, *, since: str | None = None, title: str | None = None, plots: bool = True) -> Brief:
    """The brief of what is held.

    Raises:
        UsageError: there are articles, and none has a day of publication: nobody can say what is new.
    """
    published = [a.published for a in held.listed if a.published]
    if held.listed and not published:
        raise UsageError("no article of the dossier has a day of publication", hint="ingest them anew with --published DATE, or with a column for it (--map)")
    today = held.today or (published[-1] if published else "")
    first = since_of(since, today or None, published[0] if published else None)
    held.recent = min(first, days_before(today, WINDOW)) if today else None
    made = Sections(held, since=first, today=today)
    news = made.news()
    sections = [news, made.said(), made.owed(), made.moved(), made.disputed(), made.single(), made.unknown()]
    summary = _summary(sections, made.heads)
    drawn = _plots(held, first) if plots else {}
    placed = [_with_plots(s, drawn) for s in sections]
    return Brief(title or "Situation brief", today, first, _about(held, published, first), (summary, *placed), made.notes.made, drawn, PROGRAM)


def _with_plots(section: Section, drawn: dict[str, str]) -> Section:
    shown = tuple((name, caption) for name, (key, caption) in CAPTIONS.items() if key == section.key and name in drawn)
    return replace(section, plots=shown)


def _summary(sections: list[Section], heads: list[str]) -> Section:
    """The head of the brief: the weightiest of what is new, what is overdue or broken, which figures moved, what is disputed."""
    by_key = {s.key: [line for p in s.parts for line in p.lines] for s in sections}
    owed = [x for x in by_key["owed"] if "broken" in x.tags] + [x for x in by_key["owed"] if "overdue" in x.tags]
    head = [*(x for x in by_key["new"] if x.id in heads), *owed[:1], *by_key["figures"][:1], *by_key["disputed"][:1]]
    lines = tuple(Line(x.lead, x.notes, x.quote if x not in by_key["figures"] else "", x.tail, x.tags, x.day if x not in owed else "") for x in head)
    return Section("summary", "In brief", (Part("", lines[:SUMMARY]),), "", (), "Nothing new was found in this period.")


def _about(held: Holdings, published: list[str], since: str) -> str:
    articles = len(held.listed)
    outlets = len({a.origin for a in held.listed if a.copy_of is None})
    copies = sum(a.copy_of is not None for a in held.listed)
    parts = [f"{articles} article{'' if articles == 1 else 's'}" + (f" ({copies} cop{'y' if copies == 1 else 'ies'} of others)" if copies else "")]
    if published:
        parts.append(f"published {day(published[0])} to {day(published[-1])}" if published[0] != published[-1] else f"published {day(published[0])}")
    parts.append(f"{outlets} independent source{'' if outlets == 1 else 's'}")
    if since:
        parts.append(f"new since {day(since)}")
    return " · ".join(parts)


def _plots(held: Holdings, since: str) -> dict[str, str]:
    drawn = {"timeline": timeline(held, since=since), "dyads": dyads(held), "series": series(held)}
    return {name: svg for name, svg in drawn.items() if svg}
