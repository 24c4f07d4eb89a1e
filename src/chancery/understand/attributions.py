"""The model's scores of sources, cues and contents -> the best spans of an article.

A linear chain over the words: to the model's score of each tag comes what begins, ends or goes on between two words, weighed by what stands at that boundary
(marks, quotation, clauses of the parse, how much of it crosses). The weights are fitted by `training.heads.attributions`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from chancery.errors import InstallationError
from chancery.models import FOLDER

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
FILE = Path("light") / "attributions.npz"
#: a run of words ends with a sentence after which hardly anything may go on, or with the first sentence after so many words
APART, LONGEST = 0.005, 240
_BARRED = np.float32(-1e4)

_QUOTES = frozenset('"“”«»')
_MARKS = {",": "comma", ":": "colon", **dict.fromkeys(_QUOTES, "quote"), **dict.fromkeys(".?!", "stop"), **dict.fromkeys("-–—", "dash")}
_PREPOSITIONS = frozenset({"for", "of", "about", "on", "as", "with", "at", "over", "against"})
_AND = frozenset({"and", "but", "or"})
#: what a word is, as the boundary before and behind it sees it
_KINDS = ("comma", "quote", "stop", "colon", "dash", "that", "to", "preposition", "and", "verb", "noun", "determiner", "punctuation", "other")
#: labels of the arcs whose words head clauses, and of those that hang from what is said
_CLAUSES = frozenset({"root", "ccomp", "xcomp", "advcl", "parataxis", "acl", "acl:relcl", "csubj", "conj"})
_COMPLEMENTS = frozenset({"ccomp", "xcomp", "csubj", "obj", "obl", "nmod", "acl"})
_TREE = (
    "crossed 0", "crossed 1", "crossed 2", "crossed 3", "crossed more", "sentence", "clause begins", "clause ends", "complement begins", "complement ends",
    "cue's clause begins", "cue's clause ends", "of a cue", "quoted", "sentence, quoted", "quotation begins", "quotation has ended", "clause begins at a comma",
    "clause ends at a comma",
)  # fmt: skip
#: the columns of `boundaries`
NAMES = ("always", *(f"after {k}" for k in _KINDS), *(f"before {k}" for k in _KINDS), *_TREE)


def kinds(tags: Sequence[str]) -> tuple[list[str], Ints]:
    """What may happen between two words ("O source", "content stays"), and a table (tags, tags) of which of it two tags mean; -1 where they may not follow."""
    names: list[str] = []
    table = np.full((len(tags), len(tags)), -1)
    for i, before in enumerate(tags):
        for j, after in enumerate(tags):
            label = after[2:] or "O"
            if after.startswith("I-"):
                if before[2:] != label:
                    continue
                name = f"{label} stays"
            else:
                name = f"{before[2:] or 'O'} {label}"
            if name not in names:
                names.append(name)
            table[i, j] = names.index(name)
    return names, table


def boundaries(words: Sequence[str], upos: Sequence[str], heads: Ints, labels: Sequence[str], cues: Floats, starts: Sequence[int]) -> Floats:
    """What stands at the boundary before each word, (words, len(NAMES)).

    `heads` count from 1 within the sentence (0 the root), `labels` are the arcs' names, `cues` how probable it is that each word is part of a cue, `starts`
    the first word of each sentence and the count of all.
    """
    size = len(words)
    found = np.zeros((size, len(NAMES)), np.float32)
    if not size:
        return found
    column = {name: found[:, i] for i, name in enumerate(NAMES)}
    column["always"][:] = 1
    own = np.array([_kind(w.lower(), p) for w, p in zip(words, upos, strict=True)])
    found[np.arange(size), 1 + len(_KINDS) + own] = 1
    found[np.arange(1, size), 1 + own[:-1]] = 1

    begins = np.repeat(np.asarray(starts[:-1]), np.diff(np.asarray(starts)))
    above = np.where(heads > 0, begins + heads - 1, -1)
    hung = np.flatnonzero(above >= 0)
    low, high = np.minimum(hung, above[hung]), np.maximum(hung, above[hung])
    crossing = np.zeros(size + 1, np.int64)
    np.add.at(crossing, low + 1, 1)
    np.subtract.at(crossing, high + 1, 1)
    found[np.arange(size), NAMES.index("crossed 0") + np.minimum(crossing.cumsum()[:size], 4)] = 1
    first = np.zeros(size, bool)
    first[np.asarray(starts[:-1])[np.diff(np.asarray(starts)) > 0]] = True
    column["sentence"][:] = first

    left, right = _reach(above)
    clause = np.array([label in _CLAUSES for label in labels])
    begin, end = np.zeros(size + 1, np.float32), np.zeros(size + 1, np.float32)
    begin[left[clause]] = 1
    end[right[clause] + 1] = 1
    column["clause begins"][:], column["clause ends"][:] = begin[:size], end[:size]
    said = np.flatnonzero(np.array([label in _COMPLEMENTS for label in labels]) & (above >= 0))
    odds = cues[above[said]]
    for name, place, value in (
        ("complement begins", left[said], odds),
        ("complement ends", right[said] + 1, odds),
        ("cue's clause begins", left[clause], cues[clause]),
        ("cue's clause ends", right[clause] + 1, cues[clause]),
        ("of a cue", hung, cues[above[hung]]),
    ):
        most = np.zeros(size + 1, np.float32)
        np.maximum.at(most, place, value)
        column[name][:] = most[:size]

    quoted = _quoted(words)
    quote, comma = own == _KINDS.index("quote"), own == _KINDS.index("comma")
    after_quote = np.concatenate([[False], quote[:-1]])
    column["quoted"][:] = quoted
    column["sentence, quoted"][:] = first & quoted
    column["quotation begins"][:] = quote & ~quoted
    column["quotation has ended"][:] = after_quote & ~quoted
    column["clause begins at a comma"][:] = (begin[:size] > 0) & np.concatenate([[False], comma[:-1]])
    column["clause ends at a comma"][:] = (end[:size] > 0) & comma
    return found


def _kind(word: str, upos: str) -> int:
    """The place in _KINDS of what a word is."""
    if upos == "PUNCT" or not word[0].isalnum():
        name = _MARKS.get(word, "punctuation")
    elif word in ("that", "to"):
        name = word
    elif word in _PREPOSITIONS:
        name = "preposition"
    elif word in _AND:
        name = "and"
    else:
        name = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "PRON": "noun", "DET": "determiner"}.get(upos, "other")
    return _PLACES[name]


_PLACES = {name: i for i, name in enumerate(_KINDS)}


def _reach(above: Ints) -> tuple[Ints, Ints]:
    """The first and the last word below each word, or itself; `above` is each word's head, -1 for none."""
    left, right = np.arange(len(above)), np.arange(len(above))
    hung = np.flatnonzero(above >= 0)
    while True:
        lower, upper = left.copy(), right.copy()
        np.minimum.at(lower, above[hung], left[hung])
        np.maximum.at(upper, above[hung], right[hung])
        if (lower == left).all() and (upper == right).all():
            return left, right
        left, right = lower, upper


