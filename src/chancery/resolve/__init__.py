"""Resolution: drafts in, a record out. Phrases become actors, expressions of time days, names places; repeated mentions of one event become one."""

from __future__ import annotations

from chancery.knowledge import Knowledge
from chancery.resolve.assemble import Assembly
from chancery.schema.reason import Reason
from chancery.schema.record import Drafts, Record


def resolve(drafts: Drafts, *, knowledge: Knowledge) -> Record:
    """The record of an article: everything its drafts say, with ids in place of phrases."""
    return Assembly(drafts, knowledge).record()


def explain(drafts: Drafts, *, knowledge: Knowledge) -> tuple[Record, tuple[Reason, ...]]:
    """The record of an article, and what each of its objects rests on."""
    assembly = Assembly(drafts, knowledge)
    record = assembly.record()
    return record, assembly.reasons()
