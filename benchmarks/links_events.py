"""Same events across documents: coreference on ECB+ dev with the program's own mentions, and articles into events on basil_stories beside TF-IDF and time.

    python -m benchmarks.links_events [--data DIR] [--records DIR]

ECB+: the selected sentences of each document are read; an own event stands on a gold mention where their words overlap. MUC, B-cubed and CEAF-e over the gold
mentions that belong to the topic (an unfound one is a singleton of the response, as a system without it would leave it), and the pairs' precision and recall.
basil: articles grouped by story, B-cubed F1; the peer is agglomerative clustering of TF-IDF vectors with a decay by days, its threshold the best of a grid.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.copies import data, rows, text
from benchmarks.links_clusters import KEPT, carrier, record
from chancery.link import link
from chancery.schema.mention import Carrier, EventMention


def b_cubed(gold: Mapping[Any, Hashable], said: Mapping[Any, Hashable]) -> tuple[float, float, float]:
    """Precision, recall and F1 over the items of `gold`."""
    theirs, mine = defaultdict(set), defaultdict(set)
    for k in gold:
        theirs[gold[k]].add(k)
        mine[said[k]].add(k)
    precision = sum(len(mine[said[k]] & theirs[gold[k]]) / len(mine[said[k]]) for k in gold) / len(gold)
    recall = sum(len(mine[said[k]] & theirs[gold[k]]) / len(theirs[gold[k]]) for k in gold) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def muc(gold: Mapping[Any, Hashable], said: Mapping[Any, Hashable]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the links (Vilain et al. 1995)."""

    def share(one: Mapping[Any, Hashable], other: Mapping[Any, Hashable]) -> float:
        clusters = defaultdict(list)
        for k in one:
            clusters[one[k]].append(k)
        top = sum(len(c) - len({other[k] for k in c}) for c in clusters.values())
        return top / max(1, sum(len(c) - 1 for c in clusters.values()))

    recall, precision = share(gold, said), share(said, gold)
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def ecb(folder: Path, kept: Path) -> None:
    """Coreference on ECB+ dev, each topic linked on its own."""
    topics: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for r in rows(folder / "ecbplus" / "dev.jsonl.gz"):
        topics[r["topic"]].append(r)
    gold: dict[Any, Hashable] = {}
    said: dict[Any, Hashable] = {}
    found = 0
    for topic, documents in sorted(topics.items()):
        carriers, spans = [], {}
        for key, r in enumerate(sorted(documents, key=lambda r: r["id"])):
            words, at = _laid_out(r)
            try:
                read = record(f"ecb-{r['id']}", text=words, published=None, title=None, publisher=None, kept=kept)
            except Exception as error:  # a document of a few words may not be told to be English
                print(f"  {r['id']}: {error}", file=sys.stderr)
                continue
            carriers.append(carrier(read, key=key, name=r["id"]))
            for n, m in enumerate(m for m in r["mentions"] if m["kind"] == "Event"):
                spans[key, n] = (at[m["sent"], m["tokens"][0]][0], at[m["sent"], m["tokens"][-1]][1])
                gold[topic, key, n] = m["chain"]
                said[topic, key, n] = ("alone", topic, key, n)
        group = {m.ref: g.id for g in link(carriers).groups if g.kind == "event" for m in g.members}
        by_ref = {(r.article, r.local): g for r, g in group.items()}
        for c in carriers:
            taken: set[str] = set()
            for (key, n), (start, end) in spans.items():
                own = next(
                    (
                        m
                        for m in c.mentions
                        if key == c.key and isinstance(m, EventMention) and m.local not in taken and any(s.start < end and start < s.end for s in m.spans)
                    ),
                    None,
                )
                if own is not None:
                    found += 1
                    said[topic, key, n] = (topic, by_ref[c.key, own.local])
    print(f"ecbplus dev: {len(topics)} topics, {len(gold)} gold event mentions, {found} of them found by the program")
    for named, keys in (("all gold mentions", list(gold)), ("those found", [k for k in gold if said[k][0] != "alone"])):  # type: ignore[index]
        g, s = {k: gold[k] for k in keys}, {k: said[k] for k in keys}
        true = {p for p in combinations(keys, 2) if g[p[0]] == g[p[1]]}
        told = {p for p in combinations(keys, 2) if s[p[0]] == s[p[1]]}
        print(f"  {named}: MUC P {muc(g, s)[0]:.3f} R {muc(g, s)[1]:.3f} F1 {muc(g, s)[2]:.3f}   B-cubed F1 {b_cubed(g, s)[2]:.3f}", end="   ")
        print(f"pairs P {len(true & told) / max(1, len(told)):.3f} R {len(true & told) / max(1, len(true)):.3f}")
        lone = {k: k for k in keys}
        print(f"    (every mention on its own: B-cubed F1 {b_cubed(g, lone)[2]:.3f})")


def _laid_out(r: dict[str, Any]) -> tuple[str, dict[tuple[int, int], tuple[int, int]]]:
    """A document's sentences, one a line, and where each token stands."""
    words, at = "", {}
    for number in sorted(r["sents"], key=int):
        for i, token in enumerate(r["sents"][number]):
            at[int(number), i] = (len(words), len(words) + len(token))
            words += token + " "
        words = words.rstrip() + "\n"
    return words, at


def basil(folder: Path) -> None:
    """Articles into the events they tell of."""
    from sklearn.cluster import AgglomerativeClustering
    from sklearn.feature_extraction.text import TfidfVectorizer

    read = rows(folder / "basil_stories" / "dev.jsonl.gz")
    gold = {i: r["event"] for i, r in enumerate(read)}
    carriers = [Carrier(i, r["id"], 1, "", r["title"], r["date"], r["source"], None, r["url"], text(r)) for i, r in enumerate(read)]
    said = {a: s.id for s in link(carriers).stories for a in s.articles}
    print(f"basil_stories: {len(read)} articles of {len(set(gold.values()))} events, {len(set(said.values()))} stories found")
    print("  chancery: B-cubed P {:.3f} R {:.3f} F1 {:.3f}".format(*b_cubed(gold, said)))
    x = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform([f"{c.title}\n{c.text}" for c in carriers])
    days = np.array([date.fromisoformat(c.published or "2000-01-01").toordinal() for c in carriers])
    distance = 1 - (x @ x.T).toarray() * 0.5 ** (np.abs(days[:, None] - days[None, :]) / 12)
    best = (0.0, 0.0, 0.0, 0.0)
    for threshold in np.arange(0.5, 0.99, 0.02):
        labels = AgglomerativeClustering(None, metric="precomputed", linkage="average", distance_threshold=threshold).fit_predict(np.clip(distance, 0, 1))
        p, r, f = b_cubed(gold, dict(enumerate(labels)))
        best = max(best, (f, p, r, threshold))
    print(f"  TF-IDF and time, threshold {best[3]:.2f} (the best of a grid on these articles): B-cubed P {best[1]:.3f} R {best[2]:.3f} F1 {best[0]:.3f}")
    sizes = Counter(Counter(said.values()).values())
    print(f"  stories by size: {dict(sorted(sizes.items()))}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--records", type=Path, default=KEPT)
    args = parser.parse_args()
    folder = data(args.data)
    if folder is None:
        sys.exit("no corpora: set CHANCERY_DATA to the folder that holds them")
    ecb(folder, args.records)
    basil(folder)


if __name__ == "__main__":
    main()
