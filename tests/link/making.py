"""Carriers and mentions for the tests of linking: an invented crisis, said in the fewest words."""

from __future__ import annotations

from typing import Any

from chancery.schema.evidence import Span
from chancery.schema.mention import (
    ActorMention,
    Carrier,
    CommitmentMention,
    DisputeMention,
    DocumentMention,
    EventMention,
    FigureMention,
    Mention,
    Party,
    PositionMention,
    SideMention,
    StatementMention,
)

TAVIA = Party("TAV", "Tavia", "state", "TAV", "TAV")
NORLAND = Party("NOR", "Norland", "state", "NOR", "NOR")
ORLU = Party("ana orlu", "Ana Orlu", "person", "NOR", "NOR", "foreign minister")


class Article:
    """A carrier under construction: each method adds a mention at the first place where its words stand."""

    def __init__(
        self, key: int, text: str, *, published: str = "2031-03-05", publisher: str | None = "The Courier", name: str | None = None, **more: Any
    ) -> None:
        self.key, self.text, self.published, self.publisher = key, text, published, publisher
        self.name, self.more, self.mentions = name or f"article {key:04}", more, list[Mention]()

    def _base(self, words: str, by: Party | None = None, text: str | None = None) -> dict[str, Any]:
        start = self.text.index(words)
        first = self.text.rfind(". ", 0, start) + 2 if ". " in self.text[:start] else 0
        last = self.text.find(".", start) + 1 or len(self.text)
        sentence = Span(first, max(last, start + len(words)))
        local = f"m{len(self.mentions)}"
        return {
            "article": self.key,
            "local": local,
            "start": start,
            "end": start + len(words),
            "sentence": sentence,
            "text": text or sentence.of(self.text),
            "by": by,
            "confidence": 0.9,
        }

    def event(
        self, words: str, kind: Any, sources: tuple[Party, ...], targets: tuple[Party, ...] = (), *, modality: Any = "occurred", date: Any = None
    ) -> Article:
        base = self._base(words)
        self.mentions.append(
            EventMention(
                **base,
                type=kind,
                mode=None,
                modality=modality,
                intensity=0.0,
                sources=sources,
                targets=targets,
                spans=(Span(base["start"], base["end"]),),
                date=date,
                date_basis=None,
                place=None,
                issues=(),
            )
        )
        return self

    def statement(self, words: str, by: Party | None, *, act: Any = "assert", kind: Any = "direct", date: Any = None) -> Article:
        base = self._base(words, by, words)
        self.mentions.append(
            StatementMention(
                **base,
                kind=kind,
                act=act,
                content=(Span(base["start"], base["end"]),),
                cue=None,
                addressees=(),
                via=None,
                date=date,
                date_basis=None,
                place=None,
                issues=(),
            )
        )
        return self

    def figure(self, words: str, low: float | None, high: float | None, counted: str, *, actor: Party | None = None) -> Article:
        self.mentions.append(
            FigureMention(
                **self._base(words), low=low, high=high, qualifier="exact", unit=None, counted=counted, actor=actor, place=None, as_of=None, modality="actual"
            )
        )
        return self

    def commitment(self, words: str, who: tuple[Party, ...], *, due: Any = None) -> Article:
        self.mentions.append(CommitmentMention(**self._base(words), who=who, towards=(), action=words, due=due, condition=None))
        return self

    def position(self, words: str, actor: Party, issue: str) -> Article:
        self.mentions.append(PositionMention(**self._base(words), actor=actor, stance="demands", issue=issue, issue_kind="other"))
        return self

    def dispute(self, about: str, a: str, who_a: Party, b: str, who_b: Party) -> Article:
        sides = [SideMention(self.text.index(w), self.text.index(w) + len(w), who, w) for w, who in ((a, who_a), (b, who_b))]
        self.mentions.append(DisputeMention(**self._base(a), about=about, side_a=sides[0], side_b=sides[1]))
        return self

    def document(self, words: str, kind: Any, issuer: Party | None, recipients: tuple[Party, ...] = (), *, status: Any = None) -> Article:
        base = self._base(words)
        self.mentions.append(
            DocumentMention(
                **base,
                kind=kind,
                name=words,
                issuer=issuer,
                recipients=recipients,
                date=None,
                status=status,
                answers=None,
                spans=(Span(base["start"], base["end"]),),
            )
        )
        return self

    def actor(self, words: str, party: Party) -> Article:
        base = self._base(words)
        self.mentions.append(ActorMention(**base, party=party, sectors=(), wikidata=None, spans=(Span(base["start"], base["end"]),)))
        return self

    def carrier(self) -> Carrier:
        return Carrier(
            self.key,
            self.name,
            self.more.get("version", 1),
            "",
            self.more.get("title"),
            self.published,
            self.publisher,
            self.more.get("syndicated_from"),
            None,
            self.text,
            tuple(self.mentions),
        )
