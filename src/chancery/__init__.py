"""Chancery keeps the record of an international crisis: one article in, a record of who said and did what to whom out, each line tied to its words."""

from __future__ import annotations

from chancery.errors import ChanceryError
from chancery.pipeline import Pipeline, read
from chancery.schema.article import Article
from chancery.schema.record import Record

__version__ = "0.1.0"

__all__ = ["Article", "ChanceryError", "Pipeline", "Record", "__version__", "read"]
