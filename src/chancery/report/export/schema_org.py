"""Holdings -> schema.org (JSON-LD): quotations and claims with who made them, and the articles in which they appear."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from chancery.dossier.views.statements import speaker_of
from chancery.report.export.holdings import Holdings, Thing, digest
from chancery.report.export.linked import address, entity, identity, without_empty
from chancery.schema.evidence import Span

#: acts that claim something to be so
CLAIMING = frozenset({"assert", "deny", "accuse", "assess", "announce"})


def write(held: Holdings) -> Iterator[str]:
    """One graph, a node a line."""
    yield '{"@context": "https://schema.org", "@graph": ['
    first = True
    for node in _nodes(held):
        yield ("\n" if first else ",\n") + json.dumps(node, ensure_ascii=False)
        first = False
    yield "\n]}\n"


def _nodes(held: Holdings) -> Iterator[dict[str, Any]]:
    used: dict[int, None] = {}
    for thing in held.things("statement"):
        used.update(dict.fromkeys(t.mention.article for t in thing.told))
        direct = [t for t in thing.told if t.mention.kind != "indirect"]
        if direct:
            yield quotation(thing, held)
        if thing.row.act in CLAIMING or not direct:
            yield claim(thing, held)
    for key in used:
        yield _article(key, held)


def said(thing: Thing[Any], held: Holdings, *, direct: bool) -> str:
    """The words of a statement, of its first direct report where `direct`."""
    told = next((t for t in thing.told if t.mention.kind != "indirect"), thing.told[0]) if direct else thing.told[0]
    return held.short(" ".join(s.of(held.text(told.mention.article)) for s in told.mention.content))


def quotation(thing: Thing[Any], held: Holdings) -> dict[str, Any]:
    """A Quotation."""
    speaker = entity(speaker_of(thing.told), held)
    return without_empty({
        "@type": "Quotation", "@id": identity("quotation", thing.row.id), "text": said(thing, held, direct=True), "creator": speaker,
        "spokenByCharacter": speaker, "isPartOf": [{"@id": a} for a in _carriers(thing, held)], **_offsets(thing, held),
    })  # fmt: skip


def claim(thing: Thing[Any], held: Holdings) -> dict[str, Any]:
    """A Claim."""
    return without_empty({
        "@type": "Claim", "@id": identity("claim", thing.row.id), "text": said(thing, held, direct=False), "author": entity(speaker_of(thing.told), held),
        "datePublished": thing.row.reported, "appearance": [{"@id": a} for a in _carriers(thing, held)], **_offsets(thing, held),
    })  # fmt: skip


def _carriers(thing: Thing[Any], held: Holdings) -> list[str]:
    return list(dict.fromkeys(address(held.articles[t.mention.article]) for t in thing.told))


def _offsets(thing: Thing[Any], held: Holdings) -> dict[str, Any]:
    """Of a text-free export: where the words stand and what they hash to."""
    if not held.text_free:
        return {}
    found = [(t.mention.article, s) for t in thing.told for s in t.mention.content]
    return {"identifier": [_property(held.articles[a].article.id, s, s.of(held.text(a))) for a, s in found]}


def _property(article: str, span: Span, words: str) -> dict[str, Any]:
    return {"@type": "PropertyValue", "propertyID": "evidence", "value": f"{article}:{span.start}-{span.end}:sha256:{digest(words)}"}


def _article(key: int, held: Holdings) -> dict[str, Any]:
    kept = held.articles[key]
    article = kept.article
    return without_empty({
        "@type": "NewsArticle", "@id": address(kept), "headline": held.short(article.title) if article.title else None, "datePublished": article.published,
        "publisher": {"@type": "Organization", "name": article.publisher} if article.publisher else None,
        "author": [{"@type": "Person", "name": name} for name in article.byline], "url": article.url, "inLanguage": article.language,
        "identifier": article.id,
    })  # fmt: skip
