"""A page: its address, its template, and the function that answers it. Every page has a `.json` twin with the same answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chancery.desk.asked import Asked

if TYPE_CHECKING:
    from chancery.desk.access import Visitor
    from chancery.desk.kept import Kept
    from chancery.dossier import Dossier


@dataclass(frozen=True, slots=True)
class Request:
    """What a page is given: the dossier, what is asked, the parts of its path, who asks, what is kept, and the day up to which a reader has seen reports."""

    dossier: Dossier
    asked: Asked
    path: Mapping[str, str]
    visitor: Visitor
    kept: Kept
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """`answer` gives plain names to frozen rows: what the template shows and the twin writes. `nav` is its name in the navigation, null for pages that rows
    lead to; `filters` are those that its form offers; `kept` where the answer is the dossier's and the request's alone, `warm` where it is made before anybody
    asks, `remembers` where it depends on the reader's last visit.
    """

    path: str
    title: str
    template: str
    answer: Callable[[Request], dict[str, Any]]
    nav: str | None = None
    filters: tuple[str, ...] = ()
    kept: bool = True
    warm: bool = False
    remembers: bool = False


def cut(rows: tuple[Any, ...], size: int) -> tuple[tuple[Any, ...], bool]:
    """A page's rows, and whether there are more: one more than a page was asked for."""
    return rows[:size], len(rows) > size
