"""Documents."""

from __future__ import annotations

from chancery.knowledge import Knowledge
from chancery.models.heads import Heads
from chancery.schema.event import EventDraft
from chancery.schema.reading import Reading
from chancery.schema.statement import StatementDraft
from chancery.schema.time import TimeDraft
from chancery.schema.document import DocumentDraft


def documents(reading: Reading, said: tuple[StatementDraft, ...], *, knowledge: Knowledge) -> tuple[DocumentDraft, ...]:
    """Not yet there."""
    return ()
