"""Who did what to whom, with both parties given: root classes of the Zero-Shot-PLOVER sentences by cross-validation, beside a linear model on words.

    python -m benchmarks.plv      (with the training requirements; needs ../shared/data/plv or CHANCERY_DATA)

In: sentences with the spans of source and target; out: macro-F1 over the fifteen root classes and the five quads. The vectors are those of the encoder
as published, before its training here: the shipped one was taught with these very sentences, and measuring it on them would flatter it. The parse and the
lexicon are ours.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold

from chancery.extract.triggers import POS, bare
from chancery.knowledge import Knowledge
from chancery.knowledge.plover import plover
from chancery.schema.article import Article, Block
from chancery.schema.reading import Reading
from chancery.understand import Reader

ROOT = Path(__file__).resolve().parents[1]
FOLDS, SEED = 10, 7
#: The set's classes that join two of ours, and the quad of each class.
YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
NEAR = 4


def rows() -> list[dict[str, Any]]:
    """The sentences with both parties marked; none where the set is not at hand."""
    path = Path(os.environ.get("CHANCERY_DATA", ROOT.parent / "shared" / "data")) / "plv" / "train.jsonl.gz"
    if not path.exists():
        return []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [row for row in map(json.loads, file) if row["source"] and row["target"]]


def masked(row: dict[str, Any]) -> str:
    """The sentence with its parties' names replaced: what is done does not depend on by whom."""
    text = row["text"]
    for (start, end), name in sorted([(tuple(row["source"]), "SOURCE"), (tuple(row["target"]), "TARGET")], reverse=True):
        text = text[:start] + name + text[end:]
    return text


def between(text: str) -> str:
    """What stands between the two parties of a masked sentence, and three words on either side."""
    words = text.split()
    at = sorted(i for i, w in enumerate(words) if "SOURCE" in w or "TARGET" in w)
    return " ".join(words[max(0, at[0] - 3) : at[-1] + 4]) if at else text


def structure(row: dict[str, Any], reading: Reading, knowledge: Knowledge) -> dict[str, float]:
    """What the lexicon says of the words that govern the parties, the nearest counting most, with the relations that lead there."""
    known, tokens = plover(knowledge), reading.tokens
    found: dict[str, float] = {}
    for side in ("source", "target"):
        start, end = row[side]
        inside = [t.index for t in tokens if t.start < end and start < t.end]
        if not inside:
            continue
        at = next((i for i in inside if tokens[i].head not in inside), inside[-1])
        relation = tokens[at].deprel
        for step in range(NEAR):
            at = tokens[at].head
            if at < 0:
                break
            lemma, weight = tokens[at].lemma.lower(), 1.0 / (1 + step)
            beside = [tokens[c].lemma.lower() for c in reading.children[at]]
            beside += [tokens[g].lemma.lower() for c in reading.children[at] for g in reading.children[c] if tokens[g].deprel == "case"]
            found[f"{side}:{lemma}"] = weight
            found[f"{side}:{relation}:{lemma}"] = weight
            for c in reading.children[at]:
                if tokens[c].deprel.split(":")[0] in ("obj", "compound", "xcomp", "obl"):
                    found[f"{side}:{lemma}+{tokens[c].lemma.lower()}"] = weight
            matches = next((m for form in (lemma, *bare(tokens[at].text.lower())) if (m := known.triggers(form, POS.get(tokens[at].upos, ""), beside))), ())
            for m in matches[:1]:
                name = YIELD.get(m.type, m.type)
                found[f"{side}:type:{name}"] = max(found.get(f"{side}:type:{name}", 0.0), weight)
                found[f"type:{name}"] = found.get(f"type:{name}", 0.0) + weight
            relation = tokens[at].deprel
    for t in tokens:
        beside = [tokens[c].lemma.lower() for c in reading.children[t.index]]
        for m in known.triggers(t.lemma.lower(), POS.get(t.upos, ""), beside)[:1]:
            found[f"any:{YIELD.get(m.type, m.type)}"] = 1.0
    return found


def vectors(texts: Sequence[str]) -> np.ndarray:
    """The sentences' vectors by the encoder as published."""
    from sentence_transformers import SentenceTransformer

    from training.network import pretrained_folder

    os.environ["HF_HUB_OFFLINE"] = "1"
    return np.asarray(SentenceTransformer(str(pretrained_folder()), device="cpu").encode(list(texts), batch_size=32), dtype=np.float32)


def judged(matrix: Any, labels: np.ndarray, *, c: float) -> np.ndarray:
    """Predicted labels by cross-validation."""
    out = np.empty(len(labels), dtype=labels.dtype)
    for train, test in StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(np.zeros(len(labels)), labels):
        out[test] = LogisticRegression(C=c, max_iter=500, class_weight="balanced").fit(matrix[train], labels[train]).predict(matrix[test])
    return out


def main() -> int:
    """Print both models' figures."""
    data = rows()
    if not data:
        print("the sentences are not at hand (../shared/data/plv or CHANCERY_DATA)")
        return 0
    knowledge, reader = Knowledge(), Reader()
    readings = [reader.read(Article("sentence", r["text"], (Block(0, len(r["text"]), "body"),))) for r in data]
    texts = [masked(r) for r in data]
    roots = np.array([r["root"] for r in data])
    quads = {r["root"]: r["penta"] for r in reversed(data)}
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True).fit_transform(texts)
    middle = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True).fit_transform([between(t) for t in texts])
    named = DictVectorizer().fit_transform([structure(r, reading, knowledge) for r, reading in zip(data, readings, strict=True)])
    plain = [re.sub("SOURCE|TARGET", lambda m: {"SOURCE": "Alpha", "TARGET": "Bravo"}[m[0]], t) for t in texts]
    dense = np.hstack([vectors(plain), vectors([between(t) for t in plain])])
    ours = sparse.hstack([words, middle, 0.7 * named, 2.0 * sparse.csr_matrix(dense)]).tocsr()
    quad_of = np.vectorize(lambda root: quads[root])
    print("| model | root macro-F1 | quad macro-F1 | root accuracy |\n|---|---|---|---|")
    for name, matrix, c in (("linear, words", words, 10.0), ("lexicon and parse", named, 1.0), ("encoder, words, lexicon and parse", ours, 3.0)):
        got = judged(matrix, roots, c=c)
        root, quad = f1_score(roots, got, average="macro"), f1_score(quad_of(roots), quad_of(got), average="macro")
        print(f"| {name} | {root:.3f} | {quad:.3f} | {np.mean(got == roots):.3f} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
