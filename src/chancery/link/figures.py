"""Figure mentions -> series of one counted thing, in stages: a figure that is told again is at the same stage, a revised one at the next."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from chancery.link.archive import Archive
from chancery.link.candidates import Candidates
from chancery.link.days import Days, apart, day, days
from chancery.link.groups import Groups, Offer
from chancery.link.likeness import Likeness, Told, beside, told
from chancery.link.memory import WITHIN, Shelf
from chancery.link.parties import alike
from chancery.link.scorer import cosine, likelihood, pooled, scorer
from chancery.link.tokens import Tokens, Words
from chancery.link.words import Bag, Floats, Lexicon, fold, shared, stem, stems
from chancery.schema.links import Constraint, Group
from chancery.schema.mention import Carrier, FigureMention

COMPARED = 8
KEPT = 24
#: of the scores with the members of a stage, how much the highest counts beside the mean
BEST = 0.3
#: two figures within this share of each other may be one, rounded
ROUNDING = 0.12
#: how alike the counted things of a revised figure must be: in their words, or in the sentences around
SERIES_COUNTED = 0.5
SERIES_SENTENCE = 0.3
#: days after which a count of the same thing is no revision of it but another count
SERIES_DAYS = 14
TOLL_DAYS = 60
#: words each side of the figure that tell most about it
NEAR = 7
#: within one article (which lists many things by small numbers): how alike two counted things are called, and the sentences around a small number
LIKE_THINGS = 0.5
LIKE_SENTENCES = 0.3
SMALL = 20
#: verbs and nouns of loss: whoever counts the dead counts one thing, in whatever words
LOSSES = {
    stem(w): "dead" for w in ["killed", "dead", "died", "deaths", "death", "toll", "kill", "killing", "killings", "lives", "slain", "fatalities", "bodies"]
} | {stem(w): "hurt" for w in ["injured", "wounded", "hurt", "injuring", "wounding"]}

FEATURES = (
    "same range", "same low", "same high", "rounded", "ratio", "both open", "same head", "counted containment", "counted cosine", "same actor", "other actor",
    "same place", "other place", "same unit", "other unit", "near containment", "sentence containment", "sentence cosine", "same article", "overlapping",
    "days 0", "days apart", "gap 0", "gap log", "same modality", "rare number", "small number", "same loss", "other loss",
    "no counted", "range and counted", "range and sentence", "counted forth",
    "counted back", "near forth", "near back", "range and near",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """What a figure mention is compared by."""

    mention: FigureMention
    published: int | None
    days: Days
    range: tuple[float | None, float | None]
    head: str | None
    counted: Told
    kind: Floats
    losses: frozenset[str]
    near: Told
    told: Told

    @property
    def bag(self) -> Bag:
        """The words of its sentence with their weights."""
        return self.told.bag


def profile(carrier: Carrier, mention: FigureMention, lexicon: Lexicon, tokens: Words) -> Profile:
    """The profile of a mention."""
    first, last, at, end = mention.sentence.start, mention.sentence.end, mention.start, mention.end
    counted = mention.counted or ""
    named = stems(counted.split(" of ")[0]) or stems(counted)
    near = [*tokens.within(first, at)[-NEAR:], *tokens.within(end, last)[:NEAR]]
    clause = tokens.within(max(first, at - 60), min(last, end + 60))
    things, around = told(lexicon.bag(counted), lexicon), told(lexicon.weighed(tokens.within(first, last) or stems(mention.text)), lexicon)
    return Profile(
        mention, day(carrier.published), days(mention.as_of), (mention.low, mention.high), named[-1] if named else None, things,
        things.vector if counted else around.vector, frozenset(LOSSES[s] for s in [*clause, *stems(counted)] if s in LOSSES),
        told(lexicon.weighed(near), lexicon), around,
    )  # fmt: skip


def middle(p: Profile) -> float | None:
    """One number for a range."""
    low, high = p.range
    if low is None or high is None:
        return high if low is None else low
    return (low + high) / 2


def table(earlier: Sequence[Profile], later: Profile) -> list[list[float]]:
    """The features of each earlier mention with a later one, in the order of FEATURES."""
    things = beside([a.counted for a in earlier], later.counted)
    near = beside([a.near for a in earlier], later.near)
    around = beside([a.told for a in earlier], later.told)
    return [_features(*row, later) for row in zip(earlier, things, near, around, strict=True)]


def _features(a: Profile, things: Likeness, beside: Likeness, around: Likeness, b: Profile) -> list[float]:
    x, y = a.mention, b.mention
    one, other = middle(a), middle(b)
    known = one is not None and other is not None
    ratio = _ratio(a, b)
    same_range = known and a.range == b.range
    counted, near, within = things.containment, beside.containment, around.containment
    forth, back, near_forth, near_back = things.forth, things.back, beside.forth, beside.back
    kinds = cosine(a.kind, b.kind)
    actors = x.actor is not None and y.actor is not None
    close = alike(x.actor, y.actor) if x.actor is not None and y.actor is not None else 0.0
    placed = x.place is not None and y.place is not None
    same_place = x.place is not None and y.place is not None and fold(x.place.name) == fold(y.place.name)
    article = x.article == y.article
    gap = apart(a.days, b.days)
    published = abs(b.published - a.published) if a.published is not None and b.published is not None else 3
    number = abs(other) if other is not None else 0.0
    digits = len(f"{number:.0f}".rstrip("0")) + (number != int(number))
    same_head = a.head is not None and a.head == b.head
    return [
        float(same_range), float(known and x.low == y.low), float(known and x.high == y.high), float(known and 1 - ROUNDING <= ratio < 1), ratio,
        float(known and None in a.range and None in b.range), float(same_head), counted, kinds, close, float(actors and not close), float(same_place),
        float(placed and not same_place), float(x.unit is not None and x.unit == y.unit), float(x.unit != y.unit), near, within,
        cosine(a.told.vector, b.told.vector), float(article), float(article and x.sentence.overlaps(y.sentence)),
        float(gap == 0), float(gap is not None and gap > 0),
        float(published == 0 and not article), math.log1p(published) / 4, float(x.modality == y.modality), same_range * min(digits, 4) / 4,
        float(known and number <= 3), float(bool(a.losses & b.losses)), float(bool(a.losses) and bool(b.losses) and not a.losses & b.losses),
        float(not a.counted.bag or not b.counted.bag), same_range * max(counted, kinds), same_range * within, forth, back, near_forth, near_back,
        same_range * max(near_forth, near_back),
    ]  # fmt: skip


def _ratio(a: Profile, b: Profile) -> float:
    """The smaller number's share of the larger one; 0 where they are not both known, or of two signs."""
    one, other = middle(a), middle(b)
    if one is None or other is None:
        return 0.0
    return 1.0 if one == other else min(abs(one), abs(other)) / max(abs(one), abs(other)) if one * other > 0 else 0.0


