"""Heads of events: which words are triggers of which type, which mentions are their sources and targets, and whether the act is actual, future or negated.

In: annotated articles, invented dispatches, and the coded texts of the corpora where they lie at hand; out: roles, event_trigger, event_source, event_target,
event_modality. Run `python -m training.heads.events` to fit them all.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from chancery.extract.arguments import Arguments
from chancery.extract.arguments import Roles as Ruled
from chancery.extract.modality import Modalities
from chancery.extract.parties import Mention, Parties
from chancery.extract.statements import statements
from chancery.extract.triggers import NONE, Triggers
from chancery.knowledge import Knowledge
from chancery.knowledge.names import names
from chancery.knowledge.plover import plover
from chancery.models import FOLDER
from chancery.models.heads import Heads
from chancery.models.roles import Roles
from chancery.resolve.who import Cast
from chancery.schema.event import SYMMETRIC_TYPES
from chancery.schema.reading import Reading
from chancery.schema.record import Drafts
from chancery.schema.statement import StatementDraft
from training.heads import roles
from training.heads.examples import further
from training.heads.fit import fit, save
from training.heads.roles import Pairs
from training.heads.softmax import softmax
from training.heads.statements import WIDER

if TYPE_CHECKING:
    from training.heads.examples import Example

#: Dense rows wider than this are fitted by the faster solver for such.
WIDE = 100
#: From a mention to the code of its party, or None where it is not known.
CodeOf = Callable[[Mention], str | None]


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
        """The head fitted on the rows that count."""
        kept = [i for i, w in enumerate(self.weights) if w]
        named, labels, weights = ([values[i] for i in kept] for values in (self.named, self.labels, self.weights))
        dense = np.vstack([self.dense[i] for i in kept]) if self.dense else None
        if dense is not None and dense.shape[1] > WIDE:
            return softmax(dense, named, labels, weights=weights, **options)
        return fit(dense, named, labels, weights=weights, **options)


@dataclass(frozen=True, slots=True)
class Sides:
    """A gold trigger and the mentions in its reach: what the parse says of them, which are of known parties, which are sources, which targets."""

    trigger: int
    type: str
    reach: list[tuple[Mention, str]]
    ruled: Ruled
    known: list[int]
    is_source: list[bool]
    is_target: list[bool]
    weight: float


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

    def trigger_rows(self, *, thin: int = 1) -> Rows:
        """One row a candidate: its type, or none; the other words of a trigger's phrase are left out.

        Of words that trigger nothing every `thin`th is kept and counts for so many: there are more than enough of them.
        """
        label: dict[int, str] = {}
        inside: set[int] = set()
        for e in self.gold:
            for span in (e["trigger"], *e.get("also", ())):
                inside.update(self.tokens_of(span))
                for t in self.heads_of(span, e["type"]):
                    fits = t in self._at and any(m.type == e["type"] for m in self._at[t].matches)
                    if t not in label or fits:
                        label[t] = e["type"]
        chosen = [c for i, c in enumerate(self.candidates) if c.token in label or (c.token not in inside and i % thin == 0)]
        if not chosen:
            return Rows()
        roles = [self.arguments.rules(c.token, c.matches[0].type if c.matches else "ACCUSE") for c in chosen]
        named = [self.triggers.features(c, r) for c, r in zip(chosen, roles, strict=True)]
        weights = [1.0 if c.token in label else float(thin) for c in chosen]
        return Rows(list(self.triggers.dense(chosen)), named, [label.get(c.token, NONE) for c in chosen], weights)

    def sides(self, code_of: CodeOf, *, both: bool = True) -> Iterator[Sides]:
        """Each gold trigger with the mentions of known parties in its reach, and whether each is among the sources, among the targets."""
        for e in self.gold:
            sources, targets = ({one_name(party, self.knowledge) for party in e[side]} for side in ("sources", "targets"))
            if e["type"] in SYMMETRIC_TYPES:
                sources = targets = sources | targets
            for span in (e["trigger"], *(e.get("also", ()) if both else ())):
                for t in self.heads_of(span, e["type"])[:1]:
                    reach, roles = self.arguments.reach(t), self.arguments.rules(t, e["type"])
                    party = [code_of(m) for m, _ in reach]
                    is_source, is_target = [p in sources for p in party], [p in targets for p in party]
                    if e["type"] not in SYMMETRIC_TYPES and sources & targets:
                        # an act within one state: the parse says which mention is which
                        for i, (m, origin) in enumerate(reach):
                            if is_source[i] and is_target[i]:
                                is_source[i] = m in roles.sources or (m not in roles.targets and origin == "here" and m.head < t)
                                is_target[i] = m in roles.targets or (m not in roles.sources and origin == "here" and m.head > t)
                    known = [i for i, p in enumerate(party) if p is not None]
                    yield Sides(t, e["type"], reach, roles, known, is_source, is_target, 1.0 if span is e["trigger"] else 0.5)

    def pairs(self, sides: Sequence[Sides], weight: float) -> Pairs:
        """The vectors of triggers and of the mentions in their reach, for the head of pairs."""
        triggers, mentions = ([*dict.fromkeys(x)] for x in ([s.trigger for s in sides], [s.reach[i][0].head for s in sides for i in s.known]))
        at, to = ({token: i for i, token in enumerate(x)} for x in (triggers, mentions))
        places = [(at[s.trigger], to[s.reach[i][0].head]) for s in sides for i in s.known]
        wanted = [(s.is_source[i], s.is_target[i]) for s in sides for i in s.known]
        vectors = self.reading.vectors
        return Pairs(
            vectors[triggers], vectors[mentions], np.array(places, np.intp).reshape(-1, 2), np.array(wanted, np.float32).reshape(-1, 2), weight
        )  # fmt: skip

    def role_rows(self, sides: Sequence[Sides]) -> tuple[Rows, Rows]:
        """One row a mention in reach of a gold trigger: whether its party is among the sources, among the targets; mentions of unknown parties are left out.

        Without the numbers of the head of pairs, which `fitting` gives.
        """
        source, target = Rows(), Rows()
        for s in sides:
            named = self.arguments.features(s.trigger, s.type, "sym" if s.type in SYMMETRIC_TYPES else "act", s.reach, s.ruled)
            acting = [m for (m, _), yes in zip(s.reach, s.is_source, strict=True) if yes]
            for rows, features, yes in ((source, named, s.is_source), (target, self.arguments.beside(named, s.reach, s.type, acting), s.is_target)):
                rows.named += [features[i] for i in s.known]
                rows.labels += ["yes" if yes[i] else "no" for i in s.known]
                rows.weights += [s.weight] * len(s.known)
        return source, target

    def fitting(self, sides: Sequence[Sides], roles: Roles) -> list[np.ndarray]:
        """What the projections say of each mention that has a row."""
        found = self.arguments.fitting([s.trigger for s in sides], [s.reach for s in sides], roles)
        return [dense[i] for s, dense in zip(sides, found, strict=True) for i in s.known]

    def modality_rows(self) -> Rows:
        """One row an event, at its trigger."""
        rows = Rows()
        for e in self.gold:
            for t in self.heads_of(e["trigger"], e["type"])[:1]:
                rows.named.append(self.modalities.features(t, e["type"]))
                rows.labels.append(e["modality"])
                rows.weights.append(1.0)
        return rows


#: What a row of each kind of further examples counts for beside one of an annotated article (the best of a few values, crisis by crisis).
FURTHER: dict[str, dict[str, float]] = {
    "event_trigger": {"invented": 0.4, "articles": 0.4, "sentences": 0.4, "stories": 0.4},
    "event_source": {"invented": 1.0, "articles": 1.0, "sentences": 1.0, "stories": 1.0},
    "event_target": {"invented": 1.0, "articles": 1.0, "sentences": 1.0, "stories": 1.0},
    "event_modality": {"invented": 1.0, "articles": 1.0, "sentences": 1.0, "stories": 1.0},
}
#: Of the further examples' words that trigger nothing, one in so many is a row.
THIN = 3
#: What a pair of each kind counts for.
PAIRED = {"invented": 1.0, "articles": 1.0, "sentences": 1.0, "stories": 1.0}
#: How each head is regularised (the best of a few values, crisis by crisis).
OPTIONS: dict[str, dict[str, float]] = {
    "event_trigger": {"c": 0.1, "scale": 0.3, "least": 2},
    "event_source": {"c": 0.05, "least": 3},
    "event_target": {"c": 0.05, "least": 3},
    "event_modality": {"c": 0.3, "least": 2},
}


def annotated(articles: Sequence[Example], *, heads: Heads, knowledge: Knowledge) -> list[Annotated]:
    """The examples with their statements as the heads before these find them."""
    return [Annotated(e.reading, statements(e.reading, heads=heads, knowledge=knowledge, **WIDER), e.gold["events"], knowledge=knowledge) for e in articles]


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


class Prepared:
    """An example with its gold triggers' sides, and the rows of each head but for what the head of pairs says."""

    def __init__(self, kind: str, crisis: str, article: Annotated, sides: list[Sides]) -> None:
        self.kind, self.crisis, self.article, self.sides = kind, crisis, article, sides
        self.pairs = article.pairs(sides, PAIRED.get(kind, 1.0))
        source, target = article.role_rows(sides)
        triggers = article.trigger_rows(thin=1 if kind == "annotated" else THIN)
        self.rows = {"event_trigger": triggers, "event_source": source, "event_target": target, "event_modality": article.modality_rows()}
        for name, own in self.rows.items():
            own.weights = [w * FURTHER[name].get(kind, 1.0) for w in own.weights]


