"""Why a line of a record is there: the words it rests on, and the rule or learned head that found it."""

from __future__ import annotations

from dataclasses import dataclass

from chancery.schema.evidence import Span


@dataclass(frozen=True, slots=True)
class Reason:
    """What the object `id` of a record rests on: `words` in the text, the `rule` (a learned head by its name, or a rule), and `because`, short remarks."""

    id: str
    words: Span
    rule: str
    confidence: float
    because: tuple[str, ...] = ()

    def in_words(self, text: str) -> str:
        """One line for people."""
        words = " ".join(self.words.of(text).split())
        shown = words if len(words) <= 60 else words[:57] + "…"
        return "; ".join((f"rests on “{shown}” by {self.rule} ({self.confidence:.2f})", *self.because))
