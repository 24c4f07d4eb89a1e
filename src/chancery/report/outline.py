"""Record -> outline: what a person is shown and in which order, before any format. Text, Markdown and HTML lay out the same outline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from chancery.report.words import Quote, Words, amount, clean, day_of, when
from chancery.schema.dispute import Side
from chancery.schema.evidence import Span
from chancery.schema.reason import Reason
from chancery.schema.record import Record

T = TypeVar("T")

#: below this, a line says that it is unsure
UNSURE = 0.5
BASES = {"given": "as given", "metadata": "from the page", "text": "from the text", "inferred": "inferred"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the record: `lead` is a word or two (an act, a type, a day), `main` what it says, `facts` short remarks, `quotes` its evidence.

    `id` is the object's in the record, where the entry stands for one.
    """

    lead: str
    main: str
    facts: tuple[str, ...]
    quotes: tuple[Quote, ...]
    id: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "lead", clean(self.lead))
        object.__setattr__(self, "main", clean(self.main))
        object.__setattr__(self, "facts", tuple(map(clean, self.facts)))


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under one head: a speaker, an issue; `note` says who that is."""

    head: str
    note: str
    entries: tuple[Entry, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "head", clean(self.head))


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of thing: `kind` is the field of the record."""

    title: str
    kind: str
    groups: tuple[Group, ...]

    @property
    def size(self) -> int:
        """How many entries it has."""
        return sum(len(g.entries) for g in self.groups)


@dataclass(frozen=True, slots=True)
class Outline:
    """A record, laid out: the title, lines about the article, and the sections that are not empty."""

    title: str
    about: tuple[str, ...]
    sections: tuple[Section, ...]


def outline(record: Record, reasons: Iterable[Reason] = ()) -> Outline:
    """The outline of a record; a section without entries is left out. With `reasons`, each entry that has one says what it rests on."""
    words = Words(record)
    made = [
        Section("Statements", "statements", _statements(record, words)),
        Section("Events", "events", _one_group(_events(record, words))),
        Section("Positions", "positions", _positions(record, words)),
        Section("Commitments", "commitments", _one_group(_commitments(record, words))),
        Section("Disputes", "disputes", _one_group(_disputes(record, words))),
        Section("Figures", "figures", _one_group(_figures(record, words))),
        Section("Documents", "documents", _one_group(_documents(record, words))),
        Section("Timeline", "times", _one_group(_timeline(record, words))),
        Section("Actors", "actors", _one_group(_actors(record, words))),
        Section("Places", "places", _one_group(_places(record, words))),
    ]
    title = record.article.title or "Untitled article"
    resting = {r.id: r.in_words(record.article.text) for r in reasons}
    return Outline(clean(title), _about(record), tuple(_explained(s, resting) for s in made if s.size))


def _explained(section: Section, resting: dict[str, str]) -> Section:
    """The section with what its entries rest on among their facts."""
    if not resting:
        return section
    groups = [
        Group(g.head, g.note, tuple(replace(e, facts=(*e.facts, resting[e.id])) if e.id in resting and section.kind != "times" else e for e in g.entries))
        for g in section.groups
    ]
    return replace(section, groups=tuple(groups))


def _about(record: Record) -> tuple[str, ...]:
    article = record.article
    dated = f"published {article.published}" if article.published else "publication date unknown"
    if article.published and article.published_basis:
        dated += f" ({article.published_evidence or BASES[article.published_basis]})"
    first = [article.publisher, dated, f"first carried by {article.syndicated_from}" if article.syndicated_from else None]
    second = [f"by {', '.join(article.byline)}" if article.byline else None, article.url]
    return tuple(clean(" · ".join(p for p in parts if p)) for parts in (first, second) if any(parts))


def _one_group(entries: tuple[Entry, ...]) -> tuple[Group, ...]:
    return (Group("", "", entries),) if entries else ()


def _facts(*facts: str | None, confidence: float) -> tuple[str, ...]:
    unsure = f"unsure ({confidence:.2f})" if confidence < UNSURE else None
    return tuple(f for f in (*facts, unsure) if f)


def _grouped(items: tuple[T, ...], key: Callable[[T], str | None]) -> list[tuple[str | None, list[T]]]:
    """Items by key, keys in the order in which they first come."""
    found: dict[str | None, list[T]] = defaultdict(list)
    for item in items:
        found[key(item)].append(item)
    return list(found.items())


def _statements(record: Record, words: Words) -> tuple[Group, ...]:
    groups = []
    for speaker, said in _grouped(record.statements, lambda s: s.speaker):
        entries = []
        for s in said:
            via = words.speaker_of(s.via)
            facts = _facts(
                f"to {words.names(s.addressees)}" if s.addressees else None,
                f"{when(s.date)}" if s.date and s.date_basis != "publication" else None,
                f"in {words.place(s.place)}" if s.place else None,
                f"as reported by {via}" if via else None,
                f"“{words.short(s.basis)}”" if s.basis else None,
                words.labels(s.issues),
                confidence=s.confidence,
            )
            entries.append(Entry(s.act, "", (s.kind, *facts), tuple(words.quote(c) for c in s.content), s.id))
        groups.append(Group(words.name(speaker) or "No speaker named", words.described(speaker), tuple(entries)))
    return tuple(groups)


