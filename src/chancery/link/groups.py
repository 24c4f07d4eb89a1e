"""Groups that grow in order of publication: a mention joins one that stands, or opens its own; an analyst's merges and splits come before every score."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from chancery.link.archive import Archive
from chancery.link.memory import SHIFT, Shelf
from chancery.schema.links import Constraint, Group, Member, Placing, Ref
from chancery.schema.mention import Carrier, Kind, Mention

LEADS = "the first to say so"


@dataclass(frozen=True, slots=True)
class Offer:
    """A group that a mention may join: its first mention, how surely, why (told only if it is taken), and at which stage."""

    group: int
    score: float
    reason: str | Callable[[], str]
    stage: int = 0


def identity(kind: Kind, carrier: Carrier, mention: Mention) -> str:
    """A group's id, from its first mention: the same however often the dossier is linked anew."""
    again = f"\0{carrier.version}" if carrier.version > 1 else ""
    return f"{kind}-" + hashlib.blake2s(f"{carrier.name}\0{mention.start}\0{mention.end}\0{mention.local}{again}".encode(), digest_size=6).hexdigest()


class Groups:
    """The groups of one kind, each by its first mention (a thing, see memory)."""

    def __init__(self, kind: Kind, archive: Archive, constraints: Sequence[Constraint] = ()) -> None:
        self.kind: Kind = kind
        self._archive = archive
        self._at: dict[Ref, Placing] = {}
        self._members: dict[int, list[Member]] = {}
        self._ids: Shelf[str] = Shelf(self._id)
        self._placings: list[Placing] = []
        #: the group of each mention
        self.of: Shelf[int] = Shelf(lambda thing: archive.placing(kind, thing).group)
        self._together, self._apart = _decided([c for c in constraints if c.kind == kind])

    def id(self, group: int) -> str:
        """The id of a group."""
        return self._ids[group]

    def _id(self, group: int) -> str:
        earlier = self._archive.of(group)
        return identity(self.kind, earlier.carrier, self._archive.mention(Mention, self.kind, group))

    def _found(self, refs: Iterable[Ref]) -> list[Placing]:
        """Where mentions were put, those that were linked so far."""
        return [p for r in refs if (p := self._at.get(r) or self._archive.placed(self.kind, r)) is not None]

    def place(self, carrier: Carrier, mention: Mention, offers: Iterable[Offer], *, least: float) -> tuple[int, int, Member]:
        """Put a mention into the best group that is offered with at least this score, else into a new one; the mention as a thing, the group, the member.

        The mentions of an article must come in order of the text.
        """
        ref = Ref(carrier.key, mention.local)
        thing = self._archive.memory.at << SHIFT | len(self._placings)
        forced = next(iter(self._found(self._together.get(ref, ()))), None)
        barred = {p.group for p in self._found(self._apart.get(ref, ()))}
        offered = list(offers)
        if forced is not None:
            stage = next((o.stage for o in offered if o.group == forced.group), forced.stage)
            return self._join(thing, forced.group, Member(ref, "merged by an analyst", 1.0, stage))
        best = max((o for o in offered if o.group not in barred and o.score >= least), key=lambda o: (o.score, -o.group), default=None)
        if best is not None:
            why = best.reason if isinstance(best.reason, str) else best.reason()
            return self._join(thing, best.group, Member(ref, why, round(min(best.score, 1.0), 3), best.stage))
        self._ids[thing] = identity(self.kind, carrier, mention)
        return self._join(thing, thing, Member(ref, "split off by an analyst" if barred else LEADS, 1.0))

    def _join(self, thing: int, group: int, member: Member) -> tuple[int, int, Member]:
        self._members.setdefault(group, []).append(member)
        self.of[thing] = group
        self._at[member.ref] = placing = Placing(member.ref.local, group, member.stage)
        self._placings.append(placing)
        return thing, group, member

    def placings(self) -> tuple[Placing, ...]:
        """Where the mentions since the last call were put: an article's, when it is done."""
        made = tuple(self._placings)
        self._placings.clear()
        return made

    def all(self) -> list[Group]:
        """The groups that were opened or joined, in the order in which they were opened, with the members that are not of the past."""
        return [Group(self._ids[g], self.kind, tuple(m)) for g, m in sorted(self._members.items())]


def _decided(constraints: Sequence[Constraint]) -> tuple[dict[Ref, list[Ref]], dict[Ref, list[Ref]]]:
    """For each mention those it must stand with, and those it must not; what was decided last holds."""
    last = {frozenset((c.a, c.b)): c for c in constraints if c.a != c.b}
    root: dict[Ref, Ref] = {}

    def find(ref: Ref) -> Ref:
        while (up := root.setdefault(ref, ref)) != ref:
            ref = up
        return ref

    for c in last.values():
        if c.together:
            a, b = sorted((find(c.a), find(c.b)))
            root[b] = a
    classes: dict[Ref, list[Ref]] = {}
    for ref in sorted(root):
        classes.setdefault(find(ref), []).append(ref)
    together = {ref: [r for r in refs if r != ref] for refs in classes.values() for ref in refs}
    apart: dict[Ref, list[Ref]] = {}
    for c in last.values():
        if not c.together:
            for one, other in ((c.a, c.b), (c.b, c.a)):
                for ref in classes.get(find(one), [one]):
                    apart.setdefault(ref, []).extend(classes.get(find(other), [other]))
    return together, apart
