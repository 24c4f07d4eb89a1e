"""Ids of groups -> their seen mentions by what columns say of them, without reading what stands in them: for looking at very many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select

from chancery.dossier.outlets import outlet
from chancery.dossier.tables import ARTICLES, COPIES, FIRST, MEMBERS, MENTIONS
from chancery.dossier.views.evidence import chunks
from chancery.dossier.views.merge import SETTLED, Dated
from chancery.dossier.views.scope import Scope

STATED = MENTIONS.c.data.like('%"date_basis": "stated"%').label("stated")
_OUTLINES = (
    select(
        MEMBERS.c.group, *MENTIONS.c["key", "article", "start", "label", "modality", "date_from", "date_to", "confidence"], MEMBERS.c.stage
    )
    .join(MENTIONS, MENTIONS.c.key == MEMBERS.c.mention)
    .where(~MENTIONS.c.hidden)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bearer:
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


def bearers(scope: Scope) -> dict[int, Bearer]:
    """The seen articles, by key."""
    return bearers_of(scope)[0]


def bearers_of(*scopes: Scope) -> list[dict[int, Bearer]]:
    """The articles that are seen on each of several days, by key."""
    query = (
        select(
            *ARTICLES.c["key", "published", "name", "version"], FIRST.c.syndicated, FIRST.c.publisher, ARTICLES.c.syndicated, ARTICLES.c.publisher,
            FIRST.c.name,
        )
        .outerjoin(COPIES, COPIES.c.article == ARTICLES.c.key)
        .outerjoin(FIRST, FIRST.c.key == COPIES.c.of)
    )  # fmt: skip
    every: dict[int, Bearer] = {}
    outlets: dict[str, str] = {}
    for key, published, name, version, *origins in scopes[0].connection.execute(query).all():
        origin = next((o for o in origins if o), name)
        known = outlets.get(origin)
        if known is None:
            known = outlets[origin] = outlet(origin)
        every[key] = Bearer(published or "", known, (published or "", name, version))
    seen = [s.connection.execute(select(ARTICLES.c.key).where(s.articles())).scalars().all() for s in scopes]
    return [{key: every[key] for key in keys} for keys in seen]


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
