"""Actor mentions -> actors: by key, else a name within a longer one ("Lavrov", "Sergei Lavrov") where only one earlier actor bears it."""

from __future__ import annotations

from collections.abc import Sequence

from chancery.link.archive import Archive
from chancery.link.groups import Groups, Offer
from chancery.link.memory import Shelf
from chancery.link.words import WORD, fold
from chancery.schema.links import Constraint, Group
from chancery.schema.mention import ActorMention, Carrier, Party

#: how sure a name within a longer one is, and an office held by one person
BY_NAME = 0.8
BY_OFFICE = 0.6


class Actors:
    """Actors among articles that come in order of publication."""

    def __init__(self, archive: Archive, constraints: Sequence[Constraint] = ()) -> None:
        self.groups = Groups("actor", archive, constraints)
        self._by_key = archive.memory.postings("actor")
        self._by_word = archive.memory.postings("surname")
        self._names: Shelf[tuple[Party, tuple[str, ...]]] = Shelf(lambda group: _named(archive.mention(ActorMention, "actor", group).party))

    def add(self, carrier: Carrier, mentions: Sequence[ActorMention]) -> None:
        """Put an article's actors where they belong."""
        for mention in sorted(mentions, key=lambda m: (m.start, m.end, m.local)):
            party, name = _named(mention.party)
            thing, group, _ = self.groups.place(carrier, mention, self._offers(party, name), least=BY_OFFICE)
            if not self._by_key.under(party.key):
                self._by_key.add(party.key, thing)
            if group == thing:
                self._names[group] = party, name
            if party.kind == "person" and name and group not in self._called(name[-1]):
                self._by_word.add(name[-1], thing)

    def _offers(self, party: Party, name: tuple[str, ...]) -> list[Offer]:
        known = self._by_key.under(party.key)
        if known:
            group = self.groups.of[known[0]]
            return [Offer(group, 1.0, "the same actor of the tables" if party.key[:1] == "Q" or party.key == party.code else "the same name")]
        if party.kind != "person" or not name:
            return []
        alike = [g for g in self._called(name[-1]) if _fits(party, name, *self._names[g])]
        return [Offer(alike[0], BY_NAME, f"{party.name} for {self._names[alike[0]][0].name}")] if len(alike) == 1 else []

    def _called(self, surname: str) -> list[int]:
        """The actors that bear a surname, in the order in which they came."""
        return [self.groups.of[thing] for thing in self._by_word.under(surname)]

    def all(self) -> list[Group]:
        """The actors found."""
        return self.groups.all()


def _named(party: Party) -> tuple[Party, tuple[str, ...]]:
    return party, tuple(WORD.findall(fold(party.name)))


def _fits(a: Party, name: tuple[str, ...], b: Party, other: tuple[str, ...]) -> bool:
    """Whether one name is the other's shorter form, and nothing that is known speaks against it."""
    if a.country and b.country and a.country != b.country:
        return False
    if a.key[:1] == "Q" and b.key[:1] == "Q" and a.key[1:].isdigit() and b.key[1:].isdigit():
        return False
    short, long = sorted((name, other), key=len)
    return set(short) <= set(long) and short[-1] == long[-1]
