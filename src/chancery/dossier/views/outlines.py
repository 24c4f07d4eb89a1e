"""Ids of groups -> their seen mentions by what columns say of them, without reading what stands in them: for looking at very many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from chancery.dossier.outlets import outlet
from chancery.dossier.tables import ARTICLES, COPIES, MEMBERS, MENTIONS
from chancery.dossier.views.evidence import chunks, source_of
from chancery.dossier.views.scope import Scope


@dataclass(frozen=True, slots=True)
class Bearer:
    """An article: when it was published, who stands behind it (the key of its name), and where it stands among others."""

    published: str
    origin: str
    place: tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Outline:
    """A mention; `day` is the first of its date that is known."""

    key: int
    article: int
    start: int
    label: str
    modality: str | None
    day: str | None
    confidence: float
    stage: int


def bearers(scope: Scope) -> dict[int, Bearer]:
    """The seen articles, by key."""
    first = ARTICLES.alias("first")
    query = (
        select(
            ARTICLES.c.key.label("article"), *ARTICLES.c["name", "called", "version", "title", "publisher", "syndicated", "published", "url"],
            first.c.name.label("first_name"), first.c.called.label("first_called"), first.c.publisher.label("first_publisher"),
            first.c.syndicated.label("first_syndicated"),
        )
        .outerjoin(COPIES, COPIES.c.article == ARTICLES.c.key)
        .outerjoin(first, first.c.key == COPIES.c.of)
        .where(scope.articles())
    )  # fmt: skip
    found = ((r.published or "", r.name, r.version, source_of(r)) for r in scope.connection.execute(query).all())
    return {s.key: Bearer(published, outlet(s.origin), (published, name, version)) for published, name, version, s in found}


def outlines(scope: Scope, ids: Sequence[str], seen: dict[int, Bearer]) -> dict[str, list[Outline]]:
    """The mentions of each group that stand in articles of `seen`, in order of publication; a group without any is left out."""
    query = select(
        MEMBERS.c.group, *MENTIONS.c["key", "article", "start", "label", "modality", "date_from", "date_to", "confidence"], MEMBERS.c.stage
    ).join(MENTIONS, MENTIONS.c.key == MEMBERS.c.mention)  # fmt: skip
    found: dict[str, list[Outline]] = {}
    for chunk in chunks(ids):
        for group, key, article, start, label, modality, first, last, confidence, stage in scope.connection.execute(
            query.where(MEMBERS.c.group.in_(chunk), ~MENTIONS.c.hidden)
        ).all():
            if article in seen:
                found.setdefault(group, []).append(Outline(key, article, start, label or "", modality, first or last, confidence, stage))
    for several in found.values():
        if len(several) > 1:
            several.sort(key=lambda o: (seen[o.article].place, o.start, o.key))
    return found
