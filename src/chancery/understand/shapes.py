"""Word -> class of its written shape. The vocabulary knows no capitals, so the model is told of them here."""

from __future__ import annotations

from functools import lru_cache

#: 0 is for padding and special pieces
COUNT = 13


@lru_cache(maxsize=65536)
def shape(word: str) -> int:
    """1 lower case, 2 Capitalised, 3 CAPITALS, 4 one capital letter, 5 miXed, 6 number, 7 number with letters, 8 with full stops (U.S.),
    9 hyphen or dash, 10 quotation mark, 11 bracket, 12 other mark."""
    if word.isalpha():
        if word.islower():
            return 1
        if word.isupper():
            return 4 if len(word) == 1 else 3
        return 2 if word[0].isupper() and word[1:].islower() else 5
    if any(c.isdigit() for c in word):
        return 7 if any(c.isalpha() for c in word) else 6
    if any(c.isalpha() for c in word):
        if "." in word:
            return 8
        return 2 if word[0].isupper() else 1
    if word[0] in "-–—":
        return 9
    if word[0] in "\"“”'‘’«»`":
        return 10
    return 11 if word[0] in "()[]{}" else 12
