"""What is owed: one row an undertaking, and what has become of it. Held against the day the dossier is looked at, not against a clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from sqlalchemy import or_, select

from chancery.dossier.engines import Dossier
from chancery.dossier.tables import ARTICLES, FULFILMENTS, GROUPS, MEMBERS, MENTIONS
from chancery.dossier.views.evidence import Evidence, Told, chunks, evidence, members
from chancery.dossier.views.filters import Filters
from chancery.dossier.views.merge import certainty, date_shown, last_day, majority, parties, publishers, reports, unique
from chancery.dossier.views.pages import page
from chancery.dossier.views.scope import Scope
from chancery.dossier.views.who import Who, shown, who
from chancery.schema.mention import CommitmentMention
from chancery.schema.time import When

Status = Literal["open", "met", "broken", "lapsed", "overdue"]
STATUSES: tuple[Status, ...] = ("open", "overdue", "met", "broken", "lapsed")

#: commitments that are looked at together
TOGETHER = 100
#: days after which what was due and never heard of again has lapsed, and days of silence after which an undertaking without a date has
LAPSED_AFTER, SILENT_AFTER = 90, 365


@dataclass(frozen=True, slots=True)
class Resolution:
    """The event or statement (`id` is its row's) that shows a commitment kept or broken, where that stands, and why it is taken to show it."""

    kind: str
    id: str
    article: str
    published: str | None
    start: int
    end: int
    sentence: str
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """One undertaking. `who` are names or codes; `overdue_days` counts from the last day it was due to the day the dossier is looked at.

    open      not yet due, or without a date
    overdue   its date has passed and nothing was heard
    met, broken  a later report shows it (`resolved_by`)
    lapsed    long overdue, or the date of a condition has passed and nothing was heard
    """

    id: str
    who: tuple[str, ...]
    towards: tuple[str, ...]
    holders: tuple[Who, ...]
    recipients: tuple[Who, ...]
    action: str
    due: When
    condition: str | None
    status: Status
    overdue_days: int | None
    resolved_by: Resolution | None
    publishers: int
    reported: str | None
    latest: str | None
    confidence: float
    line: str
    mentions: tuple[Evidence, ...]


def commitments(dossier: Dossier, *, filters: Filters | None = None, status: Status | None = None) -> tuple[CommitmentRow, ...]:
    """The commitments that `filters` leave, and of these those with a status, in order of due date."""
    filters = filters or Filters()
    with dossier.reading() as connection:
        scope = Scope(connection, filters.as_of)
        if status is None:
            return commitment_rows(scope, page(scope, "commitment", filters))
        ids = standing_so(scope, status, replace(filters, limit=None, offset=0))
        last = None if filters.limit is None else filters.offset + filters.limit
        found: list[CommitmentRow] = []
        for first in range(0, len(ids), TOGETHER):  # no further than the page
            if last is None or len(found) < last:
                found += (r for r in commitment_rows(scope, ids[first : first + TOGETHER]) if r.status == status)
        return tuple(found[filters.offset : last])


def standing_so(scope: Scope, status: Status, filters: Filters) -> list[str]:
    """The commitments that may stand so by what the store knows of them: all that do, and some more."""
    where = [GROUPS.c.id.in_(select(FULFILMENTS.c.commitment))] if status in ("met", "broken") else []
    due, dated = GROUPS.c.date_to, []
    if scope.today is not None and status == "overdue":
        dated = [due < scope.today, due >= (date.fromisoformat(scope.today) - timedelta(days=LAPSED_AFTER)).isoformat()]
    elif scope.today is not None and status in ("open", "lapsed"):
        dated = [or_(due.is_(None), due >= scope.today if status == "open" else due < scope.today)]
    return page(scope, "commitment", filters, *where, dated=dated)


def commitment_rows(scope: Scope, ids: Sequence[str]) -> tuple[CommitmentRow, ...]:
    """The rows of some commitments, in the order of their ids; what is not seen is left out."""
    found = members(scope, ids, "commitment")
    resolved = _resolutions(scope, ids)
    return tuple(_row(group, found[group], resolved.get(group), scope.today) for group in ids if group in found)


def _resolutions(scope: Scope, ids: Sequence[str]) -> dict[str, tuple[Status, Resolution]]:
    """What shows each commitment met or broken: what was published last, and of that the surest."""
    query = (
        select(
            *FULFILMENTS.c["commitment", "status", "by_kind", "reason", "score"], MEMBERS.c.group, *ARTICLES.c["name", "called", "published"],
            *MENTIONS.c["start", "end", "data", "key"],
        )
        .join(MENTIONS, MENTIONS.c.key == FULFILMENTS.c.by)
        .join(ARTICLES, ARTICLES.c.key == MENTIONS.c.article)
        .join(MEMBERS, MEMBERS.c.mention == MENTIONS.c.key)
        .where(scope.mentions())
    )  # fmt: skip
    rows = [r for chunk in chunks(ids) for r in scope.connection.execute(query.where(FULFILMENTS.c.commitment.in_(chunk)))]
    found: dict[str, tuple[Status, Resolution]] = {}
    for r in sorted(rows, key=lambda r: (r.published or "", r.score, r.name, r.key)):
        found[r.commitment] = (r.status, Resolution(r.by_kind, r.group, r.called, r.published, r.start, r.end, _sentence(r.data), r.reason, r.score))
    return found


def _sentence(data: str) -> str:
    import json

    text: str = json.loads(data)["text"]
    return text


def _row(group: str, told: Sequence[Told[CommitmentMention]], resolved: tuple[Status, Resolution] | None, today: str | None) -> CommitmentRow:
    holders, recipients = tuple(map(who, parties(told, lambda m: m.who))), tuple(map(who, parties(told, lambda m: m.towards)))
    due = date_shown(told)
    condition = majority(told, lambda m: m.condition)
    action = majority(told, lambda m: m.action) or told[0].mention.action
    reported, latest = reports(told)
    late = _days(last_day(due), today)
    status: Status = resolved[0] if resolved else status_of(due, condition, late, _days(latest, today))
    passed = late if status in ("overdue", "lapsed") and late is not None and late > 0 else None
    line = f"{shown(holders) or '?'}{f' → {shown(recipients)}' if recipients else ''}: {action}{f' ({_if(condition)})' if condition else ''}"
    return CommitmentRow(
        group, unique(called_for(holders)), unique(called_for(recipients)), holders, recipients, action, due, condition, status, passed,
        resolved[1] if resolved else None, publishers(told), reported, latest, certainty(told), line, tuple(map(evidence, told)),
    )  # fmt: skip


def _if(condition: str) -> str:
    return condition if condition.lower().startswith(("if ", "unless ", "when ", "once ", "provided ", "as long", "until ", "should ")) else f"if {condition}"


def called_for(parties: Sequence[Who]) -> list[str]:
    """A state by its code, a person by its name."""
    return [p.code or p.name if p.kind in ("state", "organisation") else p.name for p in parties]


def status_of(due: When, condition: str | None, late: int | None, silent: int | None) -> Status:
    """How an undertaking of which nothing was heard stands: `late` days after its last day, `silent` days after it was last spoken of (null: not known)."""
    if late is not None and late > 0:
        return "lapsed" if late > LAPSED_AFTER or condition else "overdue"
    if due is None and silent is not None and silent > SILENT_AFTER:
        return "lapsed"
    return "open"


def _days(since: str | None, today: str | None) -> int | None:
    if since is None or today is None:
        return None
    return (date.fromisoformat(today) - date.fromisoformat(since)).days


__all__ = ["STATUSES", "CommitmentRow", "Resolution", "Status", "commitment_rows", "commitments"]
