"""The vocabulary of issues: what positions, statements and events are about. In: the table `issues`; out: labels for a text, and keys for the rest.

A row's words are alternatives; each names words (or beginnings of words, with a star) that must all stand in the text. The longest alternative wins.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from chancery.knowledge import Knowledge

#: the month, which is no march of protesters
_MONTH = re.compile(r"\bMarch (?=\d)|(?<=[0-9] )March\b|(?<=\b(?:in|by) )March\b")
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
#: Words that do not tell one issue from another.
EMPTY = frozenset({
    "a", "an", "the", "this", "that", "these", "those", "its", "his", "her", "their", "our", "your", "my", "any", "all", "some", "no", "of", "in",
    "on", "at", "to", "for", "from", "by", "with", "and", "or", "as", "into", "over", "under", "about", "against", "between", "more", "other", "new",
    "further", "such", "own", "it", "they", "he", "she", "we", "us", "them", "who", "which", "what", "s", "is", "are", "be", "been", "was", "were",
    "will", "would",
})  # fmt: skip
IRREGULAR = {"forces": "force", "crises": "crisis", "allies": "ally", "men": "man", "women": "woman", "children": "child", "people": "people"}


class Sighting(NamedTuple):
    """A known word of a text: where it begins, which word of the text it is, and the vocabulary's words that it may stand for."""

    start: int
    place: int
    stems: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """One issue of the vocabulary."""

    label: str
    kind: str


def words_of(text: str) -> list[str]:
    """The words of a text in lower case; hyphens, apostrophes and full stops within a word are kept."""
    return [_bare(w) for w in _WORD.findall(_MONTH.sub("", text))]


def _bare(word: str) -> str:
    return word.lower().removesuffix("'s").removesuffix("’s").strip(".")


def singular(word: str) -> str:
    """A noun without its plural ending."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ses", "xes", "ches", "shes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def issue_key(label: str) -> str:
    """What two wordings of one issue outside the vocabulary share: their telling words without endings, in alphabetical order."""
    kept = {singular(w) for w in words_of(label) if w not in EMPTY}
    return " ".join(sorted(kept)) or label.strip().lower()


class Vocabulary:
    """The table, indexed by the words of its alternatives."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.topics: dict[str, Topic] = {}
        self._exact: dict[str, list[int]] = {}
        self._prefix: dict[str, list[tuple[str, int]]] = {}
        self._needs: list[tuple[frozenset[int], int, str]] = []
        self._using: dict[int, list[int]] = {}
        stems: dict[str, int] = {}
        for rank, row in enumerate(knowledge.table("issues")):
            self.topics.setdefault(row["label"], Topic(row["label"], row["kind"]))
            for alternative in row["words"].split("|"):
                if not alternative.strip():
                    continue
                needed: set[int] = set()
                for stem in alternative.split():
                    if stem not in stems:
                        stems[stem] = len(stems)
                        if stem.endswith("*"):
                            self._prefix.setdefault(stem[:-1][:2], []).append((stem[:-1], stems[stem]))
                        else:
                            self._exact.setdefault(stem, []).append(stems[stem])
                    needed.add(stems[stem])
                self._needs.append((frozenset(needed), rank, row["label"]))
        use = Counter(n for asked, _, _ in self._needs for n in asked)
        for number, (asked, _, _) in enumerate(self._needs):  # looked at where the rarest of its words stands
            self._using.setdefault(min(asked, key=lambda n: (use[n], n)), []).append(number)
        self._stems_of = lru_cache(maxsize=65536)(self._stems)
        self._labels_of = lru_cache(maxsize=1024)(self._labels)  # one clause is asked about by several parts of the record

    def _stems(self, written: str) -> tuple[int, ...]:
        word = _bare(written)
        found = list(self._exact.get(word, ()))
        if (short := singular(word)) != word:
            found += self._exact.get(short, ())
        found += [n for begin in (word[:2], word[:1]) for prefix, n in self._prefix.get(begin, ()) if word.startswith(prefix)]
        return tuple(found)

    def labels(self, text: str, *, most: int = 3) -> tuple[str, ...]:
        """The issues that a text names, the most closely named first, then the first named."""
        return self._labels_of(text)[:most]

    def _labels(self, text: str) -> tuple[str, ...]:
        return self.labels_between(self.sightings(text), 0, len(text), most=None)

    def sightings(self, text: str) -> list[Sighting]:
        """The words of a text that the vocabulary knows, in order: what `labels_between` looks at, where many parts of one text are asked about."""
        words: Iterable[re.Match[str]] = _WORD.finditer(text)
        if "March" in text:
            months = {m.start() for m in _MONTH.finditer(text)}
            words = (m for m in words if m.start() not in months)
        return [Sighting(m.start(), n, stems) for n, m in enumerate(words) if (stems := self._stems_of(m[0]))]

    def labels_between(self, seen: Sequence[Sighting], start: int, end: int, *, most: int | None = 3) -> tuple[str, ...]:
        """The issues that the text's characters from `start` to `end` name, as `labels` gives them."""
        at: dict[int, int] = {}
        for i in range(bisect_left(seen, start, key=lambda s: s.start), len(seen)):
            if seen[i].start >= end:
                break
            for n in seen[i].stems:
                at.setdefault(n, seen[i].place)
        return self._ranked(at)[:most]

    def _ranked(self, at: Mapping[int, int]) -> tuple[str, ...]:
        """The issues whose words stand at these places of a text."""
        if not at:
            return ()
        best: dict[str, tuple[int, int, int]] = {}
        for number in [u for n in at for u in self._using.get(n, ())]:
            needed, rank, label = self._needs[number]
            if needed <= at.keys():
                where = [at[n] for n in needed]
                if max(where) - min(where) > 3 + len(needed):
                    continue
                key = (-len(needed), min(where), rank)
                if label not in best or key < best[label]:
                    best[label] = key
        return tuple(sorted(best, key=lambda label: best[label]))

    def label(self, text: str) -> str | None:
        """The issue that a text names most closely."""
        found = self.labels(text, most=1)
        return found[0] if found else None


@lru_cache(maxsize=4)
def vocabulary(knowledge: Knowledge) -> Vocabulary:
    """The vocabulary over a set of tables, made once for it."""
    return Vocabulary(knowledge)
