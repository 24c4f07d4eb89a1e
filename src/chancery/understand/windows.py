"""An article -> its sentences and words, and windows of whole sentences as the model takes them.

How windows and batches are made up depends on the article alone, because the quantised model's sums depend slightly on the batch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chancery.schema.article import Article, Role
from chancery.understand.pieces import END, START, Pieces
from chancery.understand.shapes import shape
from chancery.understand.words import sentences, words

#: word pieces in a window, as in training; a longer sentence stands alone, one beyond LIMIT is cut
BUDGET, LIMIT = 160, 400
#: padded word pieces in a batch: so many are quickest on one thread, and an article has several to share among threads
BATCH = 512


@dataclass(frozen=True, slots=True)
class Cut:
    """A sentence as it was cut: offsets, role, words' offsets and pieces."""

    start: int
    end: int
    role: Role
    spans: tuple[tuple[int, int], ...]
    pieces: tuple[tuple[int, ...], ...]

    @property
    def size(self) -> int:
        """Word pieces in it."""
        return sum(map(len, self.pieces))


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows of like length, padded: the model's inputs by name, and for each window its first word and how many it has."""

    inputs: dict[str, NDArray[np.int64]]
    windows: tuple[tuple[int, int], ...]


def cut(article: Article, pieces: Pieces) -> list[Cut]:
    """The sentences of all blocks, furniture too; one beyond LIMIT word pieces is cut into several."""
    found: list[Cut] = []
    for block in article.blocks:
        for start, end in sentences(article.text, block.start, block.end):
            spans: list[tuple[int, int]] = []
            ids: list[tuple[int, ...]] = []
            size = 0
            for a, b in words(article.text, start, end):
                of = pieces.of(article.text[a:b])
                if size + len(of) > LIMIT:
                    found.append(Cut(spans[0][0], spans[-1][1], block.role, tuple(spans), tuple(ids)))
                    spans, ids, size = [], [], 0
                spans.append((a, b))
                ids.append(of)
                size += len(of)
            if spans:
                found.append(Cut(spans[0][0], spans[-1][1], block.role, tuple(spans), tuple(ids)))
    return found


def batches(text: str, found: Sequence[Cut]) -> list[Batch]:
    """All sentences in windows, windows of like length together."""
    windows: list[tuple[int, int, int]] = []  # first sentence, last sentence (exclusive), pieces
    first, size = 0, 0
    for i, sentence in enumerate(found):
        n = sentence.size
        if i > first and size + n > BUDGET:
            windows.append((first, i, size))
            first, size = i, 0
        size += n
    if found:
        windows.append((first, len(found), size))
    at, begin = [], 0
    for sentence in found:
        at.append(begin)
        begin += len(sentence.spans)
    order = sorted(range(len(windows)), key=lambda w: (windows[w][2], w))
    groups: list[list[int]] = []
    for w in order:
        if not groups or (len(groups[-1]) + 1) * (windows[w][2] + 2) > BATCH:
            groups.append([])
        groups[-1].append(w)
    return [_batch(text, found, at, [windows[w] for w in group]) for group in groups]


def _batch(text: str, found: Sequence[Cut], at: list[int], group: list[tuple[int, int, int]]) -> Batch:
    rows = len(group)
    length = max(size for *_, size in group) + 2
    width = max(sum(len(s.spans) for s in found[a:b]) for a, b, _ in group)
    inputs = {name: np.zeros((rows, length), np.int64) for name in ("pieces", "shapes", "mask")}
    inputs.update({name: np.zeros((rows, width), np.int64) for name in ("first", "last", "word_shapes")})
    inputs["sentence"] = np.full((rows, width), -1, np.int64)
    for row, (a, b, _) in enumerate(group):
        ids, kinds = [START], [0]
        first, last, word_kinds, numbers = [], [], [], []
        for n, sentence in enumerate(found[a:b]):
            for (start, end), of in zip(sentence.spans, sentence.pieces, strict=True):
                kind = shape(text[start:end])
                first.append(len(ids))
                ids.extend(of)
                kinds.extend([kind] * len(of))
                last.append(len(ids) - 1)
                word_kinds.append(kind)
            numbers.extend([n] * len(sentence.spans))
        ids.append(END)
        kinds.append(0)
        n, m = len(ids), len(first)
        inputs["pieces"][row, :n], inputs["shapes"][row, :n], inputs["mask"][row, :n] = ids, kinds, 1
        inputs["first"][row, :m], inputs["last"][row, :m], inputs["word_shapes"][row, :m], inputs["sentence"][row, :m] = first, last, word_kinds, numbers
    return Batch(inputs, tuple((at[a], sum(len(s.spans) for s in found[a:b])) for a, b, _ in group))
