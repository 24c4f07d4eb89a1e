"""What positions, statements and events are about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue: a label of the vocabulary (`kind` names its group there), or a noun phrase of the text (`kind` "other")."""

    id: str
    label: str
    kind: str
