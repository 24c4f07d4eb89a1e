"""Document mentions -> documents that pass between parties, and which answers which: a proposal, the reply awaited, the reply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chancery.link.archive import Archive
from chancery.link.days import Days, apart, day, days
from chancery.link.groups import Groups, Offer
from chancery.link.memory import SHIFT, Shelf
from chancery.link.parties import alike, naming
from chancery.schema.links import Answer, Constraint, Group
from chancery.schema.mention import Carrier, DocumentMention, Party

#: kinds that may answer, and what they may answer
REPLIES = frozenset({"reply", "letter", "statement"})
ANSWERED = frozenset({"proposal", "letter", "list", "resolution"})
#: kinds that are known by their name alone, whoever is said to have issued them
NAMED = frozenset({"treaty", "agreement", "resolution"})
#: a document that is told of so many days after it was last told of is another one, unless it has a name of its own
STALE = 45
#: words of a name that only say what kind of document it is
GENERIC = naming("treaty agreement deal accord proposal offer letter reply response answer resolution statement report list draft document new written formal")


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """What a document is compared by."""

    mention: DocumentMention
    published: int | None
    date: Days
    name: frozenset[str]
    group: int


#: how many documents of a kind are looked back at
NEWEST = 60


class Documents:
    """Documents among articles that come in order of publication."""

    def __init__(self, archive: Archive, constraints: Sequence[Constraint] = ()) -> None:
        self.groups = Groups("document", archive, constraints)
        self.answers: list[Answer] = []
        self._archive = archive
        self._profiles: Shelf[Profile] = Shelf(self._profile)
        self._latest = archive.memory.postings("document", keep=NEWEST)
        #: under the answering document, and under it with what it answers
        self._answered = archive.memory.postings("answer", keep=1)

    def _profile(self, thing: int) -> Profile:
        mention = self._archive.mention(DocumentMention, "document", thing)
        return Profile(mention, day(self._archive.of(thing).trace.published), days(mention.date), naming(mention.name), self.groups.of[thing])

    def add(self, carrier: Carrier, mentions: Sequence[DocumentMention]) -> None:
        """Put an article's documents where they belong, and say what they answer."""
        here: dict[str, int] = {}
        ordered = sorted(mentions, key=lambda m: (m.start, m.end, m.local))
        for mention in ordered:
            name = naming(mention.name)
            new = Profile(mention, day(carrier.published), days(mention.date), name, -1)
            offers = [Offer(p.group, score, _reason(p, new)) for p in self._near(mention.kind) if (score := _same(p, new))]
            thing, group, _ = self.groups.place(carrier, mention, offers, least=0.5)
            here[mention.local] = group
            self._profiles[thing] = Profile(mention, new.published, new.date, name, group)
            self._latest.add(mention.kind, thing)
        for mention in ordered:
            if mention.answers in here:
                self._answer(here[mention.local], here[mention.answers], "the article says so")
            elif mention.kind in REPLIES:
                self._find(mention, here[mention.local], day(carrier.published))

    def _near(self, kind: str) -> list[Profile]:
        return [self._profiles[thing] for thing in self._latest.under(kind)[-NEWEST:]]

    def _find(self, mention: DocumentMention, group: int, published: int | None) -> None:
        """What a reply answers: the latest document that went the other way."""
        if mention.issuer is None or self._answered.under(str(group)):
            return
        asked = [p for kind in sorted(ANSWERED) for p in self._near(kind) if p.group != group and _went(p.mention, mention.issuer, mention.recipients)]
        recent = [p for p in asked if published is None or p.published is None or published - p.published <= STALE]
        if recent and (mention.kind == "reply" or mention.status == "awaited"):
            last = max(recent, key=lambda p: (p.published or 0, p.mention.article, p.mention.start))
            self._answer(group, last.group, f"from {mention.issuer.name}, to whom the {last.mention.kind} went")

    def _answer(self, document: int, answers: int, why: str) -> None:
        both = f"{document} {answers}"
        if document != answers and not self._answered.under(both):
            for key in (str(document), both):
                self._answered.add(key, self._archive.memory.at << SHIFT)
            self.answers.append(Answer(self.groups.id(document), self.groups.id(answers), why))

    def all(self) -> list[Group]:
        """The documents found."""
        return self.groups.all()


def _went(document: DocumentMention, to: Party, by: Sequence[Party]) -> bool:
    """Whether a document went to a party, and from one of those its reply went to, where both are known."""
    if not any(alike(r, to) == 1.0 for r in document.recipients):
        return False
    return not by or document.issuer is None or any(alike(document.issuer, b) == 1.0 for b in by)


def _same(a: Profile, b: Profile) -> float:
    x, y = a.mention, b.mention
    if x.issuer is not None and y.issuer is not None and not alike(x.issuer, y.issuer) and x.kind not in NAMED:
        return 0.0
    gap = apart(a.date, b.date)
    if gap is not None and gap > 1:
        return 0.0
    own = (a.name - GENERIC) & (b.name - GENERIC)
    if own and (a.name - GENERIC <= b.name or b.name - GENERIC <= a.name):
        return 0.9
    if (a.name | b.name) - GENERIC or (a.published is not None and b.published is not None and b.published - a.published > STALE):
        return 0.0
    issued = x.issuer is not None and y.issuer is not None
    received = not x.recipients or not y.recipients or any(alike(p, q) for p in x.recipients for q in y.recipients)
    return 0.6 if issued and received else 0.0


def _reason(a: Profile, b: Profile) -> str:
    own = sorted((a.name - GENERIC) & (b.name - GENERIC))
    return f"the same name ({', '.join(own)})" if own else f"a {b.mention.kind} of the same issuer"
