"""Ids of groups -> their seen mentions by what columns say of them, without reading what stands in them: for looking at very many."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import select

from chancery.dossier.outlets import outlet
from chancery.dossier.tables import ARTICLES, COPIES, FIRST, MEMBERS, MENTIONS
from chancery.dossier.views.evidence import chunks
from chancery.dossier.views.merge import SETTLED, Dated
from chancery.dossier.views.scope import Scope, among

STATED = MENTIONS.c.data.like('%"date_basis": "stated"%').label("stated")
_OUTLINES = (
    select(
        MEMBERS.c.group, *MENTIONS.c["key", "article", "start", "label", "modality", "date_from", "date_to", "confidence"], MEMBERS.c.stage
    )
    .join(MENTIONS, MENTIONS.c.key == MEMBERS.c.mention)
    .where(~MENTIONS.c.hidden)
)  # fmt: skip
_BEARERS = (
    select(
        *ARTICLES.c["key", "published", "name", "version"], FIRST.c.syndicated, FIRST.c.publisher, ARTICLES.c.syndicated, ARTICLES.c.publisher, FIRST.c.name
    )
    .outerjoin(COPIES, COPIES.c.article == ARTICLES.c.key)
    .outerjoin(FIRST, FIRST.c.key == COPIES.c.of)
)  # fmt: skip
#: articles that are asked for by key; of more all are looked at
LISTED = 500


class Bearer(NamedTuple):
    """An article: when it was published, who stands behind it (the key of its name), and where it stands among others."""

    published: str
    origin: str
    place: tuple[str, str, int]


class Outline(NamedTuple):
    """A mention; `first`, `last` are those of its date, which is `stated`, or inferred, or nobody asked which."""

    key: int
    article: int
    start: int
    label: str
    modality: str | None
    first: str | None
    last: str | None
    confidence: float
    stage: int
    stated: bool = False

    @property
    def dated(self) -> Dated:
        """Its date, to be weighed against others."""
        return Dated(self.first, self.last, bool(self.stated), self.modality in SETTLED, self.confidence)


def bearers(scope: Scope, of: Collection[int] | None = None) -> dict[int, Bearer]:
    """The seen articles, by key; `of` are the keys of those that are asked for."""
    return bearers_of(scope, of=of)[0]


def bearers_of(*scopes: Scope, of: Collection[int] | None = None) -> list[dict[int, Bearer]]:
    """The articles that are seen on each of several days, by key."""
    query = _BEARERS if of is None or len(of) > LISTED else _BEARERS.where(among(ARTICLES.c.key, of))
    every: dict[int, Bearer] = {}
    outlets: dict[str, str] = {}
    for key, published, name, version, *origins in scopes[0].connection.execute(query).all():
        origin = next((o for o in origins if o), name)
        known = outlets.get(origin)
        if known is None:
            known = outlets[origin] = outlet(origin)
        every[key] = Bearer(published or "", known, (published or "", name, version))
    return [{key: b for key, b in every.items() if s.sees(key, b.published or None)} for s in scopes]


def outlines(scope: Scope, ids: Sequence[str], seen: dict[int, Bearer], *, basis: bool = False) -> dict[str, list[Outline]]:
    """The mentions of each group that stand in articles of `seen`, in order of publication; a group without any is left out.

    With `basis` they say whether their dates are stated.
    """
    found: dict[str, list[Outline]] = {}
    query = _OUTLINES.add_columns(STATED) if basis else _OUTLINES
    for chunk in chunks(ids):
        for group, *columns in scope.connection.execute(query.where(MEMBERS.c.group.in_(chunk))).all():
            told = Outline(*columns)
            if told.article in seen:
                found.setdefault(group, []).append(told)
    for several in found.values():
        if len(several) > 1:
            several.sort(key=lambda o: (seen[o.article].place, o.start, o.key))
    return found
