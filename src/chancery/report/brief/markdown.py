"""Brief -> Markdown with footnotes: each sentence carries the numbers of its notes, each note its article, words and offsets.

The plots are files beside it, named after it (`links`), or left out.
"""

from __future__ import annotations

from collections.abc import Mapping

from chancery.report.brief.shapes import Brief, Line, Note, Section
from chancery.report.brief.wording import day
from chancery.report.markdown import escape


def to_markdown(brief: Brief, *, links: Mapping[str, str] | None = None) -> str:
    """The brief; `links` says where each plot lies."""
    lines = [f"# {escape(brief.title)}, {day(brief.day)}", "", escape(brief.about), ""]
    for section in brief.sections:
        lines += _section(section, links or {})
    lines += ["## Evidence", ""]
    lines += [_note(n) for n in brief.notes]
    lines += ["", f"*Written by {brief.program} from what the articles say, not from what is true. Check what matters against its words.*"]
    return "\n".join(lines) + "\n"


def _section(section: Section, links: Mapping[str, str]) -> list[str]:
    lines = [f"## {escape(section.title)}", ""]
    if section.about:
        lines += [f"*{escape(section.about)}*", ""]
    if not section.size:
        return [*lines, escape(section.nothing), ""]
    lines += [x for name, caption in section.plots if name in links for x in (f"![{escape(caption)}]({links[name]})", "")]
    for part in section.parts:
        if part.heading:
            lines += [f"### {escape(part.heading)}", ""]
        lines += [*map(_line, part.lines), ""]
    return lines


def _line(line: Line) -> str:
    lead = f"**{escape(line.lead)}**" if line.lead else ""
    tags = f"*({', '.join(map(escape, line.shown_tags))})*" if line.shown_tags else ""
    notes = "".join(f"[^{n}]" for n in line.notes)
    said = " ".join(p for p in (f"{line.day}:" if line.day else "", lead, escape(line.quote), escape(line.tail), tags) if p)
    return f"- {said}{notes}"


def _note(note: Note) -> str:
    title = f"“{escape(note.title)}”" if note.title else ""
    origin = ", ".join(p for p in (escape(note.publisher or note.article), title, day(note.published)) if p)
    copies = f"; carried by {note.copies} more" if note.copies else ""
    url = f" <{note.url}>" if note.url and note.url.startswith(("http://", "https://")) and not set(note.url) & set("<> \n") else ""
    return f"[^{note.number}]: {origin}{copies}: {escape(note.shown)} (characters {note.span.start}–{note.span.end}){url}"
