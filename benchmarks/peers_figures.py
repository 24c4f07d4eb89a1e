"""Figures side by side with quantulum3 and text2num, in one run over the same sentences: the quantities found, and their numbers.

    python -m benchmarks.peers_figures [--on probes|quantulum] [--python PATH ...]

`probes` are the sentences of benchmarks/probes; `quantulum` the tests that quantulum3 comes with, in a folder of public data (CHANCERY_DATA). Each PATH is an
interpreter that may have the peers (`pip install quantulum3 text2num`); a peer that none has is skipped, as a line says. Neither peer knows bounds: their
number is right where it is the one written, however hedged. quantulum3 runs without its classifier of units, which has to be trained.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time

from benchmarks.peers_times import body, data, rows
from benchmarks.probes import figure_probes
from chancery.extract.figures import figures
from chancery.extract.times import times
from chancery.pipeline import Pipeline
from chancery.schema.article import Article

Number = tuple[int, int, float]

#: Run in a peer's interpreter: a sentence a line on standard input; the numbers it finds, with their places, on standard output.
QUANTULUM = """
import warnings
warnings.simplefilter("ignore")
from quantulum3 import parser
def find(text):
    return [(q.span[0], q.span[1], q.value) for q in parser.parse(text)]
"""
TEXT2NUM = """
import re
from text_to_num import alpha2digit
def find(text):
    rows, at = [], 0
    written = alpha2digit(text, "en")
    pieces = re.split(r"(\\d[\\d,]*(?:\\.\\d+)?)", written)
    for i, piece in enumerate(pieces):
        if i % 2 == 0:
            place = text.find(piece, at) if piece else at
            at = (place if place >= 0 else at) + len(piece)
        else:
            after = pieces[i + 1]
            end = text.find(after, at) if after else len(text)
            end = end if end > at else len(text)
            rows.append((at, end, float(piece.replace(",", ""))))
    return rows
"""
LOOP = """
import json, sys, time
find("Three men left.")
for line in sys.stdin:
    begin = time.perf_counter()
    try:
        found = find(json.loads(line))
    except Exception:
        found = []
    print("RESULT" + json.dumps([found, time.perf_counter() - begin]), flush=True)
"""


def ours(texts: list[str]) -> tuple[list[list[tuple[int, int, float | None, float | None]]], float]:
    """Chancery's figures with their bounds, and the seconds a sentence."""
    pipeline = Pipeline(threads=1)
    found, begin = [], time.perf_counter()
    for text in texts:
        reading = pipeline.reader.read(Article(id="a", text=text, blocks=body(text)))
        drafts = figures(reading, times(reading, knowledge=pipeline.knowledge), knowledge=pipeline.knowledge)
        found.append([(f.start, f.end, f.low, f.high) for f in drafts])
    return found, (time.perf_counter() - begin) / len(texts)


def theirs(texts: list[str], pythons: list[str], module: str, finder: str) -> tuple[list[list[Number]], float] | None:
    """A peer's numbers in each sentence by the first interpreter that has it, and the seconds a sentence."""
    for python in pythons:
        if subprocess.run([python, "-c", f"import {module}"], capture_output=True, check=False).returncode == 0:
            lines = "\n".join(json.dumps(t) for t in texts)
            done = subprocess.run([python, "-c", finder + LOOP], input=lines, capture_output=True, text=True, check=False)
            results = [json.loads(line.removeprefix("RESULT")) for line in done.stdout.splitlines() if line.startswith("RESULT")]
            if len(results) != len(texts):
                print(f"{module} read {len(results)} of {len(texts)} sentences: {done.stderr[-200:]}", file=sys.stderr)
                return None
            return [[(a, b, v) for a, b, v in found] for found, _ in results], sum(s for _, s in results) / len(results)
    return None


def numbers(found: list[float | None] | Number) -> list[float]:
    """The number of a quantity; of a range both ends and the middle, which quantulum3 writes."""
    known = [v for v in found[2:] if v is not None]
    return [*known, sum(known) / len(known)] if known else []


def line(name: str, gold: list[list[Number]], found: list[list[list[float | None] | Number]], seconds: float) -> str:
    """Precision, recall and F1 of quantities that overlap and say the same number."""
    annotated, predicted, same, overlapping = sum(map(len, gold)), sum(map(len, found)), 0, 0
    for expected, given in zip(gold, found, strict=True):
        free = list(given)
        for start, end, value in expected:
            near = [p for p in free if p[0] < end and start < p[1]]
            overlapping += bool(near)
            if right := next((p for p in near if any(abs(v - value) < 1e-6 * max(1.0, abs(value)) for v in numbers(p))), None):
                free.remove(right)
                same += 1
    p, r = same / max(1, predicted), same / annotated
    return (
        f"{name:12} number P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f}   found {overlapping / annotated:.3f} of them   {seconds:.4f} s a sentence"
    )


def main() -> int:
    """Print one line a system; for the probes also the share of Chancery's sentences right with both bounds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--on", default="probes", choices=("probes", "quantulum"))
    parser.add_argument("--python", nargs="*", default=[sys.executable])
    options = parser.parse_args()
    gold: list[list[Number]] = []
    if options.on == "probes":
        probes = figure_probes()
        texts = [p.text for p in probes]
        gold = [[(f.start, f.end, n) for f in p.figures if (n := f.high if f.high is not None else f.low) is not None] for p in probes]
    else:
        where = data()
        if where is None or not (where / "quantulum_tests").is_dir():
            print("quantulum: not there (CHANCERY_DATA), skipped")
            return 0
        cases = rows(where / "quantulum_tests" / "train.jsonl.gz")
        texts = [c["req"] for c in cases]
        # as in the record: lengths of time and bare numbers that name something are no figures
        for c in cases:
            gold.append([])
            for q in c["res"]:
                at = c["req"].find(q["surface"])
                if at >= 0 and isinstance(q["value"], (int, float)) and q["unit"] != "dimensionless" and q["unit"] not in DURATIONS:
                    gold[-1].append((at, at + len(q["surface"]), float(q["value"])))
    found, seconds = ours(texts)
    print(f"{options.on}: {len(texts)} sentences, {sum(map(len, gold))} quantities")
    print(line("Chancery", gold, found, seconds))
    for name, module, finder in (("quantulum3", "quantulum3", QUANTULUM), ("text2num", "text_to_num", TEXT2NUM)):
        answer = theirs(texts, options.python, module, finder)
        print(f"{name:12} not installed, skipped" if answer is None else line(name, gold, answer[0], answer[1]))
    if options.on == "probes":
        right = sum([(f.start, f.end, f.low, f.high) for f in p.figures] == given for p, given in zip(probes, found, strict=True))
        print(f"Chancery: spans and both bounds right, nothing else found, in {right} of {len(probes)} sentences ({right / len(probes):.3f})")
    return 0


DURATIONS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century", "minute of arc"})

if __name__ == "__main__":
    sys.exit(main())
