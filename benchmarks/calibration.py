"""How often a record is right, by how sure it says it is: reads the train articles with crises left out, fits the calibration, draws the reliability.

    python -m benchmarks.calibration            print each part's expected calibration error, before and after
    python -m benchmarks.calibration --write    write light/calibration.json and docs/reference/calibration.svg
    python -m benchmarks.calibration --dev      the error on dev, as the program ships

The heads fitted with crises left out carry no calibration, so what is read are their own odds. "After" is measured on crises that the calibration was not
fitted on.
"""

from __future__ import annotations

import argparse
import json
import pickle
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from sklearn.isotonic import IsotonicRegression

from benchmarks.bench import ROOT, Annotated, articles, folder, scorer
from benchmarks.gate import crises_left_out, read_all
from benchmarks.speakers import speakers
from training.heads.fit import crisis

OUT = ROOT / "src" / "chancery" / "models" / "light" / "calibration.json"
PICTURE = ROOT / "docs" / "reference" / "calibration.svg"
FITTED = ("commitments", "positions", "disputes")
BINS, FOLDS, KNOTS = 10, 8, 9
Found = list[tuple[float, bool, str]]


def outcomes(bench: ModuleType, pairs: list[tuple[Annotated, dict[str, Any]]]) -> dict[str, Found]:
    """Each part's records as (confidence, right or not, crisis): right as the score matches them, statements with their speaker."""
    found: dict[str, Found] = {}
    for article, record in pairs:
        text, actors, group = bench.Article(record["article"]["text"]), bench.Actors(record), crisis(article.name)
        own = {part: (article.gold[part], record.get(part, [])) for part in FITTED}

        def alike(a: Any, b: Any, text: Any = text) -> float:
            return float(bench.at_least(text.iou(a, b), bench.CLAUSE_IOU))

        def held(a: Any, b: Any, alike: Any = alike, actors: Any = actors) -> float:
            return float(alike(a, b)) if bench.party_overlap([a["actor"]], actors.parties([b.get("actor")])) > 0 else 0.0

        def opposed(a: Any, b: Any, alike: Any = alike) -> float:
            return max(min(alike(a["side_a"], b[x]), alike(a["side_b"], b[y])) for x, y in (("side_a", "side_b"), ("side_b", "side_a")))

        matched = {
            "commitments": bench.greedy(*own["commitments"], alike),
            "positions": bench.greedy(*own["positions"], held),
            "disputes": bench.greedy(*own["disputes"], opposed),
        }
        told = speakers(bench, article, record)
        found.setdefault("statements", []).extend((s["confidence"], told.get(j, False), group) for j, s in enumerate(record["statements"]))
        for part, hits in matched.items():
            right = {j for _, j in hits}
            found.setdefault(part, []).extend((p["confidence"], j in right, group) for j, p in enumerate(own[part][1]))
    return found


def error(values: np.ndarray, right: np.ndarray) -> float:
    """The expected calibration error over ten bins of equal width."""
    at = np.minimum((values * BINS).astype(int), BINS - 1)
    return float(sum(abs(values[at == b].mean() - right[at == b].mean()) * (at == b).sum() for b in set(at.tolist())) / max(1, len(values)))


def fit(values: np.ndarray, right: np.ndarray) -> tuple[list[float], list[float]]:
    """A rising line through a few knots: isotonic regression, read off at quantiles, drawn towards the mean where there is little."""
    model = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip").fit(values, right)
    knots = np.unique(np.round(np.quantile(values, np.linspace(0, 1, KNOTS)), 4))
    spread = np.clip((np.quantile(values, 0.75) - np.quantile(values, 0.25)) / 3, 0.01, 0.1)
    smooth = [float(np.mean(model.predict(np.clip(k + np.linspace(-spread, spread, 9), 0, 1)))) for k in knots]
    share, weight = float(right.mean()), len(values) / (len(values) + 30.0)
    return [float(k) for k in knots], [round(weight * s + (1 - weight) * share, 4) for s in smooth]


