"""What readers ask for first, made before they do: the pages that take long, and the actors and pairs that most is reported of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chancery.desk.asked import Asked
from chancery.desk.page import Page
from chancery.dossier import Dossier
from chancery.dossier.views.actors import actors
from chancery.dossier.views.dyads import dyads
from chancery.dossier.views.filters import Filters

#: actors, and pairs: about those that the first page of each list leads to
ACTORS, PAIRS = 20, 40


def wanted(dossier: Dossier, pages: Sequence[Page]) -> Iterator[tuple[Page, Asked]]:
    """The pages, and what is asked of each."""
    by_path = {p.path: p for p in pages}
    yield from ((p, Asked.of(p.path, ())) for p in pages if p.warm)
    for row in actors(dossier, filters=Filters(limit=ACTORS)):
        yield by_path["/actor"], Asked.of("/actor", [("who", row.key)])
    for pair in dyads(dossier, filters=Filters(limit=PAIRS)):
        yield by_path["/dyad"], Asked.of("/dyad", [("a", pair.a), ("b", pair.b)])
