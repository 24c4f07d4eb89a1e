"""In: a web page's HTML; out: the day it was published. JSON-LD and meta tags first, then what htmldate finds in its text and address."""

from __future__ import annotations

import re
from datetime import date, timedelta

from chancery.intake.metadata import Metadata, metadata

#: htmldate would bound dates by today's; a fixed bound keeps the result the same on every day.
LATEST = "2099-12-31"
EARLIEST = "1990-01-01"

_URL_DAY = re.compile(r"/(19[89]\d|20\d\d)(?:[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?=[/-]|$)|(\d\d)(\d\d)(?=/))", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NEW_YEAR = re.compile(r"-01-01\b|\b0?1[./]0?1[./](?:19|20)\d\d|\b1(?:st)? jan|\bjan(?:uary|\.)? 0?1\b|/01/01\b", re.IGNORECASE)


def url_day(url: str | None) -> str | None:
    """The day in an address such as /2022/feb/01/."""
    match = _URL_DAY.search(url or "")
    if not match:
        return None
    name, number = (match[2] or match[4]).lower(), match[3] or match[5]
    month = _MONTHS.index(name) + 1 if name in _MONTHS else int(name) if name.isdigit() else 0
    try:
        return date(int(match[1]), month, int(number)).isoformat()
    except ValueError:
        return None


def found(html: str, told: Metadata, url: str | None) -> str | None:
    """The day of publication, or null where nothing surer than a year is found."""
    addressed = url_day(url or told.url)
    if told.published:
        if addressed and told.in_utc and date.fromisoformat(told.published) - date.fromisoformat(addressed) == timedelta(days=1):
            return addressed  # the tags tell Greenwich's day, the address the newsroom's
        return told.published
    if addressed:
        return addressed
    import htmldate

    try:
        guess = htmldate.find_date(html, url=url, original_date=True, min_date=EARLIEST, max_date=LATEST)
    except Exception:  # its parsers give up on hostile pages in many ways
        return None
    if guess and guess.endswith("-01-01") and not _NEW_YEAR.search(html[:500_000]):
        return None  # a year alone
    return str(guess) if guess else None


def day(html: str, *, url: str | None = None) -> str | None:
    """The day of publication of a page of which nothing else is wanted."""
    from trafilatura import load_html

    tree = load_html(html)
    return None if tree is None else found(html, metadata(tree), url)
