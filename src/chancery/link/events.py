"""Event mentions -> the events of the world: of one type, between the same parties, at the same time, told in like words, whatever the modality."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from chancery.link.archive import Archive
from chancery.link.candidates import Candidates, few
from chancery.link.days import Days, apart, day, days
from chancery.link.groups import Groups, Offer
from chancery.link.likeness import Likeness, Told, beside, told
from chancery.link.memory import SHIFT, Shelf
from chancery.link.parties import Side, alike, keys, overlapping, side, touching
from chancery.link.scorer import cosine, likelihood, pooled, scorer
from chancery.link.tokens import Tokens, Words
from chancery.link.words import Bag, Floats, Lexicon, fold, shared, stems
from chancery.schema.event import EVENT_TYPES, SPOKEN_TYPES, SYMMETRIC_TYPES
from chancery.schema.links import Constraint, Group, Ref
from chancery.schema.mention import Carrier, EventMention, Party, Spot

#: types that one act may be read as by two articles
FAMILIES = (
    frozenset({"ASSAULT", "COERCE", "MOBILIZE"}), frozenset({"ACCUSE", "REJECT", "THREATEN", "REQUEST"}), frozenset({"SANCTION", "THREATEN", "COERCE"}),
    frozenset({"CONSULT", "AGREE", "COOPERATE"}), frozenset({"AID", "SUPPORT", "COOPERATE"}), frozenset({"RETREAT", "CONCEDE"}),
)  # fmt: skip
AKIN_TYPES = {t: frozenset().union(*(f for f in FAMILIES if t in f)) for t in EVENT_TYPES}
#: a row with a one at the type, and one with none
BY_TYPE: dict[str | None, list[float]] = {t: [float(t == u) for u in EVENT_TYPES] for t in (*EVENT_TYPES, None)}
HAPPENED = frozenset({"occurred", "ongoing"})
#: what is said or met about is seldom told of again, undated, after so many days
PASSING = SPOKEN_TYPES | {"CONSULT", "AGREE"}
FORGOTTEN = 120
#: what an article dates so many days back is not what another tells of undated, unless in one word and with this share of words
LONG_AGO = 300
RECALLED = 0.35
#: "we condemn", outside quotation marks: the article itself does what it says, on its day, and another article on another day does it again
FIRST_PERSON = re.compile(r"\b(we|our)\b", re.IGNORECASE)
QUOTES = re.compile('["“”]')
ACTING = 140
#: two events whose dates are further apart are two; less is often one that was dated by the report
FAR = 21
#: characters around a further mention of an event that tell about it
AROUND = 120
#: words each side of the trigger that tell most about the act
NEAR = 6
#: how many earlier mentions a new one is compared with, and how many of them stand under one key of the index
COMPARED = 10
#: of one group no more than so many
OF_A_GROUP = 3
KEPT = 24
#: of the scores with the members of a group, how much the highest counts beside the mean
BEST = 0.3

FEATURES = (
    "same type", "same family", "sources", "targets", "parties", "all parties", "crossed", "no parties", "same trigger", "trigger cosine", "near containment",
    "near jaccard", "containment", "jaccard", "cosine", "days 0", "days 1", "days few", "days many", "days unknown", "day exact", "same place",
    "other place", "both happened", "same modality", "one denied", "same article", "distance", "overlapping", "gap 0", "gap log", "same mode",
    "same triple cosine", "same article type", "verbal", "verbal containment", "verbal gap", "earlier in later", "later in earlier", "near earlier in later",
    "near later in earlier", "peak", "second peak", "near peak", *(f"{t} pair" for t in EVENT_TYPES),
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """What an event mention is compared by."""

    mention: EventMention
    published: int | None
    days: Days
    triggers: frozenset[str]
    trigger: Floats
    near: Told
    told: Told
    parties: tuple[Party, ...]
    sources: Side
    targets: Side
    everyone: Side
    performed: bool

    @property
    def bag(self) -> Bag:
        """The words around it with their weights."""
        return self.told.bag


def profile(carrier: Carrier, mention: EventMention, lexicon: Lexicon, tokens: Words) -> Profile:
    """The profile of a mention, with what its article says around the further mentions."""
    first, last, at = mention.sentence.start, mention.sentence.end, mention.start
    if carrier.text:
        words = tuple(s for span in mention.spans for s in tokens.within(span.start, span.end))
        before, after = tokens.within(first, at)[-NEAR:], tokens.within(at, last)[: NEAR + 2]
        around = list(tokens.within(first, last))
        for span in mention.spans:
            if not mention.sentence.covers(span):
                around += tokens.within(max(0, span.start - AROUND), span.end + AROUND)
    else:
        words = stems(mention.text)
        around = list(words)
        before, after = (), words[: NEAR + 2]
    everyone = (*mention.sources, *mention.targets)
    sentence = carrier.text[first:last]
    performed = mention.type in PASSING and FIRST_PERSON.search(sentence[max(0, at - first - ACTING) : at - first]) is not None and not QUOTES.search(sentence)
    return Profile(
        mention, day(carrier.published), days(mention.date), frozenset(words), lexicon.vectors.of(lexicon.weighed(words)),
        told(lexicon.weighed((*before, *after)), lexicon), told(lexicon.weighed(around), lexicon), everyone, side(mention.sources), side(mention.targets),
        side(everyone), performed,
    )  # fmt: skip


def _one_place(a: Spot, b: Spot) -> bool:
    return a.geonames == b.geonames if a.geonames else fold(a.name) == fold(b.name)


def table(earlier: Sequence[Profile], later: Profile) -> list[list[float]]:
    """The features of each earlier mention with a later one, in the order of FEATURES."""
    around = beside([a.told for a in earlier], later.told)
    near = beside([a.near for a in earlier], later.near)
    return [_features(*row, later) for row in zip(earlier, around, near, strict=True)]


def _features(a: Profile, around: Likeness, near: Likeness, b: Profile) -> list[float]:
    x, y = a.mention, b.mention
    same = x.type == y.type
    symmetric = x.type in SYMMETRIC_TYPES and y.type in SYMMETRIC_TYPES
    everyone = overlapping(a.everyone, b.everyone)
    if symmetric:
        sources = targets = everyone
        crossed = 0.0
    else:
        sources, targets = overlapping(a.sources, b.sources), overlapping(a.targets, b.targets)
        crossed = (overlapping(a.sources, b.targets) + overlapping(a.targets, b.sources)) / 2
    within = around.containment
    gap = apart(a.days, b.days)
    exact = gap == 0 and a.days == b.days and a.days[0] == a.days[1]
    here, there = x.place, y.place
    placed = here is not None and there is not None
    same_place = here is not None and there is not None and _one_place(here, there)
    one_article = x.article == y.article
    published = abs(b.published - a.published) if a.published is not None and b.published is not None else 3
    trigger = cosine(a.trigger, b.trigger)
    parties = sources * targets if x.targets and y.targets else sources * 0.6
    verbal = same and x.type in SPOKEN_TYPES
    happened = x.modality in HAPPENED and y.modality in HAPPENED
    return [
        float(same), float(not same and y.type in AKIN_TYPES[x.type]), sources, targets, parties, everyone, max(0.0, crossed - parties),
        float(not a.parties or not b.parties), float(bool(a.triggers & b.triggers)), trigger, near.containment, near.jaccard, within,
        around.jaccard, cosine(a.told.vector, b.told.vector), float(gap == 0), float(gap == 1),
        float(gap is not None and 2 <= gap <= 6), float(gap is not None and gap > 6),
        float(gap is None), float(exact), float(same_place), float(placed and not same_place), float(happened), float(x.modality == y.modality),
        float((x.modality == "denied") != (y.modality == "denied")), float(one_article),
        math.log1p(abs(x.start - y.start)) / 10 if one_article else 0.0,
        float(one_article and x.sentence.overlaps(y.sentence)), float(published == 0 and not one_article), math.log1p(published) / 4,
        float(x.mode is not None and x.mode == y.mode),
        (trigger + within) * parties * same, float(one_article and same), float(verbal), within * verbal,
        math.log1p(published) / 4 * verbal, around.forth, around.back, near.forth, near.back, around.peak / 6, around.second / 6,
        near.peak / 6, *(BY_TYPE[x.type] if same else BY_TYPE[None]),
    ]  # fmt: skip


class Events:
    """Events among articles that come in order of publication."""

    def __init__(self, archive: Archive, constraints: Sequence[Constraint] = ()) -> None:
        self.groups = Groups("event", archive, constraints)
        self._archive = archive
        self._scorer = scorer("event", FEATURES)
        self._profiles: Shelf[Profile] = Shelf(self._profile)
        self._of = self.groups.of
        self._dates = archive.memory.postings("date of event", keep=1)
        self._dated: Shelf[Days] = Shelf(self._date)
        self._index = Candidates(archive.memory.postings("event", keep=KEPT), keep=KEPT)
        #: the article's profiles, by the mention
        self.latest: dict[Ref, Profile] = {}

    def _profile(self, thing: int) -> Profile:
        earlier = self._archive.of(thing)
        return profile(earlier.carrier, self._archive.mention(EventMention, "event", thing), earlier.lexicon, earlier.tokens)

    def _date(self, group: int) -> Days:
        """The day of a group of the past: of the first of its members that has one."""
        own = days(self._archive.mention(EventMention, "event", group).date)
        later = self._dates.under(str(group)) if own == (None, None) else ()
        return days(self._archive.mention(EventMention, "event", later[0]).date) if later else own

    def add(self, carrier: Carrier, mentions: Sequence[EventMention], tokens: Tokens) -> None:
        """Put an article's events where they belong."""
        self.latest = {}
        for mention in sorted(mentions, key=lambda m: (m.start, m.end, m.local)):
            new = profile(carrier, mention, self._archive.lexicon, tokens)
            found = _keys(new)
            near = few([i for i in self._index.best(found, most=COMPARED) if self._may(i, new)], self._of, most=OF_A_GROUP)
            logits = self._scorer.logits(table([self._profiles[i] for i in near], new))
            thing, group, _ = self.groups.place(carrier, mention, self._offers(near, logits, new), least=self._scorer.least)
            self._index.add(thing, found)
            self._profiles[thing] = self.latest[Ref(carrier.key, mention.local)] = new
            if group == thing:
                self._dated[group] = new.days
            elif new.days != (None, None) and self._dated[group] == (None, None):
                self._dated[group] = new.days
                self._dates.add(str(group), thing)

    def _may(self, i: int, new: Profile) -> bool:
        """Whether a mention may be one event with an earlier one, and with the day of its group."""
        gap = apart(self._dated[self._of[i]], new.days)
        return (gap is None or gap <= FAR) and comparable(self._profiles[i], new)

    def _offers(self, near: Sequence[int], logits: Sequence[float], new: Profile) -> list[Offer]:
        by_group: dict[int, list[tuple[float, int]]] = {}
        for i, z in zip(near, logits, strict=True):
            by_group.setdefault(self._of[i], []).append((z, i))
        return [
            Offer(g, likelihood(pooled([z for z, _ in found], best=BEST)), partial(reason, self._profiles[max(found)[1]], new)) for g, found in by_group.items()
        ]  # fmt: skip

    def logits(self, earlier: Sequence[Profile], later: Profile) -> list[float]:
        """The log-odds that each earlier mention and a later one tell of one event."""
        return self._scorer.logits(table(earlier, later))

    def earlier(self, at: int, wanted: Callable[[EventMention], bool]) -> list[Profile]:
        """The profiles of some events of the article of the past at a place."""
        said = self._archive.article(at).said("event")
        return [self._profiles[at << SHIFT | n] for n, m in enumerate(said) if isinstance(m, EventMention) and wanted(m)]

    def all(self) -> list[Group]:
        """The events found."""
        return self.groups.all()


