"""Reading and times -> drafts of figures: counts and measures of people, forces, weapons, money, casualties and distances, with bounds, hedge, what is
counted and whose it is.

Years, ages, ordinals, numbers in names ("Article 5", "F-16") and lengths of time are no figures; a small number counts only before a noun that bears"
" on a crisis.
"""

from __future__ import annotations

import re
from functools import lru_cache

from chancery.extract.counting import CountingWords, Telling, counted_by, counting_words, modality_of
from chancery.extract.owners import owner_nearby, owner_of
from chancery.extract.quantities import HEDGE, QUANTITY, RANGE, bounds, number, qualifier_of, vague
from chancery.knowledge import Knowledge
from chancery.knowledge.names import Names, names
from chancery.knowledge.units import Unit, units
from chancery.schema.article import TELLING_ROLES
from chancery.schema.figure import FigureDraft
from chancery.schema.reading import Reading
from chancery.schema.time import TimeDraft

#: A sentence without any of these holds no number.
MAYBE = re.compile(
    r"\d|\b(?:(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    r"|twenty|thirty|fou?rty|fifty|sixty|seventy|eighty|ninety)(?![a-z])|hundred|thousand|million|billion|trillion"
    r"|dozen|several|scores|pair|number|handful|couple|no\s|numerous)",
    re.IGNORECASE,
)
#: Kinds of measures that are somebody's even where no owner is named.
OWNED = frozenset({"share", "money"})
#: verbs of which "over" is part
PHRASAL = re.compile(r"\b(?:hand|turn|t[oa]k|bring|brought|sign|pass|carr|g[ai]v|send|sent)(?:s|e|es|en|ed|ing|ies|ied|ying)?\s$", re.IGNORECASE)
MAGNITUDE = re.compile(r"(?:hundred|thousand|million|billion|trillion|(?<=\d)\s?(?:k|mn|mln|m|bn|bln|b|tn|trn))$", re.IGNORECASE)


@lru_cache(maxsize=4)
def pattern(knowledge: Knowledge) -> re.Pattern[str]:
    """The pattern of a quantity with its hedge, range, currency and unit."""
    known = units(knowledge)
    return re.compile(
        rf"(?<![\w.,/$€£¥:+#-])(?P<hedge>{HEDGE})?(?P<sign>{known.signs})?\s?(?:{RANGE}(?:{known.signs})?)?(?P<number>{QUANTITY})"
        rf"(?P<more>\smore(?=[\s.,;])(?!\sthan))?(?:(?<=[\d])(?P<times>\stimes)(?!\s(?:as|more|less|the|a\b|higher|bigger|larger|greater"
        rf"|per)\b))?(?:[\s-]?(?P<unit>{known.words})(?![\w]))?(?P<late>\sor\s(?:more|fewer|less|so))?(?![\w/]|[.,:]\d|-\d|-(?:year|day|week|month|hour"
        rf"|minute|decade|century))|(?P<none>no\s(?:[a-z]+\s){{0,1}}(?:casualties|injuries|deaths|fatalities|survivors|victims))(?!\w)",
        re.IGNORECASE,
    )


def figures(reading: Reading, times: tuple[TimeDraft, ...], *, knowledge: Knowledge) -> tuple[FigureDraft, ...]:
    """The figures of a reading's body and captions, in order; what `times` covers is none."""
    text, found = reading.article.text, []
    search, known, words = pattern(knowledge), units(knowledge), counting_words(knowledge)
    states = names(knowledge)
    by_start = sorted((t.start, t.end) for t in times)
    for sentence in reading.sentences:
        if sentence.role not in TELLING_ROLES or sentence.first == sentence.last or not MAYBE.search(text, sentence.start, sentence.end):
            continue
        taken = [(s, e) for s, e in by_start if s < sentence.end and sentence.start < e]
        for match in search.finditer(text, sentence.start, sentence.end):
            if any(s < match.end() and match.start() < e for s, e in taken):
                continue
            token = next((t.index for t in reading.tokens[sentence.first : sentence.last] if t.end > match.start("none" if match["none"] else "number")), None)
            if token is None:
                continue
            draft = _draft(reading, match, token, known.find(match["unit"] or match["sign"] or ""), words, states)
            if draft is not None:
                found.append(draft)
    return tuple(found)


def _draft(reading: Reading, match: re.Match[str], token: int, unit: Unit | None, words: CountingWords, known: Names) -> FigureDraft | None:
    text = reading.article.text
    start, end = match.start(), match.end()
    hedge = match["hedge"] or ""
    if hedge.strip().lower() == "over" and PHRASAL.search(text, max(0, start - 16), start):
        start, hedge = start + len(hedge), ""  # "handed over 1,300 prisoners"
    if match["none"]:
        low: float | None = 0
        high: float | None = 0
        qualifier = "exact"
    else:
        first = match["from1"] or match["from2"] or match["from3"]
        loose = vague(match["number"])
        qualifier = qualifier_of(hedge)
        late = (match["late"] or "").strip().lower()
        if loose is not None:
            (low, qualifier), high = loose, None
        else:
            value = number(match["number"])
            if value is None:
                return None
            if late == "or more":
                qualifier = "at least"
            elif late in ("or fewer", "or less"):
                qualifier = "up to"
            elif late == "or so" or match["number"].lower().endswith("or so"):
                qualifier = "about"
            low, high = bounds(value, qualifier)
            if first:
                lower = _lower(first, match["number"], value)
                if lower is None or lower >= value:
                    return None
                low, high, qualifier = lower, value, "between"
    counted = counted_by(reading, token, start, end)
    telling = Telling(reading, words)
    if not telling.tells(counted, start, end, low, high, unit, qualifier):
        return None
    owner = owner_of(reading, counted, words)
    if owner is None and (unit is None or unit.kind in OWNED):
        owner = owner_nearby(reading, counted, telling.harmed(counted), known, words.speech)
    return FigureDraft(
        start=start + (len(text[start:end]) - len(text[start:end].lstrip())),
        end=end,
        low=low,
        high=high,
        qualifier=qualifier,
        unit=unit.symbol if unit else None,
        counted=counted.words,
        token=token,
        owner=owner,
        modality=modality_of(reading, counted),
        statement=None,
        confidence=counted.confidence,
        rule="quantity" if unit is None else unit.kind,
    )


def _lower(first: str, last: str, value: float) -> float | None:
    """The lower end of a range; "10 to 15 million" writes its magnitude once."""
    lower = number(first)
    if lower is None:
        return None
    scale = MAGNITUDE.search(last.strip())
    if scale and not MAGNITUDE.search(first.strip()) and lower < value / 100:
        one = (
            number("1 " + scale.group().strip()) if scale.group().strip().isalpha() and len(scale.group().strip()) > 3 else number("1" + scale.group().strip())
        )
        if one:
            return number(first, one)
    return lower
