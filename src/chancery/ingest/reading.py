"""Item -> outcome: intake, a look whether the dossier has the article already, and only then the language model. Runs in the workers, or alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from chancery.dossier.writer import short
from chancery.errors import ChanceryError, EmptySourceError, InstallationError, SourceError
from chancery.ingest.item import FIELDS, Failed, Item, Known, Outcome, Read, ReadAgain
from chancery.ingest.storable import clean, storable
from chancery.knowledge import Knowledge
from chancery.pipeline import Pipeline
from chancery.schema.article import Article
from chancery.settings import Settings

#: whether the dossier has an article: by name and hash
Seen = Callable[[str, str], bool]


class Reading:
    """Reads items. `published` is the day of articles that nothing dates; `seen` says what need not be read again."""

    def __init__(self, pipeline: Pipeline, settings: Settings, *, seen: Seen, published: str | None = None) -> None:
        self.pipeline, self.settings, self.seen, self.published = pipeline, settings, seen, published

    def __call__(self, item: Item) -> Outcome:
        """What becomes of an item; whatever is wrong with it is its outcome, not an exception.

        Raises:
            InstallationError: the model or a table is missing: no item can be read.
        """
        try:
            if item.error is not None:
                raise item.error
            if item.again is not None:
                return ReadAgain(item.source, item.again[0], self.pipeline.read(item.again[1]))
            name, own, article, extra = self._taken_in(item)
            if self.seen(name, article.id):
                return Known(item.source)
            return Read(item.source, name, article, self.pipeline.read(article), extra, own)
        except InstallationError:
            raise
        except ChanceryError as error:
            return Failed(item.source, error)
        except Exception as error:  # one article that the program fails on must not stop the others
            told = SourceError(f"{item.source}: reading it failed ({type(error).__name__}: {error})", hint="this is a fault of Chancery; please report it")
            return Failed(item.source, told)

    def _taken_in(self, item: Item) -> tuple[str, bool, Article, dict[str, Any]]:
        fields = clean(item.fields) if item.fields is not None else None
        extra = {**item.extra, **({k: v for k, v in fields.items() if k not in FIELDS} if fields else {})}
        given = item.published or (_day(fields.get("published"), item.source) if fields else None)
        article = _article(item, fields, given, self.settings, self.pipeline.knowledge)
        if article.published is None and self.published is not None:
            article = _article(item, fields, self.published, self.settings, self.pipeline.knowledge)
        article = storable(article)
        own = item.name or (str(fields["id"]) if fields and fields.get("id") not in (None, "") else None)
        given_by_source = bool(own) and not (item.fields is None and own == item.url)
        return short(clean(own or article.url or article.id)), given_by_source, article, clean(extra)


def _article(item: Item, fields: dict[str, Any] | None, published: str | None, settings: Settings, knowledge: Knowledge) -> Article:
    from chancery import intake

    if item.load is not None:
        return intake.load(item.load, published=published, settings=settings, knowledge=knowledge)
    if item.page is not None:
        return _page(item.page, item, published, knowledge)
    assert fields is not None
    url = _words(fields.get("url"))
    if text := fields.get("text"):
        from chancery.intake.metadata import Metadata
        from chancery.intake.plain import article

        if not isinstance(text, str):
            raise SourceError(f"{item.source}: the text is no text", hint="name the column that holds it with --map text=COLUMN")
        return article(
            text, published=published, publisher=_words(fields.get("publisher")), title=_words(fields.get("title")), url=url, knowledge=knowledge,
            told=Metadata(byline=_names(fields.get("byline"))),
        )  # fmt: skip
    if isinstance(html := fields.get("html"), str) and html.strip():
        made = intake.page(html, url=url, published=published, knowledge=knowledge)
        known = {"publisher": _words(fields.get("publisher")), "title": _words(fields.get("title")), "byline": _names(fields.get("byline"))}
        return replace(made, **{k: v for k, v in known.items() if v})  # type: ignore[arg-type]
    if url:
        return intake.load(url, published=published, settings=settings, knowledge=knowledge)
    raise EmptySourceError(f"{item.source}: there is no text in it", hint="name the column that holds the text with --map text=COLUMN")


def _page(data: bytes, item: Item, published: str | None, knowledge: Knowledge) -> Article:
    from chancery import intake
    from chancery.intake.decoding import decode
    from chancery.intake.webpage import looks_like_page

    try:
        decoded = decode(data, declared=item.charset)
        remarks = (decoded.remark,) if decoded.remark else ()
        if looks_like_page(decoded.text):
            return intake.page(decoded.text, url=item.url, published=published, knowledge=knowledge, remarks=remarks)
        return intake.article(decoded.text, url=item.url, published=published, knowledge=knowledge)
    except ChanceryError as error:
        error.args = (f"{item.source}: {error}",)
        raise


def _words(value: Any) -> str | None:
    return " ".join(str(value).split()) or None if value not in (None, "") and not isinstance(value, (dict, list)) else None


def _names(value: Any) -> tuple[str, ...]:
    """A byline as names: a list, or one line."""
    if isinstance(value, list):
        return tuple(n for v in value if (n := _words(v)))
    return (n,) if (n := _words(value)) else ()


def _day(value: Any, source: str) -> str | None:
    """The ISO day of a row's date: ISO 8601, RFC 2822, a number of seconds since 1970 (or milliseconds), or compact digits.

    Raises:
        SourceError: it is none of these. To fall back silently would resolve every "on Monday" against a wrong day.
    """
    if value in (None, ""):
        return None
    if isinstance(value, (datetime, date)):
        return value.isoformat()[:10]
    text = str(value).strip()
    try:
        if isinstance(value, (int, float)) and not isinstance(value, bool) and not 19000101 <= value <= 21991231:
            from datetime import UTC

            return datetime.fromtimestamp(value / 1000 if abs(value) > 1e11 else value, tz=UTC).date().isoformat()
        if text.isdigit() and len(text) == 8:
            return date(int(text[:4]), int(text[4:6]), int(text[6:])).isoformat()
        return date.fromisoformat(text[:10].replace("/", "-")).isoformat()
    except (ValueError, OverflowError, OSError):
        pass
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError):
        pass
    for form in ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y"):
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    raise SourceError(f"{source}: published: {text[:60]!r} is no day", hint="write it as YYYY-MM-DD, or name the right column with --map published=COLUMN")
