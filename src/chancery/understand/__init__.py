"""Understanding: an article in, its reading out, by the language model that the package ships."""

from __future__ import annotations

from chancery.understand.ahead import readings
from chancery.understand.reader import Reader

__all__ = ["Reader", "readings"]