def revises(a: Profile, b: Profile) -> float:
    """How surely two figures count one thing, though they say another number; 0 where they do not."""
    x, y = a.mention, b.mention
    if x.article == y.article and not a.losses & b.losses:
        return 0.0  # parts of a whole, not a count that was revised
    if x.unit != y.unit or x.modality != y.modality or ((a.losses or b.losses) and not a.losses & b.losses):
        return 0.0
    if x.actor is not None and y.actor is not None and not alike(x.actor, y.actor):
        return 0.0
    gap, longest = apart(a.days, b.days), TOLL_DAYS if a.losses & b.losses else SERIES_DAYS
    if gap is not None and gap > longest:
        return 0.0
    if a.published is not None and b.published is not None and b.published - a.published > longest:
        return 0.0
    counted, _ = shared(a.counted.bag, b.counted.bag)
    within, _ = shared(a.bag, b.bag)
    thing = 1.0 if a.losses & b.losses else max(counted, float(a.head is not None and a.head == b.head))
    if thing < SERIES_COUNTED or within < SERIES_SENTENCE or (x.sentence == y.sentence and x.article == y.article):
        return 0.0
    return min(1.0, (thing + within) / 2)


class Figures:
    """Series among articles that come in order of publication."""

    def __init__(self, archive: Archive, constraints: Sequence[Constraint] = ()) -> None:
        self.groups = Groups("figure", archive, constraints)
        self._archive = archive
        self._scorer = scorer("figure", FEATURES)
        self._profiles: Shelf[Profile] = Shelf(self._profile)
        self._of: Shelf[tuple[int, int]] = Shelf(self._placed)
        #: the highest stage of each series: what stands under its number says when it rose
        self._rises = archive.memory.postings("stage", keep=1)
        self._stages: Shelf[int] = Shelf(self._stage)
        self._index = Candidates(archive.memory.postings("figure", keep=KEPT), keep=KEPT)

    def _profile(self, thing: int) -> Profile:
        earlier = self._archive.of(thing)
        return profile(earlier.carrier, self._archive.mention(FigureMention, "figure", thing), earlier.lexicon, earlier.tokens)

    def _placed(self, thing: int) -> tuple[int, int]:
        found = self._archive.placing("figure", thing)
        return found.group, found.stage

    def _stage(self, group: int) -> int:
        return next((v & WITHIN for v in reversed(self._rises.under(str(group)))), 0)

    def add(self, carrier: Carrier, mentions: Sequence[FigureMention], tokens: Tokens) -> None:
        """Put an article's figures where they belong."""
        for mention in sorted(mentions, key=lambda m: (m.start, m.end, m.local)):
            new = profile(carrier, mention, self._archive.lexicon, tokens)
            found = _keys(new)
            near = [i for i in self._index.best(found, most=COMPARED) if comparable(self._profiles[i], new)]
            logits = self._scorer.logits(table([self._profiles[i] for i in near], new))
            thing, group, member = self.groups.place(carrier, mention, self._offers(near, logits, new), least=self._scorer.least)
            if member.stage > self._stages[group]:
                self._stages[group] = member.stage
                self._rises.add(str(group), thing & ~WITHIN | member.stage)
            self._index.add(thing, found)
            self._profiles[thing] = new
            self._of[thing] = group, member.stage

    def _offers(self, near: Sequence[int], logits: Sequence[float], new: Profile) -> list[Offer]:
        by_stage: dict[tuple[int, int], list[tuple[float, int]]] = {}
        for i, z in zip(near, logits, strict=True):
            by_stage.setdefault(self._of[i], []).append((z, i))
        offers = [
            Offer(g, likelihood(pooled([z for z, _ in found], best=BEST)), partial(reason, self._profiles[max(found)[1]], new), stage)
            for (g, stage), found in by_stage.items()
        ]  # fmt: skip
        if any(o.score >= self._scorer.least for o in offers):
            return offers
        revised: dict[int, tuple[float, int]] = {}
        for i in near:
            sure = revises(self._profiles[i], new)
            if sure and sure > revised.get(self._of[i][0], (0.0, 0))[0]:
                revised[self._of[i][0]] = sure, i
        return [
            Offer(g, max(self._scorer.least, sure), f"revised; {reason(self._profiles[i], new)}", self._stages[g] + 1) for g, (sure, i) in revised.items()
        ]  # fmt: skip

    def all(self) -> list[Group]:
        """The series found."""
        return self.groups.all()


