"""The order of the stages: an article is understood, drafts are extracted from the reading, and resolved into a record. No other file knows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from chancery.extract import extract
from chancery.knowledge import Knowledge
from chancery.models.heads import Heads
from chancery.resolve import resolve
from chancery.schema.article import Article
from chancery.schema.record import Record
from chancery.understand import Reader


class Pipeline:
    """All that reading needs, loaded once: the model, the light heads, the tables.

    `model` and `heads` are folders that stand in for the shipped ones, `knowledge` a folder of tables that come before the shipped ones; `threads` are
    the model's (0: all cores).
    """

    def __init__(self, *, model: Path | None = None, heads: Path | None = None, knowledge: Path | None = None, threads: int = 0) -> None:
        self.reader = Reader(model, threads or None)
        self.heads = Heads(heads)
        self.knowledge = Knowledge(knowledge)

    def read(self, article: Article) -> Record:
        """The record of one article."""
        reading = self.reader.read(article)
        return resolve(extract(reading, heads=self.heads, knowledge=self.knowledge), knowledge=self.knowledge)

    def read_all(self, articles: Iterable[Article]) -> Iterator[Record]:
        """The records of many, in order, one at a time."""
        for article in articles:
            yield self.read(article)
