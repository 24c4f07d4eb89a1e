"""A name as a person writes it -> the party that the dossier knows by it, so that an edit can name another."""

from __future__ import annotations

from collections import Counter
from typing import Any, get_args, get_type_hints

from sqlalchemy import select

from chancery.dossier.engines import Dossier
from chancery.dossier.tables import MENTIONS, PARTIES
from chancery.dossier.views.names import named
from chancery.dossier.views.scope import Scope
from chancery.schema.mention import SHAPES, ActorMention, Kind, Party
from chancery.schema.serial import loads, to_plain

#: mentions of the actor that are looked at
ENOUGH = 200


def party(dossier: Dossier, who: str) -> Party:
    """The party that `who` (a name or code) stands for, as most articles write it.

    Raises:
        UsageError: nobody is called so.
    """
    with dossier.reading() as connection:
        scope = Scope(connection)
        found = named(scope, who)
        query = select(MENTIONS.c.data).join(PARTIES, PARTIES.c.mention == MENTIONS.c.key).where(MENTIONS.c.kind == "actor", PARTIES.c.role == "actor")
        meant = PARTIES.c.key.in_(found.keys or found.codes)
        parties = [loads(ActorMention, data).party for data in connection.execute(query.where(meant).order_by(MENTIONS.c.key).limit(ENOUGH)).scalars()]
    if not parties:  # a code that only others bear: a state that is never named itself
        code = found.codes[0] if found.codes else who
        return Party(code, who, "state", code, code)
    return max(Counter(parties).items(), key=lambda each: (each[1], each[0].name))[0]


def spelled(dossier: Dossier, kind: Kind, value: dict[str, Any]) -> dict[str, Any]:
    """The fields of an edit with parties that are given by name spelled out: `"by": "Ana Orlu"`, `"sources": "Kestria; Velmora"` or a list of names.

    Raises:
        UsageError: nobody is called so.
    """
    hints, made = get_type_hints(SHAPES[kind]), dict(value)
    for name, given in value.items():
        options = get_args(hints.get(name))
        if options == (Party, ...):
            names = given.split(";") if isinstance(given, str) else given if isinstance(given, list) else []
            if names and all(isinstance(each, str) for each in names):
                made[name] = [to_plain(party(dossier, each)) for each in names if each.strip()]
        elif isinstance(given, str) and (hints.get(name) is Party or Party in options):
            made[name] = to_plain(party(dossier, given))
    return made
