"""Resolution: drafts in, a record out. Phrases become actors, expressions of time days, names places; repeated mentions of one event become one."""

from __future__ import annotations

from chancery.knowledge import Knowledge
from chancery.models.heads import Heads
from chancery.resolve.assemble import Assembly
from chancery.schema.reason import Reason
from chancery.schema.record import Drafts, Record


def resolve(drafts: Drafts, *, heads: Heads, knowledge: Knowledge) -> Record:
    """The record of an article: everything its drafts say, with ids in place of phrases."""
    return Assembly(drafts, heads, knowledge).record()


def explain(drafts: Drafts, *, heads: Heads, knowledge: Knowledge) -> tuple[Record, tuple[Reason, ...]]:
    """The record of an article, and what each of its objects rests on."""
    assembly = Assembly(drafts, heads, knowledge)
    record = assembly.record()
    return record, assembly.reasons()
