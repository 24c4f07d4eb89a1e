"""What analysts decide about what was read: append-only, by user and time, and found again by anchor after a newer model has read the article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from chancery.schema.mention import Kind

Verb = Literal["accept", "reject", "edit", "merge", "split", "confirm", "verdict", "undo"]
VERBS: tuple[Verb, ...] = ("accept", "reject", "edit", "merge", "split", "confirm", "verdict", "undo")


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """A mention, however often its article is read anew: the article's name, the kind, the evidence span as it was read; `twin`, of several of a kind at one
    span, says which (what it says, see dossier.anchors), and is empty where it stands alone.
    """

    article: str
    kind: Kind
    start: int
    end: int
    twin: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision.

    accept, reject   of the mention at `anchor`
    edit             `value` holds the fields to replace, by name
    merge, split     the mention at `anchor` and the one at `other` are one thing, or two
    confirm          of an actor: a reader has seen that it is who the machine says
    verdict          on a statement or dispute: `value` holds rating, explanation, and what it rests on
    undo             takes judgement number `undoes` back
    """

    number: int
    time: str
    user: str
    verb: Verb
    anchor: Anchor | None = None
    other: Anchor | None = None
    value: dict[str, Any] | None = None
    undoes: int | None = None
    reason: str | None = None
