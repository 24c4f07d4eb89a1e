"""Data -> weights, card and light heads, in one go: python -m training. Each step is a process of its own, so that a stopped run goes on where it was."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from training.train import PHASES, SHIPPED

ROOT = Path(__file__).resolve().parents[1]


def steps() -> list[list[str]]:
    """The modules to run, with what they are told."""
    phases: list[str] = []

    def add(name: str) -> None:
        for before in PHASES[name].after:
            add(before)
        if name not in phases:
            phases.append(name)

    for name in SHIPPED:
        add(name)
    return [
        ["targets"],
        *(["train", "--phase", name] for name in phases),
        ["export"],
        ["export", "--plain", "--out", "training/runs/plain"],
        ["heads.names"],
        ["heads.attributions"],
        ["evaluate", "--keep", "training/runs/figures.json"],
        ["evaluate", "--model", "training/runs/plain", "--keep", "training/runs/figures-plain.json"],
        ["card"],
        ["curves"],
        *([f"heads.{name}"] for name in ("statements", "events", "repeats", "clauses")),
    ]


def main() -> None:
    """Run them all; the first failure ends it."""
    for module, *options in steps():
        print("==", module, *options, flush=True)
        subprocess.run([sys.executable, "-m", f"training.{module}", *options], cwd=ROOT, env={**os.environ, "HF_HUB_OFFLINE": "1"}, check=True)


if __name__ == "__main__":
    main()
