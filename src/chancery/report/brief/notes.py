"""Collects the evidence of a brief: a number for each passage that is cited, in the order in which the brief comes to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from chancery.dossier.views.evidence import Told
from chancery.report.brief.shapes import Note
from chancery.report.brief.wording import around, cut
from chancery.report.export.holdings import Holdings
from chancery.report.words import clean
from chancery.schema.evidence import Span
from chancery.schema.mention import StatementMention

#: passages cited for one sentence, each of another independent source
CITED = 3
#: longest passage that a note shows
LONGEST = 320


class Notes:
    """The notes so far."""

    def __init__(self, held: Holdings) -> None:
        self._held = held
        self._numbers: dict[tuple[int, str], int] = {}
        self._notes: list[Note] = []
        self._copies = Counter(a.copy_of for a in held.listed if a.copy_of is not None)

    @property
    def made(self) -> tuple[Note, ...]:
        """All of them, in order."""
        return tuple(self._notes)

    def cite(self, told: Sequence[Told[Any]]) -> tuple[int, ...]:
        """The numbers of a thing's evidence: its surest passage in each of the independent sources, the first reports first."""
        best: dict[str, Told[Any]] = {}
        for t in told:
            origin = t.source.origin.casefold()
            kept = best.get(origin)
            better = kept is None or (kept.source.copy_of is not None, -kept.mention.confidence) > (t.source.copy_of is not None, -t.mention.confidence)
            if better:
                best[origin] = t
        return tuple(dict.fromkeys(self.passage(t.mention.article, *shown(t.mention)) for t in list(best.values())[:CITED]))

    def passage(self, article: int, start: int, end: int) -> int:
        """The number of a passage; the same words in a copy of the article have the same."""
        held = self._held.articles[article]
        key = (held.copy_of or article, " ".join(held.article.text[start:end].split()))
        if key not in self._numbers:
            self._numbers[key] = len(self._notes) + 1
            title = cut(held.article.title, 120) if held.article.title else None
            words = around(held.article.text[start:end], 0, 0, LONGEST)
            self._notes.append(Note(
                len(self._notes) + 1, held.name, title, clean(held.article.publisher or held.article.syndicated_from or "") or None, held.article.published,
                held.article.url, Span(start, end), words, self._copies[article],
            ))  # fmt: skip
        return self._numbers[key]


def shown(mention: Any) -> tuple[int, int]:
    """The passage that shows a mention: a statement's words with what lies between them, of the rest its sentence where that covers its words."""
    if isinstance(mention, StatementMention):
        return mention.content[0].start, mention.content[-1].end
    sentence = mention.sentence
    if sentence.start <= mention.start and mention.end <= sentence.end:
        return sentence.start, sentence.end
    return min(sentence.start, mention.start), max(sentence.end, mention.end)
