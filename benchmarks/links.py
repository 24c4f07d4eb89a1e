"""How the articles of the annotated clusters are linked: what the bench's score_links.py computes, without a store between.

    python -m benchmarks.links [--gold] [--only CLUSTER] [--json] [--wrong]

With --gold the gold records stand in place of the program's own, which shows what the linking itself does. --wrong lists the pairs that are missed and
those that are said and wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from itertools import combinations
from typing import Any

from benchmarks.bench import folder
from benchmarks.links_clusters import Cluster, clusters, gold, own, scorer
from chancery.link import link
from chancery.schema.links import Links, Ref
from chancery.schema.mention import Carrier, CommitmentMention, EventMention, FigureMention, Mention, StatementMention

KINDS = ("events", "statements", "figures")


def answers(carriers: Iterable[Carrier], links: Links) -> dict[str, list[dict[str, Any]]]:
    """The links as the commands of the contract answer them, as far as the scorer reads them."""
    named = {c.key: c.name for c in carriers}
    found: dict[Ref, Mention] = {Ref(c.key, m.local): m for c in carriers for m in c.mentions}
    rows: dict[str, list[dict[str, Any]]] = {"events": [], "statements": [], "figures": [], "commitments": []}
    settled = {f.commitment: f for f in links.fulfilments}
    by_ref = {m.ref: g.id for g in links.groups for m in g.members}
    for g in links.groups:
        lead = found[g.members[0].ref]
        said = [(named[m.ref.article], found[m.ref], m.stage) for m in g.members]
        if isinstance(lead, EventMention):
            rows["events"].append({"id": g.id, "type": lead.type, "mentions": [{"article": a, "start": m.start, "end": m.end} for a, m, _ in said]})
        elif isinstance(lead, StatementMention):
            spans = [{"article": a, "content": [_span(s) for s in m.content]} for a, m, _ in said if isinstance(m, StatementMention)]
            rows["statements"].append({"id": g.id, "speaker": lead.by.name if lead.by else None, "mentions": spans})
        elif isinstance(lead, FigureMention):
            rows["figures"].append({"id": g.id, "points": [{"article": a, "start": m.start, "end": m.end, "stage": stage} for a, m, stage in said]})
        elif isinstance(lead, CommitmentMention):
            shown = settled.get(g.id)
            rows["commitments"].append({
                "id": g.id, "status": shown.status if shown else "open", "mentions": [{"article": a, "start": m.start, "end": m.end} for a, m, _ in said],
                "resolved_by": {"kind": shown.by_kind, "id": by_ref[shown.by]} if shown else None,
            })  # fmt: skip
    return rows


def _span(s: Any) -> dict[str, int]:
    return {"start": s.start, "end": s.end}


def measure(
    found: list[Cluster], carriers: Callable[[Cluster], list[Carrier]], linked: Callable[[Cluster, list[Carrier]], Links] | None = None
) -> dict[str, dict[str, Any]]:
    """The bench's counts and ratios over the clusters, kind by kind."""
    score = scorer(_bench())
    total: dict[str, dict[str, Any]] = {}
    for cluster in found:
        read = carriers(cluster)
        links = linked(cluster, read) if linked else link(read)
        answer = answers(read, links)
        got = {k: score.pairs(k, cluster.links, cluster.gold, cluster.text, answer[k]) for k in KINDS}
        got["fulfilments"] = score.fulfilments(cluster.links, cluster.gold, cluster.text, answer)
        for kind, counts in got.items():
            for key, n in counts.items():
                total.setdefault(kind, {}).setdefault(key, 0)
                total[kind][key] += n
    return {kind: score.ratios(counts) for kind, counts in total.items()}


def wrong(cluster: Cluster, carriers: list[Carrier]) -> Iterable[str]:
    """The pairs that are missed, and those that are said and wrong, with their words."""
    score = scorer(_bench())
    answer = answers(carriers, link(carriers))
    for kind in KINDS:
        mine: dict[tuple[str, int], Any] = {}
        theirs = {(m["article"], m["index"]): n for n, group in enumerate(cluster.links[kind]) for m in group}
        for name, g in cluster.gold.items():
            there = list(score.mentions(kind, answer[kind], name))
            for i, j in score.greedy(g[kind], there, score.MATCH[kind](cluster.text[name])):
                mine[name, i] = there[j]["group"]
        for a, b in combinations(sorted(mine), 2):
            said, true = mine[a] == mine[b], a in theirs and theirs[a] == theirs.get(b)
            if said != true:
                yield f"{'WRONG' if said else 'MISSED'} {kind}\n    {_words(cluster, kind, a)}\n    {_words(cluster, kind, b)}"


def _words(cluster: Cluster, kind: str, at: tuple[str, int]) -> str:
    g, text = cluster.gold[at[0]][kind][at[1]], cluster.text[at[0]].text
    s = g["trigger"] if kind == "events" else g["content"][0] if kind == "statements" else g
    what = {
        "events": lambda: f"{g['type']} {g['modality']} {g['sources']} {g['targets']} {g['date']}",
        "statements": lambda: f"{g['speaker']} {g['act']} {g['kind']}",
        "figures": lambda: f"{g['low']} {g['high']} {g['counted']} {g['actor']} {g['place']}",
    }[kind]()
    around = 90 if kind != "statements" else 0
    words = text[max(0, s["start"] - around) : s["end"] + around].replace("\n", " ")
    return f"{cluster.links['articles'].index(at[0])} {what} | {words[:260]}"


def _bench() -> Any:
    bench = folder()
    if bench is None:
        sys.exit("no annotated articles: set CHANCERY_BENCH to the folder that holds them")
    return bench


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", action="store_true", help="the gold records in place of the program's own")
    parser.add_argument("--only", help="clusters whose name holds this")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--wrong", action="store_true", help="list what is missed and what is wrong")
    args = parser.parse_args()
    found = [c for c in clusters(_bench()) if not args.only or args.only in c.name]
    read = gold if args.gold else own
    if args.wrong:
        for c in found:
            print(f"## {c.name}", *wrong(c, read(c)), sep="\n")
    result = measure(found, read)
    if args.json:
        print(json.dumps(result, indent=1))
    else:
        for kind, row in result.items():
            print(f"{kind:12} F1 {row['F1 all']:.3f}  P {row['P']:.3f}  R {row['R']:.3f}   pairs {row['pairs']}, said {row['said']}, right {row['right']}")


if __name__ == "__main__":
    main()