def prepared(kind: str, taken: Sequence[Example], *, heads: Heads, knowledge: Knowledge) -> list[Prepared]:
    """Examples of one kind, with the statements of `heads`."""
    found = []
    for e, article in zip(taken, annotated(taken, heads=heads, knowledge=knowledge), strict=True):
        found.append(Prepared(kind, e.crisis, article, list(article.sides(codes(article, e.gold["article"]["published"], knowledge=knowledge)))))
    return found


@lru_cache(maxsize=1)
def further_prepared() -> list[Prepared]:
    """The further examples, with the statements of the heads in the package: made once, also where heads are fitted again and again to be judged."""
    heads, knowledge = Heads(FOLDER / "light"), Knowledge()
    return [p for kind, taken in further().items() for p in prepared(kind, taken, heads=heads, knowledge=knowledge)]


def fit_on(taken: Sequence[Prepared], out: Path) -> None:
    """Fit the head of pairs, and then the four heads with its word on articles that it did not see."""
    roles.save(roles.fit([p.pairs for p in taken]), out)
    weighed = roles.apart([p.pairs for p in taken], [p.crisis for p in taken])
    rows = {name: Rows() for name in OPTIONS}
    for p, own in zip(taken, weighed, strict=True):
        fitting = p.article.fitting(p.sides, own)
        for name, extra in p.rows.items():
            rows[name].extend(extra)
            if name in ("event_source", "event_target"):
                rows[name].dense += fitting
    for name, own in rows.items():
        save(own.head(**OPTIONS[name]), out / f"{name}.npz")


def train(examples: list[Example], out: Path) -> None:
    """Fit the heads into `out` on the examples and the further ones; the statements' heads must be there already."""
    fit_on([*prepared("annotated", examples, heads=Heads(out), knowledge=Knowledge()), *further_prepared()], out)


def main() -> None:
    """Fit on all annotated articles."""
    from training.heads.examples import examples

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER / "light")
    train(examples(), parser.parse_args().out)


if __name__ == "__main__":
    main()
