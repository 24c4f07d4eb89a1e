"""The pages of the desk, one file each; here their order in the navigation."""

from __future__ import annotations

from chancery.desk.page import Page


def pages() -> tuple[Page, ...]:
    """All pages."""
    from chancery.desk.pages import events, statements, timeline

    return (timeline.PAGE, events.PAGE, statements.PAGE)
