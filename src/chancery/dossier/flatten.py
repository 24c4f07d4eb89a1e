"""In: a record; out: its mentions, each on its own, with parties, places, dates and sentence spelled out instead of record-local ids."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter

from chancery.knowledge.names import pieces
from chancery.schema.actor import Actor
from chancery.schema.article import Article
from chancery.schema.dispute import Side
from chancery.schema.evidence import Span
from chancery.schema.mention import (
    ActorMention,
    CommitmentMention,
    DisputeMention,
    DocumentMention,
    EventMention,
    FigureMention,
    Mention,
    Party,
    PositionMention,
    SideMention,
    Spot,
    StatementMention,
)  # fmt: skip
from chancery.schema.record import Record

#: a mention's key is its article's, moved up by these bits, and its number in the article
BITS = 20


#: characters of a name that a key keeps; an index takes no more than some two thousand bytes
LONGEST_KEY = 200


def mention_key(article: int, number: int) -> int:
    """The store's key of the mention `number` (from 0) of an article: the same however often the article is stored."""
    return article << BITS | number


def mentions(record: Record, *, article: int, name: str) -> tuple[Mention, ...]:
    """The mentions of a record, in the order of their kinds and ids. `article` is the store's key of the article, `name` what its source calls it."""
    return _Flattening(record, article, name).all()


def party_key(actor: Actor, *, name: str, number: int = 0) -> str:
    """The key of an actor (see schema.mention.Party) in the article `name`; `number` tells apart unnamed sources that are called the same."""
    folded = (" ".join(pieces(actor.name)) or actor.name.casefold().strip() or actor.id)[:LONGEST_KEY]
    if actor.kind == "unnamed":
        return f"{folded}@{name}" if not number else f"{folded}@{name}#{number + 1}"
    if actor.wikidata:
        return actor.wikidata
    return actor.code if actor.kind in ("state", "organisation") and actor.code else folded


def parties(record: Record, *, name: str) -> dict[str, Party]:
    """Each actor of a record as a party, by its id."""
    made: dict[str, Party] = {}
    called: Counter[str] = Counter()
    for a in record.actors:
        number = 0
        if a.kind == "unnamed":
            bare = party_key(a, name=name)
            number, called[bare] = called[bare], called[bare] + 1
        made[a.id] = Party(party_key(a, name=name, number=number), a.name, a.kind, a.code, a.country, a.role)
    return made


class Sentences:
    """The sentences of an article's blocks, to find the one around a span."""

    def __init__(self, article: Article) -> None:
        from chancery.understand.words import sentences

        self.text = article.text
        self._spans = [s for b in article.blocks for s in sentences(article.text, b.start, b.end)]
        self._starts = [s for s, _ in self._spans]

    def around(self, span: Span) -> Span:
        """The sentence in which the span begins; the span itself where it stands in none."""
        i = bisect_right(self._starts, span.start) - 1
        if i >= 0 and span.start < self._spans[i][1]:
            return Span(*self._spans[i])
        return span