def _quoted(words: Sequence[str]) -> NDArray[np.bool_]:
    """Whether the boundary before each word lies within quotation marks, plain ones taken in turn."""
    found = np.zeros(len(words), bool)
    inside, since = False, 0
    for i, word in enumerate(words):
        if word in _QUOTES:
            if inside:
                found[since + 1 : i + 1] = True
            inside, since = (not inside if word == '"' else word in "“«"), i
    if inside:
        found[since + 1 :] = True
    return found


class Chain:
    """The fitted weights: `boundary` (kinds, len(NAMES)) of what happens at a boundary, `step` (tags, tags) of a tag after another.

    Raises InstallationError where their file is missing or damaged.
    """

    def __init__(self, tags: Sequence[str], folder: Path | None = None) -> None:
        path = (folder or FOLDER) / FILE
        try:
            with np.load(path) as file:
                boundary, step = file["boundary"].astype(np.float32), file["step"].astype(np.float32)
        except (OSError, KeyError, ValueError) as error:
            raise InstallationError(f"the head {path.name} is missing or damaged: {error}", hint="install chancery again") from error
        self._tags = list(tags)
        names, table = kinds(tags)
        if boundary.shape != (len(names), len(NAMES)) or step.shape != table.shape:
            raise InstallationError(f"the head {path.name} is of another version", hint="install chancery again")
        self._boundary, self._table = boundary, table.clip(0)
        self._step = np.where(table < 0, _BARRED, step).astype(np.float32)
        self._cue = [i for i, t in enumerate(tags) if t.endswith("-cue")]
        self._inside = [i for i, t in enumerate(tags) if t.startswith("I-")]

    def paths(self, words: Sequence[str], upos: Sequence[str], heads: Ints, labels: Sequence[str], scores: Floats, starts: Sequence[int]) -> Ints:
        """The tag of each word, from the model's log-probabilities `scores` (words, tags) and what `boundaries` takes."""
        path = np.zeros(len(words), np.int64)
        if not len(words):
            return path
        odds = np.exp(scores)
        steps = boundaries(words, upos, heads, labels, odds[:, self._cue].sum(1), starts) @ self._boundary.T
        runs = _runs(odds[:, self._inside].sum(1), odds[:, 0], starts)
        runs.sort(key=lambda run: run[1] - run[0])
        for at in range(0, len(runs), 64):
            group = runs[at : at + 64]
            for (begin, end), own in zip(group, self._best([(scores[a:b], steps[a:b]) for a, b in group]), strict=True):
                path[begin:end] = own
        return path

    def _best(self, runs: Sequence[tuple[Floats, Floats]]) -> list[Ints]:
        """The best tags of several runs by Viterbi, the longest last; before a run stands O, and O fills the shorter ones up."""
        tags, length = len(self._tags), max(len(s) for s, _ in runs)
        score = np.full((length, len(runs), tags), -1e9, np.float32)
        score[:, :, 0] = 0
        step = np.zeros((length, len(runs), self._boundary.shape[0]), np.float32)
        for row, (s, t) in enumerate(runs):
            score[: len(s), row], step[: len(t), row] = s, t
        moves = step[:, :, self._table] + self._step
        back = np.zeros((length, len(runs), tags), np.intp)
        value = score[0] + moves[0][:, 0]
        for w in range(1, length):
            total = value[:, :, None] + moves[w]
            total.argmax(1, out=back[w])
            value = np.maximum.reduce(total, axis=1) + score[w]
        path = np.zeros((length, len(runs)), np.int64)
        path[-1] = value.argmax(1)
        rows = np.arange(len(runs))
        for w in range(length - 1, 0, -1):
            path[w - 1] = back[w][rows, path[w]]
        return [path[: len(s), row] for row, (s, _) in enumerate(runs)]


def _runs(inside: Floats, none: Floats, starts: Sequence[int]) -> list[tuple[int, int]]:
    """Runs of whole sentences over whose ends nothing goes on; sentences that are all but surely without a span are left out."""
    found: list[tuple[int, int]] = []
    for begin, end in pairwise(starts):
        if begin == end:
            continue
        if found and found[-1][1] == begin and inside[begin] > APART and begin - found[-1][0] < LONGEST:
            found[-1] = (found[-1][0], end)
        elif (none[begin:end] < 0.98).any():
            found.append((begin, end))
    return found
