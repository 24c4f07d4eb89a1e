"""How often a statement's speaker is right, by the form the text names him in: a name, a pronoun, a description. Over dev, and train with crises left out.

    python -m benchmarks.speakers
"""

from __future__ import annotations

import pickle
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.bench import Annotated, articles, folder, scorer
from benchmarks.gate import crises_left_out, read_all

PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i", "him", "her", "his", "their", "its", "who", "which", "us", "our", "them"})
FORMS = ("name", "pronoun", "description", "none")


def form(source: str | None) -> str:
    """What the text calls the source."""
    words = (source or "").split()
    if not words:
        return "none"
    if len(words) == 1 and words[0].lower() in PRONOUNS:
        return "pronoun"
    return "name" if words[-1][:1].isupper() and words[0].lower() not in ("a", "an", "some", "his", "her", "their", "its") else "description"


def speakers(bench: ModuleType, article: Annotated, record: dict[str, Any]) -> dict[int, bool]:
    """Of each of the record's statements that matches an annotated one, whether the speaker is right: the actor is called what the annotation accepts."""
    text, actors = bench.Article(record["article"]["text"]), bench.Actors(record)
    gold, found = article.gold["statements"], record["statements"]
    letters = [[text.letters(*s["content"]) for s in side] for side in (gold, found)]
    matched = bench.greedy(*letters, lambda a, b: bench.at_least(bench.iou(a, b), bench.CONTENT_IOU))
    accepted = [{bench.norm(n) for n in (s["speaker"], *s["speaker_aliases"])} for s in gold]
    names = [bench.norm(s["speaker"]) for s in gold]
    stands_for: dict[Any, Counter[str]] = {}
    for i, j in matched:
        stands_for.setdefault(found[j]["speaker"], Counter())[names[i]] += 1
    right: dict[int, bool] = {}
    for i, j in matched:
        actor = found[j]["speaker"]
        others = set().union(*(a for a, name in zip(accepted, names, strict=True) if name != names[i]))
        fits = actors.name(actor) in accepted[i] or bool((actors.mentions.get(actor, set()) & accepted[i]) - others)
        right[j] = fits and stands_for[actor].most_common(1)[0][0] == names[i]
    return right


def counted(bench: ModuleType, pairs: list[tuple[Annotated, dict[str, Any]]]) -> dict[str, tuple[int, int]]:
    """Right speakers, of all matched statements, by form."""
    total: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for article, record in pairs:
        for j, fits in speakers(bench, article, record).items():
            source = record["statements"][j].get("source")
            kind = form(article.text[source["start"] : source["end"]] if source else None)
            total[kind] += 1
            right[kind] += fits
    return {kind: (right[kind], total[kind]) for kind in FORMS}


def main() -> None:
    """The command; takes pickled records of earlier runs in place of dev and train."""
    bench = folder()
    if bench is None:
        print("no annotated articles at hand (../shared/bench or CHANCERY_BENCH): nothing to measure")
        return
    kept = [Path(p) for p in sys.argv[1:]]
    dev = pickle.loads(kept[0].read_bytes()) if kept else read_all(articles(bench, "dev"))
    train = pickle.loads(kept[1].read_bytes()) if len(kept) > 1 else crises_left_out(articles(bench, "train"))
    both = {"dev": counted(scorer(bench), dev), "train, crises left out": counted(scorer(bench), train)}
    for kind in FORMS:
        print(f"{kind:12}", *(f"{name}: {n} of {of} ({n / of:.2f})" for name, row in both.items() for n, of in (row[kind],) if of), sep="   ")


if __name__ == "__main__":
    main()
