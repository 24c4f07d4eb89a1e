"""Holdings -> TimelineJS: a slide for each event and statement on the day of its date, else of its first report; its words as the text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from typing import Any

from chancery.dossier.rows import days
from chancery.report.export.holdings import Holdings, Thing


def write(held: Holdings) -> Iterator[str]:
    """The document."""
    slides = [s for kind in ("event", "statement") for t in held.things(kind) if (s := _slide(kind, t, held))]
    slides.sort(key=lambda s: (s["start_date"]["year"], s["start_date"].get("month", 0), s["start_date"].get("day", 0), s["unique_id"]))
    published = [a.published for a in held.listed if a.published]
    about = f"{len(held.listed)} articles" + (f", {published[0]} to {published[-1]}" if published else "")
    title = {"text": {"headline": "Chronicle", "text": escape(about)}}
    yield json.dumps({"title": title, "events": slides}, ensure_ascii=False, indent=1) + "\n"


def _slide(kind: str, thing: Thing[Any], held: Holdings) -> dict[str, Any] | None:
    row, told = thing.row, thing.told[0]
    first, last = days(row.date)
    first = first or last or row.reported
    if first is None:
        return None
    article = held.articles[told.mention.article].article
    words = held.words(told.mention.article, told.mention.sentence) if kind == "event" else held.short(told.mention.text)
    source = ", ".join(p for p in (article.publisher, article.published) if p)
    headline = row.line if kind == "event" else row.line.split(":", 1)[0]
    made: dict[str, Any] = {"start_date": _date(first)}
    if last and last != first:
        made["end_date"] = _date(last)
    made["text"] = {"headline": escape(held.short(headline)), "text": f"<p>{escape(words)}</p><p>{_link(article.url, source)}</p>"}
    return {**made, "group": kind, "unique_id": row.id, "display_date": _shown(row.date)} if _shown(row.date) else {**made, "group": kind, "unique_id": row.id}


def _link(url: str | None, source: str) -> str:
    if url and url.startswith(("http://", "https://")):
        return f'<a href="{escape(url)}">{escape(source or url)}</a>'
    return escape(source)


def _date(day: str) -> dict[str, int]:
    return dict(zip(("year", "month", "day"), map(int, day.split("-")), strict=False))


def _shown(value: Any) -> str | None:
    """How a date that is no day is shown."""
    return value if isinstance(value, str) and len(value) != 10 else None
