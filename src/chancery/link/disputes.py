"""Dispute mentions -> questions in dispute, told again by other articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from chancery.link.archive import Archive
from chancery.link.candidates import Candidates
from chancery.link.groups import Groups, Offer
from chancery.link.memory import Shelf
from chancery.link.parties import alike, keys
from chancery.link.scorer import cosine
from chancery.link.words import Bag, Floats, Lexicon, shared
from chancery.schema.links import Constraint, Group
from chancery.schema.mention import Carrier, DisputeMention, Party

COMPARED = 24
KEPT = 32
#: the score from which two disputes are about one question, and how its parts count
LEAST = 0.5
BY_WORDS, BY_DIRECTION, BY_SIDES = 0.45, 0.3, 0.25


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """What a dispute is compared by: its sides' words together, and who they are."""

    mention: DisputeMention
    sides: tuple[Party, ...]
    bag: Bag
    vector: Floats


def profile(mention: DisputeMention, lexicon: Lexicon) -> Profile:
    """The profile of a mention."""
    words = f"{mention.about} {mention.side_a.text} {mention.side_b.text}"
    sides = tuple(s.who for s in (mention.side_a, mention.side_b) if s.who is not None)
    return Profile(mention, sides, lexicon.bag(words), lexicon.vector(words))


def same(a: Profile, b: Profile) -> float:
    """How surely two disputes are about one question."""
    within, jaccard = shared(a.bag, b.bag)
    sides = 0.5
    if a.sides and b.sides:
        sides = sum(max(alike(p, q) for q in b.sides) for p in a.sides) / len(a.sides)
    return BY_WORDS * (within + jaccard) / 2 + BY_DIRECTION * max(0.0, cosine(a.vector, b.vector)) + BY_SIDES * sides


class Disputes:
    """Questions in dispute among articles that come in order of publication."""

    def __init__(self, archive: Archive, constraints: Sequence[Constraint] = ()) -> None:
        self.groups = Groups("dispute", archive, constraints)
        self._archive = archive
        self._profiles: Shelf[Profile] = Shelf(lambda i: profile(archive.mention(DisputeMention, "dispute", i), archive.of(i).lexicon))
        self._of = self.groups.of
        self._index = Candidates(archive.memory.postings("dispute", keep=KEPT), keep=KEPT)

    def add(self, carrier: Carrier, mentions: Sequence[DisputeMention]) -> None:
        """Put an article's disputes where they belong."""
        for mention in sorted(mentions, key=lambda m: (m.start, m.end, m.local)):
            new = profile(mention, self._archive.lexicon)
            found = dict(sorted(new.bag.items(), key=lambda x: (-x[1], x[0]))[:12]) | {f"side {k}": 0.5 for k in keys(new.sides)}
            best: dict[int, tuple[float, int]] = {}
            for i in self._index.best(found, most=COMPARED):
                score = same(self._profiles[i], new)
                if score > best.get(self._of[i], (0.0, 0))[0]:
                    best[self._of[i]] = score, i
            offers = [Offer(g, score, partial(_reason, self._profiles[i], new)) for g, (score, i) in best.items()]
            thing, _, _ = self.groups.place(carrier, mention, offers, least=LEAST)
            self._index.add(thing, found)
            self._profiles[thing] = new

    def all(self) -> list[Group]:
        """The questions found."""
        return self.groups.all()


def _reason(a: Profile, b: Profile) -> str:
    words = sorted((s for s in a.bag if s in b.bag), key=lambda s: (-b.bag[s], s))[:4]
    return "the same question" + (f", sharing {', '.join(words)}" if words else "")
