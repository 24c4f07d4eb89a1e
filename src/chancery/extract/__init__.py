"""Extraction: a reading in, drafts out. Each part of the record has its file; this one knows their order within the stage."""

from __future__ import annotations

from chancery.extract.commitments import commitments
from chancery.extract.disputes import disputes
from chancery.extract.documents import documents
from chancery.extract.events import events
from chancery.extract.figures import figures
from chancery.extract.positions import positions
from chancery.extract.statements import statements
from chancery.extract.times import times
from chancery.knowledge import Knowledge
from chancery.models.heads import Heads
from chancery.schema.reading import Reading
from chancery.schema.record import Drafts


def extract(reading: Reading, *, heads: Heads, knowledge: Knowledge) -> Drafts:
    """Everything the reading says, its parties, dates and places not yet resolved."""
    said = statements(reading, heads=heads, knowledge=knowledge)
    done = events(reading, said, heads=heads, knowledge=knowledge)
    when = times(reading, knowledge=knowledge)
    return Drafts(
        reading=reading,
        statements=said,
        events=done,
        times=when,
        figures=figures(reading, when, knowledge=knowledge),
        commitments=commitments(reading, said, done, heads=heads, knowledge=knowledge),
        positions=positions(reading, said, done, heads=heads, knowledge=knowledge),
        disputes=disputes(reading, said, heads=heads, knowledge=knowledge, done=done),
        documents=documents(reading, said, knowledge=knowledge),
    )
