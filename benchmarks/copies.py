"""Copies: found among articles that were cut, re-headed, edited and credited at run time, and among the near-duplicates of Article-Bias-Prediction.

    python -m benchmarks.copies [--data DIR] [--seed N]

Made: of every other article of crisis_news and basil_stories a copy in one of seven ways; the rest, among them other outlets' reports of the same events,
are no copies. A found copy is right when it points to its original. neardup_allsides: pairs whose 6-gram Jaccard of the first 600 words is estimated by
machine; of one publisher's pairs many share no more than captions and calls to subscribe, so they are counted apart.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.bench import ROOT
from chancery.link.copies import Copies
from chancery.schema.mention import Carrier

WIRES = ("Reuters", "Associated Press", "AFP")
SENTENCE = re.compile(r"(?<=[.!?])\s+")


def data(named: Path | None) -> Path | None:
    """The folder of corpora, or null where there is none."""
    for path in ([named] if named else []) + [Path(os.environ.get("CHANCERY_DATA", "")), ROOT.parent / "shared" / "data"]:
        if (path / "crisis_news").is_dir():
            return path
    return None


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a gzipped file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def text(row: dict[str, Any]) -> str:
    """An article's text."""
    if "text" in row:
        return str(row["text"])
    return "\n\n".join(" ".join(p) if isinstance(p, list) else p for p in row["paragraphs"])


def copied(words: str, how: str, chance: random.Random, other: str) -> tuple[str, str | None]:
    """A copy of a text made in one way, and whom it credits."""
    paragraphs = [p for p in words.split("\n") if p.strip()]
    sentences = SENTENCE.split(words)
    wire = chance.choice(WIRES)
    if how == "exact":
        return words, None
    if how == "credited":
        return f"By our staff and {wire}\n\n{words}\n\nThis story originally appeared on {wire}.", wire
    if how == "re-headed":
        return "New developments were reported today, hours after the first accounts.\n\n" + "\n".join(paragraphs[1:] or paragraphs), None
    if how == "cut":
        share = chance.uniform(0.35, 0.8)
        return " ".join(sentences[: max(4, int(len(sentences) * share))]), None
    if how == "middle cut":
        at = len(sentences) // 3
        return " ".join(sentences[:at] + sentences[2 * at :]), None
    if how == "edited":
        tokens = words.split(" ")
        for i in chance.sample(range(len(tokens)), len(tokens) // 25):
            tokens[i] = chance.choice(("the", "officials", "later", "said", "new"))
        return " ".join(tokens), None
    body = SENTENCE.split(other)
    return " ".join(body[: len(body) // 2] + sentences + body[len(body) // 2 :]), None


WAYS = ("exact", "credited", "re-headed", "cut", "middle cut", "edited", "inside another")


def made(folder: Path, seed: int) -> tuple[list[Carrier], dict[int, tuple[int, str]]]:
    """Articles in order, and for each copy its original and the way it was made."""
    chance = random.Random(seed)
    read = rows(folder / "crisis_news" / "dev.jsonl.gz") + rows(folder / "basil_stories" / "dev.jsonl.gz")
    # the corpus has a few articles twice; they would count as wrong though they are right
    seen, unlike = set(), []
    for r in read:
        start = " ".join(text(r).split())[200:400]
        if len(text(r)) > 600 and start not in seen:
            seen.add(start)
            unlike.append(r)
    carriers, truth = [], {}
    for i, r in enumerate(unlike):
        publisher = r.get("publisher") or r.get("source")
        carriers.append(Carrier(i, f"a{i:04}", 1, "", r.get("title"), r.get("date") or "2000-01-01", publisher, None, None, text(r)))
    outsiders = [text(r) for r in rows(folder / "neardup_allsides" / "texts.jsonl.gz")]
    for i in range(0, len(unlike), 2):
        how = WAYS[(i // 2) % len(WAYS)]
        words, credit = copied(text(unlike[i]), how, chance, chance.choice(outsiders))
        key = len(carriers)
        truth[key] = i, how
        carriers.append(Carrier(key, f"b{key:04}", 1, "", "Another headline", carriers[i].published, f"Outlet {key % 40}", credit, None, words))
    return carriers, truth


def measure(carriers: list[Carrier], truth: dict[int, tuple[int, str]]) -> None:
    """Precision and recall, and recall by way."""
    copies, began = Copies(), time.perf_counter()
    for c in carriers:
        copies.add(c)
    took = time.perf_counter() - began
    found = {c.article: (c.of, c.kind) for c in copies.found}
    right = {a for a, (of, _) in found.items() if a in truth and truth[a][0] == of}
    ways, kinds = Counter(how for _, how in truth.values()), Counter((truth[a][1], found[a][1]) for a in right)
    print(f"made: {len(carriers)} articles, {len(truth)} copies, found {len(found)}, {took:.2f} s")
    print(f"P {len(right) / len(found):.3f}  R {len(right) / len(truth):.3f}")
    for how in WAYS:
        named = ", ".join(f"{kind} {n}" for (w, kind), n in kinds.most_common() if w == how)
        print(f"  {how:14} {sum(truth[a][1] == how for a in right)} of {ways[how]}   as {named}")
    for a in sorted(set(found) - right)[:10]:
        c = next(x for x in copies.found if x.article == a)
        print(f"  not right: {a} of {c.of}, {c.kind}, {c.score}: {carriers[a].title!r} / {carriers[c.of].title!r}")


def neardup(folder: Path) -> None:
    """Against the machine's estimate."""
    texts = {r["id"]: r for r in rows(folder / "neardup_allsides" / "texts.jsonl.gz")}
    pairs = rows(folder / "neardup_allsides" / "pairs.jsonl.gz")
    copies, keys = Copies(), {}
    for key, (name, r) in enumerate(sorted(texts.items(), key=lambda x: (x[1]["date"], x[0]))):
        keys[name] = key
        copies.add(Carrier(key, name, 1, "", r["title"], r["date"], r["source"], None, None, r["text"]))
    same = [copies.root(keys[p["a"]]) == copies.root(keys[p["b"]]) for p in pairs]
    for named, two in (("of two publishers", True), ("of one publisher", False)):
        told = [(s, p) for s, p in zip(same, pairs, strict=True) if (p["a_source"] != p["b_source"]) == two]
        high = [s for s, p in told if p["jaccard_6gram_est"] >= 0.5]
        between = [s for s, p in told if p["jaccard_6gram_est"] < 0.5]
        print(f"neardup_allsides, {named}: {sum(high)} of {len(high)} pairs from .5 on found, {sum(between)} of {len(between)} between .25 and .5")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    folder = data(args.data)
    if folder is None:
        sys.exit("no corpora: set CHANCERY_DATA to the folder that holds them")
    measure(*made(folder, args.seed))
    neardup(folder)


if __name__ == "__main__":
    main()
