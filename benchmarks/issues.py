"""How often two positions with like labels get one issue id: the annotators' free labels of the train articles, read by vocabulary and rule.

    python -m benchmarks.issues

Two labels are alike where they share half of their telling words or more, unlike where they share none.
"""

from __future__ import annotations

from itertools import combinations

from benchmarks.bench import articles, folder
from chancery.knowledge import Knowledge
from chancery.knowledge.issues import issue_key
from chancery.resolve.issues import Issues

ALIKE = 0.5


def main() -> None:
    """The command."""
    bench = folder()
    if bench is None:
        print("no annotated articles at hand (../shared/bench or CHANCERY_BENCH): nothing to measure")
        return
    knowledge = Knowledge()
    issues = Issues(knowledge)
    labels = [(a.name, p["issue"], issues.id(p["issue"]), set(issue_key(p["issue"]).split())) for a in articles(bench, "train") for p in a.gold["positions"]]
    counts = {name: [0, 0] for name in ("like, one article", "like, two articles", "unlike, one article", "unlike, two articles")}
    for (first, _, one, x), (second, _, other, y) in combinations(labels, 2):
        share = len(x & y) / len(x | y)
        if share >= ALIKE or share == 0:
            row = counts[f"{'like' if share else 'unlike'}, {'one article' if first == second else 'two articles'}"]
            row[0] += 1
            row[1] += one == other
    for name, (of, same) in counts.items():
        print(f"{name:22} {same} of {of} pairs have one id ({same / max(1, of):.3f})")


if __name__ == "__main__":
    main()
