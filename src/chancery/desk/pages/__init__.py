"""The pages of the desk, one file each; here their order in the navigation. What has a path of its own stands before what takes any path."""

from __future__ import annotations

from chancery.desk.page import Page


def pages() -> tuple[Page, ...]:
    """All pages."""
    from chancery.desk.pages import (
        actors,
        article,
        commitments,
        disputes,
        dyads,
        events,
        exchanges,
        figures,
        gaps,
        home,
        keys,
        map,
        positions,
        review,
        row,
        runs,
        search,
        sources,
        statements,
        timeline,
    )

    return (
        home.PAGE, timeline.PAGE, events.PAGE, statements.PAGE, actors.PAGE, actors.PROFILE, dyads.PAGE, dyads.PAIR, figures.PAGE, commitments.PAGE,
        positions.PAGE, exchanges.PAGE, disputes.PAGE, gaps.PAGE, map.PAGE, review.PAGE, search.PAGE, article.PAGE, sources.PAGE, runs.PAGE, keys.PAGE,
        row.PAGE,
    )  # fmt: skip
