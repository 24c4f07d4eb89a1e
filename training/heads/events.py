"""Heads of events: which words are triggers of which type, which mentions are their sources and targets, and whether the act is actual, future or negated.

In: annotated articles, invented dispatches, and two sets of sentences with marked parties (plover_gsr, plv) where they lie at hand; out: event_trigger,
event_source, event_target, event_modality. Run `python -m training.heads.events` to fit them all.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from chancery.extract.arguments import Arguments
from chancery.extract.modality import Modalities
from chancery.extract.parties import Mention, Parties
from chancery.extract.statements import statements
from chancery.extract.triggers import NONE, Triggers
from chancery.knowledge import Knowledge
from chancery.knowledge.names import names
from chancery.knowledge.plover import plover
from chancery.models import FOLDER
from chancery.models.heads import Heads
from chancery.resolve.who import Cast
from chancery.schema.event import EVENT_TYPES, SYMMETRIC_TYPES
from chancery.schema.reading import Reading
from chancery.schema.record import Drafts
from chancery.schema.statement import StatementDraft
from training.heads.examples import Readings, invented
from training.heads.fit import fit, save
from training.heads.sentences import Marked, marked

if TYPE_CHECKING:
    from training.heads.examples import Example

#: From a mention to the code of its party, or None where it is not known.
CodeOf = Callable[[Mention], str | None]
DATA = Path(__file__).parents[2].parent / "shared" / "data"


@dataclass
class Rows:
    """Rows of one head: numbers, feature names, labels, weights."""

    dense: list[np.ndarray] = field(default_factory=list)
    named: list[list[str]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)

    def extend(self, other: Rows) -> None:
        """Take in the rows of another article."""
        self.dense += other.dense
        self.named += other.named
        self.labels += other.labels
        self.weights += other.weights

    def head(self, **options: Any) -> dict:
        """The head fitted on the rows."""
        dense = np.vstack(self.dense) if self.dense else None
        return fit(dense, self.named, self.labels, weights=self.weights, **options)


class Annotated:
    """An article's reading beside its gold events."""

    def __init__(self, reading: Reading, statements: tuple[StatementDraft, ...], gold: Sequence[dict[str, Any]], *, knowledge: Knowledge) -> None:
        self.reading, self.statements, self.gold, self.knowledge = reading, statements, gold, knowledge
        self.parties = Parties(reading, knowledge=knowledge)
        self.arguments = Arguments(reading, self.parties, statements)
        self.triggers = Triggers(reading, statements, self.arguments, plover(knowledge))
        self.modalities = Modalities(reading, knowledge=knowledge)
        self.candidates = self.triggers.candidates()
        self._at = {c.token: c for c in self.candidates}

    def tokens_of(self, span: dict[str, int]) -> list[int]:
        """The tokens a span of text touches."""
        return [t.index for t in self.reading.tokens if t.start < span["end"] and span["start"] < t.end]

    def heads_of(self, span: dict[str, int], kind: str) -> list[int]:
        """The tokens of a span that bear the event: those the lexicon gives the type, else the one that governs the others."""
        tokens = self.tokens_of(span)
        by_lexicon = [t for t in tokens if t in self._at and any(m.type == kind for m in self._at[t].matches)]
        if by_lexicon:
            return by_lexicon
        return [t for t in tokens if self.reading.tokens[t].head not in tokens][:1]

    def trigger_rows(self) -> Rows:
        """One row a candidate: its type, or none; the other words of a trigger's phrase are left out."""
        label: dict[int, str] = {}
        inside: set[int] = set()
        for e in self.gold:
            for span in (e["trigger"], *e.get("also", ())):
                inside.update(self.tokens_of(span))
                for t in self.heads_of(span, e["type"]):
                    fits = t in self._at and any(m.type == e["type"] for m in self._at[t].matches)
                    if t not in label or fits:
                        label[t] = e["type"]
        chosen = [c for c in self.candidates if c.token in label or c.token not in inside]
        if not chosen:
            return Rows()
        roles = [self.arguments.rules(c.token, c.matches[0].type if c.matches else "ACCUSE") for c in chosen]
        named = [self.triggers.features(c, r) for c, r in zip(chosen, roles, strict=True)]
        return Rows(list(self.triggers.dense(chosen)), named, [label.get(c.token, NONE) for c in chosen], [1.0] * len(chosen))

    def role_rows(self, code_of: CodeOf, *, both: bool = True) -> tuple[Rows, Rows]:
        """One row a mention in reach of a gold trigger: whether its party is among the sources, among the targets; mentions of unknown parties are left out."""
        source, target = Rows(), Rows()
        for e in self.gold:
            sources, targets = ({one_name(party, self.knowledge) for party in e[side]} for side in ("sources", "targets"))
            if e["type"] in SYMMETRIC_TYPES:
                sources = targets = sources | targets
            for span in (e["trigger"], *(e.get("also", ()) if both else ())):
                for t in self.heads_of(span, e["type"])[:1]:
                    reach = self.arguments.reach(t)
                    roles = self.arguments.rules(t, e["type"])
                    named = self.arguments.features(t, e["type"], "sym" if e["type"] in SYMMETRIC_TYPES else "act", reach, roles)
                    party = [code_of(m) for m, _ in reach]
                    is_source, is_target = [p in sources for p in party], [p in targets for p in party]
                    if e["type"] not in SYMMETRIC_TYPES and sources & targets:
                        # an act within one state: the parse says which mention is which
                        for i, (m, origin) in enumerate(reach):
                            if is_source[i] and is_target[i]:
                                is_source[i] = m in roles.sources or (m not in roles.targets and origin == "here" and m.head < t)
                                is_target[i] = m in roles.targets or (m not in roles.sources and origin == "here" and m.head > t)
                    weight = 1.0 if span is e["trigger"] else 0.5
                    known = [i for i, p in enumerate(party) if p is not None]
                    acting = [m for (m, _), yes in zip(reach, is_source, strict=True) if yes]
                    for rows, features, yes in ((source, named, is_source), (target, self.arguments.beside(named, reach, e["type"], acting), is_target)):
                        rows.named += [features[i] for i in known]
                        rows.labels += ["yes" if yes[i] else "no" for i in known]
                        rows.weights += [weight] * len(known)
        return source, target

    def modality_rows(self) -> Rows:
        """One row an event, at its trigger."""
        rows = Rows()
        for e in self.gold:
            for t in self.heads_of(e["trigger"], e["type"])[:1]:
                rows.named.append(self.modalities.features(t, e["type"]))
                rows.labels.append(e["modality"])
                rows.weights.append(1.0)
        return rows


