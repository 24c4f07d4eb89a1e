"""Holdings -> schema.org ClaimReview: one for each statement or dispute on which an analyst has given a verdict that stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from chancery.dossier.views.evidence import Told
from chancery.report.export.holdings import Holdings, Thing
from chancery.report.export.linked import address, entity, identity, without_empty
from chancery.report.export.rows import line_of
from chancery.report.export.schema_org import claim
from chancery.schema.judgement import Anchor, Judgement
from chancery.schema.mention import SideMention


def write(held: Holdings) -> Iterator[str]:
    """One graph, a review a line."""
    yield '{"@context": "https://schema.org", "@graph": ['
    first = True
    for verdict in held.verdicts:
        thing = next((t for t in held.things(verdict.anchor.kind) if any(_at(x, verdict.anchor, held) for x in t.told)), None) if verdict.anchor else None
        if thing is None:
            continue
        yield ("\n" if first else ",\n") + json.dumps(_review(verdict, thing, held), ensure_ascii=False)
        first = False
    yield "\n]}\n"


def _at(told: Told[Any], anchor: Anchor, held: Holdings) -> bool:
    """Whether a verdict's anchor is this mention, found again as judgements are: by article and overlapping words."""
    mention = told.mention
    return held.articles[mention.article].name == anchor.article and mention.start < anchor.end and anchor.start < mention.end


def _review(verdict: Judgement, thing: Thing[Any], held: Holdings) -> dict[str, Any]:
    value = verdict.value or {}
    assert verdict.anchor is not None
    reviewed = claim(thing, held) if verdict.anchor.kind == "statement" else _disputed(thing, held)
    rating = {"@type": "Rating", "alternateName": value.get("rating"), "ratingExplanation": value.get("explanation")}
    return without_empty({
        "@type": "ClaimReview", "@id": identity("review", f"{thing.row.id}/{verdict.number}"), "datePublished": verdict.time[:10],
        "author": {"@type": "Person", "name": verdict.user}, "claimReviewed": reviewed.get("text") or held.short(line_of(thing.row)),
        "itemReviewed": reviewed, "reviewRating": without_empty(rating), "reviewBody": verdict.reason or value.get("explanation"),
        "citation": [str(v) for v in value.get("sources") or ()],
    })  # fmt: skip


def _disputed(thing: Thing[Any], held: Holdings) -> dict[str, Any]:
    """A dispute's first version as the claim under review, the other beside it."""
    told = thing.told[0]
    one, other = (_side(s, told, held) for s in (told.mention.side_a, told.mention.side_b))
    appearance = list(dict.fromkeys(address(held.articles[t.mention.article]) for t in thing.told))
    published = held.articles[told.mention.article].article.published
    where = {"@id": identity("claim", thing.row.id), "datePublished": published, "appearance": [{"@id": a} for a in appearance]}
    return without_empty({**one, **where, "isBasedOn": other})


def _side(side: SideMention, told: Told[Any], held: Holdings) -> dict[str, Any]:
    text = held.text(told.mention.article)[side.start : side.end]
    return without_empty({"@type": "Claim", "text": held.short(text), "author": entity(side.who, held)})
