"""Statements."""

from __future__ import annotations

from chancery.knowledge import Knowledge
from chancery.models.heads import Heads
from chancery.schema.event import EventDraft
from chancery.schema.reading import Reading
from chancery.schema.statement import StatementDraft
from chancery.schema.time import TimeDraft
from chancery.schema.statement import StatementDraft


def statements(reading: Reading, *, heads: Heads, knowledge: Knowledge) -> tuple[StatementDraft, ...]:
    """Not yet there."""
    return ()