def across(found: Found) -> np.ndarray:
    """Each record's calibrated confidence, by a calibration fitted on other crises."""
    values, right = np.array([v for v, _, _ in found]), np.array([r for _, r, _ in found], dtype=float)
    names = sorted({c for _, _, c in found})
    fold = np.array([names.index(c) % FOLDS for _, _, c in found])
    out = values.copy()
    for k in range(FOLDS):
        if (fold == k).any() and (fold != k).any():
            out[fold == k] = np.interp(values[fold == k], *fit(values[fold != k], right[fold != k]))
    return out


def draw(rows: dict[str, tuple[np.ndarray, np.ndarray]], path: Path) -> None:
    """One panel a part: the share that is right in each tenth of confidence, against the diagonal; dots as large as the bins."""
    size, gap = 150, 40
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {len(rows) * (size + gap) + gap} {size + 70}" font-family="sans-serif" font-size="11">']
    for n, (name, (values, right)) in enumerate(rows.items()):
        x, y = gap + n * (size + gap), 30
        parts.append(f'<g transform="translate({x},{y})"><text y="-10">{name}</text><rect width="{size}" height="{size}" fill="none" stroke="#999"/>')
        parts.append(f'<line x1="0" y1="{size}" x2="{size}" y2="0" stroke="#ccc"/><text y="{size + 14}">0</text><text x="{size - 6}" y="{size + 14}">1</text>')
        at = np.minimum((values * BINS).astype(int), BINS - 1)
        for b in sorted(set(at.tolist())):
            own = at == b
            at_x, at_y, radius = values[own].mean() * size, (1 - right[own].mean()) * size, 2 + 8 * float(np.sqrt(own.sum() / len(at)))
            parts.append(f'<circle cx="{at_x:.1f}" cy="{at_y:.1f}" r="{radius:.1f}" fill="#2a6f97" fill-opacity=".7"/>')
        parts.append("</g>")
    parts.append("</svg>")
    path.write_text("\n".join(parts) + "\n", encoding="utf-8")


def main() -> None:
    """The command."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--write", action="store_true", help="write the calibration and its picture")
    ap.add_argument("--read", type=Path, help="records of an earlier run, pickled, instead of reading the articles again")
    ap.add_argument("--dev", action="store_true", help="what the shipped confidences are worth on dev; nothing is fitted")
    args = ap.parse_args()
    bench = folder()
    if bench is None:
        print("no annotated articles at hand (../shared/bench or CHANCERY_BENCH): nothing to measure")
        return
    if args.dev:
        for part, found in outcomes(scorer(bench), read_all(articles(bench, "dev"))).items():
            values, right = np.array([v for v, _, _ in found]), np.array([r for _, r, _ in found], dtype=float)
            print(f"{part:12} {len(found):5} records, {right.mean():.2f} right, expected calibration error {error(values, right):.3f}")
        return
    pairs = pickle.loads(args.read.read_bytes()) if args.read else crises_left_out(articles(bench, "train"))
    maps: dict[str, Any] = {}
    rows: dict[str, tuple[np.ndarray, np.ndarray]] = {}
    for part, found in outcomes(scorer(bench), pairs).items():
        values, right = np.array([v for v, _, _ in found]), np.array([r for _, r, _ in found], dtype=float)
        after = across(found) if part in FITTED else values
        rows[part] = after, right
        if part in FITTED:
            maps[part] = fit(values, right)
        print(f"{part:12} {len(found):5} records, {right.mean():.2f} right, expected calibration error {error(values, right):.3f} -> {error(after, right):.3f}")
    if args.write:
        OUT.write_text(json.dumps({part: maps[part] for part in FITTED}) + "\n", encoding="utf-8")
        draw(rows, PICTURE)


if __name__ == "__main__":
    main()
