"""How many articles and publishers tell of a group, and from when to when, for groups with very many mentions: by keys alone, without what they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Text, cast, func, select

from chancery.dossier.tables import MEMBERS
from chancery.dossier.views.evidence import chunks
from chancery.dossier.views.outlines import bearers
from chancery.dossier.views.scope import BITS, Scope


@dataclass(frozen=True, slots=True)
class Tally:
    """Of what is seen; `first`, `last` are days of publication, `mentions` the keys of all mentions in order of publication."""

    articles: int
    publishers: int
    first: str | None
    last: str | None
    mentions: tuple[int, ...]

    def some(self, most: int) -> tuple[int, ...]:
        """At most so many of the mentions: the first and the last."""
        if len(self.mentions) <= most:
            return self.mentions
        return (*self.mentions[: most // 2], *self.mentions[most // 2 - most :])


def written(keys: ColumnElement[int]) -> ColumnElement[str]:
    """The keys of a group's rows in one text with spaces between: there may be ten thousand, and a row for each takes ten times as long."""
    return func.aggregate_strings(cast(keys, Text), " ")


def tallies(scope: Scope, ids: Sequence[str]) -> dict[str, Tally]:
    """The tally of each group; a group of which nothing is seen is left out."""
    query = select(MEMBERS.c.group, written(MEMBERS.c.mention)).group_by(MEMBERS.c.group)
    rows = (r for chunk in chunks(ids) for r in scope.connection.execute(query.where(MEMBERS.c.group.in_(chunk))))
    keys = {group: tuple(map(int, mentions.split())) for group, mentions in rows}
    told = bearers(scope, {mention >> BITS for several in keys.values() for mention in several})
    made: dict[str, Tally] = {}
    for group in keys:
        several = sorted((told[mention >> BITS].published, mention) for mention in keys[group] if mention >> BITS in told)
        if not several:
            continue
        articles = {mention >> BITS for _, mention in several}
        first = next((day for day, _ in several if day), None)
        origins = {told[a].origin for a in articles}
        made[group] = Tally(len(articles), len(origins), first, several[-1][0] or None, tuple(mention for _, mention in several))
    return made
