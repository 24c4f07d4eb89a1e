"""Who: all actors, and one of them with its offices, words, acts, positions and debts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from chancery.desk.asked import PAGE as SIZE
from chancery.desk.page import Page, Request, cut
from chancery.dossier.views.actors import actor, actors
from chancery.errors import UsageError

#: rows of each part of a profile
PART = 12


def all_of_them(request: Request) -> dict[str, Any]:
    """The actors of a page."""
    confirmed = request.asked.more.get("confirmed") == "yes"
    rows, more = cut(actors(request.dossier, filters=request.asked.filters, confirmed=confirmed), SIZE)
    return {"rows": rows, "more": more, "confirmed": confirmed}


def one(request: Request) -> dict[str, Any]:
    """An actor's profile."""
    who = request.asked.more.get("who")
    if not who:
        raise UsageError("no actor was named", hint="choose one from the list of actors")
    return {"profile": actor(request.dossier, who, filters=replace(request.asked.filters, limit=PART, offset=0))}


PAGE = Page("/actors", "Actors", "actors.html", all_of_them, "Actors", ("actor", "country", "type", "as_of"), warm=True)
PROFILE = Page("/actor", "Actor", "actor.html", one)
