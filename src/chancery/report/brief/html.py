"""Brief -> one self-contained page, for the screen in light and dark and for paper. It runs no script and asks for nothing from elsewhere."""

from __future__ import annotations

from html import escape
from pathlib import Path

from chancery.report.brief.shapes import Brief, Line, Note, Part, Section
from chancery.report.brief.wording import day

STYLE = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def to_html(brief: Brief) -> str:
    """The page, complete."""
    return "\n".join([
        '<!doctype html><html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">',
        f"<title>{escape(brief.title)}, {day(brief.day)}</title><style>{STYLE}</style></head><body>",
        f'<header><p class="date">{day(brief.day)}</p><h1>{escape(brief.title)}</h1><p class="about">{escape(brief.about)}</p>{_contents(brief)}</header>',
        "<main>",
        *(_section(s, brief) for s in brief.sections),
        f'<section id="evidence"><h2>Evidence</h2><ol>{"".join(map(_note, brief.notes))}</ol></section>',
        f"</main><footer>Written by {escape(brief.program)} from what the articles say, not from what is true. Check what matters against its words.</footer>",
        "</body></html>", "",
    ])  # fmt: skip


def _contents(brief: Brief) -> str:
    links = (f'<a href="#{s.key}">{escape(s.title)}</a>' for s in brief.sections if s.size and s.key != "summary")
    return f'<nav aria-label="Contents">{" ".join(links)}<a href="#evidence">Evidence</a></nav>'


def _section(section: Section, brief: Brief) -> str:
    about = f'<p class="hint">{escape(section.about)}</p>' if section.about and section.size else ""
    if not section.size:
        return f'<section id="{section.key}" class="empty"><h2>{escape(section.title)}</h2><p class="hint">{escape(section.nothing)}</p></section>'
    plots = "".join(f"<figure>{brief.plots[name]}<figcaption>{escape(caption)}</figcaption></figure>" for name, caption in section.plots)
    parts = "".join(map(_part, section.parts))
    return f'<section id="{section.key}"><h2>{escape(section.title)}</h2>{about}{plots}{parts}</section>'


def _part(part: Part) -> str:
    heading = f"<h3>{escape(part.heading)}</h3>" if part.heading else ""
    return f'<div class="part">{heading}<ul>{"".join(map(_line, part.lines))}</ul></div>'


def _line(line: Line) -> str:
    notes = "".join(f'<a href="#note-{n}" aria-label="Evidence {n}">{n}</a>' for n in line.notes)
    when = f'<span class="day">{escape(line.day)}</span>' if line.day else '<span class="day"></span>'
    lead = f"<b>{escape(line.lead)}</b> " if line.lead else ""
    quote = f"<q>{escape(line.quote)}</q> " if line.quote else ""
    warn = " warn" if {"overdue", "broken"} & set(line.tags) else ""
    tail = f'<span class="tail{warn}">{escape(line.tail)}</span> ' if line.tail else ""
    tags = "".join(f'<span class="tag">{escape(t)}</span> ' for t in line.shown_tags)
    said = f"{lead}{quote}{tail}{tags}".rstrip()  # no blank before the numbers, so that they stay on the line of the last word
    return f"<li>{when}<div>{said}<sup>{notes}</sup></div></li>"


def _note(note: Note) -> str:
    title = f"“{escape(note.title)}”" if note.title else ""
    if title and note.url and note.url.startswith(("http://", "https://")):
        title = f'<a href="{escape(note.url)}" rel="noreferrer">{title}</a>'
    origin = ", ".join(p for p in (escape(note.publisher or note.article), title, day(note.published)) if p)
    copies = f", carried by {note.copies} more" if note.copies else ""
    return (
        f'<li id="note-{note.number}" value="{note.number}"><span class="words">{escape(note.shown)}</span> '
        f'<span class="origin">{origin}{copies}; <span class="offsets">characters {note.span.start}–{note.span.end}</span></span></li>'
    )
