"""An article with its evidence underlined and its records beside it."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from markupsafe import Markup

from chancery.desk.page import Page, Request
from chancery.dossier.views.records import record
from chancery.errors import UsageError
from chancery.report.marks import Segment, segments
from chancery.report.outline import outline

#: where a link that came for words leads to
AT = ' id="at"'
_BREAK = re.compile("\n")


def answer(request: Request) -> dict[str, Any]:
    """The article, cut into paragraphs of marked runs; `at` (start-end) is what a link came for."""
    name, version = request.asked.more.get("name"), request.asked.more.get("version")
    if not name:
        raise UsageError("no article was named", hint="choose one from the sources")
    held = record(request.dossier, name, version=int(version) if version and version.isdigit() else None)
    start, _, end = request.asked.more.get("at", "").partition("-")
    at = (int(start), int(end)) if start.isdigit() and end.isdigit() and int(start) < int(end) else None
    return {"held": held, "at": at}


def paragraphs(held: Any, at: tuple[int, int] | None) -> list[dict[str, Any]]:
    """Each line of the text: its role, its words with their evidence marked, and the ids that begin in it."""
    text, blocks = held.record.article.text, held.record.article.blocks
    cuts = {p for b in blocks for p in (b.start, b.end)} | {q for m in _BREAK.finditer(text) for q in (m.start(), m.end())} | set(at or ())
    lines: list[dict[str, Any]] = []
    fresh = True
    reached = False
    for run in segments(held.record, sorted(c for c in cuts if 0 <= c <= len(text))):
        words = text[run.start : run.end]
        if words == "\n" or not words.strip("\n"):
            fresh = True
            continue
        if fresh:
            role = next((b.role for b in blocks if b.start <= run.start < b.end), "body")
            lines.append({"role": role, "words": [], "begins": []})
            fresh = False
        hit = at is not None and at[0] <= run.start < at[1]
        lines[-1]["words"].append(marked(words, run, hit=hit, first=hit and not reached))
        reached = reached or hit
        lines[-1]["begins"] += run.begins
    return [{**line, "words": Markup("".join(line["words"]))} for line in lines]


def marked(words: str, run: Segment, *, hit: bool, first: bool) -> str:
    """A run of words as HTML: whose evidence it is and how it is underlined; `hit` where a link came for it, `first` where that begins. Written here and not
    in a template, which takes three times as long for the thousand runs of a long article.
    """
    if not run.ids and not hit:
        return escape(words)
    kinds = [*(["ev"] if run.ids else []), *(f"l{lane}-{kind}" for lane, kind in run.lanes), *(["hit"] if hit else [])]
    data = f' data-r="{escape(" ".join(run.ids))}"' if run.ids else ""
    return f'<span class="{" ".join(kinds)}"{data}{AT if first else ""}>{escape(words)}</span>'


def notes(held: Any) -> dict[str, dict[str, Any]]:
    """What the margin says of each thing, by its id in the record, with the row it belongs to and where its words stand."""
    places = {p.local: p for p in held.places}
    found: dict[str, dict[str, Any]] = {}
    for section in outline(held.record).sections:
        for group in section.groups:
            for e in group.entries:
                if e.id:
                    main = group.head if section.kind in ("statements", "positions") and group.head else e.main
                    at = f"{e.quotes[0].span.start}-{e.quotes[0].span.end}" if e.quotes else None
                    found[e.id] = {"kind": section.kind.rstrip("s"), "lead": e.lead, "main": main, "facts": e.facts, "place": places.get(e.id), "at": at}
    return found


PAGE = Page("/article", "Article", "article.html", answer)
