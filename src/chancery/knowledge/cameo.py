"""PLOVER <-> CAMEO: the corrected map between the two, and Goldstein's scale. In: the tables `cameo` and `cameo_codes`; out: codes, types and values.

The map is our own and versioned: the table that circulated with PLOVER in 2021 holds 24 modes that no manual knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from chancery.knowledge import Knowledge

#: changes when a row of the map does
MAP = "chancery.cameo/1"
#: stands for the mode of what is planned
PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class Code:
    """A CAMEO code: a string of two to four digits, with its zero. Its PLOVER type is null for codes that PLOVER has no type for."""

    code: str
    label: str
    type: str | None
    mode: str | None
    goldstein: float

    @property
    def base(self) -> str:
        """The first three digits."""
        return self.code[:3]

    @property
    def root(self) -> str:
        """The first two."""
        return self.code[:2]

    @property
    def quad(self) -> int:
        """CAMEO's quad class: 1 verbal, 2 material cooperation, 3 verbal, 4 material conflict."""
        number = int(self.root)
        return 1 if number <= 5 else 2 if number <= 8 else 3 if number <= 13 else 4


class Cameo:
    """The map, both ways."""

    def __init__(self, knowledge: Knowledge) -> None:
        rows = {r["code"]: r for r in knowledge.table("cameo")}
        self._codes = {code: Code(code, r["label"], r["type"] or None, r["mode"] or None, _goldstein(code, rows)) for code, r in rows.items()}
        self._out = [(r["type"], r["mode"], r["word"], r["code"]) for r in knowledge.table("cameo_codes")]

    def __getitem__(self, code: str) -> Code:
        """A code. Raises KeyError where CAMEO has none of these digits."""
        return self._codes[code]

    def __iter__(self) -> Iterator[Code]:
        return iter(self._codes.values())

    def code(self, kind: str, mode: str | None = None, *, words: str = "") -> Code:
        """The code of a PLOVER type and mode. `words` are those that name the event: "signed" makes of AGREE the signing of an agreement (057)."""
        words = words.casefold()
        exact = (c for t, m, w, c in self._out if t == kind and m == (mode or "") and (not w or w in words))
        plain = (c for t, m, w, c in self._out if t == kind and not m and not w)
        return self._codes[next(exact, None) or next(plain)]


def _goldstein(code: str, rows: dict[str, dict[str, str]]) -> float:
    """A code's own value, else that of the longest code it begins with."""
    while not rows.get(code, {}).get("goldstein"):
        code = code[:-1]
    return float(rows[code]["goldstein"])


@lru_cache(maxsize=4)
def cameo(knowledge: Knowledge) -> Cameo:
    """The map over a set of tables, made once for it."""
    return Cameo(knowledge)
