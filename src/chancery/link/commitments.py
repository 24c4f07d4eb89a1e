"""Commitment mentions -> undertakings: what one party is to do, told again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from chancery.link.archive import Archive
from chancery.link.candidates import Candidates
from chancery.link.days import Days, apart, day, days
from chancery.link.groups import Groups, Offer
from chancery.link.memory import Shelf
from chancery.link.parties import keys, overlap
from chancery.link.scorer import cosine
from chancery.link.tokens import Tokens, Words
from chancery.link.words import Bag, Floats, Lexicon, shared, stems
from chancery.schema.links import Constraint, Group
from chancery.schema.mention import Carrier, CommitmentMention

COMPARED = 24
KEPT = 32
#: the score from which two clauses are one undertaking, and how its parts count: shared words, the clauses' directions
LEAST = 0.55
BY_WORDS, BY_DIRECTION = 0.6, 0.4
#: an undertaking that was told so many days before is not told again but made again
STALE = 60


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """What a commitment is compared by."""

    mention: CommitmentMention
    published: int | None
    due: Days
    bag: Bag
    vector: Floats


def profile(carrier: Carrier, mention: CommitmentMention, lexicon: Lexicon, tokens: Words) -> Profile:
    """The profile of a mention."""
    bag = lexicon.weighed(tokens.within(mention.start, mention.end) or stems(mention.action))
    return Profile(mention, day(carrier.published), days(mention.due), bag, lexicon.vectors.of(bag))


def same(a: Profile, b: Profile) -> float:
    """How surely two clauses tell of one undertaking; 0 where another party or another day is named."""
    x, y = a.mention, b.mention
    if x.who and y.who and not overlap(x.who, y.who):
        return 0.0
    gap = apart(a.due, b.due)
    if gap is not None and gap > 1:
        return 0.0
    if a.published is not None and b.published is not None and b.published - a.published > STALE:
        return 0.0
    within, jaccard = shared(a.bag, b.bag)
    words = (within + jaccard) / 2 if min(len(a.bag), len(b.bag)) > 2 else jaccard
    return BY_WORDS * words + BY_DIRECTION * max(0.0, cosine(a.vector, b.vector)) + (0.1 if gap == 0 else 0.0)


class Commitments:
    """Undertakings among articles that come in order of publication."""

    def __init__(self, archive: Archive, constraints: Sequence[Constraint] = ()) -> None:
        self.groups = Groups("commitment", archive, constraints)
        self._archive = archive
        self.profiles: Shelf[Profile] = Shelf(self._profile)
        self.of = self.groups.of
        self._index = Candidates(archive.memory.postings("commitment", keep=KEPT), keep=KEPT)
        #: the article's commitments
        self.latest: list[int] = []

    def _profile(self, thing: int) -> Profile:
        earlier = self._archive.of(thing)
        return profile(earlier.carrier, self._archive.mention(CommitmentMention, "commitment", thing), earlier.lexicon, earlier.tokens)

    def add(self, carrier: Carrier, mentions: Sequence[CommitmentMention], tokens: Tokens) -> None:
        """Put an article's commitments where they belong."""
        self.latest = []
        for mention in sorted(mentions, key=lambda m: (m.start, m.end, m.local)):
            new = profile(carrier, mention, self._archive.lexicon, tokens)
            found = _keys(new)
            best: dict[int, tuple[float, int]] = {}
            for i in self._index.best(found, most=COMPARED):
                score = same(self.profiles[i], new)
                if score > best.get(self.of[i], (0.0, 0))[0]:
                    best[self.of[i]] = score, i
            offers = [Offer(g, score, partial(_reason, self.profiles[i], new)) for g, (score, i) in best.items()]
            thing, _, _ = self.groups.place(carrier, mention, offers, least=LEAST)
            self._index.add(thing, found)
            self.profiles[thing] = new
            self.latest.append(thing)

    def all(self) -> list[Group]:
        """The undertakings found."""
        return self.groups.all()


def _keys(p: Profile) -> dict[str, float]:
    who = keys(p.mention.who) or ("?",)
    made = dict.fromkeys(who, 0.3)
    for s, w in sorted(p.bag.items(), key=lambda x: (-x[1], x[0]))[:8]:
        made.update({f"{k} {s}": w for k in who})
    return made


def _reason(a: Profile, b: Profile) -> str:
    words = sorted((s for s in a.bag if s in b.bag), key=lambda s: (-b.bag[s], s))[:4]
    return "the same undertaking" + (f", sharing {', '.join(words)}" if words else "") + ("; due on the same day" if apart(a.due, b.due) == 0 else "")
