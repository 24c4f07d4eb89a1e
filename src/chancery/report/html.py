"""Record -> one self-contained page: the article with its evidence underlined, what it is evidence of beside it, an overview below.

It asks for nothing from elsewhere, and no text of the article is ever markup.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from chancery.report.marks import Segment, segments
from chancery.report.outline import Entry, Group, Outline, Section, outline
from chancery.report.words import Quote, clean, day_of, reckoned
from chancery.schema.article import TELLING_ROLES, Block
from chancery.schema.record import SCHEMA, Record

STYLE = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
SCRIPT = Path(__file__).with_name("page.js").read_text(encoding="utf-8")
#: what stands in the margin, in the order of the filters; what else is marked lights up only
NOTED = ("statements", "events", "positions", "commitments", "disputes", "figures", "documents", "times")
#: sections of the overview that are open at first: what the margin does not show as a whole
OPEN = frozenset({"disputes", "positions", "times", "actors"})
FURNITURE = {"headline": "headline", "repeat": "headline again", "related": "related", "credit": "credit", "caption": "caption"}


def to_html(record: Record) -> str:
    """The page, complete: style and script inside, a policy that forbids every other."""
    shown = outline(record)
    notes = _notes(record, shown)
    counts = {kind: len(getattr(record, kind)) for kind in NOTED}
    digest = b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{escape(record.article.language or "en")}">',
            '<head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">',
            f"<title>{escape(shown.title)}: record</title>",
            f"<style>{STYLE}</style></head>",
            '<body><a class="skip" href="#overview">To the overview</a>',
            _header(record, shown),
            _filters(counts),
            '<main><section class="text" aria-label="The article with its evidence">',
            *_paragraphs(record, notes),
            "</section>",
            _overview(shown),
            "</main>",
            f"<footer>Written by Chancery, {SCHEMA}, article <code>{escape(record.article.id[:16])}</code>.",
            "Machine-made: check what matters against its words.</footer>",
            f"<script>{SCRIPT}</script></body></html>",
            "",
        ]
    )


def _header(record: Record, shown: Outline) -> str:
    article = record.article
    about = [escape(line) for line in shown.about]
    if article.url and urlsplit(article.url).scheme in {"http", "https"}:
        link = escape(article.url)
        about = [a.replace(link, f'<a href="{link}" rel="noreferrer">{link}</a>') for a in about]
    remarks = "".join(f'<p class="remark">{escape(clean(w))}</p>' for w in article.warnings)
    return f"<header><h1>{escape(shown.title)}</h1>" + "".join(f"<p>{a}</p>" for a in about) + remarks + "</header>"


def _filters(counts: dict[str, int]) -> str:
    """A switch for each kind that occurs; without the script they are a legend."""
    switches = "".join(
        f'<button type="button" class="{kind}" data-kind="{kind}" aria-pressed="true"><i></i>{"dates" if kind == "times" else kind} <b>{n}</b></button>'
        for kind, n in counts.items()
        if n
    )
    return f'<nav class="filters" aria-label="Kinds of evidence shown">{switches}</nav>' if switches else ""


def _paragraphs(record: Record, notes: dict[str, str]) -> list[str]:
    """Each line of the text as a row: its words, and beside them the notes of what begins in it."""
    text, blocks = record.article.text, record.article.blocks
    breaks = [i for i, c in enumerate(text) if c == "\n"]
    edges = [p for b in blocks for p in (b.start, b.end)] + [p for i in breaks for p in (i, i + 1)]
    runs = segments(record, [e for e in edges if 0 <= e <= len(text)])
    rows: list[list[Segment]] = [[]]
    for run in runs:
        if text[run.start] == "\n":
            rows.append([])
        else:
            rows[-1].append(run)
    return [_row(row, text, blocks, notes) for row in rows if any(text[r.start : r.end].strip() for r in row)]


def _row(row: list[Segment], text: str, blocks: tuple[Block, ...], notes: dict[str, str]) -> str:
    roles = [next((b.role for b in blocks if b.start <= r.start < b.end), "body") for r in row]
    telling = [r for r, run in zip(roles, row, strict=True) if text[run.start : run.end].strip()]
    whole = telling[0] if len(set(telling)) == 1 else "body"
    words = "".join(_run(run, text, grey=role not in TELLING_ROLES and whole in TELLING_ROLES) for run, role in zip(row, roles, strict=True))
    label = f'<span class="role">{FURNITURE[whole]}</span>' if whole in FURNITURE else ""
    begun = [i for run in row for i in run.begins if i in notes]
    beside = "".join(notes[i] for i in sorted(begun, key=lambda i: 'class="note times"' in notes[i]))  # dates last, where they share lines
    aside = f'<ul class="notes" aria-label="Recorded here">{beside}</ul>' if beside else ""
    kind = " furniture" if whole not in TELLING_ROLES else " caption" if whole == "caption" else ""
    return f'<div class="row{kind}"><p>{label}{words}</p>{aside}</div>'


def _run(run: Segment, text: str, *, grey: bool) -> str:
    words = escape(text[run.start : run.end])
    if grey:
        words = f'<span class="furniture">{words}</span>'
    if not run.ids:
        return words
    anchors = "".join(f'<i class="anchor" id="w-{escape(i)}"></i>' for i in run.begins)
    lines = ";".join(f"--l{lane}:var(--{kind})" for lane, kind in run.lanes)
    data = f'class="ev" data-r="{escape(" ".join(run.ids))}"' + (f' style="{lines}"' if lines else "")
    if run.begins:
        return f'{anchors}<a {data} href="#n-{escape(run.begins[0])}">{words}</a>'
    return f"{anchors}<span {data}>{words}</span>"


def _notes(record: Record, shown: Outline) -> dict[str, str]:
    """The margin's note of each object, by its id."""
    found = {}
    for section in shown.sections:
        if section.kind not in NOTED or section.kind == "times":
            continue
        for group in section.groups:
            for entry in group.entries:
                if entry.id:
                    main = group.head if section.kind == "statements" else entry.main
                    facts = (group.head, *entry.facts) if section.kind == "positions" else entry.facts
                    found[entry.id] = _note(entry.id, section.kind, entry.lead, main, facts)
    for t in record.times:
        value = day_of(t.from_, t.to) or reckoned(t.value)
        found[t.id] = _note(t.id, "times", value, "", ())
    return found


