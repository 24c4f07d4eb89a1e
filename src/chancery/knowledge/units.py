"""Units of measure and currencies. In: the table `units`; out: the unit of a word or sign."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from chancery.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: `symbol` as the record writes it (ISO 4217 for money), `kind` one of distance, area, mass, volume, speed, power, energy, temperature,
    share, money."""

    name: str
    symbol: str
    kind: str


class Units:
    """The table, with a pattern for the words that follow a number and one for the signs before it."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._known: dict[str, Unit] = {}
        for row in knowledge.table("units"):
            unit = Unit(row["name"], row["symbol"], row["kind"])
            for name in (row["name"], *filter(None, row["aliases"].split("|"))):
                self._known.setdefault(name.lower(), unit)
        words = sorted(self._known, key=lambda w: (-len(w), w))
        self.signs = "|".join(re.escape(w) for w in words if not w.isalnum() and w[-1] in "$€£¥₽₴₺₩₹₪")
        self.words = "|".join(re.escape(w).replace(r"\ ", r"[\s-]") for w in words if w[-1] not in "$€£¥₽₴₺₩₹₪")

    def find(self, word: str) -> Unit | None:
        """The unit that a word, an abbreviation or a sign stands for."""
        key = re.sub(r"\s+", " ", word.strip().lower())
        return self._known.get(key) or self._known.get(key.replace("-", " "))


@lru_cache(maxsize=4)
def units(knowledge: Knowledge) -> Units:
    """The units of a set of tables, made once for it."""
    return Units(knowledge)
