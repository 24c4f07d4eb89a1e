"""A browser's cookie -> the day up to which its last visit saw reports, so that the desk shows what has come since."""

from __future__ import annotations

from dataclasses import dataclass

from chancery.dossier.views.filters import day
from chancery.errors import UsageError

VISITS = "chancery-visit"
#: seconds without a look at the desk after which a new visit begins, and for which the cookie is kept
PAUSE, YEAR = 3600, 365 * 86_400


@dataclass(frozen=True, slots=True)
class Visit:
    """`seen` is the day up to which reports were there at the last visit, null at the first; `now` in seconds since 1970."""

    seen: str | None
    now: int

    def cookie(self, today: str) -> str:
        """What the browser is to keep, where the dossier has come to `today`."""
        return f"{self.seen or '-'}.{today}.{self.now}"


def follow(cookie: str | None, *, now: float) -> Visit:
    """The visit that a cookie goes on with, or the one after it; a cookie that is not ours begins anew."""
    seen, _, rest = (cookie or "").partition(".")
    latest, _, last = rest.partition(".")
    if not last.isdigit() or not _is_day(latest):
        return Visit(None, int(now))
    if now - int(last[:12]) > PAUSE:
        return Visit(latest, int(now))
    return Visit(seen if _is_day(seen) else None, int(now))


def _is_day(text: str) -> bool:
    try:
        day(text, name="visit")
    except UsageError:
        return False
    return True
