"""Holdings -> W3C Web Annotation (JSON-LD): an annotation for every mention, on the words it rests on, each by quotation and by position."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from chancery.dossier.rows import label_of
from chancery.dossier.views.evidence import Told
from chancery.report.export.holdings import Holdings, Thing, digest
from chancery.report.export.linked import SOFTWARE, address, identity, without_empty
from chancery.report.export.rows import line_of
from chancery.schema.evidence import Span
from chancery.schema.mention import KINDS, DisputeMention, Kind, StatementMention

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
#: characters before and after the words
AROUND = 32


def write(held: Holdings) -> Iterator[str]:
    """One page of annotations, an item a line."""
    head = {"@context": CONTEXT, "id": "urn:chancery:annotations", "type": "AnnotationPage"}
    yield json.dumps(head)[:-1] + ', "items": ['
    first = True
    for kind in KINDS:
        if kind == "actor":
            continue
        for thing in held.things(kind):
            for told in thing.told:
                yield ("\n" if first else ",\n") + json.dumps(_annotation(kind, thing, told, held), ensure_ascii=False)
                first = False
    yield "\n]}\n"


def _annotation(kind: Kind, thing: Thing[Any], told: Told[Any], held: Holdings) -> dict[str, Any]:
    mention = told.mention
    article = held.articles[mention.article]
    targets = [_target(mention.article, span, held) for span in spans(mention)]
    tags = [kind, label_of(mention), getattr(mention, "modality", None), *(getattr(mention, "issues", ()))]
    return without_empty({
        "id": identity(kind, f"{thing.row.id}/{article.article.id}/{mention.start}-{mention.end}"),
        "type": "Annotation",
        "motivation": "describing",
        "created": article.read,
        "creator": {"type": "Person", "name": "an analyst"} if told.judged else SOFTWARE,
        "generator": SOFTWARE,
        "body": [
            {"type": "TextualBody", "value": held.short(line_of(thing.row)), "format": "text/plain", "purpose": "describing"},
            *({"type": "TextualBody", "value": t, "purpose": "tagging"} for t in dict.fromkeys(t for t in tags if t)),
        ],
        "target": targets[0] if len(targets) == 1 else targets,
    })  # fmt: skip


def spans(mention: Any) -> tuple[Span, ...]:
    """The words that a mention rests on."""
    if isinstance(mention, StatementMention):
        return mention.content
    if isinstance(mention, DisputeMention):
        return tuple(Span(s.start, s.end) for s in (mention.side_a, mention.side_b))
    return (Span(mention.start, mention.end),)


def _target(article: int, span: Span, held: Holdings) -> dict[str, Any]:
    text, exact = held.text(article), held.exact(article, span)
    before = "" if held.text_free else text[max(0, exact.start - AROUND) : exact.start]
    after = "" if held.text_free else text[exact.end : exact.end + AROUND]
    target: dict[str, Any] = {
        "source": address(held.articles[article]),
        "selector": [
            {"type": "TextQuoteSelector", "exact": exact.of(text), "prefix": before, "suffix": after},
            {"type": "TextPositionSelector", "start": exact.start, "end": exact.end},
        ],
    }
    if held.text_free:
        target["evidence"] = {"start": span.start, "end": span.end, "sha256": digest(span.of(text)), "article": held.articles[article].article.id}
    return target
