"""A word and an edit rule -> its lemma. A rule keeps the word's middle: `case|cut before|put before|cut after|put after`, or `case|=lemma`."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=65536)
def lemma(word: str, rule: str) -> str:
    """The lemma; a rule that does not fit the word leaves it as it is, lower case. Case: l lower, c Capitalised, u UPPER, k the word's own."""
    case, _, edit = rule.partition("|")
    low = word.lower()
    if edit.startswith("="):
        made = edit[1:]
    else:
        cut_before, before, cut_after, after = edit.split("|")
        a, b = int(cut_before), int(cut_after)
        if a + b > len(low):
            made = low
        else:
            made = before + low[a : len(low) - b] + after
            if case == "k" and made == low:
                return word
    if not made:
        made = low
    if case == "c":
        return made.capitalize()
    if case == "u":
        return made.upper()
    return made
