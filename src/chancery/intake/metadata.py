"""In: a parsed web page; out: what it says of its article in JSON-LD and meta tags: title, authors, publisher, date, address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

#: JSON-LD nodes looked at, and its depth: pages can hold any amount.
NODES = 2000
DEPTH = 12

_ARTICLES = ("LiveBlogPosting", "BlogPosting", "SocialMediaPosting", "Report")  # beside all types that end in Article
_PAGES = ("WebPage", "ItemPage", "VideoObject")
_DAY = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_DAY_COMPACT = re.compile(r"\s*(\d{4})(\d\d)(\d\d)(?:T|$)")
_UTC = re.compile(r"T\d\d:\d\d[\d:.]*(?:Z|[+-]00:?00)\s*$", re.IGNORECASE)
_LOCAL = re.compile(r"T\d\d:\d\d[\d:.]*[+-](?!00:?00)\d\d:?\d\d\s*$")
_DATE_NAMES = (
    "article:published_time", "article:published", "og:published_time", "og:article:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "pubdate", "publish-date", "publish_date", "publication_date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date",
    "dcterms.created", "article.published", "cxenseparse:recs:publishtime", "citation_publication_date", "displaydate", "originalpublicationdate",
    "ptime", "bt:pubdate", "date",
)  # fmt: skip
_TITLE_NAMES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "headline", "title")
_AUTHOR_NAMES = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "byl", "sailthru.author", "citation_author")
_SITE_NAMES = ("og:site_name", "application-name", "dc.publisher", "cre", "article:publisher")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of its article; whatever it does not say is null or empty.

    `in_utc` says that `published` is the day in Greenwich, `based_on` names the article it copies, `body` is the text where JSON-LD carries it.
    """

    title: str | None = None
    published: str | None = None
    in_utc: bool = False
    publisher: str | None = None
    url: str | None = None
    byline: tuple[str, ...] = ()
    based_on: str | None = None
    body: str | None = None


def day(value: object) -> str | None:
    """The ISO day with which a date begins, as its writer's clock showed it."""
    match = isinstance(value, str) and (_DAY.match(value) or _DAY_COMPACT.match(value))
    if not match:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    except ValueError:
        return None


def _stamp(stamps: list[str]) -> str | None:
    """The first date that reads; a later one in local time where that is the day before, since the first is Greenwich's."""
    read = [(stamp, date.fromisoformat(d)) for stamp in stamps if (d := day(stamp))]
    if not read:
        return None
    first, first_day = read[0]
    if _UTC.search(first):
        for stamp, other in read[1:]:
            if _LOCAL.search(stamp) and first_day - other == timedelta(days=1):
                return stamp
    return first


def _clean(value: object, longest: int = 300) -> str | None:
    if not isinstance(value, str):
        return None
    import html

    words = " ".join(re.sub(r"<[^<>]{0,200}>", " ", html.unescape(value[: 4 * longest])).split())
    return words if 0 < len(words) <= longest else None


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD document, outer ones first."""
    stack, seen = [(value, 0)], 0
    while stack and seen < NODES:
        item, depth = stack.pop(0)
        seen += 1
        if isinstance(item, dict):
            yield item
            inner: list[Any] = [v for v in item.values() if isinstance(v, (dict, list))]
        else:
            inner = [v for v in item if isinstance(v, (dict, list))] if isinstance(item, list) else []
        if depth < DEPTH:
            stack.extend((v, depth + 1) for v in inner)


def _types(node: dict[str, Any]) -> tuple[str, ...]:
    kind = node.get("@type")
    return (kind,) if isinstance(kind, str) else tuple(k for k in kind if isinstance(k, str)) if isinstance(kind, list) else ()


def _linked(tree: Any) -> list[dict[str, Any]]:
    """The page's JSON-LD objects that describe an article, those of the surest type first."""
    found: list[tuple[int, dict[str, Any]]] = []
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        raw = (script.text or "").strip()
        if not raw or len(raw) > 2_000_000:
            continue
        raw = raw.removeprefix("<!--").removesuffix("-->").removeprefix("//<![CDATA[").removesuffix("//]]>")
        try:
            document = json.loads(raw, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(document):
            kinds = _types(node)
            if any(k in _ARTICLES or k.endswith("Article") for k in kinds):
                found.append((0 if node.get("headline") else 1, node))
            elif any(k in _PAGES for k in kinds):
                found.append((2, node))
    return [node for _, node in sorted(found, key=lambda pair: pair[0])]


def _people(value: Any) -> tuple[str, ...]:
    """Names of an author property in any of its shapes."""
    found: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        name = _clean(item.get("name") if isinstance(item, dict) else item, 120)
        if name and not name.startswith(("http", "www.", "@")):
            found.extend(part.strip() for part in re.split(r", | and |; ?| & |\|", name.removeprefix("By ").removeprefix("by ")) if part.strip())
    return tuple(dict.fromkeys(found))


def _metas(tree: Any) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = meta.get("content")
        for key in (meta.get("property"), meta.get("name"), meta.get("itemprop")):
            if key and content:
                metas.setdefault(key.strip().lower(), []).append(content)
    return metas


def metadata(tree: Any) -> Metadata:
    """What the page says; JSON-LD of an article first, then meta tags, then its marked elements."""
    linked, metas = _linked(tree), _metas(tree)
    articles = [n for n in linked if not any(k in _PAGES for k in _types(n))]
    first: dict[str, Any] = articles[0] if articles else {}

    def named(names: tuple[str, ...]) -> Iterator[str]:
        return (content for name in names for content in metas.get(name, ()))

    stamps = [str(n.get("datePublished")) for n in articles] + list(named(_DATE_NAMES)) + [str(n.get("datePublished") or n.get("uploadDate")) for n in linked]
    stamps += [
        element.get("datetime") or element.get("content") or ""
        for element in tree.iter("time", "span", "abbr")
        if element.get("itemprop") == "datePublished" or element.get("pubdate") is not None
    ]
    stamp = _stamp(stamps)
    publisher = first.get("publisher")
    publisher = publisher[0] if isinstance(publisher, list) and publisher else publisher
    site = _clean(publisher.get("name") if isinstance(publisher, dict) else publisher, 80)
    site = site or next((c for value in named(_SITE_NAMES) if (c := _clean(value, 80)) and not c.startswith("http")), None)
    title = _clean(first.get("headline")) or next((c for value in named(_TITLE_NAMES) if (c := _clean(value))), None)
    byline = _people(first.get("author")) or next((p for value in named(_AUTHOR_NAMES) if (p := _people(value))), ())
    canonicals = (e.get("href") or "" for e in tree.iter("link") if (e.get("rel") or "").lower() == "canonical")
    canonical = next((href for href in canonicals if href.startswith("http")), None)
    url = canonical or next((c for c in metas.get("og:url", ()) if c.startswith("http")), None)
    based = first.get("isBasedOn") or next(iter(metas.get("syndication-source", ())), None) or next(iter(metas.get("original-source", ())), None)
    based = based.get("url") or based.get("@id") if isinstance(based, dict) else based
    body = first.get("articleBody")
    return Metadata(
        title=title,
        published=day(stamp),
        in_utc=bool(stamp and _UTC.search(stamp)),
        publisher=site,
        url=url,
        byline=byline,
        based_on=based if isinstance(based, str) else None,
        body=body if isinstance(body, str) else None,
    )
