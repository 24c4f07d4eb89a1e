"""Events."""

from __future__ import annotations

from chancery.knowledge import Knowledge
from chancery.models.heads import Heads
from chancery.schema.event import EventDraft
from chancery.schema.reading import Reading
from chancery.schema.statement import StatementDraft
from chancery.schema.time import TimeDraft
from chancery.schema.event import EventDraft


def events(reading: Reading, said: tuple[StatementDraft, ...], *, heads: Heads, knowledge: Knowledge) -> tuple[EventDraft, ...]:
    """Not yet there."""
    return ()
