"""Who said what: a reading in, statement drafts out. For every cue the likeliest reading of its content, if any is likely enough."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chancery.extract.acts import Acts
from chancery.extract.clear import made_clear
from chancery.extract.contents import Content, Contents
from chancery.extract.cues import Attributions, Cue
from chancery.extract.posts import posts
from chancery.extract.quotations import Quotations
from chancery.extract.ranking import Ranking
from chancery.extract.turns import turns
from chancery.knowledge import Knowledge
from chancery.models.heads import Heads
from chancery.schema.reading import Reading
from chancery.schema.statement import Act, StatementDraft

HEAD = "statement_content"
#: A reading is kept from this probability of a match on (best F1, crisis by crisis).
KEEP = 0.4
#: The same for a speaker of his own within what another is said to have said: all such cues attribute something, though the model takes them for content.
KEEP_NESTED = 0.1
#: What a loose match is worth beside a tight one when readings of one cue are compared.
LOOSE = 0.25
_SPEECH = frozenset({"say", "deny", "announce", "assess", "report"})
_MODALS = frozenset({"will", "would", "could", "might", "may", "should"})
#: How sure a signed post is, a turn under its speaker's name, or what somebody made clear.
SIGNED = 0.9
#: Two statements with this share of common tokens are one.
SAME = 0.8


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Every reading of every cue, as the learned head sees it."""

    pairs: list[tuple[Cue, Content]]
    named: list[list[str]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A cue with the reading that was chosen for it."""

    cue: Cue
    content: Content
    confidence: float
    value: float


class Statements:
    """The possible statements of a reading, and the choice among them."""

    def __init__(self, reading: Reading, *, knowledge: Knowledge) -> None:
        self.reading = reading
        self.quotations = Quotations(reading)
        self.attributions = Attributions(reading, knowledge=knowledge)
        self.cues = self.attributions.cues()
        self.cue_tokens = {c.token for c in self.cues}
        spoken = turns(reading)
        self._spoken = {i for _, content in spoken for i in content.tokens}
        clear = made_clear(self.attributions, knowledge=knowledge)
        self._phrases = {i for cue, _ in clear for i in range(cue.first, cue.last)}
        told = [(cue, c) for cue, c in clear if not self._own(cue) or not (cue.token in self._spoken or self.quotations.at(cue.token))]
        self.signed = [*posts(reading), *spoken, *told]
        self.contents = Contents(reading, self.attributions, self.quotations, self.cues)
        self.ranking = Ranking(reading, self.attributions, self.quotations, self.contents)

    def rows(self) -> Rows:
        """All readings with their features."""
        pairs: list[tuple[Cue, Content]] = []
        named: list[list[str]] = []
        for cue in self.cues:
            if (cue.token in self._spoken and self._own(cue)) or cue.token in self._phrases:
                continue
            contents = self.contents.of(cue)
            if not contents:
                continue
            own = self.ranking.of_cue(cue)
            for content in contents:
                pairs.append((cue, content))
                named.append(own + self.ranking.of_content(cue, content, len(contents) == 1))
        return Rows(pairs, named)

    def choose(self, rows: Rows, odds: NDArray[np.float32], labels: tuple[str, ...], *, keep: float = KEEP, loose: float = LOOSE) -> list[Chosen]:
        """The best reading of each cue, where it is likely enough; of two statements with the same content the likelier."""
        tight, match = odds[:, labels.index("tight")], odds[:, labels.index("match")]
        value = tight + loose * match
        best: dict[int, int] = {}
        for i, (cue, _) in enumerate(rows.pairs):
            if cue.token not in best or value[i] > value[best[cue.token]]:
                best[cue.token] = i
        found: list[Chosen] = []
        for i in best.values():
            cue, content = rows.pairs[i]
            confidence = float(tight[i] + match[i])
            if confidence >= keep or (confidence >= KEEP_NESTED and self._nested(cue)):
                found.append(Chosen(cue, content, confidence, float(value[i])))
        found += [Chosen(cue, content, SIGNED, SIGNED) for cue, content in self.signed]
        kept: list[Chosen] = []
        for c in sorted(found, key=lambda c: (-c.confidence, c.cue.token)):
            own = set(c.content.tokens)
            if not any(len(own & (other := set(k.content.tokens))) >= SAME * len(own | other) and not self._levels(c, k) for k in kept):
                kept.append(c)
        return sorted(kept, key=lambda c: (min(c.cue.token, c.content.tokens[0]), c.cue.token))

    def _levels(self, one: Chosen, other: Chosen) -> bool:
        """Whether one reports the other: "…, he said, according to the agency"."""
        inner, outer = (one, other) if one.cue.token in other.content.tokens else (other, one)
        return inner.cue.pos == "VERB" and inner.cue.token in outer.content.tokens and inner.cue.source in outer.content.tokens

    def _own(self, cue: Cue) -> bool:
        """Whether who speaks says of himself that he does: "I thank you", "our message is", which are part of his turn."""
        if cue.source is None:
            return True
        tokens = self.reading.tokens
        return any("Person=1" in tokens[i].feats for i in (cue.source, *self.reading.children[cue.source]))

    def _nested(self, cue: Cue) -> bool:
        """Whether the cue is a verb of speech with a speaker and a clause of its own that stands in another's content, outside quotation marks."""
        a, tokens = self.attributions, self.reading.tokens
        if cue.entry is None or cue.entry.kind not in _SPEECH or cue.pos != "VERB":
            return False
        if a.content_odds[cue.token] < 0.5 or self.quotations.at(cue.token) is not None:
            return False
        subject = a.child(cue.token, "nsubj")
        if subject is None or a.child(cue.token, "ccomp") is None or "Person=1" in tokens[subject].feats:
            return False
        return not any(tokens[c].deprel == "aux" and tokens[c].text.lower() in _MODALS for c in self.reading.children[cue.token])


def statements(reading: Reading, *, heads: Heads, knowledge: Knowledge, keep: float = KEEP, loose: float = LOOSE) -> tuple[StatementDraft, ...]:
    """Every attribution of content to a source, in the order of the text; `keep` and `loose` are the thresholds of the choice."""
    if not reading.tokens:
        return ()
    possible = Statements(reading, knowledge=knowledge)
    rows = possible.rows()
    head = heads[HEAD]
    chosen = possible.choose(rows, head.predict(None, rows.named), head.labels, keep=keep, loose=loose)
    acts = Acts(reading, possible.attributions, possible.quotations, knowledge=knowledge)
    told = acts.all([(c.cue, c.content.tokens) for c in chosen], heads=heads)
    return tuple(_draft(possible, acts, chosen, n, act) for n, act in enumerate(told))


def _draft(possible: Statements, acts: Acts, chosen: list[Chosen], n: int, act: Act) -> StatementDraft:
    cue, content = chosen[n].cue, chosen[n].content
    a = possible.attributions
    return StatementDraft(
        source=a.phrase(cue.source) if cue.source is not None else None,
        cue=possible.reading.span(cue.first, cue.last),
        cue_token=cue.token,
        content=possible.contents.spans(content.tokens),
        tokens=content.tokens,
        kind="direct" if content.rules in (("post",), ("turn",)) else acts.kind(cue, content.tokens),
        act=act,
        addressees=acts.addressees(cue, content.tokens),
        via=_via(chosen, n),
        basis=acts.basis(cue),
        confidence=round(chosen[n].confidence, 4),
        rule=content.rules[0],
    )


def _via(chosen: list[Chosen], n: int) -> int | None:
    """The smallest other statement whose content holds this one's cue; a larger one, so that statements never report each other in a circle."""
    token, size = chosen[n].cue.token, len(chosen[n].content.tokens)
    around = [(len(c.content.tokens), i) for i, c in enumerate(chosen) if token in c.content.tokens and len(c.content.tokens) > size]
    return min(around)[1] if around else None
