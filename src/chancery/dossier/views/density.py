"""How many events and statements there are of each day."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import func, select

from chancery.dossier.engines import Dossier
from chancery.dossier.tables import ARTICLES, GROUPS
from chancery.dossier.views.pages import DAY
from chancery.dossier.views.scope import Scope


def density(dossier: Dossier, *, as_of: str | None = None) -> dict[str, int]:
    """ISO day -> events and statements of that day, of days from the first to the latest publication; later days are plans, earlier ones background."""
    with dossier.reading() as connection:
        scope = Scope(connection, as_of)
        first, last = connection.execute(select(func.min(ARTICLES.c.published), func.max(ARTICLES.c.published)).where(ARTICLES.c.current)).one()
        if first is None:
            return {}
        counts: Counter[str] = Counter()
        for kind in ("event", "statement"):  # one at a time, whose days an index has in order
            query = select(DAY, func.count()).where(GROUPS.c.kind == kind, first <= DAY).group_by(DAY)
            if scope.as_of:
                query = query.where(GROUPS.c.published <= scope.as_of)
            for day, count in connection.execute(query).all():
                counts[day[:10]] += count
        return {day: counts[day] for day in sorted(counts) if len(day) == 10 and first <= day <= (as_of or last)}
