"""An actor as rows name it."""

from __future__ import annotations

from dataclasses import dataclass

from chancery.schema.actor import ActorKind
from chancery.schema.mention import Party


@dataclass(frozen=True, slots=True)
class Who:
    """`key` is the same for one actor in all answers; `code` whom it acts for, `role` its office as last told."""

    key: str
    name: str
    kind: ActorKind
    code: str | None
    role: str | None


def who(party: Party) -> Who:
    """A party as rows name it."""
    return Who(party.key, party.name, party.kind, party.code, party.role)


def maybe(party: Party | None) -> Who | None:
    """The same of one that may be missing."""
    return None if party is None else who(party)


def shown(parties: tuple[Who, ...]) -> str:
    """Names for people; a person's or unnamed source's with whom it acts for."""
    return ", ".join(f"{p.name} ({p.code})" if p.kind in ("person", "unnamed") and p.code and p.code != p.name else p.name for p in parties)
