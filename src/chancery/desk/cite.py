"""Evidence -> how to cite it, in several styles: outlet, date, quotation, offsets and hash, so that others find the very words."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

#: characters of a quotation that is cited
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Citation:
    """A style and its text."""

    style: str
    text: str


def citations(e: Any) -> tuple[Citation, ...]:
    """A piece of evidence cited as a sentence, in Chicago's and APA's manner, as BibTeX, and as a pointer: article, characters, hash of the quoted words."""
    outlet, title = e.publisher or "no outlet named", e.title or e.article
    words = " ".join(e.words.split())
    words = words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0] + " …"
    day = date.fromisoformat(e.published) if e.published and len(e.published) == 10 else None
    long, year = (f"{day:%B} {day.day}, {day.year}" if day else "no date"), (str(day.year) if day else "n.d.")
    url = f" {e.url}." if e.url else ""
    pointer = f"{e.article}#char={e.start},{e.end} sha256:{hashlib.sha256(e.words.encode()).hexdigest()[:16]}"
    return (
        Citation("Sentence", f"“{words}” ({outlet}, {e.published or 'no date'})"),
        Citation("Chicago", f"“{title},” {outlet}, {long}.{url}"),
        Citation("APA", f"{outlet}. ({year}{f', {day:%B} {day.day}' if day else ''}). {title}.{url}"),
        Citation("BibTeX", f"@misc{{chancery{e.mention}, title={{{title}}}, howpublished={{{outlet}}}, year={{{year}}}, note={{{pointer}}}}}"),
        Citation("Pointer", pointer),
    )
