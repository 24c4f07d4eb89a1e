"""Passages of articles as a brief quotes them: a sentence around the words that count, its first pronoun resolved in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from chancery.report.brief.wording import around, quoted
from chancery.report.export.holdings import Holdings
from chancery.report.words import clean
from chancery.schema.evidence import Span
from chancery.schema.mention import ActorMention, StatementMention

_PRONOUN = re.compile(r"[\"“‘']?(?P<word>He|She|They|It|His|Her|Their|Its)\b(?!['’])")
_POSSESSIVE = frozenset({"His", "Their", "Its"})


class Passages:
    """The passages of what is held."""

    def __init__(self, held: Holdings) -> None:
        self._held = held

    @cached_property
    def _named(self) -> dict[tuple[int, int], ActorMention]:
        """Actors by article and by where they are mentioned."""
        return {(h.key, s.start): a for h in self._held.articles.values() for a in h.actors for s in a.spans}

    @cached_property
    def _spoken(self) -> dict[int, list[Span]]:
        """Word-for-word quotations by article."""
        found: dict[int, list[Span]] = {}
        for thing in self._held.things("statement"):
            for t in thing.told:
                mention = t.mention
                if isinstance(mention, StatementMention) and mention.kind != "indirect":
                    found.setdefault(mention.article, []).extend(mention.content)
        return found

    def is_spoken(self, article: int, span: Span) -> bool:
        """Whether the words stand in a quotation."""
        return any(s.start <= span.start and span.end <= s.end for s in self._spoken.get(article, ()))

    def sentence(self, article: int, start: int, end: int) -> Span:
        """The sentence in which words begin."""
        from chancery.understand.words import sentences

        kept = self._held.articles[article].article
        block = next((b for b in kept.blocks if b.start <= start < b.end), None)
        found = sentences(kept.text, block.start, block.end) if block else ()
        return next((Span(s, e) for s, e in found if s <= start < e), Span(start, end))

    def quote(self, article: int, sentence: Span, words: Iterable[Span] = (), *, longest: int) -> str:
        """A sentence in quotation marks, of a long one what stands around `words`; "He" becomes "[Ana Orlu]" where it is known who that is."""
        text = self._held.text(article)
        whole = sentence.of(text)
        first = min((w.start for w in words), default=sentence.start) - sentence.start
        last = max((w.end for w in words), default=sentence.start) - sentence.start
        match = _PRONOUN.match(whole)
        name = self._name(article, sentence.start + match.start("word")) if match else None
        piece = around(whole, max(0, first), max(0, min(last, len(whole))), longest)
        if match and name and piece.startswith(clean(whole[: match.end("word")])):
            word = match["word"]
            own = word in _POSSESSIVE or (word == "Her" and name is not None and not whole[match.end() :].lstrip()[:1].isupper())
            shown = f"[{name}{'’s' if own and not name.endswith('s') else '’' if own else ''}]"
            piece = piece.replace(word, shown, 1)
        return quoted(piece)

    def _name(self, article: int, start: int) -> str | None:
        actor = self._named.get((article, start))
        if actor is None or actor.party.kind == "unnamed" or len(actor.party.name) > 40:
            return None
        return clean(actor.party.name)
