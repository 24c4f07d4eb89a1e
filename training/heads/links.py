"""Fit what decides whether two mentions are one thing, on the annotated clusters of the bench: pairs of events, statements and figures.

    python -m training.heads.links [--leave-out]

Out: src/chancery/models/light/links.json. Pairs come from the gold records and from the program's own records laid on them. --leave-out fits once for
each cluster on the others and measures on it, which is the figure to go by. Features are standardised.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.bench import folder
from benchmarks.links import answers, measure
from benchmarks.links_clusters import Cluster, clusters, gold, own, scorer
from chancery.link import events, figures, linker, statements
from chancery.link import scorer as scoring
from chancery.link.tokens import Tokens
from chancery.link.words import Lexicon
from chancery.schema.links import Group, Links, Member, Ref
from chancery.schema.mention import Carrier, EventMention, FigureMention, StatementMention

KINDS = {"event": events.FEATURES, "statement": statements.FEATURES, "figure": figures.FEATURES}
#: inverse strength of the penalty, and the threshold, per kind: the best of a few when clusters are left out
STRENGTH = {"event": 0.1, statements.ACROSS: 0.03, statements.WITHIN_ONE: 0.03, "figure": 0.05}
LEAST = {"event": 0.24, statements.ACROSS: 0.25, statements.WITHIN_ONE: 0.25, "figure": 0.4}
#: how much a pair of the program's own records counts beside one of gold records
OWN = {"event": 0.7, "statement": 1.5, "figure": 0.7}

Row = tuple[list[float], bool, float]


def profiles(carriers: Sequence[Carrier]) -> dict[str, list[Any]]:
    """The profiles of the carriers' mentions as linking makes them, kind by kind."""
    lexicon, made = Lexicon(), {k: [] for k in KINDS}
    for c in sorted(carriers, key=linker.order):
        tokens = Tokens(c.text)
        lexicon.add(tokens.stems)
        made["statement"] += statements.profiles(c, [m for m in c.mentions if isinstance(m, StatementMention)], lexicon, tokens)
        for m in sorted(c.mentions, key=lambda m: (m.start, m.end, m.local)):
            if isinstance(m, EventMention):
                made["event"].append(events.profile(c, m, lexicon, tokens))
            elif isinstance(m, FigureMention):
                made["figure"].append(figures.profile(c, m, lexicon, tokens))
    return made


def truth(cluster: Cluster, carriers: Sequence[Carrier]) -> dict[str, dict[Ref, int]]:
    """For each mention that lies on a gold record, its gold group, or a number of its own."""
    score = scorer(folder())
    key = {c.name: c.key for c in carriers}
    alone = Links(tuple(Group(f"{c.key}/{m.local}", "event", (Member(Ref(c.key, m.local), "", 1.0),)) for c in carriers for m in c.mentions))
    rows = answers(carriers, alone)
    found: dict[str, dict[Ref, int]] = {}
    for kind in KINDS:
        plural = f"{kind}s"
        groups = {(m["article"], m["index"]): n for n, g in enumerate(cluster.links[plural]) for m in g}
        at: dict[Ref, int] = {}
        for name, g in cluster.gold.items():
            there = list(score.mentions(plural, rows[plural], name))
            for i, j in score.greedy(g[plural], there, score.MATCH[plural](cluster.text[name])):
                group = there[j]["group"]
                local = (group[0] if isinstance(group, tuple) else group).split("/", 1)[1]
                at[Ref(key[name], local)] = groups.get((name, i), -1 - 10_000 * key[name] - i)
        found[kind] = at
    return found


def pairs(cluster: Cluster, carriers: Sequence[Carrier], weight: Mapping[str, float]) -> dict[str, list[Row]]:
    """(features, same, weight) of every pair that linking may compare, regression by regression."""
    same, made = truth(cluster, carriers), profiles(carriers)
    out: dict[str, list[Row]] = {}
    for kind, module in (("event", events), ("statement", statements), ("figure", figures)):
        rows = []
        keys = [set(module._keys(p)) for p in made[kind]]
        for j, b in enumerate(made[kind]):
            s = Ref(b.mention.article, b.mention.local)
            if s not in same[kind]:
                continue
            known = [(i, Ref(a.mention.article, a.mention.local)) for i, a in enumerate(made[kind][:j])]
            near = [(made[kind][i], r) for i, r in known if r in same[kind] and keys[i] & keys[j] and module.comparable(made[kind][i], b)]
            found = module.table([a for a, _ in near], b)
            rows += [(row, same[kind][r] == same[kind][s], weight[kind]) for row, (_, r) in zip(found, near, strict=True)]
        out[kind] = rows
    within = statements.FEATURES.index("same article")
    both = out.pop("statement")
    return out | {statements.WITHIN_ONE: [r for r in both if r[0][within]], statements.ACROSS: [r for r in both if not r[0][within]]}


def fitted(data: Sequence[dict[str, list[Row]]]) -> dict[str, Any]:
    """The weights of each regression."""
    made: dict[str, Any] = {}
    for kind in STRENGTH:
        names = KINDS[kind.split()[0]]
        rows = [r for d in data for r in d[kind]]
        x, y = np.array([r[0] for r in rows]), np.array([r[1] for r in rows])
        spread = x.std(axis=0)
        spread[spread < 1e-6] = 1.0
        model = LogisticRegression(C=STRENGTH[kind], max_iter=3000).fit((x - x.mean(axis=0)) / spread, y, sample_weight=[r[2] for r in rows])
        weights = model.coef_[0] / spread
        made[kind] = {
            "weights": {n: round(float(w), 5) for n, w in zip(names, weights, strict=True)},
            "bias": round(float(model.intercept_[0] - (x.mean(axis=0) * weights).sum()), 5), "least": LEAST[kind],
        }  # fmt: skip
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--leave-out", action="store_true")
    args = parser.parse_args()
    found = clusters(folder())
    read = {c.name: {"gold": gold(c), "own": own(c)} for c in found}
    data = {c.name: [pairs(c, read[c.name]["gold"], dict.fromkeys(KINDS, 1.0)), pairs(c, read[c.name]["own"], OWN)] for c in found}
    for kind in STRENGTH:
        rows = [r for d in data.values() for e in d for r in e[kind]]
        print(f"{kind}: {len(rows)} pairs, {sum(r[1] for r in rows)} of them one thing")
    if args.leave_out:
        weights = {c.name: fitted([e for o in found if o is not c for e in data[o.name]]) for c in found}

        def linked(c: Cluster, carriers: list[Carrier]) -> Links:
            scoring._fitted = lambda: weights[c.name]
            return linker.link(carriers)

        for name in ("gold", "own"):
            print(name, "records, each cluster linked by what the others taught:")
            for kind, row in measure(found, lambda c, name=name: read[c.name][name], linked).items():
                print(
                    f"  {kind:12} F1 {row['F1 all']:.3f}  P {row['P']:.3f}  R {row['R']:.3f}   {row['pairs']} pairs, {row['said']} said, {row['right']} right"
                )
        return
    scoring.PATH.write_text(json.dumps(fitted([e for d in data.values() for e in d]), indent=1) + "\n", encoding="utf-8")
    print(scoring.PATH)


if __name__ == "__main__":
    main()
