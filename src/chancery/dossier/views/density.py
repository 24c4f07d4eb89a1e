"""How many events and statements there are of each day."""

from __future__ import annotations

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
        day = func.substr(DAY, 1, 10)
        query = select(day, func.count()).where(GROUPS.c.kind.in_(("event", "statement")), day >= first, day <= (as_of or last), func.length(day) == 10)
        if scope.as_of:
            query = query.where(GROUPS.c.published <= scope.as_of)
        return {str(r[0]): int(r[1]) for r in connection.execute(query.group_by(day).order_by(day))}
