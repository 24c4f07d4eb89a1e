"""Position mentions -> where one actor stands on one issue; the group's members, in order, are its history."""

from __future__ import annotations

from collections.abc import Sequence

from chancery.link.archive import Archive
from chancery.link.groups import Groups, Offer
from chancery.link.words import stems
from chancery.schema.links import Constraint, Group
from chancery.schema.mention import Carrier, PositionMention


class Positions:
    """Positions among articles that come in order of publication."""

    def __init__(self, archive: Archive, constraints: Sequence[Constraint] = ()) -> None:
        self.groups = Groups("position", archive, constraints)
        self._held = archive.memory.postings("position")

    def add(self, carrier: Carrier, mentions: Sequence[PositionMention]) -> None:
        """Put an article's positions where they belong."""
        for mention in sorted(mentions, key=lambda m: (m.start, m.end, m.local)):
            key = f"{holder(mention)}\t{' '.join(sorted(set(stems(mention.issue)))) or mention.issue}"
            before = self._held.under(key)
            offers = [Offer(self.groups.of[before[0]], 1.0, f"{mention.actor.name} on {mention.issue}")] if before else []
            thing, _, _ = self.groups.place(carrier, mention, offers, least=1.0)
            if not before:
                self._held.add(key, thing)

    def all(self) -> list[Group]:
        """The positions found."""
        return self.groups.all()


def holder(mention: PositionMention) -> str:
    """Whose position it is: a minister's is the state's."""
    actor = mention.actor
    return actor.code or actor.key
