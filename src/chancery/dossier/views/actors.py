"""Who: the actors of a dossier, and what one of them said, did, holds and owes, and whom it meets and accuses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from chancery.dossier.engines import Dossier
from chancery.dossier.tables import ARTICLES, GROUPS, MEMBERS, MENTIONS, PARTIES
from chancery.dossier.views.acts import Act, acts, groups_with
from chancery.dossier.views.commitments import CommitmentRow, commitment_rows
from chancery.dossier.views.events import EventRow, event_rows
from chancery.dossier.views.evidence import Evidence, Told, evidence, members
from chancery.dossier.views.filters import Filters
from chancery.dossier.views.merge import certainty, fuller, majority, unique
from chancery.dossier.views.names import Named, named
from chancery.dossier.views.pages import page
from chancery.dossier.views.positions import PositionRow, position_rows
from chancery.dossier.views.scope import Scope, article_of
from chancery.dossier.views.statements import StatementRow, statement_rows
from chancery.dossier.views.tallies import Tally, tallies
from chancery.errors import UsageError
from chancery.schema.event import SYMMETRIC_TYPES
from chancery.schema.mention import ActorMention

#: rows of each part of a profile where no limit is given
PART = 20
#: events, the latest, over which meetings and accusations are counted
LOOKED_AT = 1000
#: mentions of each actor that are looked at for its names and offices: in a list, in a profile
FEW, MANY = 12, 400


@dataclass(frozen=True, slots=True)
class Office:
    """What an actor was called, from the first to the last day it was called so."""

    role: str
    since: str | None
    until: str | None
    mentions: int


@dataclass(frozen=True, slots=True)
class ActorRow:
    """One actor. `confirmed` where an analyst has seen that it is who the program says; all others are the program's reading."""

    id: str
    key: str
    name: str
    kind: str
    code: str | None
    country: str | None
    role: str | None
    sectors: tuple[str, ...]
    wikidata: str | None
    names: tuple[str, ...]
    offices: tuple[Office, ...]
    articles: int
    publishers: int
    reported: str | None
    latest: str | None
    confirmed: bool
    confidence: float
    mentions: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """Another actor (its code or name), how many events there were with it, the first and last day, and the last event's id."""

    who: str
    events: int
    first: str | None
    last: str | None
    id: str


@dataclass(frozen=True, slots=True)
class Profile:
    """An actor, and the latest of what it said, did, had done to it, holds and owes. `meets`, `accuses`, `accused_by` count the latest
    thousand of such events.
    """

    actor: ActorRow
    statements: tuple[StatementRow, ...]
    acts: tuple[EventRow, ...]
    undergoes: tuple[EventRow, ...]
    positions: tuple[PositionRow, ...]
    commitments: tuple[CommitmentRow, ...]
    meets: tuple[Contact, ...]
    accuses: tuple[Contact, ...]
    accused_by: tuple[Contact, ...]


def actors(dossier: Dossier, *, filters: Filters | None = None, confirmed: bool = False) -> tuple[ActorRow, ...]:
    """The actors, those that most articles name first; with `confirmed` only those that an analyst has confirmed. `type` is the kind of actor."""
    filters = filters or Filters()
    with dossier.reading() as connection:
        scope = Scope(connection, filters.as_of)
        count, id = func.count(article_of(MEMBERS.c.mention).distinct()), scope.plain(MEMBERS.c.group)
        query = (
            select(MEMBERS.c.group, count)
            .where(id > "actor-", id < "actor.", *scope.of_articles(MEMBERS.c.mention))
            .group_by(MEMBERS.c.group)
        )
        kept = select(MENTIONS.c.key).where(MENTIONS.c.kind == "actor")
        if confirmed:
            query = query.where(MEMBERS.c.mention.in_(kept.where(MENTIONS.c.judged == "confirm")))
        if filters.type:
            query = query.where(MEMBERS.c.mention.in_(kept.where(MENTIONS.c.data.contains(f'"kind": "{filters.type.lower()}"', autoescape=True))))
        if filters.country or filters.actor:
            found = named(scope, filters.actor) if filters.actor else Named((), ())
            is_it = PARTIES.c.code == filters.country.upper() if filters.country else PARTIES.c.key.in_(found.keys) | PARTIES.c.code.in_(found.codes)
            query = query.where(MEMBERS.c.mention.in_(select(PARTIES.c.mention).where(is_it, PARTIES.c.role == "actor")))
        if filters.since:
            query = query.join(ARTICLES, ARTICLES.c.key == article_of(MEMBERS.c.mention)).having(func.max(ARTICLES.c.published) >= filters.since)
        ordered = query.order_by(count.desc(), id).limit(filters.limit).offset(filters.offset)
        return actor_rows(scope, [group for group, _ in connection.execute(ordered)], most=FEW)


