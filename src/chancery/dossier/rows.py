"""Mentions -> rows of the tables `mentions` and `parties`: what may be asked for quickly as columns, the whole as JSON."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from chancery.schema.evidence import Span
from chancery.schema.mention import (
    ActorMention,
    CommitmentMention,
    DisputeMention,
    DocumentMention,
    EventMention,
    FigureMention,
    Mention,
    Party,
    PositionMention,
    StatementMention,
    kind_of,
)  # fmt: skip
from chancery.schema.serial import DECIMALS, dumps
from chancery.schema.time import Interval, When

#: characters of a label that its column keeps: it is indexed, and the whole stands in `data`
LONGEST_LABEL = 300


def days(when: When) -> tuple[str | None, str | None]:
    """The first and last ISO day of a date; null where it is open or unknown."""
    if when is None:
        return None, None
    if isinstance(when, Interval):
        return days(when.start)[0], days(when.end)[1]
    try:
        if len(when) == 4:
            return f"{int(when):04}-01-01", f"{int(when):04}-12-31"
        if "-W" in when:
            monday = date.fromisocalendar(int(when[:4]), int(when[6:8]), 1)
            return monday.isoformat(), (monday + timedelta(days=6)).isoformat()
        if len(when) == 7:
            return f"{when}-01", f"{when}-{monthrange(int(when[:4]), int(when[5:]))[1]:02}"
        day = date.fromisoformat(when[:10]).isoformat()
        return day, day
    except ValueError:
        return None, None


def label_of(mention: Mention) -> str | None:
    """Event type, act, stance, what is counted, document kind, what is disputed, an actor's name."""
    match mention:
        case EventMention():
            return mention.type
        case StatementMention():
            return mention.act
        case PositionMention():
            return mention.stance
        case FigureMention():
            return mention.counted
        case DocumentMention():
            return mention.kind
        case DisputeMention():
            return mention.about
        case ActorMention():
            return mention.party.name
    return None


def date_of(mention: Mention) -> When:
    """The date a mention is about: when it happened or was said, as of when it counts, when it is due."""
    match mention:
        case EventMention() | StatementMention() | DocumentMention():
            return mention.date
        case FigureMention():
            return mention.as_of
        case CommitmentMention():
            return mention.due
    return None


def _short(label: str | None) -> str | None:
    return label[:LONGEST_LABEL] if label is not None else None


def mention_row(key: int, mention: Mention, *, hidden: bool, judged: str | None, read: Span | None = None, twin: str | None = None) -> dict[str, Any]:
    """The row of a mention; `read` is where it was read, where an analyst has moved it, `twin` what it says, where another was read at the same span."""
    first, last = days(date_of(mention))
    modality = mention.modality if isinstance(mention, (EventMention, FigureMention)) else None
    return {
        "key": key, "article": mention.article, "kind": kind_of(mention), "local": mention.local, "start": mention.start, "end": mention.end,
        "label": _short(label_of(mention)), "modality": modality, "date_from": first, "date_to": last, "confidence": round(mention.confidence, DECIMALS),
        "hidden": hidden, "judged": judged, "data": dumps(mention),
        "read_start": read.start if read else None, "read_end": read.end if read else None, "twin": twin,
    }  # fmt: skip


def party_rows(key: int, mention: Mention) -> list[dict[str, Any]]:
    """The rows of a mention's parties, and of its place and issues, which are asked for in the same way (their keys begin with place: and issue:)."""
    made = [{"mention": key, "role": role, "key": p.key, "code": p.code, "name": p.name} for role, p in _roles(mention)]
    if (spot := getattr(mention, "place", None)) is not None:
        made.append({"mention": key, "role": "place", "key": f"place:{spot.name.casefold()}", "code": spot.country, "name": spot.name})
    issues = (mention.issue,) if isinstance(mention, PositionMention) else getattr(mention, "issues", ())
    return made + [{"mention": key, "role": "issue", "key": f"issue:{label.casefold()}", "code": None, "name": label} for label in issues]


def _roles(mention: Mention) -> Iterator[tuple[str, Party]]:
    def each(role: str, *who: Party | None) -> Iterator[tuple[str, Party]]:
        return ((role, p) for p in who if p is not None)

    yield from each("speaker" if isinstance(mention, StatementMention) else "by", mention.by)
    match mention:
        case ActorMention():
            yield from each("actor", mention.party)
        case StatementMention():
            yield from each("addressee", *mention.addressees)
            yield from each("by", mention.via)
        case EventMention():
            yield from each("source", *mention.sources)
            yield from each("target", *mention.targets)
        case FigureMention():
            yield from each("actor", mention.actor)
        case CommitmentMention():
            yield from each("who", *mention.who)
            yield from each("towards", *mention.towards)
        case PositionMention():
            yield from each("actor", mention.actor)
        case DisputeMention():
            yield from each("side", mention.side_a.who, mention.side_b.who)
        case DocumentMention():
            yield from each("issuer", mention.issuer)
            yield from each("recipient", *mention.recipients)
