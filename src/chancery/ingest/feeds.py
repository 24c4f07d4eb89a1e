"""RSS and Atom feeds -> entries: each with its address, its day and, where the feed carries the whole article, its page."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from chancery.errors import SourceError
from chancery.ingest.item import Item

#: characters of text from which on an entry's content is taken for the whole article and not for a summary
WHOLE = 800
_STARTS = (b"<rss", b"<feed", b"<rdf:rdf")


def looks_like_feed(data: bytes) -> bool:
    """Whether bytes are an RSS or Atom feed."""
    head = data[:4096].lower()
    return any(mark in head for mark in _STARTS) and b"<html" not in head.split(b"<rss")[0].split(b"<feed")[0]


def entries(data: bytes, name: str, *, url: str | None = None) -> Iterator[Item]:
    """The entries of a feed, the oldest first where it is in the usual order. Entries without the whole article are to be fetched at their address.

    Raises:
        SourceError: it is no feed.
    """
    import feedparser

    parsed = feedparser.parse(data, response_headers={"content-location": url} if url else {}, sanitize_html=False)
    if not parsed.entries and (parsed.bozo or not parsed.get("version")):
        raise SourceError(f"{name}: no RSS or Atom feed", hint="give the address of the feed itself, not of its page")
    for number, entry in reversed(list(enumerate(parsed.entries, 1))):
        yield _entry(entry, f"{name}:{number}", name)


def _entry(entry: Any, source: str, feed: str) -> Item:
    link = entry.get("link") or None
    said = [c.get("value", "") for c in entry.get("content", ()) if c.get("type", "").endswith(("html", "xml", "plain"))]
    content = max(said, key=len, default="")
    extra = {"feed": feed, **({"entry": entry["id"]} if entry.get("id") and entry.get("id") != link else {})}
    day = _day(entry)
    if len(_bare(content)) >= WHOLE:
        title = entry.get("title") or ""
        page = f"<html><head><title>{html.escape(title)}</title></head><body><article><h1>{html.escape(title)}</h1>{content}</article></body></html>"
        return Item(link or source, page=page.encode("utf-8", "replace"), charset="utf-8", url=link, name=link or entry.get("id"), published=day, extra=extra)
    if link is None:
        return Item(source, error=SourceError(f"{source}: an entry with neither an address nor a text", hint="nothing can be read of it"))
    return Item(link, load=link, url=link, name=link, published=day, extra=extra)


def _bare(content: str) -> str:
    """The words of a piece of HTML, roughly: how long is it?"""
    return " ".join(re.sub(r"<[^>]*>", " ", content).split())


def _day(entry: Any) -> str | None:
    stamp = entry.get("published_parsed") or entry.get("updated_parsed")
    try:
        return date(stamp.tm_year, stamp.tm_mon, stamp.tm_mday).isoformat() if stamp else None
    except ValueError:
        return None
