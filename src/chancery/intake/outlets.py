"""In: a name or a web address; out: the outlet it belongs to, by the table `outlets`. Agencies are told from those that print them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from chancery.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Outlet:
    """A newspaper, broadcaster, site or news agency; `agency` is whether others carry its stories."""

    name: str
    agency: bool


class Outlets:
    """The table's names, other names and domains, indexed."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._names: dict[str, Outlet] = {}
        self._domains: dict[str, Outlet] = {}
        for row in knowledge.table("outlets"):
            outlet = Outlet(row["name"], row["kind"] == "agency")
            for name in [row["name"], *row["aliases"].split("|")]:
                if name:
                    self._names.setdefault(_plain(name), outlet)
            for domain in row["domains"].split("|"):
                if domain:
                    self._domains.setdefault(domain, outlet)

    def named(self, name: str) -> Outlet | None:
        """The outlet of that name; a leading "the" and case do not count, except that an abbreviation must stand in capitals."""
        if len(name) > 60:
            return None
        words = name.strip(" .,()-–—:;|")
        found = self._names.get(_plain(words))
        short = len(words) <= 4 and words.isalpha() and words.islower() and words != "dpa"
        return None if short else found

    def at(self, host: str) -> Outlet | None:
        """The outlet whose domain is the host or stands at its end."""
        parts = host.lower().split(".")
        return next((o for i in range(len(parts) - 1) if (o := self._domains.get(".".join(parts[i:])))), None)


def _plain(name: str) -> str:
    return " ".join(name.casefold().removeprefix("the ").split())


@lru_cache(maxsize=4)
def outlets(knowledge: Knowledge) -> Outlets:
    """The lookups over a set of tables, made once for it."""
    return Outlets(knowledge)
