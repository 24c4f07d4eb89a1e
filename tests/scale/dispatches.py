"""What the tests of runs share: the dispatches as rows, what a run has written and how far it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from chancery.settings import Settings

ROOT = Path(__file__).parents[2]
SETTINGS = Settings(knowledge=ROOT / "examples" / "knowledge")


def rows() -> list[dict[str, Any]]:
    """The dispatches as rows."""
    files = sorted((ROOT / "examples" / "dispatches").iterdir())
    return [{"id": p.stem, "html" if p.suffix == ".html" else "text": p.read_text(encoding="utf-8"), "desk": n} for n, p in enumerate(files)]


def written(folder: Path) -> dict[str, bytes]:
    """Every file of a run by its name, but for the lock."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file() and p.name != ".running"}


def long_corpus(path: Path, rounds: int = 3) -> Path:
    """Two dozen rows: the dispatches, and longer versions of them."""
    made = []
    for n in range(rounds):
        for row in rows():
            field = "html" if "html" in row else "text"
            made.append({**row, "id": f"{row['id']}-{n}", field: row[field] + (f"\n\nReport number {n}.\n" if n else "")})
    path.write_text("".join(json.dumps(r) + "\n" for r in made), encoding="utf-8")
    return path


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    try:
        return [int(p) for task in Path(f"/proc/{pid}/task").iterdir() for p in (task / "children").read_text().split()]
    except OSError:
        return []


def finished(out: Path) -> int:
    """How many lines the manifest of a run has."""
    path = out / "manifest.jsonl"
    return path.read_bytes().count(b"\n") if path.exists() else 0
