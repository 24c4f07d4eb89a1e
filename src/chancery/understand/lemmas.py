"""A word, its part of speech and the model's edit rule -> its lemma.

Words of the treebanks have the lemma they have there; for others a regular ending is taken off where that gives a known lemma, else the model's rule decides.
A rule keeps the word's middle: `case|cut before|put before|cut after|put after`, or `case|=lemma`.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

#: endings by part of speech, with what stands in their place; tried in order
ENDINGS: dict[str, tuple[tuple[str, str], ...]] = {
    "VERB": (("ies", "y"), ("es", "e"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", ""), ("", "")),
    "NOUN": (("ies", "y"), ("es", "e"), ("s", ""), ("es", ""), ("men", "man"), ("", "")),
}


@lru_cache(maxsize=65536)
def lemma(word: str, rule: str) -> str:
    """The lemma by the rule alone; a rule that does not fit the word leaves it as it is. Case: l lower, c Capitalised, u UPPER, k the word's own."""
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


class Lemmas:
    """The treebanks' forms with their lemmas, from the model's folder."""

    def __init__(self, folder: Path) -> None:
        self._forms: dict[str, dict[str, str]] = json.loads((folder / "lemmas.json").read_text(encoding="utf-8"))
        self._known = {part: frozenset(forms.values()) for part, forms in self._forms.items()}
        self._made: dict[tuple[str, str, str], str] = {}

    def of(self, word: str, part: str, rule: str) -> str:
        """The lemma of a word of the given part of speech."""
        key = (word, part, rule)
        found = self._made.get(key)
        if found is None:
            if len(self._made) > 100_000:
                self._made.clear()
            self._made[key] = found = self._find(word, part, rule)
        return found

    def _find(self, word: str, part: str, rule: str) -> str:
        low, by_rule = word.lower(), lemma(word, rule)
        known = self._forms.get(part, {}).get(low)
        if known is not None:
            return by_rule if by_rule.lower() == known else known  # the rule knows the case
        if part not in ENDINGS or not low.isalpha() or by_rule.lower() in self._known[part]:
            return by_rule
        for ending, put in ENDINGS[part]:
            if len(low) > len(ending) + 2 and low.endswith(ending):
                stem = low[: len(low) - len(ending)]
                for candidate in (stem + put, stem[:-1]) if put == "" and len(stem) > 3 and stem[-1] == stem[-2] else (stem + put,):
                    if candidate in self._known[part]:
                        return candidate
        # an unknown word keeps its beginning: a rule that changes it is none of its own
        if part == "VERB" and by_rule.lower()[:2] != low[:2]:
            return low.removesuffix("ed").removesuffix("ing")
        return by_rule
