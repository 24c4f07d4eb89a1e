"""When: expressions of time resolved against the publication date, and the date of an event, a statement, a promise.

In: the drafts of an article's expressions and its reading; out: `times`, and answers for tokens and spans. Nothing falls back silently to the publication date.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from chancery.resolve import timex
from chancery.resolve.timex import Parts
from chancery.schema.evidence import Span
from chancery.schema.reading import Reading
from chancery.schema.time import DateBasis, Interval, Time, TimeDraft
from chancery.schema.time import When as Moment

_VAGUE = frozenset({"PRESENT_REF", "PAST_REF", "FUTURE_REF"})


class When:
    """The times of one article."""

    def __init__(self, drafts: tuple[TimeDraft, ...], reading: Reading, published: str | None) -> None:
        self.reading = reading
        self._published = date.fromisoformat(published) if published else None
        self._made: list[tuple[TimeDraft, Time]] = []
        self._by_sentence: dict[int, list[tuple[TimeDraft, Time]]] = {}
        last_day = self._published
        for draft in drafts:
            value = self._value(draft, last_day)
            if value is None:
                continue
            first, last = timex.days(value)
            time = Time(f"t{len(self._made) + 1}", draft.start, draft.end, draft.type, value, first, last, draft.confidence)
            self._made.append((draft, time))
            self._by_sentence.setdefault(reading.tokens[draft.first].sentence, []).append((draft, time))
            if first and first == last:
                last_day = date.fromisoformat(first)
        self.times: tuple[Time, ...] = tuple(t for _, t in self._made)

    # -- values ------------------------------------------------------------------------------------------------

    def _value(self, draft: TimeDraft, last_day: date | None) -> str | None:
        """TIMEX3's value, or null where it needs a day that is not known."""
        parts: Parts = dict(draft.parts)
        rule = draft.rule
        ref = self._published
        try:
            if rule in _PLAIN:
                return _PLAIN[rule](parts)
            if ref is None:
                return _without(rule, parts)
            return _resolve(rule, parts, ref, last_day or ref)
        except (ValueError, OverflowError):
            return None

    # -- dates of things ---------------------------------------------------------------------------------------

    def date_of(self, token: int, *, span: Span | None = None) -> tuple[Moment, DateBasis | None]:
        """The date of what the token expresses: the time that hangs from it, else the nearest of its clause; null where the words give none."""
        tokens = self.reading.tokens
        found = [(d, t) for d, t in self._by_sentence.get(tokens[token].sentence, ()) if d.type in ("DATE", "TIME") and t.from_]
        if not found:
            return None, None
        best: tuple[int, int] | None = None
        chosen: Time | None = None
        for d, t in found:
            cost = self._cost(token, d)
            if cost is not None and (best is None or (cost, abs(d.first - token)) < best):
                best, chosen = (cost, abs(d.first - token)), t
        if chosen is None:
            return None, None
        return moment(chosen), "stated"

    def _cost(self, token: int, draft: TimeDraft) -> int | None:
        """How far the expression is from the token in the parse: 0 hangs from it; null if it belongs to another clause."""
        tokens = self.reading.tokens
        head = next((i for i in range(draft.first, draft.last) if not draft.first <= tokens[i].head < draft.last), draft.first)
        above = tokens[head].head
        if above == token or head == token:
            return 0
        # the token within the clause of the time's governor, or the governor above the token
        chain, at, steps = [], token, 0
        while at >= 0 and steps < 8:
            chain.append(at)
            at, steps = tokens[at].head, steps + 1
        if above in chain:
            between = chain[: chain.index(above)]
            crossed = sum(1 for i in between if tokens[i].deprel.split(":")[0] in ("ccomp", "parataxis", "advcl", "acl", "conj"))
            if any(tokens[i].deprel.split(":")[0] in ("ccomp", "parataxis") for i in between) and tokens[above].lemma in _SAYING:
                return None  # when it was said is not when it happened
            return len(between) + 2 * crossed
        up, at, steps = [], above, 0
        while at >= 0 and steps < 5:
            up.append(at)
            if at == token:
                crossed = sum(1 for i in up[:-1] if tokens[i].deprel.split(":")[0] in ("ccomp", "advcl", "acl", "conj", "parataxis"))
                return None if crossed else len(up)
            at, steps = tokens[at].head, steps + 1
        return None

    def due(self, span: Span) -> Moment:
        """When something within the span is to be done: its last dated expression."""
        inside = [t for _, t in self._made if span.start <= t.start and t.end <= span.end and t.type in ("DATE", "TIME") and t.from_]
        return moment(inside[-1]) if inside else None


