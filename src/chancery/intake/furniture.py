"""In: a paragraph; out: the role its words give away (caption, related, credit), by the table `furniture`; null where they say nothing."""

from __future__ import annotations

import re
from functools import lru_cache

from chancery.knowledge import Knowledge
from chancery.schema.article import Role

#: Longest paragraph that can be furniture as a whole, and longest that is searched for a telling phrase, in characters. They also bound the matching.
LONGEST_WHOLE = 240
LONGEST_ANY = 420
#: A caption's credit stands within this many characters of its end.
TAIL = 120

_WHERE = ("whole", "start", "tail", "any")
_ROLES: tuple[Role, ...] = ("caption", "related", "credit")


class Furniture:
    """The table's patterns, one expression for each role and place."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._groups: list[tuple[Role, str, re.Pattern[str]]] = []
        rows = knowledge.table("furniture")
        for role in _ROLES:
            for where in _WHERE:
                patterns = [row["pattern"] for row in rows if row["role"] == role and row["where"] == where]
                if patterns:
                    joined = "|".join(f"(?:{p})" for p in patterns)
                    ending = r"\s*$" if where == "tail" else ""
                    self._groups.append((role, where, re.compile(f"(?:{joined}){ending}", re.IGNORECASE)))

    def role(self, words: str) -> Role | None:
        """The role of a paragraph."""
        size = len(words)
        for role, where, pattern in self._groups:
            if where == "whole":
                found = size <= LONGEST_WHOLE and pattern.fullmatch(words)
            elif where == "start":
                found = size <= LONGEST_ANY and pattern.match(words)
            elif where == "tail":
                # what ends a long paragraph of prose ("many friends had contributed") is no credit
                found = (role != "credit" or size <= LONGEST_WHOLE) and pattern.search(words, max(0, size - TAIL))
            else:
                found = size <= LONGEST_ANY and pattern.search(words)
            if found:
                return role
        return None


@lru_cache(maxsize=4)
def furniture(knowledge: Knowledge) -> Furniture:
    """The patterns of a set of tables, compiled once for it."""
    return Furniture(knowledge)
