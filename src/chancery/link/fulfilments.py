"""Commitments and what later articles report -> undertakings kept, with the event or statement that shows it.

An undertaking is kept where a later article reports as done what its clause tells as planned: the same kind of act by the same party, in like words, not
before it was due. Where the clause tells of no event, the word for the act must stand in it. An undertaking to speak is kept by what the speaker is quoted
with.
"""

from __future__ import annotations

from collections.abc import Sequence

from chancery.link.archive import Archive
from chancery.link.candidates import Candidates
from chancery.link.commitments import Commitments
from chancery.link.commitments import Profile as Promise
from chancery.link.days import day
from chancery.link.events import Events
from chancery.link.events import Profile as Deed
from chancery.link.memory import SHIFT, Shelf
from chancery.link.parties import keys, overlap
from chancery.link.scorer import cosine, likelihood
from chancery.link.words import shared, stem
from chancery.schema.event import SPOKEN_TYPES, SYMMETRIC_TYPES
from chancery.schema.links import Fulfilment, Ref
from chancery.schema.mention import Carrier, EventMention, StatementMention

HAPPENED = frozenset({"occurred", "ongoing"})
#: the likelihood from which an event keeps an undertaking, and how much like words count beside the log-odds that it is the event that was planned
LEAST = 0.55
BY_WORDS = 4.0
#: what it adds that a planned meeting's parties, two or more by name, are all at the one reported
ALL_THERE = 1.0
#: what was not told as planned ("would be pulled out", read as done) must be told in words at least as alike as this
IN_WORDS = 0.35
#: below this nothing is kept, whatever the event that was planned
HINTED = 0.2
COMPARED = 16
KEPT = 48
#: an event that happened so many days before the undertaking was told of, or was due, cannot be its keeping
BEFORE = 1
#: a report that comes so many days later is about something else, and a speech is quoted within so many days
STALE = 60
QUOTED = 3
#: words for speaking in public, and how sure it is that the next quotation is from there
SPEAKING = frozenset(stem(w) for w in ["address", "speech", "statement", "remarks", "announcement", "conference"])
BY_SPEAKING = 0.6


class Fulfilments:
    """What became of undertakings, among articles that come in order of publication: the first report that shows it counts."""

    def __init__(self, archive: Archive, commitments: Commitments, events: Events) -> None:
        self._archive, self._commitments, self._events = archive, commitments, events
        self._planned: Shelf[list[Deed]] = Shelf(self._plans)
        self._index = Candidates(archive.memory.postings("planned", keep=KEPT), keep=KEPT)
        self._worded = Candidates(archive.memory.postings("worded", keep=KEPT), keep=KEPT)
        self._speeches = archive.memory.postings("speech", keep=KEPT)
        self._settled: dict[int, Fulfilment] = {}
        self._before = archive.memory.postings("settled", keep=1)

    def _plans(self, thing: int) -> list[Deed]:
        """The events in the clause of an undertaking of the past."""
        p = self._commitments.profiles[thing]
        return self._events.earlier(thing >> SHIFT, lambda e: _plans(p, e))

    def add(self, carrier: Carrier, events: Sequence[EventMention], statements: Sequence[StatementMention]) -> None:
        """Look which undertakings of earlier articles an article settles; then open the article's own."""
        for event in sorted(events, key=lambda m: (m.start, m.end, m.local)):
            if event.modality in HAPPENED:
                self._by_event(self._events.latest[Ref(carrier.key, event.local)])
        for statement in sorted(statements, key=lambda m: (m.kind != "direct", m.start, m.local)):
            self._by_statement(carrier, statement)
        for i in self._commitments.latest:
            self._open(i)

    def _open(self, i: int) -> None:
        p = self._commitments.profiles[i]
        inside = [e for e in self._events.latest.values() if _plans(p, e.mention)]
        if inside:
            self._planned[i] = inside
            self._index.add(i, {k for e in inside for k in _keys(e)})
        else:
            self._worded.add(i, [f"{k} {s}" for k in keys(p.mention.who) for s in p.bag])
        if SPEAKING & p.bag.keys():
            for who in p.mention.who:
                self._speeches.add(_speaker(who.key), i)

    def _by_event(self, deed: Deed) -> None:
        """Which undertakings an event keeps."""
        pairs: list[tuple[int, float, Deed]] = []
        for i in self._index.best(dict.fromkeys(_keys(deed), 1.0), most=COMPARED):
            p = self._commitments.profiles[i]
            if _may(p, deed, self._planned[i]) and (words := _alike(p, deed)) >= HINTED:
                pairs.extend((i, words, e) for e in self._planned[i] if e.mention.type == deed.mention.type and _tells(e, words))
        logits = self._events.logits([e for _, _, e in pairs], deed)
        for (i, words, planned), z in zip(pairs, logits, strict=True):
            if (score := likelihood(z + BY_WORDS * words + ALL_THERE * _met(planned, deed))) >= LEAST:
                said = "the planned event is reported as done" if words < IN_WORDS else "reported as done in like words"
                self._put(i, "event", Ref(deed.mention.article, deed.mention.local), said, score)

        worded = dict.fromkeys((f"{k} {s}" for k in keys(deed.parties) for s in deed.triggers), 1.0)
        for i in self._worded.best(worded, most=COMPARED) if deed.mention.type not in SPOKEN_TYPES else ():
            p = self._commitments.profiles[i]
            if _may(p, deed) and (words := _alike(p, deed)) >= IN_WORDS:
                self._put(i, "event", Ref(deed.mention.article, deed.mention.local), "reported as done in like words", words)

    def _by_statement(self, carrier: Carrier, statement: StatementMention) -> None:
        """Which undertakings to speak a quotation keeps."""
        by, deed = statement.by, day(carrier.published)
        for i in self._speeches.under(_speaker(by.key))[-KEPT:] if by is not None and deed is not None else ():
            p = self._commitments.profiles[i]
            start = p.due[0] if p.due[0] is not None else p.published
            if p.mention.article != carrier.key and by is not None and deed is not None and start is not None and 0 <= deed - start <= QUOTED:
                self._put(i, "statement", Ref(carrier.key, statement.local), f"{by.name} is quoted when the speech was due", BY_SPEAKING)

    def _put(self, i: int, kind: str, ref: Ref, why: str, score: float) -> None:
        group = self._commitments.of[i]
        if self._before.under(str(group)) and group not in self._settled:
            return
        old = self._settled.get(group)
        if old is None or (old.by.article == ref.article and score > old.score):
            shown = Fulfilment(self._commitments.groups.id(group), "met", "event" if kind == "event" else "statement", ref, why, round(score, 3))
            self._settled[group] = shown
            if old is None:
                self._before.add(str(group), self._archive.memory.at << SHIFT)

    def all(self) -> list[Fulfilment]:
        """What was settled, in the order of the undertakings."""
        return [self._settled[g] for g in sorted(self._settled)]


