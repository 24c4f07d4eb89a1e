"""Groups that grow in order of publication: a mention joins one that stands, or opens its own; an analyst's merges and splits come before every score."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from chancery.schema.links import Constraint, Group, Member, Ref
from chancery.schema.mention import Carrier, Kind, Mention

LEADS = "the first to say so"


@dataclass(frozen=True, slots=True)
class Offer:
    """A group that a mention may join: its index, how surely, why (told only if it is taken), and at which stage."""

    group: int
    score: float
    reason: str | Callable[[], str]
    stage: int = 0


def identity(kind: Kind, carrier: Carrier, mention: Mention) -> str:
    """A group's id, from its first mention: the same however often the dossier is linked anew."""
    return f"{kind}-" + hashlib.blake2s(f"{carrier.name}\0{mention.start}\0{mention.end}\0{mention.local}".encode(), digest_size=6).hexdigest()


class Groups:
    """The groups of one kind."""

    def __init__(self, kind: Kind, constraints: Sequence[Constraint] = ()) -> None:
        self.kind: Kind = kind
        self.of: dict[Ref, int] = {}
        self.members: list[list[Member]] = []
        self._ids: list[str] = []
        self._together, self._apart = _decided([c for c in constraints if c.kind == kind])

    def __len__(self) -> int:
        return len(self.members)

    def id(self, group: int) -> str:
        """The id of a group."""
        return self._ids[group]

    def place(self, carrier: Carrier, mention: Mention, offers: Iterable[Offer], *, least: float) -> tuple[int, Member]:
        """Put a mention into the best group that is offered with at least this score, else into a new one; the group's index and the member."""
        ref = Ref(carrier.key, mention.local)
        forced = next((self.of[r] for r in self._together.get(ref, ()) if r in self.of), None)
        barred = {self.of[r] for r in self._apart.get(ref, ()) if r in self.of}
        offered = list(offers)
        if forced is not None:
            stage = next((o.stage for o in offered if o.group == forced), self.members[forced][-1].stage)
            return self._join(forced, Member(ref, "merged by an analyst", 1.0, stage))
        best = max((o for o in offered if o.group not in barred and o.score >= least), key=lambda o: (o.score, -o.group), default=None)
        if best is not None:
            why = best.reason if isinstance(best.reason, str) else best.reason()
            return self._join(best.group, Member(ref, why, round(min(best.score, 1.0), 3), best.stage))
        self.members.append([])
        self._ids.append(identity(self.kind, carrier, mention))
        return self._join(len(self.members) - 1, Member(ref, "split off by an analyst" if barred else LEADS, 1.0))

    def _join(self, group: int, member: Member) -> tuple[int, Member]:
        self.members[group].append(member)
        self.of[member.ref] = group
        return group, member

    def all(self) -> list[Group]:
        """The groups in the order in which they were opened."""
        return [Group(i, self.kind, tuple(m)) for i, m in zip(self._ids, self.members, strict=True)]


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
