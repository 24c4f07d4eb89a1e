"""The treebanks' words -> the lemma of each word form by part of speech, the commonest where the training parts disagree; shipped beside the model."""

from __future__ import annotations

from collections import Counter, defaultdict

from training import windows

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
