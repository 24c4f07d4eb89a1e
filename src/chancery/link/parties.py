"""Parties as two articles name them -> how alike they are: one state under many hats, "the militants" and "pro-Russian separatists"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from chancery.link.words import stem, stems
from chancery.schema.mention import Party

#: a group that is named in other words
AKIN = 0.5
#: words that name what sort of party it is, not which
SORTS = frozenset(map(stem, (
    "government", "officials", "official", "forces", "force", "group", "groups", "military", "army", "ministry", "minister", "president",
    "spokesman", "spokeswoman", "spokesperson", "leader", "leaders", "people", "state", "states", "fighters", "militants", "rebels",
    "activists", "regime", "administration", "secretary", "foreign", "defense", "defence", "senior", "chief", "agency", "team", "local",
)))  # fmt: skip


@lru_cache(maxsize=50_000)
def naming(name: str) -> frozenset[str]:
    """The stems of a name."""
    return frozenset(stems(name))


def alike(a: Party, b: Party) -> float:
    """1 where the two count as one party of an event, 0.5 where they may be (a group in other words, a people and its state), else 0."""
    if a.key == b.key or (a.code and a.code == b.code):
        return 1.0
    one, two = naming(a.name), naming(b.name)
    common = one & two
    if common and (common - SORTS or one <= two or two <= one):
        return 1.0 if one == two else AKIN
    if a.kind in ("group", "unnamed", "organisation") and b.kind in ("group", "unnamed", "organisation") and a.country and a.country == b.country:
        return AKIN
    if (a.country and a.country in (b.code, b.country)) or (b.country and b.country == a.code):
        return AKIN if "group" in (a.kind, b.kind) or "unnamed" in (a.kind, b.kind) else 0.0
    return 0.0


def overlap(a: Sequence[Party], b: Sequence[Party]) -> float:
    """How far two lists name the same parties: the mean of each list's share that the other has."""
    if not a or not b:
        return 0.0
    table = [[alike(p, q) for q in b] for p in a]
    forth: float = sum(max(row) for row in table)
    back: float = sum(max(column) for column in zip(*table, strict=True))
    return (forth / len(a) + back / len(b)) / 2


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """Parties that act together, one object for the same parties: what is found of two of them need be found once."""

    parties: tuple[Party, ...]


@lru_cache(maxsize=50_000)
def side(parties: tuple[Party, ...]) -> Side:
    """The side of some parties."""
    return Side(parties)


@lru_cache(maxsize=200_000)
def overlapping(a: Side, b: Side) -> float:
    """`overlap` of two sides."""
    return overlap(a.parties, b.parties)


@lru_cache(maxsize=200_000)
def touching(a: Side, b: Side) -> bool:
    """Whether two sides may have a party in common."""
    return any(alike(p, q) for p in a.parties for q in b.parties)


@lru_cache(maxsize=50_000)
def keys(parties: tuple[Party, ...]) -> tuple[str, ...]:
    """What an index may find parties by: codes, countries, and the telling words of names."""
    found: dict[str, None] = {}
    for p in parties:
        for k in (p.code, p.country, p.key):
            if k:
                found[k] = None
        if not p.code or p.kind == "group":
            for s in sorted(naming(p.name) - SORTS):
                found[s] = None
    return tuple(found)