def rows_of(articles: Sequence[tuple[Annotated, CodeOf]]) -> dict[str, Rows]:
    """The rows of every head over annotated articles."""
    rows = {name: Rows() for name in OPTIONS}
    for article, code_of in articles:
        rows["event_trigger"].extend(article.trigger_rows())
        source, target = article.role_rows(code_of)
        rows["event_source"].extend(source)
        rows["event_target"].extend(target)
        rows["event_modality"].extend(article.modality_rows())
    return rows


#: What a row of the marked sentences counts for beside one of a whole article.
EXTRA = {"event_trigger": 0.3, "event_source": 0.5, "event_target": 0.5}
#: What a row of an invented dispatch counts for; crisis by crisis, triggers are better with 0.4 than with 0 or 1.
INVENTED = {"event_trigger": 0.4, "event_source": 1.0, "event_target": 1.0, "event_modality": 1.0}
#: How each head is regularised (the best of a few values, crisis by crisis).
OPTIONS: dict[str, dict[str, float]] = {
    "event_trigger": {"c": 0.1, "scale": 0.3, "least": 2, "tol": 1e-3},
    "event_source": {"c": 0.05, "least": 3},
    "event_target": {"c": 0.05, "least": 3},
    "event_modality": {"c": 0.3, "least": 2},
}


