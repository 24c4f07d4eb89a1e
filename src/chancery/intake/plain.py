"""In: a text already decoded and what is known about it; out: the article, with its blocks and what the text itself tells."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from urllib.parse import urlsplit

from chancery.errors import EmptySourceError, UsageError
from chancery.intake.blocks import blocks
from chancery.intake.damage import damage
from chancery.intake.inference import infer
from chancery.intake.language import language
from chancery.intake.metadata import Metadata
from chancery.intake.outlets import Outlets, outlets
from chancery.intake.testimony import testimony
from chancery.knowledge import Knowledge
from chancery.schema.article import Article, PublishedBasis, Role

NO_DATE = "no publication date was given or found, so relative dates stay unresolved: give it with --published YYYY-MM-DD"
INFERRED = "the publication date {day} was inferred ({evidence}): give it with --published if it is wrong"


@lru_cache(maxsize=1)
def shipped() -> Knowledge:
    """The tables of the package, for callers that bring none."""
    return Knowledge()


def iso_day(value: str) -> str:
    """The day as given, if it is an ISO day.

    Raises:
        UsageError: it is none.
    """
    try:
        return date.fromisoformat(value.strip()).isoformat()
    except ValueError as error:
        raise UsageError(f"published: {value!r} is no day", hint="write it as YYYY-MM-DD") from error


def identity(text: str) -> str:
    """The article's id: the same text has the same id."""
    return "a-" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def tidy(text: str) -> str:
    """The text with its byte order mark dropped and its line ends made LF; nothing else changes."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _first_outlet(told: Metadata, known: Outlets, publisher: str | None) -> str | None:
    """The agency or outlet a page names as its source, where it is not the publisher itself."""
    for name in told.byline:
        outlet = known.named(name)
        if outlet is not None and outlet.agency and outlet.name != publisher:
            return outlet.name
    host = urlsplit(told.based_on).hostname if told.based_on and "://" in told.based_on else None
    outlet = known.at(host) if host else known.named(told.based_on) if told.based_on else None
    return outlet.name if outlet is not None and outlet.name != publisher else None


def article(
    text: str,
    *,
    published: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    url: str | None = None,
    knowledge: Knowledge | None = None,
    told: Metadata | None = None,
    roles: Mapping[int, Role] | None = None,
    any_language: bool = False,
    remarks: tuple[str, ...] = (),
) -> Article:
    """The article of a text. `told` and `roles` are what a page says of it, `remarks` warnings from its decoding; `any_language` lets every language pass."""
    knowledge = knowledge or shipped()
    known = outlets(knowledge)
    told = told or Metadata()
    text = tidy(text)
    if not text.strip():
        raise EmptySourceError("there is no text in it", hint="give a file or page that holds an article")
    given = iso_day(published) if published else None
    spoken = None if any_language else language(text)
    title = title or told.title
    made = blocks(text, title=title, roles=roles or {}, knowledge=knowledge)
    if publisher is None and (name := told.publisher):
        publisher = outlet.name if (outlet := known.named(name)) else name
    if publisher is None and url and (host := urlsplit(url).hostname):
        publisher = outlet.name if (outlet := known.at(host)) else None
    said = testimony(text, made, known, publisher=publisher)
    day, evidence = given, None
    warnings = [*remarks, *damage(text, made)]
    kind: PublishedBasis | None = "given" if given else None
    if day is None and told.published:
        day, kind, evidence = told.published, "metadata", "the page's metadata"
    if day is None and (found := infer(text, made)):
        day, kind, evidence = found.day, found.basis, found.evidence
        if kind == "inferred":
            warnings.append(INFERRED.format(day=day, evidence=evidence))
    if day is None:
        warnings.append(NO_DATE)
    people = tuple(name for name in told.byline if not known.named(name)) or said.byline
    opening = next((text[b.start : b.end] for b in made[:4] if b.role == "headline"), None)
    return Article(
        id=identity(text),
        text=text,
        blocks=made,
        title=title or (" ".join(opening.split()) if opening else None),
        published=day,
        published_basis=kind,
        published_evidence=evidence,
        publisher=publisher or said.publisher,
        syndicated_from=_first_outlet(told, known, publisher) or said.syndicated_from,
        url=told.url or url,
        byline=people,
        language=spoken,
        warnings=tuple(warnings),
    )
