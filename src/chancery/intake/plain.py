"""In: a text already decoded and what is known about it; out: the article, with its blocks and what the text itself tells."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import lru_cache

from chancery.errors import EmptySourceError, UsageError
from chancery.intake.blocks import blocks
from chancery.knowledge import Knowledge
from chancery.schema.article import Article

NO_DATE = "no publication date was given or found: relative dates stay unresolved; give it with --published"


@lru_cache(maxsize=1)
def shipped() -> Knowledge:
    """The tables of the package, for callers that bring none."""
    return Knowledge()


def iso_day(value: str) -> str:
    """The day as given, if it is an ISO day."""
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise UsageError(f"published: {value!r} is no day", hint="write it as YYYY-MM-DD") from error


def identity(text: str) -> str:
    """The article's id: the same text has the same id."""
    return "a-" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def tidy(text: str) -> str:
    """The text with its byte order mark dropped and its line ends made LF; nothing else changes."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def article(
    text: str,
    *,
    published: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    url: str | None = None,
    knowledge: Knowledge | None = None,
) -> Article:
    """The article of a plain text."""
    text = tidy(text)
    if not text.strip():
        raise EmptySourceError("there is no text in it", hint="give a file or page that holds an article")
    made = blocks(text, title=title, knowledge=knowledge or shipped())
    day = iso_day(published) if published else None
    headline = next((text[b.start : b.end] for b in made if b.role == "headline"), None) if made[0].role == "headline" else None
    return Article(
        id=identity(text),
        text=text,
        blocks=made,
        title=title or headline,
        published=day,
        published_basis="given" if day else None,
        publisher=publisher,
        url=url,
        language="en",
        warnings=() if day else (NO_DATE,),
    )
