"""How the pages put things to a person: names of filters, the facts of a row, readings in a line, marks in a snippet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal, get_args, get_origin, get_type_hints
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from chancery.schema.event import EventType, Modality
from chancery.schema.mention import SHAPES, Party
from chancery.schema.position import Stance
from chancery.schema.statement import Act
from chancery.schema.time import Interval, When

FILTERS = {
    "actor": "Actor", "target": "Towards", "country": "State", "type": "Type", "act": "Act", "issue": "Issue", "place": "Place", "publisher": "Outlet",
    "modality": "State of affairs", "since": "From", "until": "To", "as_of": "As known on", "certainty": "At least as sure as",
}  # fmt: skip
#: facts of a row that its own page lists, and what they are called there
FACTS = (
    ("date", "Date"), ("due", "Due"), ("as_of", "As of"), ("date_basis", "Date is"), ("modality", "State of affairs"), ("status", "Status"),
    ("stance", "Stance"), ("issue", "Issue"), ("condition", "If"), ("place", "Place"), ("issues", "Issues"), ("counted", "Counted"), ("unit", "Unit"),
    ("mode", "Mode"),
    ("intensity", "PLOVER intensity"), ("goldstein", "Goldstein"), ("publishers", "Independent outlets"), ("reported", "First reported"),
    ("latest", "Last reported"), ("confidence", "Confidence"),
)  # fmt: skip

#: how a judgement is called once it is made
FORMS = {
    "accept": "accepted", "reject": "rejected", "edit": "edited", "merge": "merged", "split": "split off", "confirm": "confirmed", "verdict": "rated",
    "undo": "taken back",
}  # fmt: skip
#: filters that take one of a few values
CHOICES = {
    "type": tuple(sorted((*get_args(EventType), *get_args(Stance)))), "act": get_args(Act), "modality": get_args(Modality),
}  # fmt: skip


def day(when: When | float) -> str:
    """A date as people write it; empty where none is known."""
    if isinstance(when, Interval):
        if when.start == when.end:
            return when.start or ""
        return f"{when.start or '…'} – {when.end or '…'}"
    if isinstance(when, float):
        return f"{when:g}"
    return when or ""


def span(when: Interval) -> str:
    """A span of days, briefly: what its end has in common with its beginning is left out."""
    if not when.start or not when.end:
        return f"{when.start or '…'} – {when.end or '…'}"
    if when.start[:8] == when.end[:8] and len(when.start) == len(when.end) == 10:
        return when.start if when.start == when.end else f"{when.start}–{when.end[8:]}"
    return f"{when.start} – {when.end}"


def signed(value: float | None, digits: int = 1) -> str:
    """A number with its sign, empty where there is none."""
    if value is None:
        return ""
    rounded = round(value, digits) or 0.0
    return f"{rounded:+.{digits}f}".replace("-", "−") if rounded else f"{0:.{digits}f}"


def facts(row: Any) -> Iterator[tuple[str, str]]:
    """The facts of a row that are known, as people read them."""
    for field, name in FACTS:
        value = getattr(row, field, None)
        if value in (None, "", (), 0) and field != "intensity":
            continue
        if isinstance(value, Interval):
            value = day(value)
        elif isinstance(value, tuple):
            value = ", ".join(map(str, value))
        elif isinstance(value, float):
            value = f"{value:.2f}"
        yield name, str(value)


def reading(kind: str, mention: Any) -> str:
    """What the program makes of a mention, in a line."""
    if kind == "event":
        whom = f" → {_names(mention.targets)}" if mention.targets else ""
        what = f"{mention.type}/{mention.mode}" if mention.mode else mention.type
        return f"{_names(mention.sources) or '?'}{whom}: {what}, {mention.modality}{_after(mention.date)}"
    if kind == "statement":
        return f"{_name(mention.by) or '?'} ({mention.act}, {mention.kind}): {mention.text}"
    if kind == "commitment":
        return f"{_names(mention.who) or '?'}: {mention.action}{_after(mention.due, 'due ')}{_after(mention.condition, 'if ')}"
    if kind == "position":
        return f"{mention.actor.name} {mention.stance} {mention.issue}"
    if kind == "dispute":
        sides = (_name(side.who) or "the article" for side in (mention.side_a, mention.side_b))
        return f"{mention.about}: {' against '.join(sides)}"
    bounds = "–".join(f"{v:,.0f}" if v is not None else "…" for v in dict.fromkeys((mention.low, mention.high)))
    return f"{mention.counted or '?'}: {bounds} ({mention.qualifier}){_after(_name(mention.actor))}"


def _name(party: Party | None) -> str:
    return party.name if party else ""


def _names(parties: Sequence[Party]) -> str:
    return ", ".join(p.name for p in parties)


def _after(value: When, lead: str = "") -> str:
    return f", {lead}{day(value)}" if value else ""


def choices(kind: str, field: str) -> tuple[str, ...]:
    """What a field may hold, where that is a closed list."""
    hint = get_type_hints(SHAPES[kind])[field]  # type: ignore[index]
    return tuple(map(str, get_args(hint))) if get_origin(hint) is Literal else ()


def marked(snippet: str) -> Markup:
    """A snippet in which what was asked for stands in brackets, with marks instead of them."""
    return Markup(str(escape(snippet)).replace("[", "<mark>").replace("]", "</mark>"))


def short(kind: str, line: str) -> str:
    """A row's line without what its words say anyway: of a statement who makes it, and which act that is."""
    return line.split("): ", 1)[0] + ")" if kind == "statement" and "): " in line else line


def bundles(rows: Sequence[Any]) -> list[list[Any]]:
    """Lines of one day that rest on one sentence, together, where the first of them stands."""
    found: dict[tuple[str, str, int], list[Any]] = {}
    for row in rows:
        e = row.evidence
        sentence = e.sentence if row.kind != "statement" else ""
        found.setdefault((day(row.date), f"{e.article} {sentence}", 0 if sentence else e.start), []).append(row)
    return list(found.values())


def outside(url: str | None) -> str | None:
    """An address elsewhere that may be linked: of the web, and nothing that a browser would run."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def field(reading: Any, name: str) -> str:
    """A field of a mention as the form of an edit writes it: parties by name with a semicolon between, a span of days with a slash."""
    value = getattr(reading, name)
    if isinstance(value, Interval):
        return f"{value.start or ''}/{value.end or ''}"
    if isinstance(value, Party):
        return value.name
    if isinstance(value, tuple):
        return "; ".join(v.name if isinstance(v, Party) else str(v) for v in value)
    return f"{value:.12g}" if isinstance(value, float) else (value or "")
