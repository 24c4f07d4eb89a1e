"""How two sides stand to each other, month by month, and all pairs at a glance."""

from __future__ import annotations

from typing import Any

from chancery.desk.asked import PAGE as SIZE
from chancery.desk.charts import Bar, strip
from chancery.desk.page import Page, Request, cut
from chancery.dossier.views.dyads import both_ways, matrix
from chancery.errors import UsageError

#: sides that the matrix holds
SIDES = 12


def all_of_them(request: Request) -> dict[str, Any]:
    """The pairs of a page, and a matrix of those with the most events."""
    listed, most, among = matrix(request.dossier, filters=request.asked.filters, sides=SIDES)
    rows, more = cut(listed, SIZE)
    pairs = {frozenset((r.a, r.b)): r for r in among}
    cells = [[pairs.get(frozenset((a, b))) if a != b else None for b in most] for a in most]
    return {"rows": rows, "more": more, "sides": most, "matrix": cells}


def one(request: Request) -> dict[str, Any]:
    """The months of a pair."""
    a, b = request.asked.more.get("a"), request.asked.more.get("b")
    if not a or not b:
        raise UsageError("a dyad has two sides", hint="choose a pair from the matrix of dyads")
    months, ways = both_ways(request.dossier, a, b, filters=request.asked.whole())
    link = request.asked.link
    bars = [Bar(m.month or "no date", m.cooperation - m.conflict, link("/events", actor=a, a=None, b=None, since=f"{m.month}-01" if m.month else None),
                "commitment" if m.cooperation >= m.conflict else "event") for m in months]  # fmt: skip
    return {"a": a, "b": b, "months": months, "ways": ways, "chart": strip(bars, title=f"cooperation less conflict between {a} and {b}, by month")}


PAGE = Page("/dyads", "Dyads", "dyads.html", all_of_them, "Dyads", ("country", "since", "until", "as_of"), warm=True)
PAIR = Page("/dyad", "Dyad", "dyad.html", one, None, ("since", "until", "as_of"))
