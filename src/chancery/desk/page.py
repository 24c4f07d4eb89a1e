"""A page: its address, its template, and the function that answers it. Every page has a `.json` twin with the same answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chancery.desk.asked import Asked

if TYPE_CHECKING:
    from chancery.desk.access import Visitor
    from chancery.dossier import Dossier


@dataclass(frozen=True, slots=True)
class Request:
    """What a page is given: the dossier, what is asked, the parts of its path, and who asks."""

    dossier: Dossier
    asked: Asked
    path: Mapping[str, str]
    visitor: Visitor


@dataclass(frozen=True, slots=True)
class Page:
    """`answer` gives plain names to frozen rows: what the template shows and the twin writes. `nav` is its name in the navigation, null for pages that rows
    lead to; `filters` are those that its form offers.
    """

    path: str
    title: str
    template: str
    answer: Callable[[Request], dict[str, Any]]
    nav: str | None = None
    filters: tuple[str, ...] = ()


def cut(rows: tuple[Any, ...], size: int) -> tuple[tuple[Any, ...], bool]:
    """A page's rows, and whether there are more: one more than a page was asked for."""
    return rows[:size], len(rows) > size