_SAYING = frozenset("say tell report add announce warn state write tweet note claim declare".split())


def moment(time: Time) -> Moment:
    """A resolved time as the date of a thing: a day, month, year, week, or an interval of days."""
    value = time.value
    if m := re.match(r"\d{4}-\d\d-\d\d", value):
        return m[0]
    if re.fullmatch(r"\d{4}(-\d\d|-W\d\d)?", value):
        return value
    return Interval(time.from_, time.to)


def _duration(parts: Parts) -> str | None:
    words = str(parts.get("text", ""))
    for key in ("long", "u"):
        if key in parts:
            of = timex.unit(str(parts[key]))
            amount = timex.number(str(parts["n"])) if "n" in parts else None
            if "n2" in parts:
                amount = None
            if key == "long" or parts.get("x"):
                amount = None
            return timex.duration(amount, of, words=words)
    return None


def _set(parts: Parts) -> str | None:
    fixed = {"daily": "P1D", "nightly": "P1D", "weekly": "P1W", "monthly": "P1M", "quarterly": "P3M", "yearly": "P1Y", "annual": "P1Y", "annually": "P1Y", "biannual": "P6M", "hourly": "PT1H"}
    if "w" in parts:
        return fixed.get(str(parts["w"]))
    word = str(parts.get("u") or parts.get("a") or parts.get("pu"))
    amount = timex.number(str(parts["n"])) if "n" in parts else 2 if "other" in str(parts.get("text")) else 1
    return timex.duration(amount, timex.unit(word))


