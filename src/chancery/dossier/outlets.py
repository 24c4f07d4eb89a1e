"""The name of an outlet -> one key however it is written, in Python and in the store: "The Hill", "the hill" and "Hill" are one publisher."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, case, func

_ARTICLE = "the "


def outlet(name: str) -> str:
    """The key of a name."""
    return " ".join(name.split()).casefold().removeprefix(_ARTICLE)


def outlet_of(name: ColumnElement[Any]) -> ColumnElement[Any]:
    """The same of a column."""
    small = func.lower(func.trim(name))
    return case((small.startswith(_ARTICLE), func.substr(small, len(_ARTICLE) + 1)), else_=small)
