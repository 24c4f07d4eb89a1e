"""Commitments and what later articles report -> undertakings kept or broken, with the event or statement that shows it."""

from __future__ import annotations

from collections.abc import Sequence

from chancery.link.candidates import Candidates
from chancery.link.commitments import Commitments
from chancery.link.commitments import Profile as Promise
from chancery.link.days import Days
from chancery.link.events import Events
from chancery.link.events import Profile as Deed
from chancery.link.parties import keys, overlap
from chancery.link.scorer import cosine
from chancery.link.words import shared
from chancery.schema.links import Fulfilment, FulfilmentStatus, Ref
from chancery.schema.mention import Carrier, EventMention

HAPPENED = frozenset({"occurred", "ongoing"})
PLANNED = frozenset({"planned", "possible", "conditional"})
#: how surely a commitment is kept where its clause tells of a planned event that a later article reports as done
BY_EVENT = 0.9
#: the score from which words alone show it
LEAST = 0.62
COMPARED = 24
KEPT = 32
#: an event that happened so many days before the undertaking was told of cannot be its keeping
BEFORE = 1
#: a report that comes so many days later is about something else
STALE = 60


class Fulfilments:
    """What became of undertakings, among articles that come in order of publication: the first report that shows it counts."""

    def __init__(self, commitments: Commitments, events: Events) -> None:
        self._commitments, self._events = commitments, events
        self._open: dict[int, list[int]] = {}
        self._index = Candidates(keep=KEPT)
        self._settled: dict[int, Fulfilment] = {}
        self._indexed = 0

    def add(self, carrier: Carrier, mentions: Sequence[EventMention]) -> None:
        """Look which open undertakings of earlier articles an article's events settle; then open the article's own."""
        for mention in sorted(mentions, key=lambda m: (m.start, m.end, m.local)):
            self._settle(carrier, mention)
        for i in range(self._indexed, len(self._commitments.profiles)):
            self._register(i)
        self._indexed = len(self._commitments.profiles)

    def _register(self, i: int) -> None:
        p = self._commitments.profiles[i]
        self._index.add(i, _keys(p))
        for event in self._events.in_article(p.mention.article):
            inside = any(p.mention.start <= s.start < p.mention.end for s in event.mention.spans)
            if inside and event.mention.modality in PLANNED and (not p.mention.who or overlap(p.mention.who, event.parties)):
                group = self._events.groups.of[Ref(event.mention.article, event.mention.local)]
                self._open.setdefault(group, []).append(i)

    def _settle(self, carrier: Carrier, mention: EventMention) -> None:
        if mention.modality not in HAPPENED:
            return
        ref = Ref(carrier.key, mention.local)
        deed = self._events.profile_of(ref)
        for i in self._open.get(self._events.groups.of[ref], ()):
            if self._may(self._commitments.profiles[i], deed):
                self._put(i, "met", ref, "the planned event is reported as done", BY_EVENT)
        found = dict.fromkeys(_event_keys(deed), 1.0)
        best: dict[int, float] = {}
        for i in self._index.best(found, most=COMPARED):
            p = self._commitments.profiles[i]
            if self._may(p, deed) and (score := kept(p, deed)) >= LEAST:
                best[i] = score
        for i, score in best.items():
            self._put(i, "met", ref, f"{mention.type.lower()} by the same party, in like words", score)

    @staticmethod
    def _may(p: Promise, deed: Deed) -> bool:
        """Whether an event may be what was undertaken: by one of the parties, and not before."""
        m = deed.mention
        if p.mention.article == m.article or (p.mention.who and not overlap(p.mention.who, deed.parties)):
            return False
        if p.published is not None and deed.published is not None and not 0 <= deed.published - p.published <= STALE:
            return False
        return _after(deed.days, p.published)

    def _put(self, i: int, status: FulfilmentStatus, ref: Ref, why: str, score: float) -> None:
        group = self._commitments.of[i]
        old = self._settled.get(group)
        if old is None or (old.by.article == ref.article and score > old.score):
            self._settled[group] = Fulfilment(self._commitments.groups.id(group), status, "event", ref, why, round(score, 3))

    def all(self) -> list[Fulfilment]:
        """What was settled, in the order of the undertakings."""
        return [self._settled[g] for g in sorted(self._settled)]


def _after(when: Days, published: int | None) -> bool:
    return published is None or when[1] is None or when[1] >= published - BEFORE


def kept(p: Promise, deed: Deed) -> float:
    """How surely an event is what was undertaken, by words alone."""
    within, jaccard = shared(p.bag, deed.bag)
    act = max((cosine(deed.trigger, p.vector)), 0.0)
    return 0.5 * within + 0.2 * jaccard + 0.3 * act


def _keys(p: Promise) -> list[str]:
    return [f"{k} {s}" for k in keys(p.mention.who) for s, _ in sorted(p.bag.items(), key=lambda x: (-x[1], x[0]))[:10]]


def _event_keys(deed: Deed) -> list[str]:
    return [f"{k} {s}" for k in keys(deed.parties) for s, _ in sorted(deed.bag.items(), key=lambda x: (-x[1], x[0]))[:14]]

