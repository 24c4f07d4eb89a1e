"""Reading -> drafts of times: every date, time, duration and recurring expression of its telling sentences, with the parts its value is made from.

Patterns run over a sentence's text, each family of them only where one of its words stands there; of overlapping finds the longest is kept.
"""

from __future__ import annotations

import re
from functools import lru_cache

from chancery.extract.calendar import DAYPARTS, DECADES, HOURS, MONTHS, ORDINALS, SEASONS, UNITS, WEEKDAYS
from chancery.extract.numbers import plain, value_of
from chancery.extract.timerules import FAMILIES, RULES, Rule
from chancery.knowledge import Knowledge
from chancery.schema.article import TELLING_ROLES
from chancery.schema.reading import Reading, Token
from chancery.schema.time import TimeDraft, TimeType

Parts = dict[str, str | int]

#: Groups of a pattern that stand for themselves, in lower case.
PLAIN = frozenset({"mod", "fiscal", "which", "dir", "edge", "value", "deictic", "half", "every", "offset", "easter", "name", "word", "final", "before"})
#: Nouns that a number of four digits counts, so that it is no year.
COUNTED = re.compile(
    r"\s(?:people|persons?|men|women|children|troops?|soldiers?|fighters?|civilians?|refugees|migrants|dead|deaths|wounded|injured|prisoners"
    r"|protesters|demonstrators|students|police|officers"
    r"|personnel|members|jobs|homes|houses|villages|cases|casualties|victims|missiles?|rockets|tanks|aircraft|vehicles|warheads|centrifuges|miles?"
    r"|kilomet(?:er|re)s?|kms?|met(?:er|re)s?|feet"
    r"|tons?|tonnes?|barrels|pounds|euros?|dollars|rubles|yuan|percent|per\scent|square|cubic|times|volunteers|residents|families|pages|words|seats"
    r"|votes|points|hours|days|weeks|years)(?![a-z])",
    re.IGNORECASE,
)
BEFORE_YEAR = re.compile(
    r"(?:[$€£¥#/]|\bno\.?\s|\bnumber\s|\bresolutions?\s|\barticles?\s|\bsection\s|\bpage\s|\broom\s|\bflight\s|\b(?:some|about|than|least|nearly"
    r"|almost|over|only|another)\s)$",
    re.IGNORECASE,
)
OLD_YEAR = re.compile(
    r"\b(?:in|of|since|by|from|until|till|before|after|to|around|about|circa|and|between|early|late|mid|autumn|summer|spring|winter)[\s-]$", re.IGNORECASE
)
#: where a sentence was cut after "10 a.m."
HALF_DAY = re.compile(r"\d\s?[ap]\.m\.$", re.IGNORECASE)
#: Months that are names, verbs or something else as well, and words that only a month follows.
DOUBTFUL = frozenset({"may", "march", "april", "june", "august"})
BEFORE_MONTH = frozenset(
    [
        "in",
        "since",
        "by",
        "until",
        "till",
        "of",
        "and",
        "to",
        "through",
        "from",
        "before",
        "after",
        "during",
        "for",
        "this",
        "last",
        "next",
        "early",
        "late",
        "mid",
        "between",
        "or",
        "the",
    ]
)
LOOKING_BACK = frozenset({"past", "last", "recent", "previous", "preceding"})
LOOKING_AHEAD = frozenset({"next", "coming", "following", "ensuing"})
#: weeks-long, year-old: whether the unit is a plural
LENGTHY = re.compile(r"[a-z](s?)[\s-]?(?:long|old)(?:-running)?$", re.IGNORECASE)
#: "$5 billion a year", "200 barrels a day"
RATE = re.compile(r"\d[\d,.]*(?:\s(?:thousand|million|billion|trillion))?(?:\s[a-z]+)?\s$", re.IGNORECASE)
#: those days, the dark days: no length of time
BEFORE_DAYS = frozenset(["those", "dark", "darkest", "old", "good", "better", "worst", "early", "final", "school", "business", "working"])
#: the Sunday Times
NEWSPAPER = re.compile(r"\s(?:Times|Telegraph|Express|Mail|Mirror|Herald|Tribune|Star|Independent)\b(?!\s[Ss]quare)")
CAPITAL_NAME = re.compile(r"\s(?-i:[A-Z])")


