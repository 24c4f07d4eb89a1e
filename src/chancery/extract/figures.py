"""Figures."""

from __future__ import annotations

from chancery.knowledge import Knowledge
from chancery.models.heads import Heads
from chancery.schema.event import EventDraft
from chancery.schema.reading import Reading
from chancery.schema.statement import StatementDraft
from chancery.schema.time import TimeDraft
from chancery.schema.figure import FigureDraft


def figures(reading: Reading, times: tuple[TimeDraft, ...], *, knowledge: Knowledge) -> tuple[FigureDraft, ...]:
    """Not yet there."""
    return ()
