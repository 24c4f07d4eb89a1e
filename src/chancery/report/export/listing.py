"""Holdings -> Markdown and HTML: everything the dossier says, kind by kind, each line with the words it rests on and where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape as html
from typing import Any

from chancery.dossier.views.evidence import Told
from chancery.report.export.annotations import spans
from chancery.report.export.holdings import Holdings, Thing
from chancery.report.export.rows import line_of
from chancery.report.markdown import escape
from chancery.report.words import when
from chancery.schema.mention import Kind

TITLES: dict[Kind, str] = {
    "event": "Events", "statement": "Statements", "figure": "Figures", "commitment": "Commitments", "position": "Positions", "dispute": "Disputes",
    "document": "Documents",
}  # fmt: skip
#: longest quotation of one mention that a listing shows
LONGEST = 300
STYLE = """:root{color-scheme:light dark}body{max-width:60rem;margin:2rem auto;padding:0 1.25rem;
font:1rem/1.5 Charter,Georgia,serif}h1,h2{line-height:1.2}
li{margin:.5rem 0}blockquote{margin:.1rem 0 .1rem 1rem;font-size:.92em;opacity:.85}
small{font-family:system-ui,sans-serif}@media print{li{break-inside:avoid}}"""


def write_markdown(held: Holdings) -> Iterator[str]:
    """CommonMark; words of articles are escaped, so that they make no markup of their own."""
    yield f"# Dossier\n\n{escape(_about(held))}\n"
    for kind, title in TITLES.items():
        things = held.things(kind)
        if not things:
            continue
        yield f"\n## {title}\n\n"
        for thing in things:
            yield f"- {_dated(thing, escape)}{escape(_line(kind, thing, held))} ({_told(thing)})\n"
            yield from (f"  - {escape(words)} {escape(origin)} `{place}`\n" for words, origin, place in _evidence(thing, held))


def write_html(held: Holdings) -> Iterator[str]:
    """One page without script that asks for nothing from elsewhere."""
    policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    yield f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>Dossier</title><style>{STYLE}</style></head><body><h1>Dossier</h1>'
    yield f"<p>{html(_about(held))}</p>\n"
    for kind, title in TITLES.items():
        things = held.things(kind)
        if not things:
            continue
        yield f"<h2>{title}</h2><ul>\n"
        for thing in things:
            quotes = "".join(f"<blockquote>{html(w)} <small>{html(o)} {p}</small></blockquote>" for w, o, p in _evidence(thing, held))
            yield f'<li id="{html(thing.row.id)}">{_dated(thing, html)}{html(_line(kind, thing, held))} <small>({_told(thing)})</small>{quotes}</li>\n'
        yield "</ul>\n"
    yield "</body></html>\n"


def _about(held: Holdings) -> str:
    days = sorted(h.article.published for h in held.articles.values() if h.article.published)
    count = f"{len(held.articles)} article{'' if len(held.articles) == 1 else 's'}"
    return f"{count}, published {days[0]} to {days[-1]}." if days else f"{count}."


def _line(kind: Kind, thing: Thing[Any], held: Holdings) -> str:
    return held.short(line_of(thing.row).split(": ", 1)[0] if kind == "statement" else line_of(thing.row))


def _dated(thing: Thing[Any], written: Any) -> str:
    value = when(getattr(thing.row, "date", None) or getattr(thing.row, "due", None) or getattr(thing.row, "as_of", None))
    return f"{written(value)}: " if value else ""


def _told(thing: Thing[Any]) -> str:
    n = thing.row.publishers
    return f"{n} independent source{'' if n == 1 else 's'}"


def _evidence(thing: Thing[Any], held: Holdings) -> Iterator[tuple[str, str, str]]:
    for told in thing.told:
        yield from (_quote(told, span.start, span.end, held.words(told.mention.article, span), held) for span in _shown(told))


def _shown(told: Told[Any]) -> tuple[Any, ...]:
    """Of an event or figure its sentence, of the rest its own words."""
    mention = told.mention
    return (mention.sentence,) if type(mention).__name__ in ("EventMention", "FigureMention", "DocumentMention") else spans(mention)


def _quote(told: Told[Any], start: int, end: int, words: str, held: Holdings) -> tuple[str, str, str]:
    words = words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0] + " …"
    shown = words if words[:1] in tuple("“\"‘'«") else f"“{words}”"
    origin = ", ".join(p for p in (told.source.publisher or told.source.name, told.source.published) if p)
    return shown, f"({origin})", f"{start}–{end}"
