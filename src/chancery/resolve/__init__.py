"""Resolution: drafts in, a record out. Phrases become actors, expressions of time days, names places; repeated mentions of one event become one."""

from __future__ import annotations

from chancery.knowledge import Knowledge
from chancery.resolve.assemble import Assembly
from chancery.schema.record import Drafts, Record


def resolve(drafts: Drafts, *, knowledge: Knowledge) -> Record:
    """The record of an article: everything its drafts say, with ids in place of phrases."""
    return Assembly(drafts, knowledge).record()
