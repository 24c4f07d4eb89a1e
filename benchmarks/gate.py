"""The accuracy gate: reads the annotated articles, scores the records, fails where a figure falls under its floor.

    python -m benchmarks.gate              score dev and train (crises left out), compare with the floors
    python -m benchmarks.gate --raise      write the floors up to what is reached now (they never go down)
    python -m benchmarks.gate --write      put the table into the README
    python -m benchmarks.gate --dev-only   the quick look

`dev` is read with the shipped heads. `train` is read with crises left out: whatever the light heads learned from annotated articles is learned again without
the crises that are then read. Beside every figure stands what a keyword baseline reaches on the same articles.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line does

from benchmarks.baseline import Baseline
from benchmarks.bench import ROOT, Annotated, articles, folder, score

FLOORS = ROOT / "benchmarks" / "floors.json"
README = ROOT / "README.md"
#: int8 rounds differently from one processor type to another; a figure may fall this far under its floor
SLACK = 0.015
#: floors of figures that are others where 8-bit products are summed in software, and how processors that sum them themselves are known
PLAIN, DOT_PRODUCTS = "without 8-bit dot products", ("avx512_vnni", "avx_vnni", "amx_int8", "asimddp")
FOLDS = 6
ROWS = (
    "statements: content", "statements: content, tight (IoU .8)", "statements: content + speaker", "statements: kind", "statements: act",
    "events: type", "events: type + actors", "events: modality", "events: date",
    "times: span + value", "figures: span + value", "figures: whose",
    "commitments", "commitments: who", "positions", "positions: stance", "disputes", "blocks",
)  # fmt: skip


def read_all(found: list[Annotated], *, heads: Path | None = None) -> list[tuple[Annotated, dict[str, Any]]]:
    """Each article with the record that the program makes of it."""
    from chancery.intake import article
    from chancery.pipeline import Pipeline
    from chancery.report.json import to_json

    pipeline = Pipeline(heads=heads)
    return [(a, json.loads(to_json(pipeline.read(article(a.text, published=a.gold["article"]["published"]))))) for a in found]


def crises_left_out(found: list[Annotated]) -> list[tuple[Annotated, dict[str, Any]]]:
    """The train articles, each read with heads that never saw its crisis."""
    from training.heads import train_all
    from training.heads.examples import examples as load
    from training.heads.fit import crisis

    names = sorted({crisis(a.name) for a in found})
    examples = load()
    pairs = []
    for fold in range(FOLDS):
        out = set(names[fold::FOLDS])
        with tempfile.TemporaryDirectory() as scratch:
            train_all([e for e in examples if crisis(e.name) not in out], Path(scratch))
            pairs += read_all([a for a in found if crisis(a.name) in out], heads=Path(scratch))
        print(f"crises left out: fold {fold + 1} of {FOLDS}", file=sys.stderr)
    return pairs


def table(columns: dict[str, dict[str, float]]) -> str:
    """The figures as a Markdown table, one row a measure."""
    lines = ["| measure | " + " | ".join(columns) + " |", "|---|" + "---|" * len(columns)]
    for row in ROWS:
        lines.append(f"| {row} | " + " | ".join(f"{c[row]:.3f}" if row in c else "" for c in columns.values()) + " |")
    return "\n".join(lines)


def floors_here(floors: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """The floors that hold on this machine: a processor without 8-bit dot products has a few of its own."""
    cpu = Path("/proc/cpuinfo")
    plain = cpu.exists() and not set(DOT_PRODUCTS) & set(cpu.read_text(encoding="utf-8").split())
    own = {c.removesuffix(f", {PLAIN}"): rows for c, rows in floors.items() if c.endswith(PLAIN)} if plain else {}
    return {c: {**rows, **own.get(c, {})} for c, rows in floors.items() if not c.endswith(PLAIN)}


def write_readme(text: str) -> None:
    """Put the table between the README's accuracy marks."""
    before, _, rest = README.read_text(encoding="utf-8").partition("<!-- accuracy -->")
    _, _, after = rest.partition("<!-- /accuracy -->")
    README.write_text(f"{before}<!-- accuracy -->\n{text}\n<!-- /accuracy -->{after}", encoding="utf-8")


def main() -> int:
    """Run the gate; 0 where every figure holds its floor or no bench is at hand."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--raise", dest="lift", action="store_true", help="raise the floors to what is reached")
    ap.add_argument("--write", action="store_true", help="put the table into the README")
    ap.add_argument("--dev-only", action="store_true", help="leave out the train articles")
    args = ap.parse_args()
    bench = folder()
    if bench is None:
        print("no annotated articles at hand (../shared/bench or CHANCERY_BENCH): the gate is skipped")
        return 0
    begun = time.monotonic()
    dev, baseline = articles(bench, "dev"), Baseline()
    columns = {"dev": score(bench, read_all(dev)), "dev, keywords": score(bench, [(a, baseline.read(a.text, a.gold["article"]["published"])) for a in dev])}
    if not args.dev_only:
        train = articles(bench, "train")
        columns["train, crises left out"] = score(bench, crises_left_out(train))
        columns["train, keywords"] = score(bench, [(a, baseline.read(a.text, a.gold["article"]["published"])) for a in train])
    print(table(columns))
    print(f"{time.monotonic() - begun:.0f} s", file=sys.stderr)
    if args.write:
        write_readme(table(columns))
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    here = {c: rows for c, rows in floors_here(floors).items() if c in columns}
    fallen = [(c, r, columns[c].get(r, 0.0), f) for c, rows in here.items() for r, f in rows.items() if columns[c].get(r, 0.0) < f - SLACK]
    for column, row, value, floor in fallen:
        print(f"under its floor: {column}, {row}: {value:.3f} < {floor:.3f}")
    if args.lift and not fallen:
        for column in (c for c in columns if "keywords" not in c):
            rows = floors.setdefault(column, {})
            for row in ROWS:
                rows[row] = max(rows.get(row, 0.0), round(columns[column].get(row, 0.0), 3))
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
