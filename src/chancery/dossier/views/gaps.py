"""What is not known: acts that one publisher alone reports, undertakings overdue, proposals unanswered, issues nobody speaks of any more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from typing import Literal

from sqlalchemy import func, select

from chancery.dossier.engines import Dossier
from chancery.dossier.tables import ARTICLES, GROUPS, MEMBERS, MENTIONS, PARTIES
from chancery.dossier.views.acts import Act, acts
from chancery.dossier.views.commitments import TOGETHER, commitment_rows, standing_so
from chancery.dossier.views.events import EventRow, event_rows
from chancery.dossier.views.evidence import Evidence, chunks
from chancery.dossier.views.exchanges import exchanges_back
from chancery.dossier.views.filters import Filters
from chancery.dossier.views.pages import page
from chancery.dossier.views.scales import scales
from chancery.dossier.views.scope import BITS, Scope
from chancery.dossier.views.tallies import written

GapKind = Literal["single source", "overdue", "unanswered", "silent"]
GAPS: tuple[GapKind, ...] = ("overdue", "unanswered", "single source", "silent")

#: days that others have had to report an act before it is said that they have not
TIME_TO_REPORT = 2
#: days of silence after which an issue has gone silent, and the articles that must have spoken of it
SILENT_AFTER, SPOKEN_OF = 21, 3
#: events looked at for each that is shown
DEPTH = 400
#: PLOVER's quads of deeds
MATERIAL = (2, 4)


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap: since which day, and how many days that is by the day the dossier is looked at. `id` is the row's, of a silent issue its label."""

    gap: GapKind
    kind: str
    id: str
    since: str | None
    days: int | None
    line: str
    publishers: int
    evidence: Evidence | None


def gaps(dossier: Dossier, *, filters: Filters | None = None, only: tuple[GapKind, ...] = GAPS) -> tuple[Gap, ...]:
    """The gaps that `filters` leave, kind by kind; of acts those first that weigh most (PLOVER's intensity times confidence), of the rest the latest."""
    filters = filters or Filters()
    plain = Filters(**{n: getattr(filters, n) for n in ("as_of", "since", "until", "actor", "target", "country", "issue", "place", "certainty")})
    found: list[Gap] = []
    with dossier.reading() as connection:
        scope = Scope(connection, filters.as_of)
        last = None if filters.limit is None else filters.offset + filters.limit
        for kind in only:
            if last is not None and len(found) >= last:
                break
            if kind == "overdue":
                found += _overdue(scope, plain)
            elif kind == "single source":
                found += _single(scope, plain, None if last is None else last - len(found))
            elif kind == "silent" and not (plain.actor or plain.target or plain.country or plain.place):
                found += _silent(scope, plain)
            elif kind == "unanswered" and not (plain.issue or plain.place):
                found += _unanswered(scope, plain, None if last is None else last - len(found))
    return tuple(found[filters.offset : last])


def _days(since: str | None, today: str | None) -> int | None:
    return (date.fromisoformat(today) - date.fromisoformat(since)).days if since and today else None


def _overdue(scope: Scope, filters: Filters) -> list[Gap]:
    rows = [r for r in commitment_rows(scope, standing_so(scope, "overdue", filters)) if r.status == "overdue"]
    made = [Gap("overdue", "commitment", r.id, _back(scope.today, r.overdue_days), r.overdue_days, r.line, r.publishers, r.mentions[0]) for r in rows]
    return sorted(made, key=lambda g: (g.days or 0, g.id))


def _back(today: str | None, days: int | None) -> str | None:
    return (date.fromisoformat(today) - timedelta(days=days)).isoformat() if today and days is not None else None


def _single(scope: Scope, filters: Filters, most: int | None) -> list[Gap]:
    """Material acts that have happened, as one publisher alone reports: at `most` so many."""
    if scope.today is None:
        return []
    by = (date.fromisoformat(scope.today) - timedelta(days=TIME_TO_REPORT)).isoformat()
    early = func.coalesce(GROUPS.c.published, "9999") <= by  # not the bare column: the index of days has the latest first
    alone = [GROUPS.c.publishers == 1] if scope.as_of is None else []
    ids = page(scope, "event", replace(filters, newest=True, limit=DEPTH), early, *alone)
    weights = _weights(scope, [a for a in acts(scope, ids) if a.done and scales().quad(a.type) in MATERIAL])
    order = sorted(weights, key=lambda i: (-weights[i], i))
    rows: list[EventRow] = []
    for some in chunks(order, TOGETHER):
        if most is None or len(rows) < most:
            rows += (r for r in event_rows(scope, some) if r.publishers == 1 and (r.reported or "") <= by)
    return [Gap("single source", "event", r.id, r.reported, _days(r.reported, scope.today), r.line, r.publishers, r.mentions[0]) for r in rows[:most]]


def _weights(scope: Scope, found: Sequence[Act]) -> dict[str, float]:
    """What each act weighs where one publisher alone reports it: it is then as sure as its surest mention."""
    surest = select(MEMBERS.c.group, func.max(MENTIONS.c.confidence)).join(MENTIONS, MENTIONS.c.key == MEMBERS.c.mention)
    query = surest.where(*scope.of_articles(MENTIONS.c.key)).group_by(MEMBERS.c.group)
    sure = {group: most for some in chunks([a.id for a in found]) for group, most in scope.connection.execute(query.where(MEMBERS.c.group.in_(some)))}
    return {a.id: round(abs(scales().intensity(a.type, a.mode)) * round(sure[a.id], 3), 6) for a in found if a.id in sure}


def _unanswered(scope: Scope, filters: Filters, most: int | None) -> list[Gap]:
    """Documents that asked for an answer and got none, or are waited for: at `most` so many."""
    rows = islice((r for r in exchanges_back(scope, filters) if r.state in ("unanswered", "awaited")), most)
    return [
        Gap("unanswered", "exchange", r.id, d.reported, _days(d.reported, scope.today), r.line, d.publishers, d.mentions[0])
        for r in rows if (d := r.documents[-1])
    ]  # fmt: skip


def _silent(scope: Scope, filters: Filters) -> list[Gap]:
    """Issues that were spoken of, and are no longer."""
    if scope.today is None:
        return []
    by = (date.fromisoformat(scope.today) - timedelta(days=SILENT_AFTER)).isoformat()
    query = (
        select(func.min(PARTIES.c.name), written(PARTIES.c.mention))
        .where(PARTIES.c.key.between("issue:", "issue;"), PARTIES.c.role == "issue", *scope.of_articles(PARTIES.c.mention))
        .group_by(PARTIES.c.key)
        .having(func.count() >= SPOKEN_OF)
    )
    if filters.issue:
        query = query.where(PARTIES.c.key == f"issue:{filters.issue.casefold()}")
    days: dict[int, str | None] = {a.key: a.published for a in scope.connection.execute(select(*ARTICLES.c["key", "published"]))}
    rows: list[tuple[str, str, int]] = []
    for label, mentions in scope.connection.execute(query):
        articles = {mention >> BITS for mention in map(int, mentions.split())}
        last = max((day for a in articles if (day := days[a])), default=None)
        if len(articles) >= SPOKEN_OF and last is not None and last <= by:
            rows.append((label, last, len(articles)))
    rows.sort(key=lambda r: (r[1], r[0]), reverse=True)
    return [
        Gap("silent", "issue", label, since, _days(since, scope.today), f"{label}: in {articles} articles, in none since {since}", 0, None)
        for label, since, articles in rows
        if (not filters.since or since >= filters.since) and (not filters.until or since <= filters.until)
    ]