@lru_cache(maxsize=8192)
def families_of(word: str) -> int:
    """The families of patterns that a word, in lower case, may begin or be part of, as bits."""
    bits = FAMILIES.get(word, 0)
    if word[0].isdigit():
        bits |= FAMILIES["0"]
    if len(word) >= 3:
        for ending in ("long", "old"):
            if word.endswith(ending):
                bits |= FAMILIES.get(word[: -len(ending)], 0)
    return bits


def times(reading: Reading, *, knowledge: Knowledge | None = None) -> tuple[TimeDraft, ...]:
    """The times of a reading's body and captions, in order; without `knowledge` no holidays are known."""
    text, tokens = reading.article.text, reading.tokens
    special = holidays(knowledge) if knowledge is not None else None
    if special is not None:
        low = text.lower()
        if not any(name in low for name in special[1]):
            special = None  # most articles name none
    drafts: list[TimeDraft] = []
    for start, end, first, last in _stretches(reading):
        own = tokens[first:last]
        bits = 0
        for token in own:
            bits |= families_of(token.text.lower())
        found: list[tuple[int, int, int, TimeType, str, Parts, float]] = []
        here = text[start:end]
        if bits:
            low = " ".join(here.lower().split())
            for order, rule in enumerate(RULES):
                if not rule.needs & bits or (rule.holds and not any(letters in low for letters in rule.holds)):
                    continue
                for match in rule.pattern.finditer(here):
                    if (made := _made(rule, match, here, own, start)) is not None:
                        found.append((match.start() + made[3], match.end(), order, *made[:3], rule.confidence))
        if special is not None:
            for match in special[0].finditer(here):
                parts: Parts = dict(special[1][match["name"].lower()])
                if match["year"]:
                    parts["year"] = int(match["year"])
                found.append((match.start(), match.end(), -1, "DATE", "holiday", parts, 0.8))
        drafts.extend(_kept(found, start, own))
    return tuple(drafts)


def _stretches(reading: Reading) -> list[tuple[int, int, int, int]]:
    """Telling sentences as (start, end, first token, last); one that ends in "a.m." goes on in the next of its paragraph."""
    text = reading.article.text
    found: list[tuple[int, int, int, int]] = []
    for sentence in reading.sentences:
        if sentence.role not in TELLING_ROLES or sentence.first == sentence.last:
            continue
        if found and HALF_DAY.search(text, found[-1][0], found[-1][1]) and "\n" not in text[found[-1][1] : sentence.start]:
            found[-1] = (found[-1][0], sentence.end, found[-1][2], sentence.last)
        else:
            found.append((sentence.start, sentence.end, sentence.first, sentence.last))
    return found


def _kept(found: list[tuple[int, int, int, TimeType, str, Parts, float]], offset: int, own: tuple[Token, ...]) -> list[TimeDraft]:
    """The longest of overlapping finds, in order of the text."""
    found.sort(key=lambda f: (f[0] - f[1], f[2], f[0]))
    taken: list[tuple[int, int]] = []
    drafts = []
    for start, end, _, kind, name, parts, confidence in found:
        if any(start < e and s < end for s, e in taken):
            continue
        taken.append((start, end))
        inside = [t.index for t in own if t.start < end + offset and t.end > start + offset]
        if inside:
            drafts.append(TimeDraft(start + offset, end + offset, kind, name, tuple(sorted(parts.items())), inside[0], inside[-1] + 1, confidence))
    return sorted(drafts, key=lambda d: d.start)


