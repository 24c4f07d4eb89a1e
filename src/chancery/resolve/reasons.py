"""What each object of a record rests on. In: drafts beside the ids of what was made of them; out: reasons in the order of the record."""

from __future__ import annotations

from chancery.schema.commitment import CommitmentDraft
from chancery.schema.dispute import DisputeDraft
from chancery.schema.document import DocumentDraft
from chancery.schema.event import Event, EventDraft
from chancery.schema.evidence import Phrase, Span
from chancery.schema.figure import FigureDraft
from chancery.schema.position import PositionDraft
from chancery.schema.reading import Reading
from chancery.schema.reason import Reason
from chancery.schema.statement import StatementDraft

#: How a speaker or party is named, by the part of speech of its head.
NAMED = {"PROPN": "name", "PRON": "pronoun"}


class Reasons:
    """The reasons of one article's record."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.text = reading, reading.article.text

    def of_statement(self, identifier: str, draft: StatementDraft) -> Reason:
        """The cue, the rule that found the content, and how the speaker is named."""
        because = [f"speaker by its {self._form(draft.source)}" if draft.source is not None else "no speaker named"]
        return Reason(identifier, draft.cue or draft.content[0], draft.rule, draft.confidence, tuple(because))

    def of_event(self, event: Event, drafts: list[EventDraft]) -> Reason:
        """The trigger, which parties its clause names with their odds, and what was taken from the article around."""
        first = drafts[0]
        odds = {w.phrase.head: w for w in first.weighed}
        because = []
        for side, phrases, ids in (("source", first.sources, event.sources), ("target", first.targets, event.targets)):
            for phrase in phrases:
                weighed = odds.get(phrase.head)
                share = f" ({weighed.source if side == 'source' else weighed.target:.2f})" if weighed is not None else ""
                because.append(f"{side} “{self._shown(phrase.span)}”{share}")
            if ids and not phrases:
                because.append(f"{side} from the article around")
        if len(drafts) > 1:
            because.append(f"joins {len(drafts)} mentions")
        return Reason(event.id, first.trigger, "event_trigger" if first.rule == "head" else first.rule, first.confidence, tuple(because))

    def of_clause(self, identifier: str, draft: PositionDraft | CommitmentDraft | FigureDraft) -> Reason:
        """The clause or quantity, and the head or rule that kept it."""
        return Reason(identifier, Span(draft.start, draft.end), draft.rule, draft.confidence)

    def of_dispute(self, identifier: str, draft: DisputeDraft) -> Reason:
        """The words of the first side, and the second's."""
        other = self._shown(Span(draft.side_b.start, draft.side_b.end))
        return Reason(identifier, Span(draft.side_a.start, draft.side_a.end), draft.rule, draft.confidence, (f"against “{other}”",))

    def of_document(self, identifier: str, draft: DocumentDraft) -> Reason:
        """The first mention."""
        return Reason(identifier, draft.mentions[0], draft.rule, draft.confidence)

    def _form(self, phrase: Phrase) -> str:
        return NAMED.get(self.reading.tokens[phrase.head].upos, "description")

    def _shown(self, span: Span) -> str:
        words = " ".join(span.of(self.text).split())
        return words if len(words) <= 40 else words[:37] + "…"
