"""What the tests of runs share: the dispatches as rows, and what a run has written."""

from __future__ import annotations

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