def _keys(p: Profile) -> dict[str, float]:
    """What a mention is found by: its numbers, what is counted, the loss and whose, and its rarest words."""
    made: dict[str, float] = {f"# {p.range}": 1.5}
    if (number := middle(p)) is not None:
        made[f"~ {number:.2g}"] = 1.0
    for s, w in p.counted.bag.items():
        made[f"counted {s}"] = w / 3
    for loss in sorted(p.losses):
        made[loss] = 0.5
    for s, w in sorted(p.bag.items(), key=lambda x: (-x[1], x[0]))[:6]:
        made[s] = w / 4
    return made


def comparable(a: Profile, b: Profile) -> bool:
    """Whether two figures may count one thing at all: in one unit, and, within one article, of things that are called alike in sentences that are alike."""
    if a.mention.unit != b.mention.unit:
        return False
    if a.mention.article != b.mention.article or a.losses & b.losses:
        return True
    if a.head and b.head and a.head != b.head and cosine(a.kind, b.kind) < LIKE_THINGS:
        return False
    number = middle(b)
    return number is None or abs(number) > SMALL or shared(a.bag, b.bag)[0] >= LIKE_SENTENCES


def reason(a: Profile, b: Profile) -> str:
    """Why a mention joins an earlier one, in a line."""
    said = ["the same number" if a.range == b.range else "a number near it" if _ratio(a, b) >= 1 - ROUNDING else "another number"]
    things = sorted(s for s in a.counted.bag if s in b.counted.bag)
    if things:
        said.append("of " + ", ".join(things))
    elif a.losses & b.losses:
        said.append("of the " + " and ".join(sorted(a.losses & b.losses)))
    words = sorted((s for s in a.bag if s in b.bag and s not in things), key=lambda s: (-b.bag[s], s))[:2]
    if words:
        said.append("beside " + ", ".join(words))
    return " ".join(said)
