"""What a brief is made of, before any format: sections of lines, each with the numbers of its notes, and the notes."""

from __future__ import annotations

from dataclasses import dataclass

from chancery.schema.evidence import Span


@dataclass(frozen=True, slots=True)
class Note:
    """The evidence of a sentence: which words of which article. `words` are those of the span, cut where they are long."""

    number: int
    article: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    span: Span
    words: str
    copies: int

    @property
    def shown(self) -> str:
        """The words in quotation marks; those that are a quotation have theirs."""
        return self.words if self.words[:1] in tuple("\"“‘'") else f"“{self.words}”"


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of the brief. `lead` says whose or what it is (may be empty), `quote` are the words, `tail` is a remark, `notes` its evidence.

    `tags` are short marks: 3 sources, overdue, planned; `day` stands in the margin, `id` is the row's, where the line is one's.
    """

    lead: str
    notes: tuple[int, ...]
    quote: str = ""
    tail: str = ""
    tags: tuple[str, ...] = ()
    day: str = ""
    id: str = ""

    @property
    def shown_tags(self) -> tuple[str, ...]:
        """The marks that the remark does not say already."""
        return tuple(t for t in self.tags if t not in self.tail.casefold())


@dataclass(frozen=True, slots=True)
class Part:
    """Lines under a small heading; the heading may be empty."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its title, what to know about it, its parts, and the plots that belong to it (name and caption)."""

    key: str
    title: str
    parts: tuple[Part, ...]
    about: str = ""
    plots: tuple[tuple[str, str], ...] = ()
    nothing: str = ""

    @property
    def size(self) -> int:
        """How many lines it has."""
        return sum(len(p.lines) for p in self.parts)


@dataclass(frozen=True, slots=True)
class Brief:
    """A situation report. `plots` are SVG images by name; `day` is the day it speaks for."""

    title: str
    day: str
    since: str
    about: str
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    plots: dict[str, str]
    program: str
