"""Where the annotated articles lie, and their scorer: found beside the project or by CHANCERY_BENCH; never part of it."""

from __future__ import annotations

import importlib.util
import json
import os
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def folder() -> Path | None:
    """The bench folder (holding gold/ and score.py), or null where there is none."""
    named = os.environ.get("CHANCERY_BENCH")
    for path in ([Path(named)] if named else []) + [ROOT.parent / "shared" / "bench"]:
        if (path / "score.py").exists():
            return path
    return None


@dataclass(frozen=True, slots=True)
class Annotated:
    """One article of the bench with its annotation."""

    name: str
    text: str
    gold: dict[str, Any]


def articles(bench: Path, split: str) -> list[Annotated]:
    """The annotated articles of `dev` or `train`, by name."""
    found = []
    for path in sorted((bench / "gold" / split).glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json")
        text = path.with_name(f"{name}.txt").read_text(encoding="utf-8-sig").replace("\r\n", "\n")
        found.append(Annotated(name, text, json.loads(path.read_text(encoding="utf-8"))))
    return found


def scorer(bench: Path) -> ModuleType:
    """The bench's score.py as a module."""
    spec = importlib.util.spec_from_file_location("chancery_bench_score", bench / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score(bench: Path, pairs: list[tuple[Annotated, dict[str, Any]]]) -> dict[str, float]:
    """Every row of the scorer as one number (F1 or accuracy) over the given (article, record) pairs."""
    module, total = scorer(bench), {}
    for article, record in pairs:
        if record["article"]["text"] != article.text:
            raise ValueError(f"{article.name}: the record's text differs from the article's")
        if wrong := module.check(record):
            raise ValueError(f"{article.name}: {wrong[0]}")
        module.score_one(article.gold, record, total)
    rows: dict[str, float] = {}
    for name, value in total.items():
        if not isinstance(value, int):
            row = value.row()
            rows[name] = float(row.get("F1", row.get("accuracy")) or 0.0)
    return rows
