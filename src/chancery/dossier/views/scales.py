"""A type of event and its mode -> how much of conflict or cooperation it is: PLOVER's quad and intensity, Goldstein's scale."""

from __future__ import annotations

from functools import cache

from chancery.knowledge import Knowledge
from chancery.knowledge.cameo import cameo
from chancery.knowledge.plover import plover


class Scales:
    """Quads: 1 verbal, 2 material cooperation, 3 verbal, 4 material conflict. PLOVER's intensity and Goldstein's scale run from -10 to 10; the Goldstein
    value of a type is that of the CAMEO code it is exported as.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._plover = plover(knowledge)
        self._cameo = cameo(knowledge)
        self._worth: dict[tuple[str, str | None], float] = {}

    def quad(self, kind: str) -> int:
        """The quad of a type."""
        return self._plover.quad(kind)

    def intensity(self, kind: str, mode: str | None = None) -> float:
        """PLOVER's intensity."""
        return self._plover.intensity(kind, mode)

    def goldstein(self, kind: str, mode: str | None = None) -> float:
        """Goldstein's value."""
        if (kind, mode) not in self._worth:
            self._worth[kind, mode] = self._cameo.code(kind, mode).goldstein
        return self._worth[kind, mode]


@cache
def scales() -> Scales:
    """The shipped scales."""
    return Scales(Knowledge())
