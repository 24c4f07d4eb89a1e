"""In: what the user names (a path, "-", a URL); out: its article. The size is checked before anything is read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import BinaryIO

from chancery.errors import ChanceryError, EmptySourceError, NotFoundError, SourceError, TooLargeError, UsageError
from chancery.intake.decoding import decode
from chancery.intake.plain import article as of_text
from chancery.intake.plain import iso_day
from chancery.intake.webpage import article as of_page
from chancery.intake.webpage import looks_like_page
from chancery.knowledge import Knowledge
from chancery.schema.article import Article
from chancery.settings import Settings

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}:/?/?")


def _large(name: str, limit: int) -> TooLargeError:
    return TooLargeError(f"{name}: more than {limit:,} bytes", hint="give one article a file, or raise max_bytes")


def _file(source: str, settings: Settings) -> bytes:
    try:
        path = Path(source)
        if path.is_dir():
            raise SourceError(f"{source}: a folder, not a file", hint="name one file of it")
        if path.stat().st_size > settings.max_bytes:
            raise _large(source, settings.max_bytes)
        with path.open("rb") as file:
            data = file.read(settings.max_bytes + 1)
    except FileNotFoundError as error:
        raise NotFoundError(f"{source}: no such file", hint="check the path, or give a web address with https:// in front") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise SourceError(f"{source[:200]!r}: {reason}", hint="check the path and its permissions") from error
    if len(data) > settings.max_bytes:
        raise _large(source, settings.max_bytes)
    return data


def load(source: str, *, published: str | None, stdin: BinaryIO | None, settings: Settings, knowledge: Knowledge | None) -> Article:
    """The article at a source."""
    if published is not None:
        published = iso_day(published)
    url: str | None = None
    charset: str | None = None
    name = source
    if source == "-":
        name = "standard input"
        if stdin is None:
            raise UsageError("there is no standard input to read", hint="name a file or a web address")
        data = stdin.read(settings.max_bytes + 1)
        if len(data) > settings.max_bytes:
            raise _large(name, settings.max_bytes)
    elif source.lower().startswith(("http://", "https://")):
        from chancery.intake.fetch import fetch

        fetched = fetch(source, settings)
        data, url, charset = fetched.data, fetched.url, fetched.charset
    elif "://" in source and _SCHEME.match(source):
        raise UsageError(f"{source[:200]!r} is no http or https address", hint="only web pages and files are read")
    elif not source:
        raise EmptySourceError("no source was named", hint="name a file, a web address, or - for standard input")
    else:
        data = _file(source, settings)
    try:
        decoded = decode(data, declared=charset)
        remarks = (decoded.remark,) if decoded.remark else ()
        if looks_like_page(decoded.text):
            return of_page(decoded.text, url=url, published=published, knowledge=knowledge, remarks=remarks)
        return of_text(decoded.text, published=published, url=url, knowledge=knowledge, remarks=remarks)
    except ChanceryError as error:
        error.args = (f"{name}: {error}",)
        raise