def of_sentences(readings: Iterable[tuple[Marked, Reading]], knowledge: Knowledge) -> list[tuple[Annotated, CodeOf]]:
    """The marked sentences as annotated articles; where no trigger is marked, the lexicon's word of the type that is nearest the source."""
    found: list[tuple[Annotated, CodeOf]] = []
    for sentence, reading in readings:
        article = Annotated(reading, (), (), knowledge=knowledge)
        kind, spans = sentence.types[0], sentence.triggers
        if not spans:
            fitting = [(c, m.type) for c in article.candidates for m in c.matches[:1] if m.type in sentence.types]
            if not fitting or not sentence.sources:
                continue
            starts = [t.index for t in article.reading.tokens if sentence.sources[0][0] <= t.start < sentence.sources[0][1]]
            best, kind = min(fitting, key=lambda ct: (min((len(article.arguments.path(ct[0].token, s, limit=9)) for s in starts), default=99), ct[0].token))
            token = article.reading.tokens[best.token]
            spans = ((token.start, token.end),)
            article.candidates = [best]  # of the other words it is not known whether they are triggers

        def code_of(m: Mention, sentence: Any = sentence, article: Annotated = article) -> str:
            start, end = article.reading.tokens[m.first].start, article.reading.tokens[m.last - 1].end
            for code, sides in (("source", sentence.sources), ("target", sentence.targets)):
                if any(s < end and start < e for s, e in sides):
                    return code
            return "other"

        if kind not in EVENT_TYPES:
            continue
        first, *more = ({"start": s, "end": e} for s, e in spans)
        article.gold = [{"type": kind, "trigger": first, "also": more, "sources": ["source"], "targets": ["target"], "modality": None}]
        found.append((article, code_of))
    return found


def annotated(articles: Sequence[Example], *, heads: Heads, knowledge: Knowledge) -> list[Annotated]:
    """The examples with their statements as the heads before these find them."""
    return [Annotated(e.reading, statements(e.reading, heads=heads, knowledge=knowledge), e.gold["events"], knowledge=knowledge) for e in articles]


def codes(article: Annotated, published: str | None, *, knowledge: Knowledge) -> CodeOf:
    """The party of a mention as the pipeline resolves it, written as the gold writes parties."""
    cast = Cast(article.reading, Drafts(article.reading, statements=article.statements), knowledge, published)

    def code_of(m: Mention) -> str | None:
        actor = cast.actor(article.parties.phrase(m))
        return None if actor is None else one_name(cast.code_of(actor), knowledge)

    return code_of


def one_name(party: str, knowledge: Knowledge) -> str:
    """One spelling of a party: the code of a state, organisation or group that is known by it, else the name in lower case."""
    words = party.split()
    whole = [m for m in names(knowledge).find(words) if m.first == 0 and m.last == len(words)]
    return whole[0].named[0].code if whole else party.lower()


def train(examples: list[Example], out: Path) -> None:
    """Fit the four heads into `out` on the examples, the invented dispatches and the marked sentences; the statements' heads must be there already."""
    knowledge, readings = Knowledge(), Readings()
    heads = Heads(out)

    def rows(taken: list[Example]) -> dict[str, Rows]:
        articles = annotated(taken, heads=heads, knowledge=knowledge)
        return rows_of([(a, codes(a, e.gold["article"]["published"], knowledge=knowledge)) for a, e in zip(articles, taken, strict=True)])

    made, sentences = rows(invented()), rows_of(of_sentences(((s, readings.of(s.article())) for s in marked(DATA)), knowledge))
    for name, own in rows(examples).items():
        for extra, weights in ((made[name], INVENTED), (sentences[name], EXTRA)):
            if name in weights:
                extra.weights = [w * weights[name] for w in extra.weights]
                own.extend(extra)
        save(own.head(**OPTIONS[name]), out / f"{name}.npz")


def main() -> None:
    """Fit on all annotated articles."""
    from training.heads.examples import examples

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER / "light")
    train(examples(), parser.parse_args().out)


if __name__ == "__main__":
    main()
