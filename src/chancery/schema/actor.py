"""Who acts or speaks: a person, a state, an organisation, a group, or an unnamed source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from chancery.schema.evidence import Span

ActorKind = Literal["person", "state", "organisation", "group", "unnamed"]


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor of an article.

    `code` is the actor as events count it: the ISO 3166 alpha-3 code of the state it acts for, an intergovernmental organisation's acronym, else the group's
    name. `role` is the office held on the article's date.
    """

    id: str
    name: str
    kind: ActorKind
    code: str | None
    country: str | None
    sectors: tuple[str, ...]
    role: str | None
    wikidata: str | None
    mentions: tuple[Span, ...]
    confidence: float