def _made(rule: Rule, match: re.Match[str], here: str, own: tuple[Token, ...], offset: int) -> tuple[TimeType, str, Parts, int] | None:
    """Type, rule, parts and how far the start moves; none where what was found is no time."""
    parts: Parts = {}
    for group, found in match.groupdict().items():
        if found is None:
            continue
        key, word = group.rstrip("0123456789"), re.sub(r"\s+", " ", found.lower())
        if key == "month_":
            parts["month"] = int(found)
        elif key == "month":
            if not _is_month(found, match, here, own, offset):
                return None
            parts[key] = MONTHS[word.rstrip(".")]
        elif key == "weekday":
            if found[0].islower() and "day" not in word:
                return None
            parts[key] = WEEKDAYS[word.rstrip(".")]
        elif key == "year":
            parts[key] = int(found) if found.isdigit() else _spelt_year(word)
        elif key in ("hour", "minute", "last"):
            parts[key] = int(found)
        elif key == "day" or key == "ordinal":
            parts[key] = ORDINALS[word] if word in ORDINALS else int(re.sub(r"\D", "", word))
        elif key == "part":
            parts[key] = DAYPARTS.get(word, "MO")
        elif key in ("past", "present", "future"):
            parts["value"] = f"{key.upper()}_REF"
        elif key == "oclock":
            parts["hour"], parts["minute"] = int(value_of(word) or 0), 0
        elif key == "plus":
            parts[key] = 1
        elif key == "hourname":
            parts["clock"] = HOURS[word]
        elif key == "season":
            parts[key] = SEASONS[word]
        elif key == "unit":
            if not _is_unit(word, match, own, offset):
                return None
            parts[key] = UNITS[word] if word in UNITS else UNITS[word.removesuffix("s")] if word.removesuffix("s") in UNITS else UNITS["century"]
        elif key == "n" and word:
            number = 2.0 if word == "other" else None if word.startswith(("dozens", "scores", "tens", "hundreds", "thousands")) else value_of(word)
            parts[key] = "X" if number is None else plain(number)
        elif key == "decade":
            parts[key] = str(DECADES.get(word, word))
        elif key == "numeric" or key in PLAIN:
            parts[key] = word
    if rule.name == "year" and not _is_year(match, here):
        return None
    if int(parts.get("hour", 0)) > 24 or int(parts.get("minute", 0)) > 59 or ("half" in parts and int(parts.get("hour", 0)) > 12):
        return None
    name, kind = rule.name, rule.type
    if name == "recent":
        vague, unit_word = parts.get("n", "X") == "X", next(w for g, w in match.groupdict().items() if g.startswith("unit") and w).lower()
        which = str(parts.get("which"))
        if vague and unit_word.endswith("s"):
            if which in LOOKING_BACK or which in LOOKING_AHEAD:
                return "DATE", "ref", {"value": "PAST_REF" if which in LOOKING_BACK else "FUTURE_REF"}, 0
            parts["n"] = "X"
        elif vague and which not in ("past", "last"):
            return None
    if name == "span":
        lengthy = LENGTHY.search(match.group())
        if lengthy is not None and lengthy[1] and parts.get("n", "1") == "1":
            parts["n"] = "X"
        elif match["n"] is not None and match["n"].lower() in ("a", "an") and RATE.search(here, max(0, match.start() - 60), match.start()):
            kind = "SET"
        parts.setdefault("n", "1")
    if name == "plural" and str(parts["unit"]) == "D":
        words = [*here[: match.start()].lower().split(), *match.group().lower().split()]
        if len(words) > 1 and (words[-2] in BEFORE_DAYS or (words[-2] == "the" and here.startswith(" of ", match.end()))):
            return None
    word = match.group()
    if name == "day" and "weekday" in parts and NEWSPAPER.match(here, match.end()):
        return None
    if name in ("day", "period", "ref") and not parts.keys() & {"weekday", "month"} and match.start() and _is_title(word, here[: match.start()]):
        return None
    if name == "ref" and not _is_ref(word.lower(), match, here, own, offset):
        return None
    if name == "set" and (token := _token_at(own, offset + match.start())) is not None and token.upos == "NOUN":
        return None
    if rule.name == "set" and match["word"] is not None and match["word"][0].isupper() and _in_name(match, here):
        return None
    return kind, name, parts, 0


def _spelt_year(word: str) -> int:
    """nineteen ninety-six -> 1996, two thousand -> 2000"""
    first, _, rest = word.partition(" ")
    return int(value_of(word) or 0) if rest == "thousand" else int(value_of(first) or 0) * 100 + int(value_of(rest) or 0)


def _is_title(word: str, before: str) -> bool:
    """Whether "TODAY" or "This Week" is a newspaper's or a programme's name."""
    if word.isupper() and len(word) > 3:
        return before.rstrip()[-3:].isupper()
    words = word.split()
    return len(words) > 1 and all(w[0].isupper() for w in words) and bool(before.strip("“\"' "))


