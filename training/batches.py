"""Windows -> tensors: word pieces, shapes, where each word begins and ends, and labels as numbers."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import torch
from tokenizers import Tokenizer

from chancery.understand.shapes import shape
from training.network import pretrained_folder
from training.windows import IGNORE, Window, lemma_rule

CLS, SEP, PAD = 101, 102, 0
LAYERS = ("upos", "feats", "lemma", "deprel", "entity", "attribution", "event", "modality", "act", "stance", "undertaking")


@lru_cache(maxsize=1)
def tokenizer() -> Tokenizer:
    """The encoder's word-piece tokenizer."""
    t = Tokenizer.from_file(str(pretrained_folder() / "tokenizer.json"))
    t.no_padding()
    t.no_truncation()
    return t


@lru_cache(maxsize=200_000)
def pieces(word: str) -> tuple[int, ...]:
    """The word's pieces; a word that yields none is unknown (100), one of more than eight is cut."""
    ids = tokenizer().encode(word, add_special_tokens=False).ids
    return tuple(ids[:8]) or (100,)


class Encoded:
    """One window as arrays."""

    __slots__ = ("arrays", "head", "pieces", "roles", "sentence", "shapes", "story", "words")

    def __init__(self, window: Window, labels: dict[str, dict[str, int]]) -> None:
        ids, shapes, first, last, word_shapes, sentence, head = [CLS], [0], [], [], [], [], []
        layers: dict[str, list[int]] = {n: [] for n in LAYERS}
        offset, place = 0, {}
        for n, s in enumerate(window.sentences):
            for word in s.words:
                p, kind = pieces(word), shape(word)
                first.append(len(ids))
                ids.extend(p)
                shapes.extend([kind] * len(p))
                last.append(len(ids) - 1)
                word_shapes.append(kind)
                sentence.append(n)
            count = len(s.words)
            head.extend([0 if h == 0 else offset + h for h in s.head] if s.head else [IGNORE] * count)
            for name in LAYERS:
                if name == "lemma":
                    values = [labels[name].get(lemma_rule(w, le), IGNORE) for w, le in zip(s.words, s.lemma, strict=True)] if s.lemma else None
                else:
                    given = getattr(s, name)
                    values = [labels[name].get(v, IGNORE) for v in given] if given else None
                layers[name].extend(values or [IGNORE] * count)
            place.update({s.first + i: offset + i for i in range(count)})
            offset += count
        ids.append(SEP)
        shapes.append(0)
        self.pieces, self.shapes = np.array(ids), np.array(shapes)
        self.words = np.array([first, last, word_shapes])
        self.sentence, self.head = np.array(sentence), np.array(head)
        self.arrays = {n: np.array(v) for n, v in layers.items()}
        pairs = [(place[t], place[m], part) for s in window.sentences for t, m, part in s.roles if t in place and m in place]
        self.roles = np.array(pairs, dtype=np.int64).reshape(-1, 3)
        self.story = [labels["event"][t] for t in window.story]


def collate(items: list[Encoded], *, step: int = 16) -> dict[str, torch.Tensor]:
    """A batch padded to multiples of `step`, so that few shapes occur."""

    def up(n: int) -> int:
        return -(-n // step) * step

    t, w, b = up(max(len(i.pieces) for i in items)), up(max(len(i.head) for i in items)), len(items)
    out = {
        "pieces": np.zeros((b, t), np.int64), "shapes": np.zeros((b, t), np.int64), "mask": np.zeros((b, t), np.int64),
        "first": np.zeros((b, w), np.int64), "last": np.zeros((b, w), np.int64), "word_shapes": np.zeros((b, w), np.int64),
        "sentence": np.full((b, w), -1), "head": np.full((b, w), IGNORE), "story": np.zeros((b, 17), np.float32),
        **{n: np.full((b, w), IGNORE) for n in LAYERS},
    }  # fmt: skip
    for k, i in enumerate(items):
        n, m = len(i.pieces), len(i.head)
        out["pieces"][k, :n], out["shapes"][k, :n], out["mask"][k, :n] = i.pieces, i.shapes, 1
        out["first"][k, :m], out["last"][k, :m], out["word_shapes"][k, :m] = i.words
        out["sentence"][k, :m], out["head"][k, :m] = i.sentence, i.head
        for name in LAYERS:
            out[name][k, :m] = i.arrays[name]
        out["story"][k, i.story] = 1
    out["roles"] = np.concatenate([np.hstack([np.full((len(i.roles), 1), k), i.roles]) for k, i in enumerate(items)])
    return {k: torch.from_numpy(v) for k, v in out.items()}


def batches(items: list[Encoded], budget: int, rng: random.Random) -> Iterator[dict[str, torch.Tensor]]:
    """Batches of at most `budget` padded word pieces, windows of like length together, without end."""
    while True:
        order = sorted(range(len(items)), key=lambda i: len(items[i].pieces) + rng.random() * 8)
        groups, run = [], []
        for i in order:
            if run and (len(run) + 1) * (-(-len(items[i].pieces) // 16) * 16) > budget:
                groups.append(run)
                run = []
            run.append(i)
        if run:
            groups.append(run)
        rng.shuffle(groups)
        for group in groups:
            yield collate([items[i] for i in group])