def _keys(p: Profile) -> dict[str, float]:
    """What a mention is found by: its type with each party and with its trigger, and its rarest words."""
    m = p.mention
    made: dict[str, float] = {}
    for k in keys(p.parties):
        made[f"{m.type} {k}"] = 2.0
    for s in sorted(p.triggers):
        made[f"{m.type} {s}"] = 2.0
    for s, w in sorted(p.bag.items(), key=lambda x: (-x[1], x[0]))[:8]:
        made[s] = w / 4
    return made


def _past(p: Profile) -> bool:
    """Whether an event is dated long before the article that tells of it."""
    return p.days[1] is not None and p.published is not None and p.published - p.days[1] > LONG_AGO


def comparable(a: Profile, b: Profile) -> bool:
    """Whether two mentions may be one event at all: their types, and a party in common or words that are alike."""
    x, y = a.mention, b.mention
    if x.type != y.type and y.type not in AKIN_TYPES[x.type]:
        return False
    gap = apart(a.days, b.days)
    if (gap is not None and gap > FAR) or (a.performed and b.performed and a.published != b.published):
        return False
    if gap is None and x.type in PASSING and a.published is not None and b.published is not None and abs(b.published - a.published) > FORGOTTEN:
        return False
    if gap is None and _past(a) != _past(b) and not (a.triggers & b.triggers and shared(a.bag, b.bag)[0] >= RECALLED):
        return False
    if a.triggers & b.triggers or not a.parties or not b.parties:
        return True
    return touching(a.everyone, b.everyone)


def reason(a: Profile, b: Profile) -> str:
    """Why a mention joins an earlier one, in a line."""
    x, y = a.mention, b.mention
    said = [x.type if x.type == y.type else f"{x.type} and {y.type}"]
    common = [p.name for p in b.parties if any(alike(p, q) == 1.0 for q in a.parties)]
    if common:
        said.append("both of " + ", ".join(dict.fromkeys(common)))
    gap = apart(a.days, b.days)
    if gap is not None:
        said.append("on the same day" if gap == 0 else f"{gap} day{'s' if gap > 1 else ''} apart")
    if a.triggers & b.triggers:
        said.append("in the same word")
    words = sorted((s for s in a.bag if s in b.bag), key=lambda s: (-b.bag[s], s))[:3]
    if words:
        said.append("sharing " + ", ".join(words))
    return "; ".join(said)
