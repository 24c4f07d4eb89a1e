"""When: drafts of times -> times, and the date of what happens beside them. In: a reading, its time drafts, the day of publication.

Out: `When`, which knows the resolved times, the date of an event or statement at a word, and the day a commitment falls due. Nothing is dated by the
publication alone: what no time of the text reaches has no date.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from chancery.resolve.days import Value
from chancery.resolve.setting import Setting
from chancery.resolve.tense import has_parse, tense_of
from chancery.resolve.timex import Reckoning
from chancery.schema.evidence import Span
from chancery.schema.reading import Reading
from chancery.schema.time import DateBasis, Interval, Time, TimeDraft
from chancery.schema.time import When as Date

#: A day is the one that "the next day" or "in the morning" is reckoned from for so many sentences, and dates what follows in the simple past for so many.
REMEMBERED = 3
CARRIED = 1
A_DAY = timedelta(days=1)
#: what may stand between two times of one day, the parts that name a day, and words by which a caption, told in the present, looks ahead
TOGETHER = re.compile(r"\s?(?:and|to|until|till|or|-|–)\s?(?:about\s|around\s)?")
NAMED_DAY = ("weekday", "day", "deictic")
FORETELLING = frozenset({"will", "ahead", "before", "scheduled", "planned", "upcoming", "due", "set", "next", "deadline"})
EXPLICIT = frozenset({"day", "month", "year", "days"})
DATED = frozenset({"day", "days", "numeric", "holiday", "clock", "daypart", "month", "year", "period", "ago", "beside", "season", "half", "recent"})


def as_day(text: str | None) -> date | None:
    """The day of an ISO date or date and time; none for anything else."""
    if not text or not re.match(r"\d{4}-\d\d-\d\d", text):
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


class When:
    """The times of one article, resolved, and what they date.

    `published` is an ISO day or null. `times` are in order of the text.
    """

    def __init__(self, drafts: tuple[TimeDraft, ...], reading: Reading, published: str | None) -> None:
        self.reading = reading
        self.published = as_day(published)
        self._parsed = has_parse(reading)
        self._kept: list[tuple[TimeDraft, Time]] = []
        self._by_sentence: dict[int, list[int]] = {}
        self._resolve(drafts)
        self.times: tuple[Time, ...] = tuple(t for _, t in self._kept)

    def _resolve(self, drafts: tuple[TimeDraft, ...]) -> None:
        spoken: tuple[date, int] | None = None  # the day last spoken of, and its sentence
        year: tuple[int, int] | None = None  # the year last named, and its sentence
        quarter: tuple[date, int] | None = None  # the quarter last spoken of, and its sentence
        for place, draft in enumerate(drafts):
            sentence = self.reading.tokens[draft.first].sentence
            day = spoken[0] if spoken is not None and sentence - spoken[1] <= REMEMBERED else None
            if draft.rule == "clock" and spoken is not None and spoken[1] != sentence:
                day = None
            if draft.rule == "clock" and place + 1 < len(drafts):
                day = self._shared(draft, drafts[place + 1]) or day
            named = year[0] if year is not None and year[1] == sentence else None
            tense = tense_of(self.reading, draft.first, draft.last) if draft.rule not in ("span", "set", "ref", "plural", "while", "every") else None
            if tense == "future" and self.reading.sentences[sentence].role == "caption" and not self._foretells(sentence):
                tense = "past"  # "a tank burns near the airport on Sunday"
            of = quarter[0] if quarter is not None and sentence - quarter[1] <= REMEMBERED else None
            value = Reckoning(draft, Setting(self.published, day, named, tense, of)).value()
            if value is None:
                continue
            self._by_sentence.setdefault(sentence, []).append(len(self._kept))
            self._kept.append((draft, self._time(draft, value, len(self._kept) + 1)))
            dates = draft.rule in DATED and draft.rule != "recent" and draft.type in ("DATE", "TIME")
            if dates and value.start is not None and (value.start == value.end or draft.rule in ("year", "month")):
                spoken = (value.start, sentence)
            if draft.rule in ("quarter", "half") and value.start is not None and "-Q" in value.value and "before" not in dict(draft.parts):
                quarter = (value.start, sentence)
            parts = dict(draft.parts)
            named_year = draft.rule in EXPLICIT and "year" in parts and "last" not in parts
            if named_year and self.published is not None and int(parts["year"]) != self.published.year:
                year = (int(parts["year"]), sentence)

    def _shared(self, draft: TimeDraft, following: TimeDraft) -> date | None:
        """The day of "3 a.m. on Monday", where a time of day stands just before it: "between 2 a.m. and 3 a.m. on Monday"."""
        between = self.reading.article.text[draft.end : following.start]
        if following.rule != "clock" or not TOGETHER.fullmatch(between) or any(key in dict(draft.parts) for key in NAMED_DAY):
            return None
        if not any(key in dict(following.parts) for key in NAMED_DAY):
            return None
        value = Reckoning(following, Setting(self.published, None, None, tense_of(self.reading, following.first, following.last))).value()
        return value.start if value is not None else None

    def _foretells(self, sentence: int) -> bool:
        found = self.reading.sentences[sentence]
        return any(t.text.lower() in FORETELLING for t in self.reading.tokens[found.first : found.last])

    @staticmethod
    def _time(draft: TimeDraft, value: Value, number: int) -> Time:
        start, end = value.start, value.end
        return Time(
            f"t{number}", draft.start, draft.end, value.type or draft.type, value.value,
            start.isoformat() if start else None, end.isoformat() if end else None, draft.confidence,
        )  # fmt: skip

    # the date of an event or statement

    def date_of(self, token: int, *, happened: bool | None = None) -> tuple[Date, DateBasis | None]:
        """The date of what the word at `token` tells, and whether it is stated beside it or inferred from the sequence; (null, null) where there is none.

        `happened` says whether it is told as a fact or as yet to come, where the caller knows: a time on the other side of publication is not its own.
        """
        sentence = self.reading.tokens[token].sentence
        near = [i for i in self._by_sentence.get(sentence, ()) if self._dates(i) and self._fits(token, i, happened)]
        if near:
            best = min(near, key=lambda i: (self._distance(token, i), abs(self._kept[i][0].first - token)))
            if self._distance(token, best) < FAR:
                return self._until_now(self._date(best)) if happened else self._date(best), "stated"
        found = self._sequel(token)
        return (found, "inferred") if found is not None else (None, None)

    def _until_now(self, found: Date) -> Date:
        """What happened "this week" did so by the day of publication."""
        if self.published is None or not isinstance(found, Interval) or found.start is None or found.end is None:
            return found
        published = self.published.isoformat()
        return Interval(found.start, published) if found.start < published < found.end else found

    def due(self, span: Span) -> Date:
        """The day, or the days, by which what stands at `span` is to be done; null where the words name none."""
        inside = [i for i, (draft, _) in enumerate(self._kept) if span.start <= draft.start and draft.end <= span.end]
        dated = [i for i in inside if self._dates(i) and not self._is_past(self._kept[i][1])]
        if dated:
            return self._date(dated[0])
        if self.published is not None:
            for i in inside:
                draft, time = self._kept[i]
                if time.value == "FUTURE_REF" and "coming" in Span(draft.start, draft.end).of(self.reading.article.text).lower():
                    return Interval(self.published.isoformat(), None)
        return None

    def _fits(self, token: int, number: int, happened: bool | None) -> bool:
        """Whether a time can be that of what has happened, or is yet to: "said on Monday that it will deploy", "invited him to come in May"."""
        time = self._kept[number][1]
        if self.published is None or happened is None:
            return True
        start, end = time.from_, time.to
        if happened:
            return start is None or start <= (self.published + A_DAY).isoformat()  # the day may have begun elsewhere
        path = self._path(token, number)
        above = {self.reading.tokens[i].deprel.split(":")[0] for i in path[0]} if path is not None else set()
        if not above or end is None:
            return True
        if end == self.published.isoformat():
            draft = self._kept[number][0]
            return not above & BELOW or tense_of(self.reading, draft.first, draft.last) == "future"  # "are set to meet on Monday"
        return end > self.published.isoformat()

    def _is_past(self, time: Time) -> bool:
        return self.published is not None and time.to is not None and time.to < self.published.isoformat()

    def _dates(self, number: int) -> bool:
        draft, time = self._kept[number]
        return draft.rule in DATED and time.from_ is not None and time.type != "SET"

    def _date(self, number: int) -> Date:
        draft, time = self._kept[number]
        start, end = time.from_, time.to
        before = self.reading.tokens[draft.first - 1].text.lower() if draft.first else ""
        if before == "since" and start is not None and (self.published is None or start < self.published.isoformat()):
            return Interval(start, None)
        if start == end:
            return start
        if draft.rule in ("month", "year") and draft.type != "DURATION":
            return time.value if "/" not in time.value else Interval(start, end)
        return Interval(start, end)

    def _path(self, token: int, number: int) -> tuple[list[int], list[int]] | None:
        """The words from `token` up to where its branch meets the time's, and from the time up to there, both without the meeting word."""
        draft, tokens = self._kept[number][0], self.reading.tokens
        top = next((i for i in range(draft.first, draft.last) if not draft.first <= tokens[i].head < draft.last), draft.first)
        below = [top]
        if tokens[top].head >= 0 and tokens[tokens[top].head].upos not in ("VERB", "AUX") and (opened := self._opened(draft)) is not None:
            below.append(opened)
        while tokens[below[-1]].head >= 0 and len(below) < 16:
            below.append(tokens[below[-1]].head)
        node = token
        above: list[int] = []
        while node >= 0 and node not in below and len(above) < 16:
            above.append(node)
            node = tokens[node].head
        return (above, below[: below.index(node)]) if node in below else None

    def _opened(self, draft: TimeDraft) -> int | None:
        """The first verb told of in a sentence that a time and a comma open: the time is that verb's, whatever noun the parse hangs it on."""
        tokens = self.reading.tokens
        sentence = self.reading.sentences[tokens[draft.first].sentence]
        if draft.last >= sentence.last or tokens[draft.last].text != "," or any(t.upos not in OPENING for t in tokens[sentence.first : draft.first]):
            return None
        told = (i for i in range(draft.last, sentence.last) if tokens[i].upos == "VERB" and "VerbForm=Fin" in tokens[i].feats)
        return next((i for i in told if tokens[i].deprel.split(":")[0] not in ("advcl", "acl")), None)

    def _distance(self, token: int, number: int) -> int:
        """How far a time is from a word in the tree, by clauses; FAR where it belongs to something else."""
        tokens = self.reading.tokens
        if not self._parsed:
            return min(abs(self._kept[number][0].first - token) // 4, FAR - 1)
        path = self._path(token, number)
        if path is None:
            return FAR
        up, down = ([tokens[i].deprel.split(":")[0] for i in side] for side in path)
        clauses = [d for d in down if d in OTHER_CLAUSES]
        if not up and clauses and (tokens[token].upos != "NOUN" or "conj" in clauses or len(clauses) > 1 or down[-1] not in ("acl", "nmod")):
            return FAR
        if any(i > self._kept[number][0].first and self._apart(i) for i in path[0]):
            return FAR
        if up and (len(up) > 2 or set(up) - CARRYING or ("ccomp" in up and len(up) > 1) or set(down) & OTHER_CLAUSES):
            return FAR
        if (up or tokens[token].upos == "VERB") and len(down) > 1 and down[-1] in ("obj", "nsubj"):
            draft = self._kept[number][0]
            if draft.first < path[1][1] or draft.rule in ("year", "month"):
                return FAR  # "voiced regret for the 2010 raid", "those who want elections in 2017 blocked roads"
        return 3 * len(up) + len(down)

    def _apart(self, token: int) -> bool:
        """Whether a preposition sets a noun apart in time or as a cause from the deed that it belongs to: "struck on Monday after talks"."""
        tokens = self.reading.tokens
        return tokens[token].deprel.startswith("obl") and any(
            tokens[c].deprel == "case" and tokens[c].lemma.lower() in APART for c in self.reading.children[token]
        )

    # dates that are not beside the word

    def _sequel(self, token: int) -> Date:
        """The day of the story so far, for a deed told in the simple past."""
        tokens = self.reading.tokens
        found = tokens[token]
        if found.deprel == "acl:relcl" or not told_in_past(self.reading, token):
            return None  # a relative clause says which one is meant, and takes no part in the sequence
        for back in range(1, CARRIED + 1):
            for i in reversed(self._by_sentence.get(found.sentence - back, [])):
                draft, time = self._kept[i]
                one_day = self._dates(i) and time.from_ == time.to and draft.type in ("DATE", "TIME")
                if one_day and (self.published is None or str(time.from_) <= self.published.isoformat()):
                    return self._date(i)
        return None


def told_in_past(reading: Reading, token: int) -> bool:
    """Whether a word is a verb in the simple past, the tense in which a story goes on."""
    tokens = reading.tokens
    found = tokens[token]
    if found.upos != "VERB":
        return False
    helpers = [tokens[c] for c in reading.children[token] if tokens[c].deprel.startswith("aux")]
    if "Tense=Past" in found.feats and "VerbForm=Fin" in found.feats:
        return not helpers
    return bool(helpers) and all(h.text.lower() in ("was", "were", "did") for h in helpers)


FAR = 30
#: Relations over which a time reaches on to another word, and those that begin a clause with a time of its own.
CARRYING = frozenset({"obj", "nsubj", "conj", "xcomp", "advcl", "obl", "nmod", "compound", "ccomp", "amod"})
#: Parts of speech that may stand before a time that opens a sentence: "Also on Wednesday, …".
OPENING = frozenset({"ADP", "ADV", "CCONJ", "DET"})
#: Prepositions before what happened at another time, or goes on for longer: "on Monday ahead of talks", "on Monday amid criticism".
APART = frozenset({
    "after", "since", "following", "before", "ahead", "until", "till", "amid", "amidst", "over", "against", "despite", "because", "due", "from", "about",
})  # fmt: skip
OTHER_CLAUSES = frozenset({"advcl", "acl", "ccomp", "conj", "parataxis"})
#: Relations of a clause to the verb above it, whose time of telling is not its own.
BELOW = frozenset({"advcl", "acl", "ccomp", "xcomp"})
