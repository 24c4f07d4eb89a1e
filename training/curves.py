"""The training log as a picture: python -m training.curves [--out FILE]. Each loss over the steps, every phase after the one before, as plain SVG."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from training.train import PHASES, RUNS

OUT = Path(__file__).resolve().parents[1] / "docs" / "reference" / "training.svg"
SHOWN = {"arc": "#1b6ca8", "label": "#2a9d8f", "upos": "#8ab17d", "lemma": "#e9c46a", "entity": "#e76f51", "attribution": "#9b2226", "story": "#6a4c93"}
WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 760, 360, 50, 20, 110, 40
CEILING = 3.0


def points() -> tuple[dict[str, list[tuple[int, float]]], list[int]]:
    """The losses by name, and the steps at which a phase ends."""
    series: dict[str, list[tuple[int, float]]] = {n: [] for n in SHOWN}
    offset, ends = 0, []
    for phase in PHASES:
        log = RUNS / phase / "log.jsonl"
        if not log.exists():
            continue
        rows = [json.loads(line) for line in log.read_text().splitlines()]
        for row in rows:
            for name in SHOWN:
                if name in row:
                    series[name].append((offset + row["step"], row[name]))
        offset += rows[-1]["step"]
        ends.append(offset)
    return series, ends


def main() -> None:
    """Draw."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--out", type=Path, default=OUT)
    args = ap.parse_args()
    series, ends = points()
    total = ends[-1]

    def at(step: float, loss: float) -> tuple[float, float]:
        return LEFT + step / total * (WIDTH - LEFT - RIGHT), TOP + (1 - min(loss, CEILING) / CEILING) * (HEIGHT - TOP - BOTTOM)

    svg = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">']
    svg.append(f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>')
    for loss in range(int(CEILING) + 1):
        x, y = at(0, loss)
        svg.append(f'<path d="M{x:.0f} {y:.0f}H{WIDTH - RIGHT}" stroke="#ddd"/><text x="{x - 8:.0f}" y="{y + 4:.0f}" text-anchor="end">{loss}</text>')
    for step in range(0, total + 1, 1000):
        x, y = at(step, 0)
        svg.append(f'<text x="{x:.0f}" y="{y + 18:.0f}" text-anchor="middle">{step}</text>')
    for end in ends[:-1]:
        x, y = at(end, 0)
        svg.append(f'<path d="M{x:.0f} {TOP}V{y:.0f}" stroke="#999" stroke-dasharray="4 3"/>')
    svg.append(f'<text x="{LEFT}" y="{HEIGHT - 6}">steps (dashed: a new phase); mean loss of each layer over 50 steps, as weighted</text>')
    for i, (name, colour) in enumerate(SHOWN.items()):
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in (at(*p) for p in series[name]))
        svg.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        svg.append(f'<text x="{WIDTH - RIGHT + 10}" y="{TOP + 14 + 18 * i}" fill="{colour}">{name}</text>')
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text("\n".join([*svg, "</svg>"]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