def _century(parts: Parts) -> str | None:
    word = parts.get("w")
    n = int(parts["n"]) if "n" in parts else {"eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21}[str(word)]
    return f"{n - 1:02}"


def _decade(parts: Parts) -> str | None:
    return str(parts["y"])[:3] if "y" in parts else ("19" if int(parts["s"]) >= 30 else "20") + str(parts["s"])[0]


def _years(parts: Parts) -> str | None:
    a, b = str(parts["a"]), str(parts["b"])
    return f"{a}/{a[:2] + b if len(b) == 2 else b}"


def _full(parts: Parts) -> str | None:
    day = int(re.sub(r"\D", "", str(parts["d"])))
    return date(int(parts["y"]), timex.month_of(str(parts["m"])), day).isoformat()


#: rules whose value needs no reference day
_PLAIN = {
    "duration": _duration,
    "compound": _duration,
    "age": _duration,
    "within": lambda p: timex.duration(None, timex.unit(str(p["u"]))),
    "before": lambda p: timex.duration(None, timex.unit(str(p["u"]))),
    "vague": lambda p: "PXX",
    "set": _set,
    "century": _century,
    "decade": _decade,
    "years": _years,
    "year": lambda p: str(p["y"]),
    "iso": lambda p: date(int(p["y"]), int(p["m"]), int(p["d"])).isoformat(),
    "nine": lambda p: "2001-09-11",
    "month_year": lambda p: f"{p['y']}-{timex.month_of(str(p['m'])):02}",
    "present": lambda p: "PRESENT_REF",
    "past": lambda p: "PAST_REF",
    "future": lambda p: "FUTURE_REF",
}


def _without(rule: str, parts: Parts) -> str | None:
    """What can be said without knowing the publication date."""
    if rule in ("full", "dmy") and "y" in parts:
        return _full(parts)
    if rule == "season" and "y" in parts:
        return f"{parts['y']}-{timex.SEASONS[str(parts['s'])]}"
    return None


def _resolve(rule: str, parts: Parts, ref: date, last_day: date) -> str | None:
    tense, relation = str(parts.get("tense", "none")), str(parts.get("rel", "")).strip()
    words = str(parts.get("text", ""))
    if rule in ("full", "dmy"):
        if "y" in parts:
            return _full(parts)
        day, month = int(re.sub(r"\D", "", str(parts["d"]))), timex.month_of(str(parts["m"]))
        return date(timex.day_year(ref, month, day, tense), month, day).isoformat()
    if rule == "clock":
        name = parts.get("day") or parts.get("after")
        day_ = timex.weekday(ref, str(name), tense, "") if name else ref
        hour = int(parts["h"])
        if str(parts.get("ap", "")).startswith("p") and hour < 12:
            hour += 12
        elif str(parts.get("ap", "")).startswith("a") and hour == 12:
            hour = 0
        return f"{day_.isoformat()}T{hour:02}:{int(parts.get('m', 0)):02}"
    if rule in ("month", "month_rel"):
        month = timex.month_of(str(parts["m"]))
        return f"{timex.month_year(ref, month, tense, relation)}-{month:02}"
    if rule == "season":
        return _season(parts, ref, relation, tense)
    if rule == "weekday":
        if parts.get("pl") or relation in ("every", "each"):
            return f"XXXX-WXX-{timex.WEEKDAYS.index(str(parts['d'])) + 1}"
        day_ = timex.weekday(ref, str(parts["d"]), tense, relation)
        if "wk" in parts:
            weeks = {"last": -1, "next": 1}.get(str(parts["wk"]).split()[-1], 0)
            day_ = ref - timedelta(days=ref.weekday()) + timedelta(days=timex.WEEKDAYS.index(str(parts["d"])), weeks=weeks)
        return day_.isoformat()
    if rule in ("weekday_part", "part_weekday"):
        day_ = timex.weekday(ref, str(parts["d"]), tense, relation)
        return f"{day_.isoformat()}T{timex.PARTS[str(parts['p'])]}"
    if rule == "day_part":
        day_ = ref + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(str(parts["d"]), 0))
        return day_.isoformat() + (f"T{timex.PARTS[str(parts['p'])]}" if "p" in parts else "")
    if rule == "rel_part":
        return _rel_part(parts, ref, last_day, relation)
    if rule == "weekend":
        return _weekend(ref, relation, tense)
    if rule == "rel_unit":
        return _rel_unit(parts, ref, last_day, relation)
    if rule == "ago":
        return _ago(parts, ref, last_day, words)
    if rule == "period":
        return _period(parts, relation)
    if rule == "anaphor":
        if re.search(r"day before yesterday", words):
            return (ref - timedelta(days=2)).isoformat()
        if re.search(r"day after tomorrow", words):
            return (ref + timedelta(days=2)).isoformat()
        if re.search(r"following|next|day after", words):
            return (last_day + timedelta(days=1)).isoformat()
        if re.search(r"previous|day before", words):
            return (last_day - timedelta(days=1)).isoformat()
        if "week" in words:
            return timex.iso_week(last_day)
        if "month" in words:
            return last_day.isoformat()[:7]
        return last_day.isoformat()[:4] if "year" in words else last_day.isoformat()
    if rule == "holiday":
        name = re.sub(r"['’]s?|(?<=worker)s['’]?", "", words).replace("workers'", "workers").strip()
        name = re.sub(r"worker\b", "workers", re.sub(r",? \d{4}$", "", name))
        if name in timex.HOLIDAYS:
            month, day = timex.HOLIDAYS[name]
            if "y" in parts:
                return date(int(parts["y"]), month, day).isoformat()
            return date(timex.day_year(ref, month, day, tense), month, day).isoformat()
    return None


def _season(parts: Parts, ref: date, relation: str, tense: str) -> str | None:
    code = timex.SEASONS[str(parts["s"])]
    if "y" in parts:
        return f"{parts['y']}-{code}"
    start = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    if relation.endswith("last") or "past" in relation:
        return f"{ref.year if start < ref.month - 2 or (start < ref.month and start != 12) else ref.year - 1}-{code}"
    if relation.endswith("next"):
        return f"{ref.year if start > ref.month else ref.year + 1}-{code}"
    if tense == "future":
        return f"{ref.year if start + 2 >= ref.month else ref.year + 1}-{code}"
    return f"{ref.year if start <= ref.month + 2 else ref.year - 1}-{code}"


