"""The keys."""

from __future__ import annotations

from typing import Any

from chancery.desk.page import Page, Request


def answer(_request: Request) -> dict[str, Any]:
    """Nothing: the template says it all."""
    return {}


PAGE = Page("/keys", "Keys", "keys.html", answer)
