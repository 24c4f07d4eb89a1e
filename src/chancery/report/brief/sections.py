"""Holdings -> the sections of a brief, each a function: what is new, who said what, what is owed, which figures moved, what is disputed, what is unknown."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from chancery.dossier.rows import days
from chancery.dossier.views.evidence import Told
from chancery.dossier.views.exchanges import ASKING
from chancery.knowledge.codes import codes
from chancery.report.brief import choosing
from chancery.report.brief.notes import Notes
from chancery.report.brief.passages import Passages
from chancery.report.brief.shapes import Line, Part, Section
from chancery.report.brief.wording import Naming, cut, day, inner, label, period, quoted, short_day, spliced, upper
from chancery.report.export.holdings import Holdings, Thing
from chancery.report.words import amount, clean
from chancery.schema.evidence import Span
from chancery.schema.mention import Kind

#: longest quotation of a line, of one of several in a line, of one that the brief has shown before
LONGEST, SHORTER, SHORTEST = 260, 170, 110
VERBS = {
    "assert": "said", "deny": "denied", "accuse": "said in accusation", "demand": "demanded", "request": "asked", "promise": "promised", "offer": "offered",
    "threaten": "threatened", "refuse": "refused", "agree": "agreed", "announce": "announced", "assess": "judged", "appeal": "appealed",
}  # fmt: skip
#: how far a document has come -> what is known of it
AWAITED = {
    "awaited": "is awaited", "drafted": "was being drafted", "sent": "was sent; no answer is known", "delivered": "was delivered; no answer is known",
}  # fmt: skip
#: kinds that nobody waits for
TOLD = frozenset({"statement", "report", "list"})
#: kinds of document that have no name of their own
NAMELESS = frozenset({"proposal", "letter", "reply", "statement", "report", "list"})


class Sections:
    """The sections over one view of a dossier; `since` is the first day that counts as new, `today` the day the brief speaks for."""

    def __init__(self, held: Holdings, *, since: str, today: str) -> None:
        self.held, self.since, self.today = held, since, today
        self.notes, self.passages = Notes(held), Passages(held)
        self.naming = Naming(codes(held.knowledge))
        self.heads: list[str] = []
        self._shown: set[str] = set()

    def _new(self, row: Any) -> bool:
        return bool(row.reported and row.reported >= self.since)

    def _best(self, thing: Thing[Any]) -> Told[Any]:
        """The telling whose words are shown: no copy, and the surest."""
        return max(thing.told, key=lambda t: (t.source.copy_of is None, t.mention.confidence))

    def _place(self, mention: Any) -> str:
        """The sentence of a mention: the same for the same words in a copy."""
        return " ".join(mention.sentence.of(self.held.text(mention.article)).casefold().split())

    def _words(self, told: Told[Any], longest: int = LONGEST) -> str:
        """The words of a mention in their sentence."""
        mention = told.mention
        return self.passages.quote(mention.article, mention.sentence, (Span(mention.start, mention.end),), longest=longest)

    def news(self) -> Section:
        """What is new, by the day on which it happened."""
        found: dict[str, list[Thing[Any]]] = defaultdict(list)
        for t in self.held.things("event"):
            if self._new(t.row) and t.row.type in choosing.DEEDS and t.row.modality != "demanded" and choosing.believable(t.row) and self._recent(t.row):
                mention = self._best(t).mention
                spoken = self.passages.is_spoken(mention.article, Span(mention.start, mention.end))
                sentence = mention.sentence.of(self.held.text(mention.article))
                if not spoken and not choosing.HEDGED.search(sentence) and not choosing.FIRST_PERSON.search(sentence):
                    found[self._place(mention)].append(t)
        told = [max(things, key=lambda t: (choosing.weight(t.row), t.row.id)) for things in found.values()]
        told.sort(key=lambda t: (self._weight(t), t.row.id), reverse=True)
        told = self._unlike(told)
        self.heads = [t.row.id for t in told[: choosing.HEADS]]
        kept = sorted(told[: choosing.EVENTS], key=lambda t: (self._day(t.row), self._best(t).mention.article, self._best(t).mention.start))
        self._shown |= {self._place(self._best(t).mention) for t in kept}
        rest = len(told) - len(kept)
        about = f"First reported since {day(self.since)}, in order of date." + (f" {rest} lesser reports are left out." if rest > 1 else "")
        lines = tuple(
            Line("", self.notes.cite(t.told), self._words(self._best(t)), "", _state(t.row) + _several(t.row), short_day(self._day(t.row)), t.row.id)
            for t in kept
        )  # fmt: skip
        return Section("new", "What is new", (Part("", lines),), about, (), "Nothing was first reported in this period.")

    def _weight(self, thing: Thing[Any]) -> tuple[float, ...]:
        mention = self._best(thing).mention
        place = mention.start / max(1, len(self.held.text(mention.article)))
        return choosing.weight(thing.row, told=mention.by is not None, place=place)

    def _unlike(self, things: list[Thing[Any]]) -> list[Thing[Any]]:
        """Those whose sentence is not nearly that of one before."""
        kept: list[tuple[Thing[Any], set[str]]] = []
        for t in things:
            words = set(self._place(self._best(t).mention).split())
            if all(len(words & others) < choosing.ALIKE * min(len(words), len(others)) for _, others in kept):
                kept.append((t, words))
        return [t for t, _ in kept]

    def _third(self, thing: Thing[Any]) -> bool:
        """Whether a statement is a quotation, or is told by somebody else than its speaker."""
        mention = self._best(thing).mention
        return mention.kind == "direct" or not choosing.FIRST_PERSON.match(mention.sentence.of(self.held.text(mention.article)))

    @staticmethod
    def _day(row: Any) -> str:
        """The day under which an event stands: of its date, or, of a longer time, its report."""
        first, last = days(row.date)
        return first if first and first == last else row.reported or first or ""

    @staticmethod
    def _recent(row: Any) -> bool:
        last = days(row.date)[1]
        return not last or not row.reported or (date.fromisoformat(row.reported) - date.fromisoformat(last)).days <= choosing.BACKGROUND

    def said(self) -> Section:
        """Who said what, the most telling speakers first."""
        speakers: dict[str, list[Thing[Any]]] = defaultdict(list)
        fit = [t for t in self.held.things("statement") if self._quotable(t) and t.row.who.kind != "unnamed"]
        for t in sorted(fit, key=lambda t: (choosing.telling(t.row), t.row.id), reverse=True):
            kept = speakers[t.row.who.key]
            if len(kept) < choosing.SAID and all(self._apart(t, k) for k in kept):
                kept.append(t)
        order = sorted(speakers.values(), key=lambda s: (sum(choosing.telling(t.row)[0] for t in s), s[0].row.id), reverse=True)
        parts = tuple(map(self._speaker, order[: choosing.SPEAKERS]))
        return Section("said", "Who said what", parts, "", (), "No statement was first reported in this period.")

    def _quotable(self, thing: Thing[Any]) -> bool:
        """Whether a statement is new, sure and long enough, and not told already."""
        row = thing.row
        if not self._new(row) or row.who is None or not choosing.believable(row) or len(row.words.split()) < choosing.WORDS or not self.naming.bare(row.who):
            return False
        mention = self._best(thing).mention
        if row.kind == "indirect" and (row.confidence < choosing.LEAST_REPORTED and row.publishers < 2):
            return False
        return self._place(mention) not in self._shown

    def _apart(self, a: Thing[Any], b: Thing[Any]) -> bool:
        """Whether two statements are told by other sentences and in other words."""
        one, other = self._best(a).mention, self._best(b).mention
        if self._place(one) == self._place(other):
            return False
        words, others = set(a.row.words.casefold().split()), set(b.row.words.casefold().split())
        return len(words & others) < choosing.ALIKE * min(len(words), len(others))

    def _speaker(self, things: list[Thing[Any]]) -> Part:
        speaker = max((t.row.who for t in things), key=lambda w: (w.role is not None, len(w.name), w.name))
        title = clean(speaker.role) if speaker.kind == "person" and speaker.role and clean(speaker.role) not in speaker.name else ""
        name = upper(self.naming.bare(speaker))
        heading = f"{title} {name}" if title.endswith(".") else f"{name}, {title}" if title else name
        things = sorted(things, key=lambda t: (t.row.reported, self._best(t).mention.article, self._best(t).mention.start))
        return Part(heading, tuple(self._statement(t) for t in things))

    def _statement(self, thing: Thing[Any], *, name: str = "") -> Line:
        """A quotation after how it was said, or the sentence that reports it."""
        row, told = thing.row, self._best(thing)
        shown, notes = short_day(row.reported), self.notes.cite(thing.told)
        if row.kind == "indirect" or told.mention.kind == "mixed":
            return Line("", notes, self._words(told), "", _several(row), shown)
        target = self.naming.all(row.addressees, full=False)
        verb = VERBS[row.act] + (f" to {target}" if target and len(target) < 50 else "")
        lead = f"{name} {verb}:" if name else f"{upper(verb)}:"
        words = spliced([c.of(self.held.text(told.mention.article)) for c in told.mention.content])
        return Line(lead, notes, quoted(cut(words, LONGEST)), "", _several(row), shown)

    def owed(self) -> Section:
        """What is owed: overdue, due, kept or broken."""
        things = [t for t in self.held.things("commitment") if choosing.believable(t.row) and t.row.holders and self.naming.all(t.row.holders, full=False)]
        overdue = [t for t in things if t.row.status == "overdue" and (t.row.overdue_days or 0) <= choosing.PENDING]
        overdue.sort(key=lambda t: (-t.row.publishers, t.row.overdue_days or 0, t.row.id))
        due = sorted((t for t in things if t.row.status == "open" and self._ahead(t.row)), key=lambda t: (days(t.row.due)[1] or "", t.row.id))
        done = [t for t in things if t.row.status in ("met", "broken", "lapsed") and self._settled(t)]
        undated = [t for t in things if t.row.status == "open" and not t.row.due and self._new(t.row) and t.row.confidence >= choosing.LEAST_UNDATED]
        undated.sort(key=lambda t: (-t.row.confidence, t.row.id))
        groups = (("Overdue", overdue), ("Still to come", due), ("Kept, broken or lapsed", done), ("Promised without a date", undated[: choosing.OWED // 2]))
        parts = tuple(Part(title, tuple(self._commitment(t) for t in found[: choosing.OWED])) for title, found in groups if found)
        about = "Overdue means that the date has passed and no report was found of what became of it." if overdue else ""
        return Section("owed", "What is owed", parts, about, (), "No undertaking was found that is due or overdue.")

    def _ahead(self, row: Any) -> bool:
        """Whether an undertaking is due on a day that is still to come; one without a last day is, while it is fresh."""
        first, last = days(row.due)
        return last >= self.today if last else bool(first and (row.latest or "") >= self._pending)

    @property
    def _pending(self) -> str:
        """The day since which something pending must have been heard of."""
        return min(self.since, choosing.days_before(self.today, choosing.PENDING)) if self.today else ""

    def _settled(self, thing: Thing[Any]) -> bool:
        """Whether an undertaking was settled in the brief's period, and by other words than those that tell of it."""
        row = thing.row
        if row.resolved_by is not None:
            own = {" ".join(t.mention.sentence.of(self.held.text(t.mention.article)).split()) for t in thing.told}
            return (row.resolved_by.published or "") >= self.since and " ".join(row.resolved_by.sentence.split()) not in own
        return bool((days(row.due)[1] or "") >= self.since)

    def _commitment(self, thing: Thing[Any]) -> Line:
        row, notes = thing.row, self.notes.cite(thing.told)
        due = f"Due {period(row.due)}" if row.due else ""
        tail, status = due, row.status
        if status == "overdue":
            late = row.overdue_days or 0
            tail = f"{due}; {late} day{'' if late == 1 else 's'} overdue"
        elif status == "lapsed":
            tail = f"{due}; the date passed unheard of" if due else "Nothing was heard of it since"
        elif row.resolved_by is not None:
            by = row.resolved_by
            article = self.held.named(by.article)
            told = f"{'Kept' if status == 'met' else 'Broken'}{f', as reported on {day(by.published)}' if by.published else ''}"
            if article is not None:
                sentence = self.passages.sentence(article.key, by.start, by.end)
                notes += (self.notes.passage(article.key, sentence.start, sentence.end),)
                told += f": {self.passages.quote(article.key, sentence, (Span(by.start, by.end),), longest=SHORTER)}"
            tail = f"{due}. {told}" if due else told
        tags = {"overdue": ("overdue",), "met": ("kept",), "broken": ("broken",), "lapsed": ("lapsed",)}.get(status, ())
        holders = self.naming.all(row.holders, full=False)
        margin = short_day(days(row.due)[1]) if row.due else ""
        return Line(f"{upper(holders)}:", tuple(dict.fromkeys(notes)), self._words(self._best(thing)), _stopped(tail), tags, margin)

    def moved(self) -> Section:
        """Figures that were revised, value by value."""
        things = [t for t in self.held.things("figure") if t.row.revised and (t.row.counted or t.row.unit) and (t.row.latest or "") >= self.since]
        made = [line for t in sorted(things, key=lambda t: (-t.row.publishers, -len(t.row.points), t.row.id)) if (line := self._figure(t))]
        return Section("figures", "Which figures moved", (Part("", tuple(made[: choosing.FIGURES])),), "", (), "No figure was revised in this period.")

    def _figure(self, thing: Thing[Any]) -> Line | None:
        stages = staged(thing)
        if len(stages) < 2:
            return None
        row = thing.row
        values: list[str] = []
        notes: list[int] = []
        for t in stages:
            values.append(f"{amount(t.mention.low, t.mention.high)}{f' ({short_day(t.source.published)})' if t.source.published else ''}")
            notes += self.notes.cite([t])
        what = clean(" ".join(p for p in (row.unit, row.counted) if p))
        lead = f"{upper(what)}{f', {clean(row.place)}' if row.place else ''}: {', then '.join(values)}."
        words = f"{self._words(stages[0], SHORTER)} Then: {self._words(stages[-1], SHORTER)}"
        return Line(lead, tuple(dict.fromkeys(notes)), words, "", _several(row))

    def disputed(self) -> Section:
        """Versions that contradict each other."""
        things = [t for t in self.held.things("dispute") if choosing.believable(t.row) and (t.row.latest or "") >= self._pending]
        things.sort(key=lambda t: (t.row.latest or "", t.row.confidence, t.row.id), reverse=True)
        made = [line for t in things if (line := self._dispute(t))]
        return Section("disputed", "What is disputed", (Part("", tuple(made[: choosing.DISPUTES])),), "", (), "No contradiction was found.")

    def _dispute(self, thing: Thing[Any]) -> Line | None:
        versions: dict[str, int] = {}
        names = []
        for side in thing.row.sides[:2]:
            words = side.mentions[0]
            article = self.held.named(words.article)
            if article is None:
                return None
            sentence = self.passages.sentence(article.key, words.start, words.end)
            text = self.passages.quote(article.key, sentence, (Span(words.start, words.end),), longest=SHORTER)
            versions.setdefault(text, self.notes.passage(article.key, sentence.start, sentence.end))
            names.append(clean(side.who) if side.who else "the report")
        if len(versions) < 2 or names[0] in names[1] or names[1] in names[0]:
            return None
        lead = f"{upper(names[0])} against {inner(names[1])}:"
        return Line(lead, tuple(dict.fromkeys(versions.values())), " Against this: ".join(versions), "", _several(thing.row), short_day(thing.row.latest))

    def single(self) -> Section:
        """Grave claims that rest on one independent source."""
        grave = [
            t for t in self.held.things("event")
            if t.row.quad == 4 and t.row.publishers == 1 and self._new(t.row) and choosing.believable(t.row) and t.row.modality in ("occurred", "ongoing")
            and self._recent(t.row)
        ]  # fmt: skip
        grave.sort(key=lambda t: (self._weight(t), t.row.id), reverse=True)
        kept = list({self._place(self._best(t).mention): t for t in reversed(grave)}.values())[::-1]
        lines: list[Line] = []
        for t in sorted(kept[: choosing.SINGLE], key=lambda t: (t.row.reported, t.row.id)):
            told = self._best(t)
            if not self.passages.is_spoken(told.mention.article, Span(told.mention.start, told.mention.end)):
                source = clean(told.source.publisher or told.source.origin)
                by = f", which has it from {inner(clean(told.mention.by.name))}" if told.mention.by is not None else ""
                lines.append(Line("", self.notes.cite(t.told), self._words(told, SHORTEST), f"Told by {source} alone{by}.", (), short_day(t.row.reported)))
        about = "Reports of force, pressure or protest that no second independent source carries."
        return Section("single", "What rests on one source", (Part("", tuple(lines)),), about, (), "No such report was found.")

    def unknown(self) -> Section:
        """What is awaited, who is not named, and which issues have gone silent."""
        documents = [t for t in self.held.things("document") if t.row.status in AWAITED and choosing.believable(t.row) and self._open(t.row)]
        documents.sort(key=lambda t: (t.row.latest or "", t.row.confidence, t.row.id), reverse=True)
        unnamed = [t for t in self.held.things("statement") if self._quotable(t) and t.row.who.kind == "unnamed" and self._third(t)]
        unnamed = list({self._place(self._best(t).mention): t for t in sorted(unnamed, key=lambda t: (choosing.telling(t.row), t.row.id))}.values())
        unnamed = unnamed[::-1][: choosing.SAID]
        unnamed.sort(key=lambda t: (t.row.reported, t.row.id))
        parts = (
            Part("Awaited", tuple(map(self._document, documents[: choosing.AWAITED]))),
            Part("Gone silent", tuple(self._silence())),
            Part("Said by people who are not named", tuple(self._statement(t, name=upper(self.naming.bare(t.row.who))) for t in unnamed)),
        )
        return Section("unknown", "What is unknown", tuple(p for p in parts if p.lines), "", (), "No open question was found.")

    def _open(self, row: Any) -> bool:
        """Whether something is still awaited of a document: itself, or the answer to it."""
        pending = row.kind in ASKING or (row.kind not in TOLD and row.status in ("awaited", "drafted"))
        return pending and (row.latest or "") >= self._pending and (row.from_ is not None or bool(row.to))

    def _document(self, thing: Thing[Any]) -> Line:
        row = thing.row
        issuer, whom = self.naming.all((row.from_,) if row.from_ else (), full=False), self.naming.all(row.to, full=False)
        name = row.kind if row.kind in NAMELESS else clean(row.name)
        name = name if name.lower().startswith(("the ", "a ", "an ")) else f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"
        lead = f"{name}{f' of {issuer}' if issuer else ''}{f' to {whom}' if whom else ''} {AWAITED[row.status]}."
        return Line(upper(lead), self.notes.cite(thing.told), self._words(self._best(thing)), "", (), short_day(row.latest))

    def _silence(self) -> list[Line]:
        """Issues that were spoken of and are no longer."""
        told: dict[str, list[tuple[str, Thing[Any]]]] = defaultdict(list)
        kinds: tuple[Kind, ...] = ("statement", "event", "position")
        for kind in kinds:
            for t in self.held.things(kind):
                for issue in (t.row.issue,) if kind == "position" else t.row.issues:
                    if t.row.latest:
                        told[issue].append((t.row.latest, t))
        lines = []
        seen: set[str] = set()
        for issue, found in sorted(told.items(), key=lambda x: (-len(x[1]), x[0])):
            last, thing = max(found, key=lambda f: (f[0], f[1].row.confidence, f[1].row.id))
            silent = (date.fromisoformat(self.today) - date.fromisoformat(last)).days if self.today else 0
            if silent >= choosing.SILENT_AFTER and len(found) >= choosing.SPOKEN_OF:
                if self._place(thing.told[-1].mention) in seen:
                    continue
                seen.add(self._place(thing.told[-1].mention))
                lead = f"No word on {label(issue)} since {day(last)}."
                lines.append((len(found), issue, Line(lead, self.notes.cite(thing.told[-1:]), f"The last: {self._words(thing.told[-1], SHORTER)}")))
        return [line for _, _, line in sorted(lines, key=lambda x: (-x[0], x[1]))[: choosing.SILENT]]


def staged(thing: Thing[Any]) -> list[Told[Any]]:
    """The figure that opens each stage of a series; numbers of one sentence are no revisions of each other, nor is a value that comes back."""
    stages: dict[int, Told[Any]] = {}
    for t in sorted(thing.told, key=lambda t: t.stage):
        stages.setdefault(t.stage, t)
    kept: list[Told[Any]] = []
    seen: set[tuple[int, int]] = set()
    for t in stages.values():
        place = (t.mention.article, t.mention.sentence.start)
        if place not in seen and (not kept or (t.mention.low, t.mention.high) != (kept[-1].mention.low, kept[-1].mention.high)):
            kept.append(t)
        seen.add(place)
    return kept


def _stopped(text: str) -> str:
    return text if not text or text.endswith(("”", ".", "…")) else f"{text}."


def _state(row: Any) -> tuple[str, ...]:
    """What kind of fact an event is, where it has not simply happened."""
    return () if row.modality in ("occurred", "ongoing") else (str(row.modality),)


def _several(row: Any) -> tuple[str, ...]:
    return (f"{row.publishers} sources",) if row.publishers > 1 else ()
