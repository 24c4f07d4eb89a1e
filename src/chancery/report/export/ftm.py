"""Holdings -> FollowTheMoney entities, one a line: who there is, which office they hold, what happened.

Lossy: who was the source and who the target, modality, offsets and what was said have no place there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from chancery.dossier.rows import days
from chancery.knowledge.codes import codes
from chancery.report.export.coding import Coded, coded
from chancery.report.export.holdings import Holdings
from chancery.schema.mention import ActorMention, Party

SCHEMATA = {"person": "Person", "state": "Organization", "organisation": "Organization", "group": "Organization"}


def write(held: Holdings) -> Iterator[str]:
    """The entities; each once, actors before what they take part in."""
    for made in (*_actors(held), *_events(held), *_mentions(held)):
        yield json.dumps(made, ensure_ascii=False) + "\n"


def _identity(*parts: str) -> str:
    return "chancery-" + hashlib.sha1("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()


def _entity(identity: str, schema: str, **properties: Any) -> dict[str, Any]:
    kept = {k: [str(x) for x in (v if isinstance(v, (list, tuple)) else [v]) if x] for k, v in properties.items() if v}
    return {"id": identity, "schema": schema, "properties": {k: v for k, v in kept.items() if v}}


def _country(code: str | None, held: Holdings) -> str | None:
    state = codes(held.knowledge).states.get(code or "")
    return state.iso2.lower() if state else None


def _named(held: Holdings) -> list[ActorMention]:
    """The actors that have a name, each as its fullest mention has it; unnamed sources are mentions only."""
    return [a for _, a in sorted(held.known.items()) if a.party.kind in SCHEMATA]


def _actors(held: Holdings) -> Iterator[dict[str, Any]]:
    posts: set[str] = set()
    for a in _named(held):
        party = a.party
        identity, country = _identity("actor", party.key), _country(party.country or party.code, held)
        properties = {"name": party.name, "country": country, "wikidataId": a.wikidata, "topics": "role.pep" if party.kind == "person" and party.role else None}
        yield _entity(identity, SCHEMATA[party.kind], **properties, **({"position": party.role} if party.kind == "person" else {}))
        if party.kind == "person" and party.role:
            post = _identity("post", party.role)
            if post not in posts:
                posts.add(post)
                yield _entity(post, "Position", name=party.role, country=country)
            day = held.articles[a.article].article.published
            yield _entity(_identity("occupancy", party.key, party.role), "Occupancy", holder=identity, post=post, date=day)


def _events(held: Holdings) -> Iterator[dict[str, Any]]:
    for event in coded(held):
        first, last = days(event.row.date)
        dated = {"date": first} if first and first == last else {"startDate": first, "endDate": last}
        links = [u for t in event.told if (u := held.articles[t.mention.article].article.url)]
        yield _entity(
            _identity("event", event.id), "Event", name=held.short(event.row.line),
            summary=held.words(event.first.mention.article, event.first.mention.sentence),
            involved=[_identity("actor", a.party.key) for a in _taking_part(event)], location=event.spot.name if event.spot else None,
            country=_country(event.spot.country, held) if event.spot else None, sourceUrl=list(dict.fromkeys(links)),
            publisher=list(dict.fromkeys(t.source.publisher for t in event.told if t.source.publisher)), **dated,
        )  # fmt: skip


def _taking_part(event: Coded) -> list[Any]:
    return [a for a in (*event.sources, *event.targets) if a.party.kind in SCHEMATA]


def _mentions(held: Holdings) -> Iterator[dict[str, Any]]:
    """One for each article that names an actor."""
    for kept in held.articles.values():
        for a in kept.actors:
            party: Party = a.party
            schema = SCHEMATA.get(party.kind, "Person")
            resolved = _identity("actor", party.key) if party.kind in SCHEMATA else None
            yield _entity(
                _identity("mention", kept.article.id, a.local), "Mention", name=party.name, detectedSchema=schema, resolved=resolved,
                document=_identity("article", kept.article.id), contextCountry=_country(party.country or party.code, held),
            )  # fmt: skip
