"""The words of quantities: hedges and what they open, vague numbers and the least they stand for. In: a run of text; out: low, high and the qualifier.

"More than 100" leaves the upper end open, "up to 24" the lower one; "about" opens neither; "dozens" means 24 at least, "several" nothing in figures.
"""

from __future__ import annotations

import re

from chancery.extract.numbers import DIGITS, NUMBER, value_of, whole

#: qualifier -> (words before the number, which end is open)
OPEN_ABOVE = {
    "more than": "more than|in excess of|upwards? of|north of|well over|over|above|exceeding|exceeded|exceeds|topped|topping|surpassed|surpassing"
    "|greater than|beyond|past the",
    "at least": "at least|no fewer than|no less than|not less than|a minimum of|minimum of|at a minimum|not fewer than",
}
OPEN_BELOW = {
    "up to": "up to|as many as|as much as|as high as|at most|no more than|not more than|a maximum of|maximum of",
    "less than": "less than|fewer than|under|below|short of|well under|lower than",
    "nearly": "nearly|almost|close to|just under|just short of|just below|approaching|virtually",
}
CLOSED = {
    "about": "about|around|roughly|approximately|some|an estimated|estimated|an average of|on average|perhaps|maybe|possibly|or so|approx\\.|circa"
    "|in the region of|in the range of|more or less"
}
QUALIFIERS: dict[str, str] = {
    w.replace("\\", "").replace("?", ""): q for table in (OPEN_ABOVE, OPEN_BELOW, CLOSED) for q, words in table.items() for w in words.split("|")
}
QUALIFIERS["upwards of"] = "more than"
_HEDGE = "|".join(
    sorted((w.replace(" ", r"\s") for table in (OPEN_ABOVE, OPEN_BELOW, CLOSED) for words in table.values() for w in words.split("|")), key=len, reverse=True)
)
#: hedges may stand together: "at least some", "the estimated"
HEDGE = (
    rf"(?:(?:only|just|the|a\stotal\sof|another|an\sadditional|so\smany|perhaps|maybe|possibly|probably|as\sfew\sas|well"
    rf"|a\srecord)\s)?(?:{_HEDGE})\s(?:(?:{_HEDGE})\s)?"
)

#: Vague numbers: the least that each stands for; none where it stands for no figure.
VAGUE: dict[str, float | None] = {
    "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "millions": 2e6, "billions": 2e9, "trillions": 2e12,
    "tens of thousands": 20000, "hundreds of thousands": 200000, "tens of millions": 2e7, "hundreds of millions": 2e8, "tens of billions": 2e10,
    "hundreds of billions": 2e11,
    "thousands upon thousands": 2000, "hundreds upon hundreds": 200,
    "several": None, "a number of": None, "a handful of": None, "a small number": None, "a large number": None, "a small number of": None,
    "a large number of": None, "numerous": None,
    "several hundred": 200, "several thousand": 2000, "several dozen": 24, "several million": 2e6, "a few hundred": 200, "a few thousand": 2000,
    "a few dozen": 24, "many thousands": 2000,
    "many hundreds": 200, "several hundreds": 200, "several thousands": 2000, "several billion": 2e9, "a few million": 2e6, "untold thousands": 2000,
}  # fmt: skip
_VAGUE = "|".join(w.replace(" ", r"\s") for w in sorted(VAGUE, key=lambda w: (-len(w), w)))
_DOZEN = (
    r"(?:(?:a|one|two|three|four|five|six)(?:\s|-))?(?:half(?:\s|-)(?:a\s)?)?dozen(?:\sor\sso)?|half\s(?:a|an)\s(?:hundred|thousand|million|billion)"
    r"|a\squarter\sof\sa\s(?:million|billion)|(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)\sand\sa\shalf\s(?:thousand|million|billion|trillion)"
    r"|a\spair(?:\sof)?|a\scouple\sof"
)
PLAIN = rf"(?:{_DOZEN}|{NUMBER})"
QUANTITY = rf"(?:{_DOZEN}|{_VAGUE}|{NUMBER})"
RANGE = (
    rf"(?:between\s(?P<from1>{PLAIN})\s(?:and|to)\s|(?:from\s)?(?P<from2>{PLAIN})(?:\sto\s|\sor\s)|(?P<from3>{DIGITS}(?:\s?(?:k|m|mn|bn|million"
    rf"|billion))?)\s?[-–—]\s?(?=\d))"
)


def qualifier_of(hedge: str) -> str:
    """The qualifier of the hedging words before a number; "exact" where there are none."""
    words = re.sub(r"\s+", " ", hedge.strip().lower())
    for start in range(len(words)):
        if (start == 0 or words[start - 1] == " ") and (found := QUALIFIERS.get(words[start:])):
            return found
    for end in range(len(words), 0, -1):
        for start in range(end):
            if (start == 0 or words[start - 1] == " ") and (found := QUALIFIERS.get(words[start:end].strip())):
                return found
    return "exact"


def vague(words: str) -> tuple[float | None, str] | None:
    """The least that a vague number stands for, and its qualifier; none where the words are a number proper."""
    key = re.sub(r"\s+", " ", words.strip().lower())
    if key not in VAGUE:
        return None
    low = VAGUE[key]
    return low, "several" if low is None else key


def bounds(value: float, qualifier: str) -> tuple[float | None, float | None]:
    """Low and high of a number under a qualifier; an open end is null."""
    if qualifier in OPEN_ABOVE:
        return value, None
    if qualifier in OPEN_BELOW:
        return None, value
    return value, value


def number(text: str, magnitude: float = 1.0) -> float | None:
    """The value of a number proper, times a magnitude written once for a whole range."""
    found = value_of(text.lower().removesuffix("or so"))
    return None if found is None else whole(found * magnitude)
