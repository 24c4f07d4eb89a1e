"""What the JSON-LD formats share: how an article, an actor and the program are written."""

from __future__ import annotations

from typing import Any

from chancery import __version__
from chancery.dossier.views.texts import Held
from chancery.report.export.holdings import Holdings
from chancery.schema.mention import Party

SOFTWARE = {"type": "Software", "name": "Chancery", "softwareVersion": __version__}


def address(article: Held) -> str:
    """Where an article is found; of one without an address, a name made from its hash."""
    return article.article.url or f"urn:chancery:article:{article.article.id}"


def identity(kind: str, name: str) -> str:
    """The name of a thing of the dossier."""
    return f"urn:chancery:{kind}:{name}"


def entity(party: Party | None, held: Holdings) -> dict[str, Any] | None:
    """An actor as schema.org writes it."""
    if party is None:
        return None
    made: dict[str, Any] = {"@type": {"person": "Person", "unnamed": "Person", "state": "Country"}.get(party.kind, "Organization"), "name": party.name}
    if party.role:
        made["jobTitle"] = party.role
    if wikidata := held.wikidata(party):
        made["sameAs"] = f"https://www.wikidata.org/entity/{wikidata}"
    return made


def without_empty(made: dict[str, Any]) -> dict[str, Any]:
    """Only what is known."""
    return {k: v for k, v in made.items() if v not in (None, "", [], {})}