class _Flattening:
    def __init__(self, record: Record, article: int, name: str) -> None:
        self.record, self.article = record, article
        self.parties = parties(record, name=name)
        self.spots = {p.id: Spot(p.name, p.kind, p.country, p.lat, p.lon, p.geonames) for p in record.places}
        self.statements = {s.id: s for s in record.statements}
        self.issues = {i.id: i for i in record.issues}
        self.sentences = Sentences(record.article)

    def all(self) -> tuple[Mention, ...]:
        made: list[Mention] = []
        for builder in (self._actors, self._statements, self._events, self._figures, self._commitments, self._positions, self._disputes, self._documents):
            made.extend(builder())
        return tuple(made)

    def _party(self, actor: str | None) -> Party | None:
        return self.parties.get(actor) if actor else None

    def _all_parties(self, actors: tuple[str, ...]) -> tuple[Party, ...]:
        return tuple(self.parties[a] for a in actors if a in self.parties)

    def _speaker(self, statement: str | None) -> Party | None:
        said = self.statements.get(statement) if statement else None
        return self._party(said.speaker) if said else None

    def _spot(self, place: str | None) -> Spot | None:
        return self.spots.get(place) if place else None

    def _labels(self, issues: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.issues[i].label for i in issues if i in self.issues)

    def _where(self, span: Span) -> tuple[int, int, Span, str]:
        """start, end, sentence and its words."""
        sentence = self.sentences.around(span)
        return span.start, span.end, sentence, sentence.of(self.sentences.text)

    def _actors(self) -> list[Mention]:
        return [
            ActorMention(
                self.article, a.id, *self._where(a.mentions[0]), None, a.confidence,
                party=self.parties[a.id], sectors=a.sectors, wikidata=a.wikidata, spans=a.mentions,
            )
            for a in self.record.actors if a.mentions
        ]  # fmt: skip

    def _statements(self) -> list[Mention]:
        made: list[Mention] = []
        for s in self.record.statements:
            if not s.content:
                continue
            start, end, sentence, _ = self._where(s.content[0])
            words = " ".join(span.of(self.sentences.text) for span in s.content)
            made.append(StatementMention(
                self.article, s.id, start, end, sentence, words, self._party(s.speaker), s.confidence,
                kind=s.kind, act=s.act, content=s.content, cue=s.cue, addressees=self._all_parties(s.addressees), via=self._speaker(s.via), date=s.date,
                date_basis=s.date_basis, place=self._spot(s.place), issues=self._labels(s.issues),
            ))  # fmt: skip
        return made

    def _events(self) -> list[Mention]:
        return [
            EventMention(
                self.article, e.id, *self._where(e.trigger), self._speaker(e.statement), e.confidence,
                type=e.type, mode=e.mode, modality=e.modality, intensity=e.intensity, sources=self._all_parties(e.sources),
                targets=self._all_parties(e.targets), spans=(e.trigger, *e.also), date=e.date, date_basis=e.date_basis, place=self._spot(e.place),
                issues=self._labels(e.issues),
            )
            for e in self.record.events
        ]  # fmt: skip

    def _figures(self) -> list[Mention]:
        return [
            FigureMention(
                self.article, f.id, *self._where(Span(f.start, f.end)), self._speaker(f.statement), f.confidence,
                low=f.low, high=f.high, qualifier=f.qualifier, unit=f.unit, counted=f.counted, actor=self._party(f.actor), place=self._spot(f.place),
                as_of=f.as_of, modality=f.modality,
            )
            for f in self.record.figures
        ]  # fmt: skip

    def _commitments(self) -> list[Mention]:
        return [
            CommitmentMention(
                self.article, c.id, *self._where(Span(c.start, c.end)), self._speaker(c.statement), c.confidence,
                who=self._all_parties(c.who), towards=self._all_parties(c.towards), action=c.action, due=c.due, condition=c.condition,
            )
            for c in self.record.commitments
        ]  # fmt: skip

    def _positions(self) -> list[Mention]:
        made: list[Mention] = []
        for p in self.record.positions:
            actor, issue = self._party(p.actor), self.issues.get(p.issue)
            if actor is not None and issue is not None:
                made.append(PositionMention(
                    self.article, p.id, *self._where(Span(p.start, p.end)), self._speaker(p.statement), p.confidence,
                    actor=actor, stance=p.stance, issue=issue.label, issue_kind=issue.kind,
                ))  # fmt: skip
        return made

    def _side(self, side: Side) -> SideMention:
        return SideMention(side.start, side.end, self._party(side.who) or self._speaker(side.statement), self.sentences.text[side.start : side.end])

    def _disputes(self) -> list[Mention]:
        return [
            DisputeMention(
                self.article, d.id, *self._where(Span(d.side_a.start, d.side_a.end)), None, d.confidence,
                about=d.about, side_a=self._side(d.side_a), side_b=self._side(d.side_b),
            )
            for d in self.record.disputes
        ]  # fmt: skip

    def _documents(self) -> list[Mention]:
        return [
            DocumentMention(
                self.article, d.id, *self._where(d.mentions[0]), None, d.confidence,
                kind=d.kind, name=d.name, issuer=self._party(d.issuer), recipients=self._all_parties(d.recipients), date=d.date, status=d.status,
                answers=d.answers, spans=d.mentions,
            )
            for d in self.record.documents if d.mentions
        ]  # fmt: skip
