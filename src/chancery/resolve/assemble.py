"""The record of one article from its drafts: each part in turn, with the ids of actors, places, issues and statements put in."""

from __future__ import annotations

from collections.abc import Iterable

from chancery.knowledge import Knowledge
from chancery.knowledge.plover import plover
from chancery.models.heads import Heads
from chancery.resolve.issues import Issues
from chancery.resolve.reasons import Reasons
from chancery.resolve.repeats import HEAD, Repeats
from chancery.resolve.same import Told, merged, within
from chancery.resolve.sides import Sides
from chancery.resolve.when import When as Calendar
from chancery.resolve.where import Where
from chancery.resolve.who import Cast
from chancery.schema.commitment import Commitment
from chancery.schema.dispute import Dispute, DisputeDraft, Side, SideDraft
from chancery.schema.document import Document
from chancery.schema.event import SPOKEN_TYPES, Event, EventDraft, Modality
from chancery.schema.evidence import Phrase, Span
from chancery.schema.figure import Figure, FigureDraft
from chancery.schema.position import Position, PositionDraft
from chancery.schema.reason import Reason
from chancery.schema.record import Drafts, Record
from chancery.schema.statement import Statement, StatementDraft
from chancery.schema.time import DateBasis, When

#: How often the speaker is right on the training articles, by the form the text names it in.
BY_NAME, BY_PRONOUN, BY_DESCRIPTION, UNKNOWN_SPEAKER = 0.92, 0.83, 0.8, 0.5
#: What an event of which the clause names one side only is worth of its draft's confidence.
UNKNOWN_SIDE = 0.6
#: The least confidence of an event worth a line: below it one in four has the right type (crises left out).
LEAST = 0.35

#: Whether an event is told as a fact or as yet to come; a denied one is neither.
HAPPENED: dict[Modality, bool] = {"occurred": True, "ongoing": True, "planned": False, "possible": False, "conditional": False, "demanded": False}