def _note(identity: str, kind: str, lead: str, main: str, facts: tuple[str, ...]) -> str:
    lead = lead or ("disputed" if kind == "disputes" else "")
    parts = [f'<a href="#w-{escape(identity)}"><span class="lead">{escape(lead)}</span>', f" <strong>{escape(main)}</strong>" if main else "", "</a>"]
    more = f' <span class="facts">{escape(" · ".join(facts))}</span>' if facts else ""
    return f'<li class="note {kind}" id="n-{escape(identity)}" data-r="{escape(identity)}">{"".join(parts)}{more}</li>'


def _overview(shown: Outline) -> str:
    if not shown.sections:
        return '<section id="overview"><p>Nothing to record was found in this article.</p></section>'
    parts = ['<section id="overview" aria-label="Overview">', "<h2>Overview</h2>"]
    parts += [_section(s) for s in shown.sections]
    return "".join([*parts, "</section>"])


def _section(section: Section) -> str:
    groups = "".join(map(_group, section.groups, [section.kind] * len(section.groups)))
    if any(g.head for g in section.groups):
        groups = f'<div class="groups">{groups}</div>'
    state = " open" if section.kind in OPEN else ""
    return f'<details class="{section.kind}"{state}><summary>{escape(section.title)} <b>{section.size}</b></summary>{groups}</details>'


def _group(group: Group, kind: str) -> str:
    entries = f'<ul class="entries">{"".join(_entry(e, kind) for e in group.entries)}</ul>'
    if not group.head:
        return entries
    note = f" <small>{escape(group.note)}</small>" if group.note else ""
    return f"<section><h3>{escape(group.head)}{note}</h3>{entries}</section>"


def _entry(entry: Entry, kind: str) -> str:
    identity = f' data-r="{escape(entry.id)}"' if entry.id else ""
    lead = f'<span class="lead">{escape(entry.lead)}</span> ' if entry.lead else ""
    main = f"<strong>{escape(entry.main)}</strong> " if entry.main else ""
    facts = f'<span class="facts">{escape(" · ".join(entry.facts))}</span>' if entry.facts else ""
    quotes = "".join(_quote(q, entry.id, linked=kind not in {"actors", "places"}) for q in entry.quotes)
    return f'<li class="entry"{identity}><div>{lead}{main}{facts}</div>{f"<div class=quotes>{quotes}</div>" if quotes else ""}</li>'


def _quote(quote: Quote, identity: str | None, *, linked: bool) -> str:
    who = f"<b>{escape(quote.who)}</b> " if quote.who else ""
    hit = f"<mark>{escape(quote.words)}</mark>" if quote.before or quote.after else escape(quote.words)
    words = f"{who}{escape(quote.before)}{hit}{escape(quote.after)}"
    place = f'<a class="offset" href="#w-{escape(identity)}" title="to the words">{quote.span.start}–{quote.span.end}</a>' if linked and identity else ""
    return f"<blockquote>{words} {place}</blockquote>"
