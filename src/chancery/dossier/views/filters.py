"""What a question is narrowed to. A row is shown when one of its mentions, as known then, meets every filter; dates are those of the merged row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chancery.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """All are optional.

    as_of        ISO day: only articles published by then
    since, until ISO days: the row's date lies between them, both included
    actor        a name, code or key of who takes part; with `target`, of who acts, with `speaker`, of who speaks, holds or owes
    target       a name, code or key of whom it is done or said to
    country      ISO code of a state that one of the parties acts for
    type         event type, act, stance, kind of document, or what is counted
    act          the act of a statement
    issue        label of an issue
    place        name of a place
    publisher    name of an outlet
    modality     of an event or figure
    certainty    least confidence of a mention, in [0, 1]
    limit, offset  the page; without a limit all rows
    newest       latest first
    """

    as_of: str | None = None
    since: str | None = None
    until: str | None = None
    actor: str | None = None
    target: str | None = None
    speaker: bool = False
    country: str | None = None
    type: str | None = None
    act: str | None = None
    issue: str | None = None
    place: str | None = None
    publisher: str | None = None
    modality: str | None = None
    certainty: float | None = None
    limit: int | None = None
    offset: int = 0
    newest: bool = False

    def __post_init__(self) -> None:
        """Raises UsageError where a day is none."""
        for name in ("as_of", "since", "until"):
            value = getattr(self, name)
            if value is not None:
                object.__setattr__(self, name, day(value, name=name.replace("_", "-")))


def day(value: str, *, name: str) -> str:
    """An ISO day, checked.

    Raises:
        UsageError: it is none.
    """
    try:
        if date.fromisoformat(value).isoformat() == value:
            return value
    except ValueError:
        pass
    raise UsageError(f"{name} {value!r} is no day", hint="write year, month and day, like 2031-03-05")