class Assembly:
    """Resolves one article's drafts; `record` puts the parts together."""

    def __init__(self, drafts: Drafts, heads: Heads, knowledge: Knowledge) -> None:
        self.drafts, self.heads, self.reading = drafts, heads, drafts.reading
        self.text = drafts.reading.article.text
        published = drafts.reading.article.published
        self.calendar = Calendar(drafts.times, drafts.reading, published)
        self.where = Where(drafts.reading, knowledge)
        self.issues = Issues(knowledge)
        self.plover = plover(knowledge)
        self.cast = Cast(drafts.reading, drafts, knowledge, published, where=self.where)
        self.sides = Sides(drafts, self.cast)
        self._made_events: list[tuple[Event, list[int]]] = []
        self._made_positions: list[PositionDraft] = []
        self._made_disputes: list[DisputeDraft] = []
        self._contents = [(sum(c.end - c.start for c in s.content), i, s.content) for i, s in enumerate(drafts.statements)]
        self._contents.sort(key=lambda c: (c[0], c[1]))

    def record(self) -> Record:
        """The record; actors are asked for last, when all parts have named theirs."""
        statements = self._statements()
        events = self._events()
        figures, commitments, positions = self._figures(), self._commitments(), self._positions()
        disputes, documents = self._disputes(), self._documents()
        return Record(
            article=self.reading.article,
            actors=self.cast.actors,
            places=self.where.places,
            documents=documents,
            times=self.calendar.times,
            statements=statements,
            events=events,
            figures=figures,
            commitments=commitments,
            positions=positions,
            issues=self.issues.all,
            disputes=disputes,
        )

    def reasons(self) -> tuple[Reason, ...]:
        """What each object of the record rests on, once `record` was made."""
        made, drafts = Reasons(self.reading), self.drafts
        return (
            *(made.of_statement(f"s{i + 1}", s) for i, s in enumerate(drafts.statements)),
            *(made.of_event(event, [drafts.events[i] for i in mentions]) for event, mentions in self._made_events),
            *(made.of_clause(f"f{i + 1}", f) for i, f in enumerate(drafts.figures)),
            *(made.of_clause(f"c{i + 1}", c) for i, c in enumerate(drafts.commitments)),
            *(made.of_clause(f"o{i + 1}", p) for i, p in enumerate(self._made_positions)),
            *(made.of_dispute(f"x{i + 1}", d) for i, d in enumerate(self._made_disputes)),
            *(made.of_document(f"d{i + 1}", d) for i, d in enumerate(drafts.documents)),
        )

    # ---- lookups

    def _people(self, phrases: Iterable[Phrase]) -> tuple[str, ...]:
        """The actors of phrases, each once, in their order."""
        return tuple(dict.fromkeys(a for p in phrases for a in self.cast.parties(p)))

    def _holders(self, phrases: Iterable[Phrase]) -> tuple[str, ...]:
        """The actors of phrases as holders of a position or undertaking: each with the state it acts for, without those who only report."""
        return tuple(self.cast.settle(a) for a in self._people(phrases) if not self.cast.reports(a))

    def _statement(self, span: Span, drafted: int | None) -> str | None:
        """The innermost statement whose content holds a span, else the one the draft names."""
        for _, i, content in self._contents:
            if any(c.covers(span) for c in content):
                return f"s{i + 1}"
        return f"s{drafted + 1}" if drafted is not None else None

    def _quoted(self, e: EventDraft) -> int | None:
        """The cue of the quotation in whose own present an event is spoken: "We condemn this", she said on Monday."""
        if "Tense=Past" in self.reading.tokens[e.token].feats or HAPPENED.get(e.modality) is False:
            return None
        inner = next((self.drafts.statements[i] for _, i, content in self._contents if any(c.covers(e.trigger) for c in content)), None)
        return inner.cue_token if inner is not None and inner.kind == "direct" else None

    def _date(self, token: int) -> tuple[When, DateBasis | None]:
        return self.calendar.date_of(token)

    # ---- parts

    def _statements(self) -> tuple[Statement, ...]:
        out: list[Statement] = []
        for i, s in enumerate(self.drafts.statements):
            speaker = self.cast.actor(s.source, speaking=True) if s.source is not None else None
            token = s.cue_token if s.cue_token is not None else s.source.head if s.source is not None else s.tokens[0]
            date, basis = self.calendar.date_of(token, happened=True)
            said = " ".join(c.of(self.text) for c in s.content)
            out.append(
                Statement(
                    id=f"s{i + 1}",
                    speaker=speaker,
                    kind=s.kind,
                    content=s.content,
                    cue=s.cue,
                    source=s.source.span if s.source is not None else None,
                    act=s.act,
                    addressees=self._people(s.addressees),
                    date=date,
                    date_basis=basis,
                    place=self.where.place_of(token),
                    issues=self.issues.of(said),
                    via=f"s{s.via + 1}" if s.via is not None else None,
                    basis=s.basis,
                    confidence=round(s.confidence * self._sureness(s), 4),
                )
            )
        return tuple(out)

    def _sureness(self, draft: StatementDraft) -> float:
        """How sure the speaker is, by the form the text names it in."""
        if draft.source is None:
            return UNKNOWN_SPEAKER
        upos = self.reading.tokens[draft.source.head].upos
        return BY_NAME if upos == "PROPN" else BY_PRONOUN if upos == "PRON" else BY_DESCRIPTION

    def mentions(self) -> list[tuple[Event, Told]]:
        """Every mention of an event by itself, in the order of the text, without an id."""
        made: list[tuple[Event, Told]] = []
        tokens = self.reading.tokens
        about: dict[int, tuple[str, ...]] = {}
        for i, (e, sources, targets, complete) in self.sides.parted().items():
            said = self._statement(e.trigger, e.statement)
            date, basis = self.calendar.date_of(e.token, happened=HAPPENED.get(e.modality))
            if date is None and e.type in SPOKEN_TYPES and (spoken := self._quoted(e)) is not None:
                date, basis = self.calendar.date_of(spoken, happened=True)
            sentence = self.reading.sentences[tokens[e.token].sentence]
            if sentence.index not in about:
                about[sentence.index] = self.issues.of(self.text[sentence.start : sentence.end])
            event = Event(
                id="",
                type=e.type,
                mode=e.mode,
                sources=sources,
                targets=targets,
                trigger=e.trigger,
                also=(),
                date=date,
                date_basis=basis,
                place=self._event_place(e.place, e.token),
                modality=e.modality,
                intensity=self.plover.intensity(e.type, e.mode),
                statement=said,
                issues=about[sentence.index],
                confidence=round(e.confidence * (1.0 if complete else UNKNOWN_SIDE), 4),
            )
            told = Told(
                index=i,
                type=e.type,
                mode=e.mode,
                sources=self._codes(sources),
                targets=self._codes(targets),
                modality=e.modality,
                date=date,
                sentence=sentence.index,
                lemma=tokens[e.token].lemma.lower(),
                confidence=event.confidence,
            )
            made.append((event, told))
        return made

    def _events(self) -> tuple[Event, ...]:
        made = self.mentions()
        by_index = {told.index: event for event, told in made}
        out: list[Event] = []
        for group in self._groups([told for _, told in made]):
            clear = [i for i in group if by_index[i].confidence >= LEAST]
            group = [*clear, *(i for i in group if i not in clear)]
            first, *rest = (by_index[i] for i in group)
            joined = self._joined(len(out) + 1, first, rest)
            if clear and self._counts(joined):
                out.append(joined)
                self._made_events.append((joined, group))
        return tuple(out)

    def _counts(self, event: Event) -> bool:
        """Whether an event is worth a line: cooperation is none while it is a mere prospect, nor of one party with itself."""
        return event.type != "COOPERATE" or (HAPPENED.get(event.modality) is not False and len(self._codes(event.sources)) > 1)

    def _groups(self, told: list[Told]) -> list[list[int]]:
        """Mentions of one event together: as the head has it, or, without it, the rules."""
        return merged(told, Repeats(self.reading, self.drafts, told).odds(self.heads) if HEAD in self.heads else None)

    def _joined(self, number: int, first: Event, rest: list[Event]) -> Event:
        """One event of several mentions: the clearest, what it lacks taken from the others; its date from the first of the text that has one, or from one that
        names the day within it."""
        dated = sorted((e for e in (first, *rest) if e.date is not None), key=lambda e: e.trigger)
        known = next((e for e in dated if e.date != dated[0].date and within(e.date, dated[0].date)), dated[0]) if dated else first
        return Event(
            id=f"e{number}",
            type=first.type,
            mode=first.mode,
            sources=first.sources or next((e.sources for e in rest if e.sources), ()),
            targets=first.targets or next((e.targets for e in rest if e.targets), ()),
            trigger=first.trigger,
            also=tuple(sorted(e.trigger for e in rest)),
            date=known.date,
            date_basis=known.date_basis,
            place=next((e.place for e in (first, *rest) if e.place), None),
            modality=first.modality,
            intensity=first.intensity,
            statement=first.statement,
            issues=first.issues,
            confidence=first.confidence,
        )

    def _event_place(self, phrase: Phrase | None, token: int) -> str | None:
        return (self.where.place_of(phrase.head) if phrase is not None else None) or self.where.place_of(token)

    def _codes(self, ids: tuple[str, ...]) -> frozenset[str]:
        return frozenset(self.cast.code_of(i) for i in ids)

    def _figures(self) -> tuple[Figure, ...]:
        return tuple(
            Figure(
                id=f"f{i + 1}",
                start=f.start,
                end=f.end,
                low=f.low,
                high=f.high,
                qualifier=f.qualifier,
                unit=f.unit,
                counted=f.counted,
                actor=self._owner(f),
                place=self.where.place_of(f.token),
                as_of=self._date(f.token)[0],
                modality=f.modality,
                statement=self._statement(Span(f.start, f.end), f.statement),
                confidence=f.confidence,
            )
            for i, f in enumerate(self.drafts.figures)
        )

    def _owner(self, f: FigureDraft) -> str | None:
        """Whose people or things a figure counts: who the draft says, else the counted people, else the state the words around are about."""
        actor = self.cast.actor(f.owner) if f.owner is not None else None
        if actor is not None and not self.cast.reports(actor):
            return actor
        if f.unit is not None:
            return None
        return self.cast.actor(Phrase(f.token, Span(f.start, f.end))) or self.cast.local(f.token)

    def _commitments(self) -> tuple[Commitment, ...]:
        return tuple(
            Commitment(
                id=f"c{i + 1}",
                start=c.start,
                end=c.end,
                who=self._holders(c.who),
                towards=self._people(c.towards),
                action=c.action,
                due=self.calendar.due(Span(c.start, c.end)),
                condition=c.condition,
                statement=self._statement(Span(c.start, c.end), c.statement),
                confidence=c.confidence,
            )
            for i, c in enumerate(self.drafts.commitments)
        )

    def _positions(self) -> tuple[Position, ...]:
        """Positions of actors that are known, one each: one of nobody is none, and the press only tells those of others."""
        out: list[Position] = []
        for p in self.drafts.positions:
            for actor in self._holders((p.actor,) if p.actor is not None else ()):
                self._made_positions.append(p)
                out.append(
                    Position(
                        f"o{len(out) + 1}",
                        p.start,
                        p.end,
                        actor,
                        p.stance,
                        self.issues.id(p.issue),
                        self._statement(Span(p.start, p.end), p.statement),
                        p.confidence,
                    )
                )
        return tuple(out)

    def _disputes(self) -> tuple[Dispute, ...]:
        """Disputes between two parties that are known and do not only report: nobody disputes his own words."""
        out: list[Dispute] = []
        for d in self.drafts.disputes:
            a, b = self._side(d.side_a), self._side(d.side_b)
            if a.who is None or b.who is None or self.cast.reports(a.who) or self.cast.reports(b.who) or self.cast.code_of(a.who) == self.cast.code_of(b.who):
                continue
            self._made_disputes.append(d)
            out.append(Dispute(f"x{len(out) + 1}", d.about, a, b, d.confidence))
        return tuple(out)

    def _side(self, side: SideDraft) -> Side:
        who = self.cast.actor(side.who, speaking=True) if side.who is not None else None
        return Side(side.start, side.end, who, self._statement(Span(side.start, side.end), side.statement))

    def _documents(self) -> tuple[Document, ...]:
        return tuple(
            Document(
                id=f"d{i + 1}",
                kind=d.kind,
                name=d.name,
                issuer=self.cast.actor(d.issuer) if d.issuer is not None else None,
                recipients=self._people(d.recipients),
                date=self._date(d.token)[0],
                status=d.status,
                answers=f"d{d.answers + 1}" if d.answers is not None else None,
                mentions=d.mentions,
                confidence=d.confidence,
            )
            for i, d in enumerate(self.drafts.documents)
        )