def actor_rows(scope: Scope, ids: Sequence[str], *, most: int = MANY) -> tuple[ActorRow, ...]:
    """The rows of some actors, in the order of their ids, from the first `most` mentions of each; what is not seen is left out."""
    counted = tallies(scope, ids)
    found = members(scope, ids, "actor", of=[m for t in counted.values() for m in t.some(most)])
    return tuple(_row(group, found[group], counted[group]) for group in ids if group in found)


def actor(dossier: Dossier, who: str, *, filters: Filters | None = None) -> Profile:
    """The profile of the actor that `who` names, each part cut at the filters' limit, the latest first. Of the filters as_of, since, until and the page count.

    Raises:
        UsageError: nobody is called so.
    """
    filters = filters or Filters()
    with dossier.reading() as connection:
        scope = Scope(connection, filters.as_of)
        found = named(scope, who)
        rows = actor_rows(scope, _groups_of(scope, found))
        if not rows:
            raise UsageError(f"nobody was called {who!r} by {filters.as_of}", hint="leave --as-of out, or take a later day")
        row = max(rows, key=lambda r: (r.key in found.keys, r.articles, r.id))
        mine = named(scope, row.key)
        asked = Filters(as_of=filters.as_of, since=filters.since, until=filters.until, actor=row.key, speaker=True, limit=filters.limit or PART, newest=True)
        upon = replace(asked, actor=None, target=row.key)
        known = acts(scope, groups_with(scope, mine, types=("CONSULT", "ACCUSE"), most=LOOKED_AT))
        latest = [a for a in reversed(known) if (not filters.since or a.day >= filters.since) and (not filters.until or a.day <= filters.until)]
        does = [a for a in latest if any(p.is_one_of(mine) for p in a.sources)]
        undergoes = [a for a in latest if any(p.is_one_of(mine) for p in a.targets)]
        return Profile(
            row, statement_rows(scope, page(scope, "statement", asked)), event_rows(scope, page(scope, "event", asked)),
            event_rows(scope, page(scope, "event", upon, GROUPS.c.label.not_in(sorted(SYMMETRIC_TYPES)))), position_rows(scope, page(scope, "position", asked)),
            commitment_rows(scope, page(scope, "commitment", asked)), _contacts(latest, mine, "CONSULT"), _contacts(does, mine, "ACCUSE"),
            _contacts(undergoes, mine, "ACCUSE"),
        )  # fmt: skip


def _groups_of(scope: Scope, who: Named) -> list[str]:
    """The actors that have one of the keys, or where a code alone was given, the state or body that has it."""
    query = (
        select(MEMBERS.c.group)
        .join(PARTIES, PARTIES.c.mention == MEMBERS.c.mention)
        .join(GROUPS, GROUPS.c.id == MEMBERS.c.group)
        .where(GROUPS.c.kind == "actor", PARTIES.c.role == "actor", PARTIES.c.key.in_(who.keys or who.codes))
        .distinct()
    )
    return sorted(scope.connection.execute(query).scalars())


def _contacts(found: Sequence[Act], who: Named, kind: str) -> tuple[Contact, ...]:
    """With whom there were events of a type, most first; `found` latest first."""
    with_whom: dict[str, list[Act]] = {}
    for act in found:
        if act.type == kind and act.modality != "denied":
            others = (p.code or p.name for p in (*act.sources, *act.targets) if not p.is_one_of(who))
            for other in unique(others):
                with_whom.setdefault(other, []).append(act)
    made = [Contact(other, len(several), several[-1].day or None, several[0].day or None, several[0].id) for other, several in with_whom.items()]
    return tuple(sorted(made, key=lambda c: (-c.events, c.who)))


def _row(group: str, told: Sequence[Told[ActorMention]], counted: Tally) -> ActorRow:
    party = told[0].mention.party
    for t in told:
        party = fuller(party, t.mention.party)
    called = Counter(t.mention.party.name for t in told)
    names = sorted(called, key=lambda n: (-called[n], n))
    roles: dict[str, list[str | None]] = {}
    for t in told:
        if t.mention.party.role:
            roles.setdefault(t.mention.party.role, []).append(t.source.published)
    offices = [Office(r, min((d for d in ds if d), default=None), max((d for d in ds if d), default=None), len(ds)) for r, ds in roles.items()]
    return ActorRow(
        group, majority(told, lambda m: m.party.key) or party.key, names[0] if party.kind != "person" else party.name, party.kind,
        majority(told, lambda m: m.party.code), majority(told, lambda m: m.party.country),
        next((t.mention.party.role for t in reversed(told) if t.mention.party.role), None), unique(s for t in told for s in t.mention.sectors),
        next((t.mention.wikidata for t in told if t.mention.wikidata), None), tuple(names), tuple(sorted(offices, key=lambda o: (o.since or "", o.role))),
        counted.articles, counted.publishers, counted.first, counted.last, any(t.judged == "confirm" for t in told), certainty(told),
        tuple(map(evidence, told)),
    )  # fmt: skip