def _plans(p: Promise, event: EventMention) -> bool:
    """Whether an undertaking's clause tells of an event as what is to be done."""
    if event.modality == "denied" or event.type == "THREATEN" or not any(p.mention.start <= s.start < p.mention.end for s in event.spans):
        return False
    return event.type in SYMMETRIC_TYPES or overlap(event.sources, p.mention.who) > 0


def _may(p: Promise, deed: Deed, planned: Sequence[Deed] = ()) -> bool:
    """Whether an event may be what was undertaken: by one of the parties, in a later article, and not before it was due. A meeting is one for each of those
    who were to meet.
    """
    who = (*p.mention.who, *(q for e in planned if e.mention.type in SYMMETRIC_TYPES for q in e.parties))
    if p.mention.article == deed.mention.article or not overlap(who, deed.parties):
        return False
    if p.published is not None and deed.published is not None and not 0 <= deed.published - p.published <= STALE:
        return False
    last = deed.days[1]
    due = p.due[0] if p.due[0] is not None else p.published
    return last is None or due is None or last >= due - BEFORE


def _tells(planned: Deed, words: float) -> bool:
    """Whether the event in an undertaking's clause is told as still to come, or what is reported is told in so like words that it must be."""
    return planned.mention.modality not in HAPPENED or (words >= IN_WORDS and planned.mention.type not in SPOKEN_TYPES)


def _met(planned: Deed, deed: Deed) -> bool:
    """Whether those who were to meet are all at a meeting: the very parties, not others of their states."""
    wanted = {q.key for q in planned.parties}
    return planned.mention.type in SYMMETRIC_TYPES and len(wanted) > 1 and wanted <= {q.key for q in deed.parties}


def _alike(p: Promise, deed: Deed) -> float:
    """How far an undertaking's clause and a report are in like words."""
    within, jaccard = shared(p.bag, deed.bag)
    return 0.5 * within + 0.2 * jaccard + 0.3 * max(0.0, cosine(deed.trigger, p.vector))


def _keys(deed: Deed) -> list[str]:
    """A kind of act with each of its parties."""
    return [f"{deed.mention.type} {k}" for k in keys(deed.parties)]


def _speaker(key: str) -> str:
    return key.casefold()
