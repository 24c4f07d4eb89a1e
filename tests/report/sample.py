"""A record made by hand from an invented text, with one of everything: reports are tested on it without a model."""

from __future__ import annotations

from chancery.schema.actor import Actor
from chancery.schema.article import Article, Block
from chancery.schema.commitment import Commitment
from chancery.schema.dispute import Dispute, Side
from chancery.schema.document import Document
from chancery.schema.event import Event
from chancery.schema.evidence import Span
from chancery.schema.figure import Figure
from chancery.schema.issue import Issue
from chancery.schema.place import Place
from chancery.schema.position import Position
from chancery.schema.record import Record
from chancery.schema.statement import Statement
from chancery.schema.time import Interval, Time

TEXT = """Shells hit Torva

TORVA, March 12, 2031 -- At least seven people were killed on Tuesday when shells struck Torva, and Ana Orlu accused Kestria of firing them.

"The craters point east," Orlu said. "We know who stands there."

Kestria denied that its forces had fired, and promised to hand over its flight logs by March 20 in a letter to Velmora.

MORE: What is the Osk?"""


def span(words: str) -> Span:
    """Where the words stand in TEXT."""
    at = TEXT.index(words)
    return Span(at, at + len(words))


def sample() -> Record:
    """The record."""
    seven = span("At least seven")
    headline, related = span("Shells hit Torva"), span("MORE: What is the Osk?")
    accused, denied, promised = span("accused"), span("its forces had fired"), span("to hand over its flight logs by March 20")
    return Record(
        article=Article(
            id="abc", text=TEXT, title="Shells hit Torva", published="2031-03-12", published_basis="text", publisher="Gulf Wire", language="en",
            blocks=(
                Block(headline.start, headline.end, "headline"),
                Block(headline.end + 2, related.start - 2, "body"),
                Block(related.start, related.end, "related"),
            ),
        ),
        actors=(
            Actor("a1", "Ana Orlu", "person", "XVL", "XVL", ("GOV",), "Minister of Foreign Affairs of Velmora", None, (span("Ana Orlu"),), 0.9),
            Actor("a2", "Kestria", "state", "XKS", "XKS", (), None, None, (span("Kestria"),), 0.95),
        ),
        places=(Place("p1", "Torva", "city", "XVL", 44.02, 33.1, None, (span("Torva"),), 0.8),),
        documents=(Document("d1", "letter", "a letter to Velmora", "a2", (), None, "awaited", None, (span("a letter to Velmora"),), 0.6),),
        times=(Time("t1", span("Tuesday").start, span("Tuesday").end, "DATE", "2031-03-11", "2031-03-11", "2031-03-11", 0.9),),
        statements=(
            Statement(
                "s1", "a1", "direct", (span('"The craters point east,"'), span('"We know who stands there."')), span("said"), span("Orlu said"), "assert", (),
                "2031-03-12", "publication", None, (), None, None, 0.9,
            ),
            Statement(
                "s2", "a2", "indirect", (denied,), span("denied"), None, "deny", ("a1",), Interval("2031-03-11", None), "inferred", None, ("i1",),
                None, None, 0.4,
            ),
        ),
        events=(
            Event("e1", "ACCUSE", "allege", ("a1",), ("a2",), accused, (), "2031-03-12", "inferred", None, "occurred", -3.0, None, ("i1",), 0.8),
            Event("e2", "ASSAULT", None, ("a2",), (), span("fired"), (span("struck"),), "2031-03-11", "stated", "p1", "denied", -9.0, "s2", (), 0.7),
        ),
        figures=(Figure("f1", seven.start, seven.end, 7.0, None, "at least", None, "people", None, "p1", "2031-03-11", "actual", None, 0.9),),
        commitments=(Commitment("c1", promised.start, promised.end, ("a2",), (), "hand over its flight logs", "2031-03-20", None, None, 0.7),),
        positions=(Position("q1", denied.start, denied.end, "a2", "refuses", "i1", "s2", 0.6),),
        issues=(Issue("i1", "shelling of Torva", "other"),),
        disputes=(Dispute("x1", "who fired", Side(accused.start, accused.end, "a1", None), Side(denied.start, denied.end, "a2", "s2"), 0.8),),
    )  # fmt: skip
