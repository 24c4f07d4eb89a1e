"""Holdings -> PLOVER JSONL: one event a line, with the fields that PLOVER names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from chancery.dossier.views.evidence import Told
from chancery.knowledge.cameo import MAP
from chancery.report.export.coding import Actor, Coded, coded
from chancery.report.export.geography import where
from chancery.report.export.holdings import PROGRAM, Holdings
from chancery.schema.evidence import Span


def write(held: Holdings) -> Iterator[str]:
    """The lines."""
    for event in coded(held):
        yield json.dumps(_event(event, held), ensure_ascii=False) + "\n"


def _event(event: Coded, held: Holdings) -> dict[str, Any]:
    latest = max((held.articles[t.mention.article].read for t in event.told), default=None)
    optional: dict[str, Any] = {
        "recipient": [_actor(a) for a in event.targets],
        "event_loc": _place(event, held),
        "event_text": held.short(event.row.line),
        "quad_code": event.quad,
        "event_scale": event.intensity,
        "mode": event.mode,
        "context": list(event.contexts),
        "link": [],
        "text": [_text(i, t, held) for i, t in enumerate(event.told, 1)],
        "text_info": {
            "record_type": event.row.type, "modality": event.row.modality, "derived": event.derived, "cameo": event.code.code,
            "confidence": event.row.confidence,
        },
        "cite_info": [_cite(article, held) for article in dict.fromkeys(t.mention.article for t in event.told)],
        "coder": f"{PROGRAM}, {MAP}",
        "coded_date": latest[:10] if latest else None,
    }  # fmt: skip
    required = {"id": event.id, "date": event.day, "actor": [_actor(a) for a in event.sources], "event": event.type}
    return {**required, **{k: v for k, v in optional.items() if v not in (None, [], {})}}


def _actor(actor: Actor) -> dict[str, Any]:
    party = actor.party
    made = {
        "code": actor.plover, "sector": actor.sector, "entity_text": actor.raw, "identifier_id": actor.wikidata, "identifier_text": party.name,
        "office": party.role,
    }  # fmt: skip
    return {k: v for k, v in made.items() if v}


def _place(event: Coded, held: Holdings) -> dict[str, Any] | None:
    if event.spot is None:
        return None
    at = where(event.spot, held)
    made: dict[str, Any] = {
        "extracted_place": at.name, "resolved_place": at.name, "geonameid": event.spot.geonames, "lat": event.spot.lat, "lon": event.spot.lon,
        "city": at.city, "district": "", "province": at.province, "country": at.country, "country_code": at.iso3, "feature_class": at.feature_class,
        "feature_code": at.feature_code, "resolution": at.precision,
    }  # fmt: skip
    return {k: v for k, v in made.items() if v not in (None, "")}


def _text(sequence: int, told: Told[Any], held: Holdings) -> dict[str, Any]:
    mention = told.mention
    return {"sequence": sequence, "start": mention.start, "end": mention.end, "text_story": held.words(mention.article, Span(*_sentence(mention)))}


def _sentence(mention: Any) -> tuple[int, int]:
    return mention.sentence.start, mention.sentence.end


def _cite(key: int, held: Holdings) -> dict[str, Any]:
    article = held.articles[key].article
    title = held.short(article.title) if article.title else None
    made = {
        "corpus": held.articles[key].name, "citation": ", ".join(p for p in (article.publisher, title, article.published) if p) or None, "url": article.url,
        "title": title, "language": article.language, "publication": article.publisher, "license": None,
    }  # fmt: skip
    return {k: v for k, v in made.items() if v}
