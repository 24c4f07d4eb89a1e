"""The two sides of each event: who acts, who is acted upon. In: the drafts of events and the cast; out: actor ids, those the words leave open put in.

The drafts hold the parties that a clause names best. Here those who only report are left out, a missing side is put in from around, and an act about a deed
is aimed at who did it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping

from chancery.resolve.otherside import INWARD_AT_ALL, OtherSide
from chancery.resolve.who import Cast
from chancery.schema.event import SYMMETRIC_TYPES, EventDraft
from chancery.schema.evidence import Phrase
from chancery.schema.record import Drafts

#: Types of which the target, where the clause names none of another state, is somebody of the source's own: lawmakers urge their president.
WITHIN = (INWARD_AT_ALL | {"SUPPORT"}) - {"ASSAULT"}
#: Types of acts that may be about somebody's deed.
ABOUT_DEEDS = frozenset({"ACCUSE", "SUPPORT", "REJECT"})
#: A draft of an event with its sources and targets, and whether its own words name all.
Parted = tuple[EventDraft, tuple[str, ...], tuple[str, ...], bool]
#: Nouns that with one of these words before them mean everybody.
ALL, WORLD = frozenset({"all", "every", "civilized", "civilised", "responsible"}), frozenset({"international", "world", "global"})
EVERYBODY = {"state": ALL, "nation": ALL, "country": ALL, "government": ALL, "community": WORLD, "power": WORLD, "leader": WORLD}
#: What it counts that a doer did the very deed, and that the head takes it for the target, beside the deeds around.
OWN_DEED, LIKELY = 1.5, 2.0
#: Deeds are looked for among so many told before an act, and after it.
REACH = 60
#: What may stand between a verb and its object, and what ends the words before one.
BEFORE_NOUN = frozenset({"DET", "ADJ", "NUM", "PUNCT"})
NOMINAL_OR_VERB = frozenset({"NOUN", "PROPN", "PRON", "VERB"})
#: Types that the press itself may suffer; in all others it only tells.
MEDIA_SUFFER = frozenset({"COERCE", "SANCTION", "ASSAULT"})
#: Who votes where a state has a veto, and where a president has one.
COUNCIL, PARLIAMENTS = "UN", frozenset({"congress", "senate", "parliament", "bill", "legislation", "lawmaker", "house"})
#: Words for a show of arms, for the arms, and prepositions before whom it is meant for.
TESTS, ARMS = frozenset({"test", "testing", "launch", "launching"}), frozenset({"missile", "nuclear", "rocket", "ballistic", "icbm", "warhead", "satellite"})
AT = frozenset({"against", "at", "toward", "towards", "over", "into"})


class Sides:
    """The sides of one article's drafts of events."""

    def __init__(self, drafts: Drafts, cast: Cast) -> None:
        self.drafts, self.reading, self.cast = drafts, drafts.reading, cast
        self.otherside = OtherSide(cast.sightings())

    def parted(self) -> dict[int, Parted]:
        """The drafts that have parties, by their index, with their sources, targets, and whether their own words name all."""
        found: dict[int, Parted] = {}
        for i, e in enumerate(self.drafts.events):
            sources, targets = (self._people(phrases, joint=e.type in SYMMETRIC_TYPES) for phrases in (e.sources, e.targets))
            if e.type in SYMMETRIC_TYPES:
                sources, targets = tuple(dict.fromkeys((*sources, *targets))), ()
            sources, targets = self._sides(e, sources, targets)
            if sources and (self._to_all(e) or self._shown(e)):
                found[i] = e, sources, (), True
            elif sources or targets:
                found[i] = e, sources, targets, bool(sources and (targets or e.type in SYMMETRIC_TYPES))
        deeds = {kind: [p for p in found.values() if p[0].type == kind] for kind in ("ASSAULT", "ACCUSE")}
        told = {p[0].token: p for p in found.values()}
        for i, (e, sources, targets, _) in found.items():
            if e.type in ABOUT_DEEDS and sources:
                aimed_at = self._vetoed(e, targets) or self._doer(e, sources, told, deeds)
                found[i] = (e, sources, aimed_at, True) if aimed_at else found[i]
        for i, (e, sources, targets, complete) in found.items():
            if not complete:
                found[i] = e, *self._completed(e, sources, targets), False
        return found

    def _people(self, phrases: Iterable[Phrase], *, joint: bool) -> tuple[str, ...]:
        return tuple(dict.fromkeys(a for p in phrases for a in self.cast.parties(p, joint=joint)))

    def _codes(self, ids: tuple[str, ...]) -> frozenset[str]:
        return frozenset(self.cast.code_of(i) for i in ids)

    def _sides(self, e: EventDraft, sources: tuple[str, ...], targets: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The parties without those who only report, those who act for nobody where others are named, and a party that would act upon itself."""
        kind = e.type
        known = tuple(i for i in sources if self.cast.acts_for(i))
        sources = tuple(self.cast.settle(i) for i in (known if known or targets else sources) if not self.cast.reports(i))
        targets = tuple(self.cast.settle(i) for i in targets)
        if kind not in MEDIA_SUFFER:
            targets = tuple(i for i in targets if not self.cast.reports(i))
        if kind in SYMMETRIC_TYPES or not sources:
            return sources, targets
        codes = self._codes(sources)
        targets = tuple(i for i in targets if i not in sources)
        if kind in WITHIN and targets and self.cast.code_of(targets[0]) in codes and self._undergoes(e):
            return sources, tuple(i for i in targets if self.cast.code_of(i) in codes)
        apart = tuple(i for i in targets if self.cast.code_of(i) not in codes)
        if kind == "ASSAULT":
            return sources, tuple(i for i in targets if i in apart or self.cast.is_people(i))
        return sources, apart or (targets if kind in WITHIN else ())

    def _undergoes(self, e: EventDraft) -> bool:
        """Whether the likeliest target stands right after the verb, as its object: "senators accused the president of having let Tavia down"."""
        tokens = self.reading.tokens
        if tokens[e.token].upos != "VERB" or not e.targets or e.targets[0].head <= e.token:
            return False
        return all(tokens[i].upos in BEFORE_NOUN for i in range(e.token + 1, e.targets[0].head))

    def _completed(self, e: EventDraft, sources: tuple[str, ...], targets: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The parties with the missing side put in from what the article says around."""
        if e.type in SYMMETRIC_TYPES:
            return sources, targets
        sentence = self.reading.tokens[e.token].sentence
        guess = self.otherside.guess(e.token, sentence, e.type, self._codes(sources or targets), target=bool(sources))
        if guess is None:
            return sources, targets
        self.cast.use(guess)
        return (sources, (guess,)) if sources else ((guess,), targets)

    def _vetoed(self, e: EventDraft, targets: tuple[str, ...]) -> tuple[str, ...]:
        """The UN, where a veto is cast in its Security Council: near no parliament, and where the article names it."""
        tokens = self.reading.tokens
        here = self.reading.sentences[tokens[e.token].sentence]
        if e.type != "REJECT" or tokens[e.token].lemma.lower() != "veto" or any(tokens[i].lemma.lower() in PARLIAMENTS for i in range(here.first, here.last)):
            return ()
        council = self.otherside.nearest(COUNCIL, here.index)
        return (self.cast.use(council),) if council is not None and COUNCIL not in self._codes(targets) else ()

    def _shown(self, e: EventDraft) -> bool:
        """Whether arms are tested, and at nobody: "conducted a missile test", "the launch"."""
        tokens = self.reading.tokens
        if e.type != "MOBILIZE" or tokens[e.token].lemma.lower() not in TESTS:
            return False
        sentence = tokens[e.token].sentence
        near = self.reading.sentences[max(0, sentence - 1) : sentence + 1]
        arms = any(tokens[i].lemma.lower() in ARMS for s in near for i in range(s.first, s.last))
        return arms and not any(tokens[i].lemma.lower() in AT for i in self.reading.subtree(e.token))

    def _to_all(self, e: EventDraft) -> bool:
        """Whether a call is to everybody and so to nobody: "called on all states to …", "urged that the international community …"."""
        if e.type != "REQUEST":
            return False
        trigger, tokens, children = e.token, self.reading.tokens, self.reading.children
        end = self.reading.sentences[tokens[trigger].sentence].last
        first = next((i for i in range(trigger + 1, end) if tokens[i].upos in NOMINAL_OR_VERB), end - 1)
        clauses = [c for c in children[trigger] if tokens[c].deprel in ("ccomp", "xcomp", "advcl", "acl")]
        asked = [c for c in children[trigger] if tokens[c].deprel in ("obj", "obl", "nmod")]
        subjects = [g for c in (*clauses, *asked) for g in children[c] if tokens[g].deprel in ("nsubj", "nsubj:pass")]
        for h in (first, *asked, *subjects):
            lemma, words = tokens[h].lemma.lower(), {tokens[c].lemma.lower() for c in children[h] if c < h}
            if words & EVERYBODY.get(lemma, frozenset()):
                return True
        return False

    def _doer(self, e: EventDraft, sources: tuple[str, ...], told: Mapping[int, Parted], deeds: Mapping[str, list[Parted]]) -> tuple[str, ...]:
        """Who did the deed that an act is about, where its words do not say: "Tavia condemned the raid" is aimed at who raided."""
        tokens, children, codes = self.reading.tokens, self.reading.children, self._codes(sources)
        small = (c for c in children[e.token] if tokens[c].deprel in ("xcomp", "ccomp") and not any(tokens[g].deprel == "mark" for g in children[c]))
        below = [*children[e.token], *(g for c in small for g in children[c] if tokens[g].deprel == "nsubj")]
        deed = next((c for c in below if c > e.token and tokens[c].deprel in ("obj", "nsubj", "nsubj:pass") and tokens[c].upos == "NOUN"), None)
        if deed is None:
            return ()
        lemma, inside = tokens[deed].lemma.lower(), set(self.reading.subtree(deed))
        if any(p.head in inside for p in e.targets):
            return ()
        if e.type == "REJECT" and lemma in self.cast.nouns.charge:
            accusing = [p for p in self._around(deeds["ACCUSE"], e) if self._codes(p[2]) & codes and not self._codes(p[1]) & codes]
            return accusing[-1][1] if accusing else ()
        own = told.get(deed)
        if own is None and lemma not in self.cast.nouns.deed:
            return ()
        here, odds = tokens[e.token].sentence, {w.phrase.head: w.target for w in e.weighed}
        likely = {self.cast.code_of(a): odds.get(p.head, 0.0) for p in reversed(e.targets) for a in self.cast.parties(p)}
        weights: dict[tuple[str, ...], float] = {}
        around = [p for p in self._around(deeds["ASSAULT"], e) if p is not own]
        for other, doers, _, _ in (*around, *([own] if own is not None else [])):
            if not doers or self._codes(doers) & codes:
                continue
            near = OWN_DEED if other.token == deed else 1.0 / (1.0 + abs(here - tokens[other.token].sentence)) + 0.1
            weights[doers] = weights.get(doers, LIKELY * max(likely.get(c, 0.0) for c in self._codes(doers))) + near
        return max(weights, key=lambda d: (weights[d], d), default=())

    @staticmethod
    def _around(deeds: list[Parted], e: EventDraft) -> list[Parted]:
        """The deeds told around an act: articles of any length stay linear."""
        at = bisect_left(deeds, e.token, key=lambda p: p[0].token)
        return deeds[max(0, at - REACH) : at + REACH]
