"""Intake: bytes -> Article. A text, a file, standard input or a web page becomes an article with its blocks; whatever cannot be read says why."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from chancery.schema.article import Article

if TYPE_CHECKING:
    from chancery.knowledge import Knowledge
    from chancery.settings import Settings

__all__ = ["article", "load", "page", "page_date"]


def article(
    text: str,
    *,
    published: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    url: str | None = None,
    knowledge: Knowledge | None = None,
) -> Article:
    """The article of a plain text. `published` is an ISO day; without it the day is looked for in the text.

    Raises:
        UsageError: `published` is no day.
        EmptySourceError: the text is blank.
        LanguageError: the text is not in English.
    """
    from chancery.intake.plain import article as made

    return made(text, published=published, publisher=publisher, title=title, url=url, knowledge=knowledge)


def page(
    html: str,
    *,
    url: str | None = None,
    published: str | None = None,
    any_language: bool = False,
    knowledge: Knowledge | None = None,
    remarks: tuple[str, ...] = (),
) -> Article:
    """The article of a web page, from its HTML. `any_language` lets every language pass.

    Raises:
        UsageError: `published` is no day.
        NoArticleError: the page holds none.
        LanguageError: the article is not in English.
    """
    from chancery.intake.webpage import article as made

    return made(html, url=url, published=published, any_language=any_language, knowledge=knowledge, remarks=remarks)


def page_date(html: str, *, url: str | None = None) -> str | None:
    """The ISO day on which a web page was published, or null."""
    from chancery.intake.webdate import day

    return day(html, url=url)


def load(
    source: str,
    *,
    published: str | None = None,
    stdin: BinaryIO | None = None,
    settings: Settings,
    knowledge: Knowledge | None = None,
) -> Article:
    """The article at `source`: a path, "-" for `stdin`, or an http(s) URL. Whether it is a page or plain text is told by its content.

    Raises:
        ChanceryError: the source cannot be read (see chancery.errors for the reasons, each with its hint).
    """
    from chancery.intake.source import load as loaded

    return loaded(source, published=published, stdin=stdin, settings=settings, knowledge=knowledge)
