"""What a time is reckoned from, and the parts of one draft within it. In: a draft and its setting; out: its numbers and words, for what reckons with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from chancery.schema.time import TimeDraft

Tense = Literal["past", "future"] | None

#: Words before a unit that lead back or ahead.
BACK = frozenset({"last", "this past", "past", "the previous", "the preceding", "previous", "last week", "of last week", "last year"})
AHEAD = frozenset({"next", "this coming", "the following", "the next", "the coming", "next week", "of next week", "next year"})


@dataclass(frozen=True, slots=True)
class Setting:
    """What a time is reckoned from: the day of publication, the day spoken of just before, the year named beside it, the tense of its clause, and the first day
    of the quarter spoken of just before."""

    published: date | None
    day: date | None
    year: int | None
    tense: Tense
    quarter: date | None = None


class Reckoned:
    """One draft in its setting."""

    def __init__(self, draft: TimeDraft, setting: Setting) -> None:
        self.draft = draft
        self.parts = dict(draft.parts)
        self.setting = setting

    def number(self, key: str) -> int | None:
        """A part as a number; none where the draft has no such part."""
        found = self.parts.get(key)
        return int(found) if found is not None else None

    def word(self, key: str) -> str:
        """A part as a word; empty where the draft has no such part."""
        return str(self.parts.get(key, ""))
