"""Record -> Markdown: the outline as a note that can be pasted into a report or a wiki."""

from __future__ import annotations

import re

from chancery.report.outline import Entry, Section, outline
from chancery.report.words import Quote
from chancery.schema.record import Record

#: kinds that read better as a table
TABLES = frozenset({"events", "figures", "actors", "places"})
HEADS = {
    "events": ("type", "who → whom", "state", "words"),
    "figures": ("amount", "of", "about it", "words"),
    "actors": ("code", "name", "about it", "words"),
    "places": ("country", "name", "about it", "words"),
}
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!])")


def to_markdown(record: Record) -> str:
    """The record as CommonMark with pipe tables; text of the article is escaped, so that it cannot make markup of its own."""
    shown = outline(record)
    lines = [f"# {escape(shown.title)}", "", *(f"{escape(line)}  " for line in shown.about)]
    if not shown.sections:
        lines += ["", "Nothing to record was found in this article."]
    for section in shown.sections:
        lines += ["", f"## {section.title}", *(_table(section) if section.kind in TABLES else _list(section))]
    return "\n".join(lines).rstrip() + "\n"


def escape(text: str) -> str:
    """Text that stays text: Markdown's and HTML's special characters are escaped, and what would begin a list or heading at a line's start."""
    safe = _SPECIAL.sub(r"\\\1", text)
    return re.sub(r"^(\d+)([.)])|^([-+=])", lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", safe)


def _table(section: Section) -> list[str]:
    heads: tuple[str, ...] = HEADS[section.kind]
    entries = [e for g in section.groups for e in g.entries]
    quoted = any(e.quotes for e in entries)
    heads = heads if quoted else heads[:-1]
    lines = ["", "| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    for e in entries:
        cells = [escape(e.lead), escape(e.main), escape(" · ".join(e.facts))] + ([" ".join(map(_quote, e.quotes))] if quoted else [])
        lines.append("| " + " | ".join(cells) + " |")
    return lines


def _list(section: Section) -> list[str]:
    lines: list[str] = []
    for group in section.groups:
        lines.append("")
        if group.head:
            lines += [f"### {escape(group.head)}" + (f" ({escape(group.note)})" if group.note else ""), ""]
        lines += map(_item, group.entries)
    return lines


def _item(entry: Entry) -> str:
    head = " ".join(p for p in (f"**{escape(entry.lead)}**" if entry.lead else "", escape(entry.main)) if p)
    facts = f" ({escape(' · '.join(entry.facts))})" if entry.facts else ""
    if any(q.who for q in entry.quotes):
        return f"- {head}{facts}\n" + "\n".join(f"  - {_quote(q)}" for q in entry.quotes)
    quotes = " ".join(map(_quote, entry.quotes))
    return f"- {head}{': ' if entry.main and quotes else ' ' if quotes else ''}{quotes}{facts}"


def _quote(quote: Quote) -> str:
    """Evidence with its place in the text: characters from–to."""
    who = f"{escape(quote.who)}: " if quote.who else ""
    if quote.before or quote.after:
        words = f"{escape(quote.before)}**{escape(quote.words)}**{escape(quote.after)}"
    else:
        words = escape(quote.words if quote.words[:1] in tuple("“\"‘'«") else f"“{quote.words}”")
    return f"{who}{words} `{quote.span.start}–{quote.span.end}`"
