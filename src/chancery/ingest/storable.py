"""What JSON may say and no store may hold: the NUL character and halves of surrogate pairs. Each becomes one U+FFFD, so that offsets stay what they are."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from chancery.intake.plain import identity
from chancery.schema.article import Article
from chancery.schema.serial import from_plain, to_plain

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def clean(value: Any) -> Any:
    """Plain values with every string storable; what is no JSON becomes its text."""
    if isinstance(value, str):
        return _UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {clean(str(k)): clean(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [clean(v) for v in value]
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else None
    return value if value is None or isinstance(value, (bool, int)) else clean(str(value))


def storable(article: Article) -> Article:
    """The article with every string storable."""
    plain = to_plain(article)
    cleaned = clean(plain)
    if cleaned == plain:
        return article
    made = from_plain(Article, cleaned)
    return replace(made, id=identity(made.text))
