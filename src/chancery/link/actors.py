"""Actor mentions -> actors: by key, else a name within a longer one ("Lavrov", "Sergei Lavrov") where only one earlier actor bears it."""

from __future__ import annotations

from collections.abc import Sequence

from chancery.link.groups import Groups, Offer
from chancery.link.words import WORD, fold
from chancery.schema.links import Constraint, Group
from chancery.schema.mention import ActorMention, Carrier, Party

#: how sure a name within a longer one is, and an office held by one person
BY_NAME = 0.8
BY_OFFICE = 0.6


class Actors:
    """Actors among articles that come in order of publication."""

    def __init__(self, constraints: Sequence[Constraint] = ()) -> None:
        self.groups = Groups("actor", constraints)
        self._by_key: dict[str, int] = {}
        self._by_word: dict[str, dict[int, None]] = {}
        self._names: list[tuple[Party, tuple[str, ...]]] = []

    def add(self, carrier: Carrier, mentions: Sequence[ActorMention]) -> None:
        """Put an article's actors where they belong."""
        for mention in sorted(mentions, key=lambda m: (m.start, m.end, m.local)):
            party = mention.party
            name = tuple(WORD.findall(fold(party.name)))
            group, _ = self.groups.place(carrier, mention, self._offers(party, name), least=BY_OFFICE)
            self._by_key.setdefault(party.key, group)
            if group == len(self._names):
                self._names.append((party, name))
            if party.kind == "person" and name:
                self._by_word.setdefault(name[-1], {})[group] = None

    def _offers(self, party: Party, name: tuple[str, ...]) -> list[Offer]:
        known = self._by_key.get(party.key)
        if known is not None:
            return [Offer(known, 1.0, "the same actor of the tables" if party.key[:1] == "Q" or party.key == party.code else "the same name")]
        if party.kind != "person" or not name:
            return []
        alike = [g for g in self._by_word.get(name[-1], {}) if _fits(party, name, *self._names[g])]
        return [Offer(alike[0], BY_NAME, f"{party.name} for {self._names[alike[0]][0].name}")] if len(alike) == 1 else []

    def all(self) -> list[Group]:
        """The actors found."""
        return self.groups.all()


def _fits(a: Party, name: tuple[str, ...], b: Party, other: tuple[str, ...]) -> bool:
    """Whether one name is the other's shorter form, and nothing that is known speaks against it."""
    if a.country and b.country and a.country != b.country:
        return False
    if a.key[:1] == "Q" and b.key[:1] == "Q" and a.key[1:].isdigit() and b.key[1:].isdigit():
        return False
    short, long = sorted((name, other), key=len)
    return set(short) <= set(long) and short[-1] == long[-1]
