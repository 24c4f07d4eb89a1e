"""Who plays which part beside a trigger, by the words' vectors alone.

In: the vectors of a reading; out: log-odds that a word is the source, the target, of a trigger.

Each word is projected, as a trigger or as a mention, and the product of the two is the log-odds: it knows nothing of the parse but what the vectors hold.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from chancery.errors import InstallationError

Floats = NDArray[np.float32]
#: Parts: source and target.
PARTS = 2
FILE = "roles.npz"


class Roles:
    """The projections of triggers and of mentions: `trigger` and `mention` (2 * width, vectors' width) with their biases, and `bias` (2,)."""

    def __init__(self, *, trigger: Floats, mention: Floats, trigger_bias: Floats, mention_bias: Floats, bias: Floats) -> None:
        self._trigger, self._mention = trigger.astype(np.float32).T, mention.astype(np.float32).T
        self._trigger_bias, self._mention_bias, self._bias = trigger_bias.astype(np.float32), mention_bias.astype(np.float32), bias.astype(np.float32)

    @classmethod
    def load(cls, folder: Path) -> Roles:
        """Those of a folder of heads. Raises InstallationError where the file is damaged."""
        try:
            with np.load(folder / FILE) as file:
                return cls(**{name: file[name] for name in file.files})
        except (OSError, TypeError, ValueError) as error:
            raise InstallationError(f"the head {FILE} is missing or damaged: {error}", hint="install chancery again") from error

    def of(self, vectors: Floats, triggers: list[int], mentions: list[int]) -> Floats:
        """Log-odds of shape (triggers, mentions, 2): source and target."""
        width = len(self._trigger_bias) // PARTS
        left = (vectors[triggers] @ self._trigger + self._trigger_bias).reshape(len(triggers), PARTS, width)
        right = (vectors[mentions] @ self._mention + self._mention_bias).reshape(len(mentions), PARTS, width)
        score = np.matmul(left.transpose(1, 0, 2), right.transpose(1, 2, 0)) * np.float32(width**-0.5)
        return np.asarray(score.transpose(1, 2, 0) + self._bias, dtype=np.float32)