def _rel_part(parts: Parts, ref: date, last_day: date, relation: str) -> str | None:
    if "t" in parts:
        night = timex.weekday(ref, str(parts["td"]), "past", "") if "td" in parts else ref
        return f"{night.isoformat()}TNI"
    if "h" in parts:
        day_ = timex.weekday(ref, str(parts["d"]), "past", "") if "d" in parts else last_day
        return f"{day_.isoformat()}T{timex.PARTS[str(parts['h'])]}"
    if "q" in parts:
        return f"{last_day.isoformat()}T{timex.PARTS[str(parts['q'])]}"
    part = timex.PARTS[str(parts["p"])]
    day_ = ref
    if relation == "last" or relation.endswith("previous"):
        day_ = ref - timedelta(days=1)
    elif relation == "that":
        day_ = last_day
    elif relation.endswith(("next", "following")):
        day_ = last_day + timedelta(days=1)
    return f"{day_.isoformat()}T{part}"


def _weekend(ref: date, relation: str, tense: str) -> str:
    monday = ref - timedelta(days=ref.weekday())
    early = ref.weekday() < 4  # before Friday "the weekend" that is over is the last one
    if relation == "last" or relation.endswith("past"):
        monday -= timedelta(weeks=1)
    elif relation == "next":
        monday += timedelta(weeks=0 if ref.weekday() < 5 else 1)
    elif relation in ("the", "over the", "the previous") and early and tense != "future":
        monday -= timedelta(weeks=1)
    return f"{timex.iso_week(monday)}-WE"


def _rel_unit(parts: Parts, ref: date, last_day: date, relation: str) -> str | None:
    of = timex.unit(str(parts["u"]))
    words = str(parts.get("text", ""))
    if of == "D":
        return (last_day if relation in ("the", "that", "the same") else ref).isoformat() if relation not in ("last", "next") else timex.shift(ref, -1 if relation == "last" else 1, "D")
    if of == "Q":
        quarter = (ref.month - 1) // 3 + {"last": -1, "next": 1}.get(relation, 0)
        return f"{ref.year + quarter // 4}-Q{quarter % 4 + 1}"
    if relation.startswith("this past") or words.startswith("the past"):
        return timex.duration(1, of)
    base = last_day if relation.startswith(("that", "the same", "the following", "the previous")) else ref
    if of == "W" and base.weekday() == 6 and relation in ("last", "this"):
        base += timedelta(days=1)  # on a Sunday the week that begins is meant
    step = {"last": -1, "next": 1}.get(relation, 1 if relation.endswith("following") else -1 if relation.endswith("previous") else 0)
    return timex.shift(base, step, of)


def _ago(parts: Parts, ref: date, last_day: date, words: str) -> str | None:
    if "u" not in parts:
        if "bare" in parts and str(parts["bare"]) != "moments":
            of = timex.unit(str(parts["bare"]))
            if parts.get("bw") == "ago":
                return "PAST_REF" if not of.startswith("T") else ref.isoformat()
            return timex.duration(None, of)
        return last_day.isoformat() if "later" in words else "PAST_REF"
    of = timex.unit(str(parts["u"]))
    amount = timex.number(str(parts["n"])) if "n" in parts else None
    which = str(parts.get("w", "ago"))
    if which != "ago" and of.startswith("T"):
        return timex.duration(amount, of)
    if amount is None or "dozen" in words:
        if which == "ago":
            return "PAST_REF"
        return timex.duration(None, of)
    if of.startswith("T"):
        return ref.isoformat()
    sign = 1 if which in ("later", "afterward", "afterwards") else -1
    base = ref if which == "ago" else last_day
    return timex.shift(base, sign * amount, of)


def _period(parts: Parts, relation: str) -> str | None:
    of = timex.unit(str(parts["u"]))
    plural = str(parts["u"]).endswith("s")
    if "n" in parts:
        return timex.duration(timex.number(str(parts["n"])), of)
    if relation == "recent":
        return "PAST_REF"
    if relation in ("coming", "next", "following") and plural and "x" not in parts:
        return "FUTURE_REF"
    if relation == "coming" and not plural:
        return None
    return timex.duration(None if plural else 1, of)
