"""The treebanks' words -> lemmas.json: the lemma of each word form by part of speech, where the training parts agree on one. python -m training.lemmas [--out DIR]"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path

from training import windows
from training.export import MODELS

#: parts of speech whose lemmas are looked up; names keep the rule's answer
PARTS = ("VERB", "NOUN", "AUX", "ADJ", "ADV")


def table() -> dict[str, dict[str, str]]:
    """Part of speech -> form in lower case -> its commonest lemma."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for s in [*windows.treebank("ud_ewt/train.conllu.gz"), *windows.gum("train")]:
        for word, lemma, part in zip(s.words, s.lemma, s.upos, strict=True):
            if part in PARTS and word.isalpha():
                seen[part, word.lower()][lemma.lower()] += 1
    made: dict[str, dict[str, str]] = {part: {} for part in PARTS}
    for (part, form), lemmas in sorted(seen.items()):
        made[part][form] = lemmas.most_common(1)[0][0]
    return made


def main() -> None:
    """Write the table beside the model."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--out", type=Path, default=MODELS)
    out = ap.parse_args().out
    (out / "lemmas.json").write_text(json.dumps(table(), ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
