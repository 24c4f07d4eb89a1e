"""In: what the user names (a path, "-", a URL); out: its article. The size is checked before anything is read."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from chancery.errors import NotFoundError, TooLargeError, UsageError
from chancery.intake.plain import article
from chancery.knowledge import Knowledge
from chancery.schema.article import Article
from chancery.settings import Settings


def load(source: str, *, published: str | None, stdin: BinaryIO | None, settings: Settings, knowledge: Knowledge | None) -> Article:
    """The article at a source."""
    if source == "-":
        if stdin is None:
            raise UsageError("there is no standard input to read", hint="name a file or a URL")
        data = stdin.read(settings.max_bytes + 1)
    else:
        path = Path(source)
        if not path.exists():
            raise NotFoundError(f"{source}: no such file", hint="check the path, or give a URL that begins with https://")
        data = path.read_bytes()
    if len(data) > settings.max_bytes:
        raise TooLargeError(f"{source}: more than {settings.max_bytes} bytes", hint="raise max_bytes, or cut the file")
    return article(data.decode("utf-8-sig"), published=published, knowledge=knowledge)
