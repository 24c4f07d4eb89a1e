"""Web archives -> pages: the HTML answers of a WARC file, each with its address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from chancery.errors import SourceError, TooLargeError
from chancery.ingest.item import Item

_CHARSET = re.compile(r"charset\s{0,4}=\s{0,4}[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_PAGES = ("text/html", "application/xhtml", "text/plain")


def warc_pages(file: IO[bytes], name: str, *, limit: int) -> Iterator[Item]:
    """The pages of a WARC file (gzip or not), numbered by record from 1; pictures, requests, redirects and errors are passed over."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = 0
    try:
        for record in ArchiveIterator(file):
            number += 1
            source = f"{name}:{number}"
            if record.rec_type not in ("response", "resource", "conversion"):
                continue
            http = record.http_headers
            kind = (http.get_header("Content-Type") if http else record.rec_headers.get_header("Content-Type")) or ""
            if not kind.lower().strip().startswith(_PAGES) or (http and http.get_statuscode() != "200"):
                continue
            url = record.rec_headers.get_header("WARC-Target-URI")
            data = record.content_stream().read(limit + 1)
            if len(data) > limit:
                yield Item(source, url=url, error=TooLargeError(f"{source}: more than {limit:,} bytes", hint="raise max_bytes"))
                continue
            charset = _CHARSET.search(kind)
            yield Item(source, page=data, url=url, charset=charset[1] if charset else None)
    except (ArchiveLoadFailed, OSError, EOFError, ValueError) as error:
        source = f"{name}:{number + 1}"
        yield Item(source, error=SourceError(f"{source}: no WARC from here on ({str(error)[:160]})", hint="the rest of the file was not read"))
