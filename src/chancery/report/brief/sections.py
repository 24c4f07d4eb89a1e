"""Holdings -> the sections of a brief, each a function: what is new, who said what, what is owed, which figures moved, what is disputed, what is unknown."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from chancery.dossier.rows import days
from chancery.knowledge.codes import codes
from chancery.knowledge.phrases import phrases
from chancery.report.brief import choosing
from chancery.report.brief.notes import Notes
from chancery.report.brief.shapes import Line, Part, Section
from chancery.report.brief.wording import Naming, around, cut, day, period, quoted, short_day
from chancery.report.export.holdings import Holdings, Thing
from chancery.report.words import amount, clean

#: longest quotation of a line
LONGEST = 230
VERBS = {
    "assert": "said", "deny": "denied", "accuse": "made an accusation", "demand": "demanded", "request": "asked", "promise": "promised", "offer": "offered",
    "threaten": "threatened", "refuse": "refused", "agree": "agreed", "announce": "announced", "assess": "judged", "appeal": "appealed",
}  # fmt: skip
AWAITED = frozenset({"awaited", "drafted", "sent", "delivered"})


class Sections:
    """The sections over one view of a dossier; `since` is the first day that counts as new, `today` the day the brief speaks for."""

    def __init__(self, held: Holdings, *, since: str, today: str) -> None:
        self.held, self.since, self.today = held, since, today
        self.notes = Notes(held)
        self.naming = Naming(codes(held.knowledge))

    def _new(self, row: Any) -> bool:
        return bool(row.reported and row.reported >= self.since)

    def _clause(self, thing: Thing[Any], *, full: bool = True) -> str:
        row = thing.row
        source, target = (self.naming.all(p, full=full) for p in (row.actors, row.recipients))
        clause = phrases(self.held.knowledge).clause(row.type, row.mode, row.modality, source=source, target=target)
        return clause + (", which others deny" if row.contested else "")

    def _words(self, thing: Thing[Any]) -> str:
        """The words of a thing's surest mention, in their sentence."""
        mention = max(thing.told, key=lambda t: (t.source.copy_of is None, t.mention.confidence)).mention
        sentence = mention.sentence.of(self.held.text(mention.article))
        return quoted(around(sentence, mention.start - mention.sentence.start, mention.end - mention.sentence.start, LONGEST))

    def _event(self, things: list[Thing[Any]]) -> Line:
        """One line for the events that one sentence tells: what leads, then its words."""
        first = things[0]
        clauses = list(dict.fromkeys(self._clause(t) for t in things if choosing.leads(t.row)))[:2]
        lead = "; ".join([clauses[0], *(c[:1].lower() + c[1:] if c.startswith(("A ", "An ", "The ")) else c for c in clauses[1:])]) + "." if clauses else ""
        place = f" Where: {clean(first.row.place)}." if first.row.place and clauses else ""
        tags = ("one source",) if max(t.row.publishers for t in things) == 1 else (f"{max(t.row.publishers for t in things)} sources",)
        shown = short_day(days(first.row.date)[0] or days(first.row.date)[1]) if first.row.date else ""
        return Line(lead, self.notes.cite(first.told), self._words(first), place.strip(), tags, shown)

    def _by_sentence(self, things: list[Thing[Any]]) -> list[list[Thing[Any]]]:
        """Events by the sentence that tells them first, the weightier first."""
        found: dict[tuple[int, int], list[Thing[Any]]] = defaultdict(list)
        for t in things:
            mention = t.told[0].mention
            found[mention.article, mention.sentence.start].append(t)
        return [sorted(f, key=lambda t: choosing.weight(t.row), reverse=True) for f in found.values()]

    def news(self) -> Section:
        """What is new, by the day on which it happened."""
        things = [
            t for t in self.held.things("event")
            if self._new(t.row) and choosing.believable(t.row) and t.row.modality != "demanded" and (t.row.actors or t.row.recipients)
        ]  # fmt: skip
        told = sorted(self._by_sentence(things), key=lambda f: choosing.weight(f[0].row), reverse=True)
        kept = sorted(told[: choosing.EVENTS], key=lambda f: (days(f[0].row.date)[0] or days(f[0].row.date)[1] or f[0].row.reported, f[0].row.id))
        lines = tuple(map(self._event, kept))
        rest = len(told) - len(kept)
        about = f"First reported since {day(self.since)}, in the order in which it happened." + (f" {rest} lesser reports are left out." if rest > 1 else "")
        return Section("new", "What is new", (Part("", lines),), about, (), "Nothing was first reported in this period.")

    def said(self) -> Section:
        """Who said what, the most telling speakers first."""
        things = [t for t in self.held.things("statement") if self._new(t.row) and t.row.who and choosing.believable(t.row) and self.naming.bare(t.row.who)]
        speakers: dict[str, list[Thing[Any]]] = defaultdict(list)
        for t in sorted(things, key=lambda t: (choosing.telling(t.row), t.row.id), reverse=True):
            kept = speakers[t.row.who.key]
            if len(kept) < choosing.SAID and all(self._apart(t, k) for k in kept):
                kept.append(t)
        order = sorted(speakers.values(), key=lambda s: (sum(choosing.telling(t.row)[0] for t in s), s[0].row.id), reverse=True)[: choosing.SPEAKERS]
        parts = tuple(self._speaker(s) for s in order)
        return Section("said", "Who said what", parts, "", (), "No statement was first reported in this period.")

    @staticmethod
    def _apart(a: Thing[Any], b: Thing[Any]) -> bool:
        """Whether two statements are told in other words."""
        one, other = set(a.row.words.casefold().split()), set(b.row.words.casefold().split())
        return len(one & other) < 0.6 * min(len(one), len(other))

    def _speaker(self, things: list[Thing[Any]]) -> Part:
        speaker = max((t.row.who for t in things), key=lambda w: (w.role is not None, len(w.name), w.name))
        role = f", {clean(speaker.role)}" if speaker.kind == "person" and speaker.role else ""
        lines = []
        for t in sorted(things, key=lambda t: (t.row.reported, t.told[0].mention.article, t.told[0].mention.start)):
            direct = t.row.kind != "indirect"
            words = cut(t.row.words, LONGEST)
            target = self.naming.all(t.row.addressees, full=False)
            verb = f"accused {target}" if t.row.act == "accuse" and target else VERBS[t.row.act] + (f", to {target}" if target and t.row.act != "accuse" else "")
            verb = verb[:1].upper() + verb[1:]
            tags = () if direct else ("reported speech",)
            shown = short_day(days(t.row.date)[0] or t.row.reported)
            quote = quoted(words) if direct else words.strip().rstrip(".").strip("\"“”") + "."
            lines.append(Line(f"{verb}:", self.notes.cite(t.told), quote, "", tags + _several(t.row), shown))
        return Part(self.naming.bare(speaker) + role, tuple(lines))

    def owed(self) -> Section:
        """What is owed: overdue, due, kept or broken."""
        things = [t for t in self.held.things("commitment") if choosing.believable(t.row) and t.row.holders and self.naming.all(t.row.holders, full=False)]
        overdue = sorted((t for t in things if t.row.status == "overdue"), key=lambda t: (-(t.row.overdue_days or 0), t.row.id))
        due = sorted((t for t in things if t.row.status == "open" and t.row.due), key=lambda t: (days(t.row.due)[1] or "", t.row.id))
        undated = sorted((t for t in things if t.row.status == "open" and not t.row.due and self._new(t.row)), key=lambda t: (-t.row.confidence, t.row.id))
        done = [t for t in things if t.row.status in ("met", "broken", "lapsed") and self._settled(t.row)]
        groups = (("Overdue", overdue), ("Still to come", due), ("Kept, broken or lapsed", done), ("Without a date", undated[: choosing.OWED // 2]))
        parts = tuple(Part(title, tuple(self._commitment(t) for t in found[: choosing.OWED])) for title, found in groups if found)
        about = "Overdue means that the date has passed and no report says what became of it."
        return Section("owed", "What is owed", parts, about if overdue else "", (), "No undertaking is open.")

    def _settled(self, row: Any) -> bool:
        """Whether an undertaking was settled in the brief's period."""
        if row.resolved_by is not None:
            return (row.resolved_by.published or "") >= self.since
        return bool((days(row.due)[1] or "") >= self.since)

    def _commitment(self, thing: Thing[Any]) -> Line:
        row = thing.row
        holders, status = self.naming.all(row.holders, full=False), row.status
        whom = self.naming.all((r for r in row.recipients if r.key not in {h.key for h in row.holders}), full=False)
        lead = f"{holders[:1].upper()}{holders[1:]}{f', to {whom}' if whom and len(whom) < 60 else ''}:"
        notes = self.notes.cite(thing.told)
        due = f"Due {'from ' if ' to ' in period(row.due) else ''}{period(row.due)}" if row.due else ""
        tail = due
        if status == "overdue":
            late = row.overdue_days or 0
            tail = f"{due}: {late} day{'s' if late > 1 else ''} overdue"
        elif status == "lapsed":
            tail = f"{due}; the date has passed unheard of" if due else "Nothing was heard of it since"
        elif row.resolved_by is not None:
            by = row.resolved_by
            article = self.held.by_name.get(by.article)
            if article is not None:
                notes += (self.notes.passage(article.key, *self._sentence(article.key, by.start, by.end)),)
            told = f"{'Kept' if status == 'met' else 'Broken'}, by a report{f' of {day(by.published)}' if by.published else ''}"
            tail = f"{due}. {told}" if due else told
        tags = {"overdue": ("overdue",), "met": ("kept",), "broken": ("broken",), "lapsed": ("lapsed",)}.get(status, ())
        return Line(lead, tuple(dict.fromkeys(notes)), self._words(thing), f"{tail}." if tail else "", tags)

    def _sentence(self, article: int, start: int, end: int) -> tuple[int, int]:
        """The sentence around words that no mention at hand has."""
        from chancery.understand.words import sentences

        kept = self.held.articles[article].article
        for b in kept.blocks:
            if b.start <= start < b.end:
                return next(((s, e) for s, e in sentences(kept.text, b.start, b.end) if s <= start < e), (start, end))
        return start, end

    def moved(self) -> Section:
        """Figures that were revised, value by value, and those that several independent sources give otherwise."""
        things = [t for t in self.held.things("figure") if t.row.revised and (t.row.counted or t.row.unit) and (t.row.latest or "") >= self.since]
        lines = tuple(self._figure(t) for t in sorted(things, key=lambda t: (-t.row.publishers, -len(t.row.points), t.row.id))[: choosing.FIGURES])
        return Section("figures", "Which figures moved", (Part("", lines),), "", (), "No figure was revised in this period.")

    def _figure(self, thing: Thing[Any]) -> Line:
        row = thing.row
        what = " ".join(p for p in (row.unit, row.counted) if p)
        owner = ", ".join(p for p in (row.place, row.actor) if p)
        stages: dict[int, Any] = {}
        for t in thing.told:
            stages.setdefault(t.stage, t)
        values, notes = [], []
        for t in stages.values():
            values.append(f"{amount(t.mention.low, t.mention.high)}{f' ({short_day(t.source.published)})' if t.source.published else ''}")
            notes += self.notes.cite([t])
        last = list(stages.values())[-1].mention
        sentence = last.sentence.of(self.held.text(last.article))
        words = quoted(around(sentence, last.start - last.sentence.start, last.end - last.sentence.start, LONGEST))
        name = what[:1].upper() + what[1:]
        return Line(f"{clean(name)}{f' ({clean(owner)})' if owner else ''}: {', then '.join(values)}.", tuple(dict.fromkeys(notes)), words, "", _several(row))

    def disputed(self) -> Section:
        """Versions that contradict each other, and events that some deny."""
        things = [t for t in self.held.things("dispute") if choosing.believable(t.row) and len(t.row.sides) > 1 and self._two(t.row)]
        lines = [line for t in things[-choosing.DISPUTES :] if (line := self._dispute(t))]
        contested = [t for t in self.held.things("event") if t.row.contested and choosing.leads(t.row) and (t.row.latest or "") >= self.since]
        lines += [Line(f"{self._clause(t, full=False)}.", self.notes.cite(t.told), self._words(t)) for t in contested[: choosing.DISPUTES - len(lines)]]
        return Section("disputed", "What is disputed", (Part("", tuple(lines)),), "", (), "No report contradicts another.")

    @staticmethod
    def _two(row: Any) -> bool:
        """Whether two different parties take the sides."""
        return len({s.who for s in row.sides}) > 1

    def _dispute(self, thing: Thing[Any]) -> Line | None:
        versions, notes = [], []
        for side in thing.row.sides[:3]:
            words = side.mentions[0]
            article = self.held.by_name.get(words.article)
            if article is None:
                continue
            notes.append(self.notes.passage(article.key, words.start, words.end))
            name = clean(side.who) if side.who else "the report"
            versions.append(f"{name}: {quoted(cut(words.words, LONGEST // 2))}")
        if len(versions) < 2:
            return None
        about = clean(thing.row.about)
        return Line(f"{about[:1].upper()}{about[1:]}.", tuple(dict.fromkeys(notes)), " Against this, ".join(versions), "", _several(thing.row))

    def single(self, shown: Section) -> Section:
        """Grave claims that rest on one independent source."""
        grave = [
            t for t in self.held.things("event")
            if t.row.quad == 4 and t.row.publishers == 1 and self._new(t.row) and choosing.leads(t.row) and t.row.modality in ("occurred", "ongoing")
            and t.row.actors
        ]  # fmt: skip
        order = sorted(grave, key=lambda t: choosing.weight(t.row), reverse=True)[: choosing.SINGLE]
        lines = []
        for t in sorted(order, key=lambda t: (t.row.reported or "", t.row.id)):
            source = t.told[0].source
            told = clean(source.publisher or source.origin)
            lines.append(Line(f"{self._clause(t, full=False)}.", self.notes.cite(t.told), "", f"Told by {told} alone{self._teller(t)}.", (), short_day(t.row.reported)))
        about = "Acts of force or pressure that no second independent source reports."
        return Section("single", "What rests on one source", (Part("", tuple(lines)),), about, (), "No grave claim rests on one source alone.")

    @staticmethod
    def _teller(thing: Thing[Any]) -> str:
        by = thing.told[0].mention.by
        return f", which has it from {clean(by.name)}" if by is not None else ""

    def unknown(self) -> Section:
        """What is awaited, who is not named, and which issues have gone silent."""
        parts = (
            Part("Awaited", tuple(self._document(t) for t in self.held.things("document") if t.row.status in AWAITED and choosing.believable(t.row))),
            Part("Gone silent", tuple(self._silence())),
            Part("Speakers who are not named", tuple(self._unnamed())),
        )
        return Section("unknown", "What is unknown", tuple(p for p in parts if p.lines), "", (), "No open question was found.")

    def _document(self, thing: Thing[Any]) -> Line:
        row = thing.row
        issuer = self.naming.all((row.from_,) if row.from_ else (), full=False)
        whom = self.naming.all(row.to, full=False)
        state = {"awaited": "is awaited", "drafted": "was being drafted", "sent": "was sent; no answer is known", "delivered": "was delivered; no answer is known"}
        name = clean(row.name)
        name = name if name.lower().startswith(("the ", "a ", "an ")) else f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"
        lead = f"{name}{f' of {issuer}' if issuer else ''}{f' to {whom}' if whom else ''} {state[row.status]}."
        return Line(lead[:1].upper() + lead[1:], self.notes.cite(thing.told), self._words(thing), "", (), short_day(row.latest))

    def _silence(self) -> list[Line]:
        """Issues that were spoken of and are no longer."""
        told: dict[str, list[tuple[str, Thing[Any]]]] = defaultdict(list)
        for kind in ("statement", "event"):
            for t in self.held.things(kind):  # type: ignore[arg-type]
                for issue in t.row.issues:
                    if t.row.latest:
                        told[issue].append((t.row.latest, t))
        for t in self.held.things("position"):
            if t.row.latest:
                told[t.row.issue].append((t.row.latest, t))
        lines = []
        for issue, found in told.items():
            last, thing = max(found, key=lambda f: (f[0], f[1].row.confidence, f[1].row.id))
            silent = (date.fromisoformat(self.today) - date.fromisoformat(last)).days if self.today else 0
            if silent >= choosing.SILENT_AFTER and len(found) >= choosing.SPOKEN_OF:
                lead = f"Nothing on {clean(issue)} since {day(last)} ({silent} days), after {len(found)} reports."
                lines.append((len(found), issue, Line(lead, self.notes.cite(thing.told[-1:]), self._words(thing))))
        return [line for _, _, line in sorted(lines, key=lambda x: (-x[0], x[1]))[: choosing.SILENT]]

    def _unnamed(self) -> list[Line]:
        """What speakers say who are not named."""
        things = [t for t in self.held.things("statement") if self._new(t.row) and t.row.who and t.row.who.kind == "unnamed" and choosing.leads(t.row)]
        kept = sorted(things, key=lambda t: (choosing.telling(t.row), t.row.id), reverse=True)[: choosing.SAID]
        lines = []
        for t in sorted(kept, key=lambda t: (t.row.reported, t.row.id)):
            name = self.naming.bare(t.row.who) or "someone"
            lines.append(Line(
                f"{name[:1].upper()}{name[1:]} {VERBS[t.row.act]}:", self.notes.cite(t.told),
                quoted(cut(t.row.words, LONGEST // 2)) if t.row.kind != "indirect" else cut(t.row.words, LONGEST // 2).rstrip(".").strip("\"“”") + ".", "",
                () if t.row.kind != "indirect" else ("reported speech",), short_day(t.row.reported),
            ))  # fmt: skip
        return lines


def _several(row: Any) -> tuple[str, ...]:
    return (f"{row.publishers} sources",) if row.publishers > 1 else ()
