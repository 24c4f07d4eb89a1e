"""Fit the chain of attributions on the frozen scores: python -m training.heads.attributions.

In: PolNeAR's articles, as the model reads them; out: attributions.npz. A conditional random field over the model's own
log-probabilities: what begins, ends or goes on at a boundary is weighed by what stands there.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from chancery.models import FOLDER
from chancery.understand import Reader
from chancery.understand.attributions import FILE, NAMES, boundaries, kinds
from training import windows
from training.evaluate import analyse, documents
from training.windows import ATTRIBUTION_TAGS

#: words of a run, runs of a batch, rounds, the rate and how much large weights cost
RUN, BATCH, EPOCHS, RATE, DECAY = 120, 64, 4, 0.03, 1e-4
#: one article in so many is taken
EVERY = 1
#: what the model's scores count for: it was taught with these very articles, and is surer of them than of others
SURE = 0.7

#: what stands at the boundaries, the model's scores, the tags of a run of whole sentences
Run = tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.int64]]


def runs(found: NDArray[np.float32], scores: NDArray[np.float32], tags: NDArray[np.int64], starts: Sequence[int]) -> Iterator[Run]:
    """An article in runs of about RUN words, none of which ends within a span."""
    begin = 0
    for _, end in pairwise(starts):
        if end == starts[-1] or (end - begin >= RUN and not ATTRIBUTION_TAGS[tags[end]].startswith("I-")):
            yield found[begin:end], scores[begin:end], tags[begin:end]
            begin = end


def corpus(reader: Reader, *, every: int = EVERY) -> list[Run]:
    """The runs of PolNeAR's training articles."""
    found: list[Run] = []
    cues = [i for i, t in enumerate(ATTRIBUTION_TAGS) if t.endswith("-cue")]
    for document in documents(windows.polnear("train"))[::every]:
        seen, starts = analyse(reader, document), [0]
        for s in document:
            starts.append(starts[-1] + len(s.words))
        words = [w for s in document for w in s.words]
        tags = np.array([ATTRIBUTION_TAGS.index(t) for s in document for t in s.attribution or ()])
        upos = [reader.labels["upos"][i] for i in seen.numbers["upos"].tolist()]
        labels = [reader.labels["deprel"][i] if h else "root" for i, h in zip(seen.numbers["label"].tolist(), seen.heads.tolist(), strict=True)]
        here = boundaries(words, upos, seen.heads, labels, np.exp(seen.attributions)[:, cues].sum(1), starts)
        found.extend(runs(here, SURE * seen.attributions, tags, starts))
    return found


def batched(given: Sequence[Run]) -> list[tuple[Tensor, Tensor, Tensor, Tensor]]:
    """Runs of like length together: boundaries, scores, tags, and which words are there."""
    order = sorted(range(len(given)), key=lambda i: len(given[i][2]))
    found = []
    for at in range(0, len(order), BATCH):
        group = [given[i] for i in order[at : at + BATCH]]
        length = max(len(tags) for _, _, tags in group)
        here, scores = torch.zeros(len(group), length, len(NAMES)), torch.zeros(len(group), length, len(ATTRIBUTION_TAGS))
        tags, real = torch.zeros(len(group), length, dtype=torch.long), torch.zeros(len(group), length, dtype=torch.bool)
        for row, (a, b, c) in enumerate(group):
            here[row, : len(c)], scores[row, : len(c)], tags[row, : len(c)], real[row, : len(c)] = map(torch.from_numpy, (a, b, c, np.ones(len(c), bool)))
        found.append((here, scores, tags, real))
    return found


def fit(given: Sequence[Run], *, epochs: int = EPOCHS, rate: float = RATE, decay: float = DECAY) -> dict[str, NDArray[np.float32]]:
    """The weights as the arrays of their file; before every run stands O."""
    torch.manual_seed(0)
    names, found = kinds(ATTRIBUTION_TAGS)
    table = torch.from_numpy(found.clip(0))
    barred = torch.where(torch.from_numpy(found) < 0, -1e4, 0.0)
    boundary = torch.zeros(len(names), len(NAMES), requires_grad=True)
    step = torch.zeros(len(ATTRIBUTION_TAGS), len(ATTRIBUTION_TAGS), requires_grad=True)
    batches = batched(given)
    adam = torch.optim.Adam([boundary, step], lr=rate)
    schedule = torch.optim.lr_scheduler.LinearLR(adam, 1.0, 0.05, epochs * len(batches))
    rng = random.Random(0)
    for epoch in range(epochs):
        rng.shuffle(batches)
        total = words = 0.0
        for here, scores, tags, real in batches:
            moves = (here @ boundary.T)[..., table] + step + barred
            rows = torch.arange(len(tags))
            value = scores[:, 0] + moves[:, 0, 0]
            gold = value.gather(1, tags[:, :1])[:, 0]
            for w in range(1, tags.shape[1]):
                there = real[:, w]
                following = torch.logsumexp(value[:, :, None] + moves[:, w], 1) + scores[:, w]
                value = torch.where(there[:, None], following, value)
                own = moves[rows, w, tags[:, w - 1], tags[:, w]] + scores[:, w].gather(1, tags[:, w : w + 1])[:, 0]
                gold = gold + torch.where(there, own, torch.zeros_like(own))
            lost = (torch.logsumexp(value, 1) - gold).sum()
            loss = lost / real.sum() + decay * (boundary**2).sum()
            adam.zero_grad()
            loss.backward()
            adam.step()
            schedule.step()
            total, words = total + float(lost.detach()), words + float(real.sum())
        print(f"attributions: round {epoch + 1} of {epochs}, {total / words:.4f} nats a word", flush=True)
    return {"boundary": boundary.detach().numpy(), "step": step.detach().numpy()}


def save(weights: dict[str, NDArray[np.float32]], out: Path) -> None:
    """Write the weights in half precision."""
    np.savez_compressed(out / FILE, **{k: v.astype(np.float16) for k, v in weights.items()})


def train(out: Path, *, model: Path = FOLDER) -> None:
    """Fit the chain on the scores of a model and write attributions.npz beside the light heads under `out`."""
    # the reader wants weights of today's shape, of whatever kind: what is fitted on are the model's scores
    save({"boundary": np.zeros((len(kinds(ATTRIBUTION_TAGS)[0]), len(NAMES)), np.float32), "step": np.zeros((len(ATTRIBUTION_TAGS),) * 2, np.float32)}, FOLDER)
    save(fit(corpus(Reader(model, threads=1))), out)


if __name__ == "__main__":
    train(FOLDER)
