"""The shipped weights and their lookups: the language model's files, and the light heads over its vectors."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
