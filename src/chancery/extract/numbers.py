"""Numbers in words and digits. In: a run of text such as "2 1/2", "1.5 million", "forty-one", "a half-dozen"; out: its value. Times and figures share it."""

from __future__ import annotations

import re

ONES = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
SCALES = {
    "hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "bln": 1e9, "b": 1e9, "tn": 1e12, "trn": 1e12,
}  # fmt: skip
FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}

#: 1,300  39000  3.6  2 1/2  2½
DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,8}(?:\.\d{1,9})?|\d{1,15}(?:\.\d{1,6})?)(?:(?:\s|-)?\d/\d(?!\d)|\s?[½¼¾⅓⅔])?"
_TENS = "|".join(sorted(TENS, key=lambda w: (-len(w), w)))
_ONES = "|".join(sorted(ONES, key=lambda w: (-len(w), w)))
_SMALL = rf"(?:(?:{_TENS})(?:(?:\s|-)(?:{_ONES}))?|(?:{_ONES}))(?![a-z])"
_BIG = "hundred|thousand|million|billion|trillion"
#: forty-one, two hundred and ten, a hundred and forty; no number has more parts than the bounds allow, so that a list of them takes no square of its length
WORDS = (
    rf"(?:{_SMALL}|an?\s(?:{_BIG})(?![a-z]))(?:(?:\s|-)(?:{_BIG})(?![a-z])){{0,4}}"
    rf"(?:(?:\s|\sand\s){_SMALL}(?:(?:\s|-)(?:{_BIG})(?![a-z])){{1,4}}){{0,6}}"
    rf"(?:(?:(?<=hundred)|(?<=thousand)|(?<=million))(?:\sand\s|\s){_SMALL})?"
)
#: any of the two, with a magnitude: 1.5 million, 20m, 3bn
NUMBER = rf"(?:{DIGITS}(?:(?:\s|-)(?:{_BIG})(?![a-z])|\s?(?:k|mn|mln|m|bn|bln|b|tn|trn)(?![a-z]))?|{WORDS})"

_TOKEN = re.compile(r"[a-z]+|\d[\d,]*(?:\.\d+)?(?:/\d+)?|[½¼¾⅓⅔]")


def value_of(text: str) -> float | None:
    """The value of a number in words or digits; none where the text is no number. "half a million" is 500,000, "two dozen" 24, "a pair" 2."""
    total, current, seen = 0.0, 0.0, False
    tokens = _TOKEN.findall(text.lower())
    for place, token in enumerate(tokens):
        if token in ("a", "an"):
            if not seen and (place + 1 == len(tokens) or tokens[place + 1] not in ("half", "quarter", "pair", "couple")):
                current, seen = 1.0, True
        elif token in ("and", "of"):
            continue
        elif token in ONES or token in TENS:
            current, seen = current + ONES.get(token, TENS.get(token, 0)), True
        elif token == "hundred":
            current, seen = (current or 1.0) * 100.0, True
        elif token in ("dozen", "dozens"):
            current, seen = (current or 1.0) * 12.0, True
        elif token in ("pair", "couple"):
            current, seen = 2.0, True
        elif token in ("half", "quarter"):
            part = 0.5 if token == "half" else 0.25
            current, seen = (part if not seen else current + part), True
        elif token in SCALES:
            total, current, seen = total + (current or 1.0) * SCALES[token], 0.0, True
        elif token in FRACTIONS:
            current, seen = current + FRACTIONS[token], True
        elif token[0].isdigit():
            if "/" in token:
                over, under = token.replace(",", "").split("/")
                if not float(under):
                    return None
                current += float(over) / float(under)
            else:
                current += float(token.replace(",", ""))
            seen = True
        else:
            return None
    return total + current if seen else None


def whole(value: float | None) -> float | None:
    """The value as it is compared: rounded to six places, an integer where it is one."""
    if value is None:
        return None
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def plain(value: float) -> str:
    """The value as TIMEX3 writes it: "3", "2.5"."""
    return f"{value:g}" if value < 1e6 else str(int(value))