def _is_ref(word: str, match: re.Match[str], here: str, own: tuple[Token, ...], offset: int) -> bool:
    """Not "a recently struck deal", nor "soon became"."""
    if word.endswith("recently") and re.search(r"\b(?:a|an|the|its|his|their|most)\s$", here[: match.start()], re.IGNORECASE):
        return False
    if word.endswith("soon"):
        follows = next((t for t in own if t.start >= match.end() + offset), None)
        if re.search(r"\b(?:was|were|had)\s$", here[: match.start()]):
            return False
        return follows is None or "Tense=Past" not in follows.feats or "VerbForm=Fin" not in follows.feats
    return True


def _token_at(own: tuple[Token, ...], position: int) -> Token | None:
    for token in own:
        if token.start <= position < token.end:
            return token
    return None


def _is_month(found: str, match: re.Match[str], here: str, own: tuple[Token, ...], offset: int) -> bool:
    """Whether "may" and "march" are the months: written as a name, and beside a day or a year, or tagged as a noun, or after a word that wants one."""
    word = found.lower().rstrip(".")
    if found[0].islower():
        return False
    position = here.find(found, match.start())
    groups = match.groupdict()
    if any(groups.get(g) for g in groups if g.startswith(("day", "year", "which", "mod", "edge"))):
        return True
    after = here[position + len(found) :]
    if (after[:1] == "-" and after[1:2].isalpha()) or (len(word) < 5 and word not in ("may", "june", "july") and not found.endswith(".")):
        return False
    before = here[:position].rstrip().rsplit(" ", 1)[-1].strip("“\"'(") if position else ""
    if word == "march" and re.match(r"\s(?:for|on|against|to)\b", after):
        return False
    if before.lower() in BEFORE_MONTH:
        return True
    if word not in DOUBTFUL:
        return True
    token, beside = _token_at(own, offset + position), _token_at(own, offset + position + len(found) + 1)
    if before[:1].isupper() or (word in ("april", "june", "august") and beside is not None and beside.text[0].isupper()):
        return False  # Theresa May
    first = not here[:position].strip("“\"'( ")
    return token is not None and token.upos in ("PROPN", "X") and not (first and word in ("may", "march"))


def _is_unit(word: str, match: re.Match[str], own: tuple[Token, ...], offset: int) -> bool:
    """Whether a unit is one of time: "a second" wave and "a quarter" of the votes are none."""
    groups = match.groupdict()
    number = str(groups.get("n") or "").lower()
    if word == "second" and (number in ("a", "an", "", "one") or groups.get("which")):
        return False
    if word == "quarter" and not groups.get("which") and not groups.get("ordinal") and not groups.get("final") and not groups.get("every"):
        return False
    return not (word == "quarters" and number)


def _is_year(match: re.Match[str], here: str) -> bool:
    """Whether a bare number of four digits is a year."""
    if any(match.groupdict().get(g) for g in ("mod", "edge", "last", "fiscal")):
        return True
    before, after = here[: match.start()], here[match.end() :]
    if COUNTED.match(after) or BEFORE_YEAR.search(before):
        return False
    if not match["year"].isdigit():
        return True
    year = int(match["year"])
    return year >= 1900 or bool(OLD_YEAR.search(before))


def _in_name(match: re.Match[str], here: str) -> bool:
    """Whether a capitalised "Daily" is part of a name: not first in the sentence, or before a capital."""
    return bool(match.start() and here[: match.start()].strip("“\"' ")) or bool(CAPITAL_NAME.match(here, match.end()))


@lru_cache(maxsize=4)
def holidays(knowledge: Knowledge) -> tuple[re.Pattern[str], dict[str, Parts]]:
    """One pattern for the names of holidays, and how each is reckoned: a day, a weekday of a month, or days from Easter."""
    known: dict[str, Parts] = {}
    for row in knowledge.table("holidays"):
        parts: Parts = {}
        for column in ("year", "month", "day", "weekday", "nth", "easter", "orthodox"):
            if row[column]:
                parts[column] = int(row[column])
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            known.setdefault(name.lower(), parts)
    # "Sept. 11~attacks": the day alone, where that word follows
    names = "|".join(
        re.escape(n.partition("~")[0]) + (rf"(?=\s(?:terror(?:ist)?\s)?{n.partition('~')[2]})" if "~" in n else "")
        for n in sorted(known, key=lambda n: (-len(n), n))
    )
    known = {n.partition("~")[0]: parts for n, parts in known.items()}
    return re.compile(rf"(?<![\w/-])(?P<name>{names})(?![\w/])(?:,?\s(?P<year>20\d\d|19\d\d))?", re.IGNORECASE), known
