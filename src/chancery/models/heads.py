"""Light learned heads: small linear or one-hidden-layer classifiers over word vectors and named features, evaluated in numpy.

In: rows of a dense array and lists of feature names; out: class probabilities. They live here, beside the weights, so that extraction needs no model runtime.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from itertools import chain, repeat
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from chancery.errors import InstallationError
from chancery.models import FOLDER
from chancery.models.roles import FILE, Roles

Floats = NDArray[np.float32]


class Head:
    """One classifier: softmax(relu?(dense @ w_dense + sum of w_named) ...).

    The npz holds `meta` (JSON: labels, features, hidden or not), `dense` (width, h), `named` (features, h), `bias` (h,), and, with a hidden layer,
    `out` (h, labels) and `out_bias` (labels,). Unknown feature names count for nothing.
    """

    def __init__(self, path: Path) -> None:
        with np.load(path) as file:
            meta = json.loads(bytes(file["meta"]).decode("utf-8"))
            self.labels: tuple[str, ...] = tuple(meta["labels"])
            self._index: dict[str, int] = {name: i for i, name in enumerate(meta["features"])}
            self._dense: Floats = file["dense"].astype(np.float32)
            self._named: Floats = file["named"].astype(np.float32)
            self._bias: Floats = file["bias"].astype(np.float32)
            self._out: Floats | None = file["out"].astype(np.float32) if "out" in file else None
            self._out_bias: Floats | None = file["out_bias"].astype(np.float32) if "out_bias" in file else None

    def predict(self, dense: Floats | None, named: Sequence[Sequence[str]]) -> Floats:
        """Probabilities of shape (rows, labels); `dense` is (rows, width) or None for a head without dense features."""
        score = self.scores(dense, named)
        if not len(score):
            return score
        score -= score.max(axis=1, keepdims=True)
        odds = np.exp(score)
        return np.asarray(odds / odds.sum(axis=1, keepdims=True), dtype=np.float32)

    def scores(self, dense: Floats | None, named: Sequence[Sequence[str]]) -> Floats:
        """What `predict` makes probabilities of: the weights of each row for each label, summed."""
        rows = len(named)
        if rows == 0:
            return np.zeros((0, len(self.labels)), dtype=np.float32)
        score = np.repeat(self._bias[None, :], rows, axis=0)
        if dense is not None and len(self._dense):
            score += np.asarray(dense, dtype=np.float32) @ self._dense
        # all rows' names in one gather, summed row by row
        sizes = [len(names) for names in named]
        if total := sum(sizes):
            places = np.fromiter(map(self._index.get, chain.from_iterable(named), repeat(-1)), np.intp, total)
            known = places >= 0
            counts = np.bincount(np.repeat(np.arange(rows), sizes)[known], minlength=rows)
            filled = np.flatnonzero(counts)
            if len(filled):
                score[filled] += np.add.reduceat(self._named.take(places[known], axis=0), (counts.cumsum() - counts)[filled], axis=0)
        if self._out is not None and self._out_bias is not None:
            # each row by itself, so that its sums do not depend on the rows beside it
            score = (np.maximum(score, 0)[:, None, :] @ self._out)[:, 0] + self._out_bias
        return np.asarray(score, dtype=np.float32)

    def best(self, dense: Floats | None, named: Sequence[Sequence[str]]) -> list[tuple[str, float]]:
        """The likeliest label of each row with its probability."""
        probabilities = self.predict(dense, named)
        likeliest = probabilities.argmax(axis=1)
        values = probabilities[np.arange(len(named)), likeliest]
        return [(self.labels[i], value) for i, value in zip(likeliest.tolist(), values.tolist(), strict=True)]


class Heads:
    """The heads of a folder, each loaded when first asked for."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or FOLDER / "light"
        self._heads: dict[str, Head] = {}
        self._calibration: dict[str, list[list[float]]] | None = None

    def calibrated(self, part: str, value: float) -> float:
        """How often what a part of the record gives so much weight was right on the training articles; the weight itself where that was not measured."""
        if self._calibration is None:
            path = self.folder / "calibration.json"
            self._calibration = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        knots = self._calibration.get(part)
        return float(np.interp(value, knots[0], knots[1])) if knots else value

    @cached_property
    def roles(self) -> Roles | None:
        """The projections of triggers and mentions, where the folder has them."""
        return Roles.load(self.folder) if (self.folder / FILE).exists() else None

    def __contains__(self, name: str) -> bool:
        return name in self._heads or (self.folder / f"{name}.npz").exists()

    def __getitem__(self, name: str) -> Head:
        if name not in self._heads:
            path = self.folder / f"{name}.npz"
            try:
                self._heads[name] = Head(path)
            except (OSError, KeyError, ValueError) as error:
                raise InstallationError(f"the head {name} is missing or damaged: {error}", hint="install chancery again") from error
        return self._heads[name]