def _events(record: Record, words: Words) -> tuple[Entry, ...]:
    entries = []
    for e in record.events:
        parties = words.coded(e.sources) or "?"
        if e.targets:
            parties += f" → {words.coded(e.targets)}"
        teller = words.speaker_of(e.statement)
        facts = _facts(
            e.mode,
            f"{when(e.date)}{' (inferred)' if e.date_basis == 'inferred' else ''}" if e.date else None,
            e.modality,
            f"in {words.place(e.place)}" if e.place else None,
            f"according to {teller}" if teller else None,
            f"{len(e.also)} more mention{'s' if len(e.also) > 1 else ''}" if e.also else None,
            confidence=e.confidence,
        )
        entries.append(Entry(e.type, parties, facts, (words.in_sentence(e.trigger),), e.id))
    return tuple(entries)


def _positions(record: Record, words: Words) -> tuple[Group, ...]:
    groups = []
    for issue, held in _grouped(record.positions, lambda p: p.issue):
        by_side = [p for _, ps in _grouped(tuple(held), lambda p: p.actor) for p in ps]
        entries = [
            Entry(p.stance, words.coded((p.actor,)), _facts(confidence=p.confidence), (words.quote(Span(p.start, p.end)),), p.id) for p in by_side
        ]
        groups.append(Group(words.label(issue), "", tuple(entries)))
    return tuple(groups)


def _commitments(record: Record, words: Words) -> tuple[Entry, ...]:
    entries = []
    for c in record.commitments:
        parties = (words.coded(c.who) or "?") + (f" → {words.coded(c.towards)}" if c.towards else "")
        facts = _facts(f"if {c.condition.removeprefix('if ')}" if c.condition else None, confidence=c.confidence)
        entries.append(Entry(f"due {when(c.due)}" if c.due else "no date", parties, facts, (words.quote(Span(c.start, c.end)),), c.id))
    return tuple(sorted(entries, key=lambda e: e.lead == "no date"))


def _disputes(record: Record, words: Words) -> tuple[Entry, ...]:
    def side(s: Side) -> Quote:
        return words.quote(Span(s.start, s.end), who=words.name(s.who) or "the article")

    return tuple(Entry("", d.about, _facts(confidence=d.confidence), (side(d.side_a), side(d.side_b)), d.id) for d in record.disputes)


def _figures(record: Record, words: Words) -> tuple[Entry, ...]:
    entries = []
    for f in record.figures:
        teller = words.speaker_of(f.statement)
        facts = _facts(
            words.name(f.actor),
            f"in {words.place(f.place)}" if f.place else None,
            f"as of {when(f.as_of)}" if f.as_of else None,
            f.modality if f.modality != "actual" else None,
            f"according to {teller}" if teller else None,
            confidence=f.confidence,
        )
        what = " ".join(p for p in (f.unit, f.counted) if p)
        entries.append(Entry(amount(f.low, f.high), what, facts, (words.in_sentence(Span(f.start, f.end)),), f.id))
    return tuple(entries)


def _documents(record: Record, words: Words) -> tuple[Entry, ...]:
    known = {d.id: d.name for d in record.documents}
    entries = []
    for d in record.documents:
        facts = _facts(
            d.status,
            f"from {words.name(d.issuer)}" if d.issuer else None,
            f"to {words.names(d.recipients)}" if d.recipients else None,
            when(d.date) if d.date else None,
            f"answers {known[d.answers]}" if d.answers in known else None,
            confidence=d.confidence,
        )
        entries.append(Entry(d.kind, d.name, facts, tuple(words.in_sentence(m) for m in d.mentions[:1]), d.id))
    return tuple(entries)


def _timeline(record: Record, words: Words) -> tuple[Entry, ...]:
    """One entry a day or period, in order; what happened then, and the words that say when."""
    told: dict[str, list[str]] = defaultdict(list)
    for e in record.events:
        if e.date:
            told[when(e.date)].append(f"{e.type} {words.coded(e.sources)}{' → ' + words.coded(e.targets) if e.targets else ''}".strip())
    dated = sorted((t for t in record.times if t.from_ or t.to), key=lambda t: (t.from_ or t.to or "", t.to or "", t.start))
    entries = []
    for key, times in _grouped(tuple(dated), lambda t: day_of(t.from_, t.to)):
        day = key or ""
        spans = [Span(t.start, t.end) for t in times]
        first = spans[: 1 if day in told else 2]
        entries.append(Entry(day, "; ".join(dict.fromkeys(told.get(day, []))), (), tuple(map(words.in_sentence, first)), times[0].id))
    return tuple(entries)


def _actors(record: Record, words: Words) -> tuple[Entry, ...]:
    ordered = sorted(record.actors, key=lambda a: -len(a.mentions))
    return tuple(
        Entry(
            a.code or a.kind,
            a.name,
            _facts(a.kind, a.role, "/".join(a.sectors) or None, _times(len(a.mentions)), confidence=a.confidence),
            tuple(words.quote(m) for m in a.mentions[:1]) if a.kind == "unnamed" else (),
            a.id,
        )
        for a in ordered
    )


def _places(record: Record, words: Words) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            p.country or "—",
            p.name,
            _facts(p.kind, f"{p.lat:.2f}, {p.lon:.2f}" if p.lat is not None and p.lon is not None else None, _times(len(p.mentions)), confidence=p.confidence),
            (),
            p.id,
        )
        for p in record.places
    )


def _times(n: int) -> str:
    return "named once" if n == 1 else f"named {n} times"
