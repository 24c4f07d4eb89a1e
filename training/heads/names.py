"""Fit the head of names on the frozen vectors: python -m training.heads.names. One hidden layer over a word and its neighbours, averaged over the steps.

The corpora's own names, and those of the EWT treebank, whose kinds are given in training/names.csv: proper nouns of the gold trees, typed by an earlier model
and corrected by hand (sentence of the train part, first word, word after the last, kind).
"""

from __future__ import annotations

import copy
import csv
import json
import os
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import torch
from torch import nn

from chancery.models import FOLDER
from chancery.understand import Reader
from chancery.understand.entities import features
from chancery.understand.shapes import COUNT, shape
from training import windows
from training.evaluate import analyse, documents
from training.heads.fit import save
from training.windows import ENTITY_TAGS, Sentence

NAMES = Path(__file__).parents[1] / "names.csv"
HIDDEN, EPOCHS, BATCH, RATE = 192, 6, 512, 1e-3


def treebank() -> list[Sentence]:
    """EWT's train part with the names of names.csv."""
    sentences = list(windows.treebank("ud_ewt/train.conllu.gz"))
    for s in sentences:
        s.entity = ["O"] * len(s.words)
    with NAMES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            first, last = int(row["first"]), int(row["last"])
            sentences[int(row["sentence"])].entity[first:last] = [("B-" if i == first else "I-") + row["label"] for i in range(first, last)]
    return sentences


def corpora() -> Iterator[list[Sentence]]:
    """Documents with names."""
    yield from documents(treebank())
    yield from documents(windows.gum("train"))
    yield from documents(windows.re3d())
    for part in ("politics", "science", "literature", "music", "ai"):
        yield from ([s] for s in windows.tagged(f"crossner/{part}.train.jsonl.gz", skip=frozenset({"algorithm"})))
    for corpus in ("wikigold", "wnut17"):
        yield from ([s] for s in windows.tagged(f"{corpus}/train.jsonl.gz"))


def rows(reader: Reader) -> tuple[torch.Tensor, torch.Tensor]:
    """Features and tags of every word."""
    x, y = [], []
    for document in corpora():
        seen, at, starts = analyse(reader, document), 0, [0]
        for s in document:
            starts.append(starts[-1] + len(s.words))
        shapes = np.array([shape(w) for s in document for w in s.words])
        for s in document:
            if s.entity:
                here = np.arange(at, at + len(s.words))
                x.append(torch.from_numpy(features(seen.vectors, shapes, starts, here)).bfloat16())
                y += [ENTITY_TAGS.index(t) for t in s.entity]
            at += len(s.words)
    return torch.cat(x), torch.tensor(y)


def fit(x: torch.Tensor, y: torch.Tensor) -> nn.Sequential:
    """The network, its weights averaged over the last steps."""
    torch.manual_seed(0)
    network = nn.Sequential(nn.Dropout(0.25), nn.Linear(x.shape[1], HIDDEN), nn.ReLU(), nn.Dropout(0.3), nn.Linear(HIDDEN, len(ENTITY_TAGS)))
    mean = copy.deepcopy(network)
    optimiser = torch.optim.AdamW(network.parameters(), RATE, weight_decay=0.02)
    steps = EPOCHS * (len(x) // BATCH)
    schedule = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.02, steps)
    for epoch in range(EPOCHS):
        order = torch.randperm(len(x))
        for i in range(0, len(x) - BATCH + 1, BATCH):
            batch = order[i : i + BATCH]
            loss = nn.functional.cross_entropy(network(x[batch].float()), y[batch], label_smoothing=0.02)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            if i // BATCH % 5 == 0:
                with torch.no_grad():
                    for a, b in zip(mean.parameters(), network.parameters(), strict=True):
                        a.lerp_(b, 0.01)
        print(f"names: epoch {epoch + 1} of {EPOCHS}, loss {float(loss.detach()):.3f}", flush=True)
    return mean


def head(network: nn.Sequential) -> dict:
    """The network as the arrays of a head's file."""
    hidden, out = network[1], network[4]
    assert isinstance(hidden, nn.Linear) and isinstance(out, nn.Linear)
    meta = json.dumps({"labels": list(ENTITY_TAGS), "features": []}).encode()
    return {
        "meta": np.frombuffer(meta, dtype=np.uint8),
        "dense": hidden.weight.detach().numpy().T.astype(np.float32),
        "named": np.zeros((0, HIDDEN), np.float32),
        "bias": hidden.bias.detach().numpy().astype(np.float32),
        "out": out.weight.detach().numpy().T.astype(np.float32),
        "out_bias": out.bias.detach().numpy().astype(np.float32),
    }


def train(out: Path, *, model: Path = FOLDER) -> None:
    """Fit the head on the vectors of a model and write names.npz into `out`."""
    assert COUNT == 13, "the head's width follows the word shapes"
    save(head(fit(*rows(Reader(model, threads=1)))), out / "names.npz")


if __name__ == "__main__":
    train(FOLDER / "light")
