"""Positions."""

from __future__ import annotations

from chancery.knowledge import Knowledge
from chancery.models.heads import Heads
from chancery.schema.event import EventDraft
from chancery.schema.reading import Reading
from chancery.schema.statement import StatementDraft
from chancery.schema.time import TimeDraft
from chancery.schema.position import PositionDraft


def positions(reading: Reading, said: tuple[StatementDraft, ...], done: tuple[EventDraft, ...], *, heads: Heads, knowledge: Knowledge) -> tuple[PositionDraft, ...]:
    """Not yet there."""
    return ()
