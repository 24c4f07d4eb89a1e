"""A name as a person writes it -> the party that the dossier knows by it, so that an edit can name another."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import select

from chancery.dossier.engines import Dossier
from chancery.dossier.tables import MENTIONS, PARTIES
from chancery.dossier.views.names import named
from chancery.dossier.views.scope import Scope
from chancery.schema.mention import ActorMention, Party
from chancery.schema.serial import loads

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
