"""Heads of clauses: which clauses state a position or a commitment, and whose they are.

In: annotated articles, invented dispatches and coded texts; out: clause_position, clause_commitment, clause_holder, clause_among, clause_dispute.
Run `python -m training.heads.clauses` to fit them all, with `--measure` to judge them crisis by crisis.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.model_selection import GroupKFold

from chancery.extract.clauses import Clauses
from chancery.extract.commitments import HEAD as COMMITMENT
from chancery.extract.commitments import SHARED as APART
from chancery.extract.disputes import HEAD as DISPUTE
from chancery.extract.disputes import Sides
from chancery.extract.events import events
from chancery.extract.holders import AMONG, UNDERTAKING, Holders
from chancery.extract.holders import HEAD as HOLDER
from chancery.extract.positions import HEAD as POSITION
from chancery.extract.positions import SHARED, strongest
from chancery.extract.statements import statements
from chancery.extract.telling import Telling
from chancery.knowledge import Knowledge
from chancery.models import FOLDER
from chancery.models.heads import Heads
from chancery.models.roles import FILE as ROLES
from chancery.resolve.who import Cast
from chancery.schema.evidence import Phrase
from chancery.schema.record import Drafts
from training.heads import statements as attributions
from training.heads.choice import Choice, choose, mean
from training.heads.examples import coded_examples, invented
from training.heads.fit import fit, save
from training.heads.softmax import softmax

if TYPE_CHECKING:
    from training.heads.examples import Example

FOLDS = 8
#: Dispatches of the second harvest. They say plainly whose a clause is, more plainly than articles do: the head of holders and that of disputes do without
#: them, and in that of choices they count half.
LATER = tuple(f"invented.n{letter}-" for letter in "abcdefghijklmnopqrstuvwxyz")
#: What a clause of a coded text counts for.
CODED = 0.5
#: So many times the heads of statements are fitted anew, so that none is asked about an article that it saw.
APART_FOLDS = 4
MATCH = 0.3
#: Clauses at least so alike to an annotated one are examples of it; those between are left out.
SAME = 0.7
OPTIONS: dict[str, dict[str, Any]] = {
    COMMITMENT: {"c": 0.1, "scale": 0.3},
    POSITION: {"c": 0.1, "scale": 0.3},
    HOLDER: {"c": 0.1},
    DISPUTE: {"c": 0.1, "scale": 0.3},
}


def iou(a: frozenset[int], b: frozenset[int]) -> float:
    """Shared letters, of all letters of the two."""
    return len(a & b) / len(a | b) if a | b else 0.0


@dataclass
class Rows:
    """Rows of one head, each with what it counts for."""

    dense: list[np.ndarray] = field(default_factory=list)
    named: list[list[str]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)

    def extend(self, other: Rows, weight: float = 1.0) -> None:
        """Take in the rows of another article."""
        self.dense += other.dense
        self.named += other.named
        self.labels += other.labels
        self.weights += [weight] * len(other.labels)

    def head(self, name: str) -> dict:
        """The head fitted on the rows."""
        if self.dense:
            return softmax(np.vstack(self.dense), self.named, self.labels, weights=self.weights, **OPTIONS[name])
        return fit(None, self.named, self.labels, **OPTIONS[name])


class Annotated:
    """An article's clauses beside its annotation."""

    def __init__(self, example: Example, *, heads: Heads, knowledge: Knowledge) -> None:
        self.name, self.crisis, self.gold, self.reading = example.name, example.crisis, example.gold, example.reading
        self.statements = statements(self.reading, heads=heads, knowledge=knowledge, **attributions.WIDER)
        self.events = events(self.reading, self.statements, heads=heads, knowledge=knowledge)
        self.clauses = Clauses(self.reading, self.statements, self.events, knowledge=knowledge)
        self.holders = Holders(self.clauses, knowledge=knowledge)
        self.sides = Sides(self.clauses, Telling(self.clauses, knowledge=knowledge))
        self.cast = Cast(self.reading, Drafts(self.reading, self.statements, self.events), knowledge, example.gold["article"]["published"])
        self.letters = [self.letters_of(c.span.start, c.span.end) for c in self.clauses.clauses]
        self._parties: dict[Phrase, frozenset[str]] = {}

    def letters_of(self, start: int, end: int) -> frozenset[int]:
        """The letters of a span, as the score counts them."""
        text = self.reading.article.text
        return frozenset(i for i in range(start, end) if text[i].isalnum())

    def alike(self, gold: dict[str, Any]) -> list[float]:
        """How alike each clause is to an annotated one."""
        wanted = self.letters_of(gold["start"], gold["end"])
        return [iou(wanted, own) for own in self.letters]

    def labels(self, part: str, label: Callable[[dict[str, Any]], str]) -> list[str | None]:
        """The label of each clause; None leaves it out."""
        found: list[str | None] = ["none"] * len(self.letters)
        for gold in self.gold[part]:
            values = self.alike(gold)
            best = int(np.argmax(values)) if values else -1
            for i, value in enumerate(values):
                if (i == best and value >= MATCH) or value >= SAME:
                    found[i] = label(gold)
                elif value >= MATCH and found[i] == "none":
                    found[i] = None
        return found

    def rows(self, part: str, label: Callable[[dict[str, Any]], str]) -> Rows:
        """One row a clause."""
        rows = Rows()
        for i, name in enumerate(self.labels(part, label)):
            if name is not None:
                rows.dense.append(self.clauses.vectors[i])
                rows.named.append(self.clauses.named[i])
                rows.labels.append(name)
        return rows

    def side_rows(self) -> Rows:
        """One row a clause: whether it is a side of a dispute."""
        label: list[str | None] = ["none"] * len(self.letters)
        for dispute in self.gold["disputes"]:
            for side in ("side_a", "side_b"):
                values = self.alike(dispute[side])
                best = int(np.argmax(values)) if values else -1
                for i, value in enumerate(values):
                    if (i == best and value >= MATCH) or value >= 0.6:
                        label[i] = "yes"
                    elif value >= MATCH and label[i] == "none":
                        label[i] = None
        rows = Rows()
        for i, name in enumerate(label):
            if name is not None:
                rows.dense.append(self.clauses.vectors[i])
                rows.named.append(self.sides.features(i))
                rows.labels.append(name)
        return rows

    def parties(self, phrase: Phrase) -> frozenset[str]:
        """What the actor of a phrase may be called."""
        if phrase not in self._parties:
            identifier = self.cast.actor(phrase)
            actor = next((a for a in self.cast.actors if a.id == identifier), None)
            names = (actor.code or actor.country or actor.name, actor.name) if actor else ()
            self._parties[phrase] = frozenset(same_party(n) for n in names)
        return self._parties[phrase]

    def holder_rows(self) -> Rows:
        """One row for each of those in reach of an annotated clause: whether the clause is theirs."""
        rows = Rows()
        for choice in self.holder_choices():
            rows.named += choice.rows
            rows.labels += ["yes" if right else "no" for right in choice.right]
        return rows

    def holder_choices(self) -> list[Choice]:
        """Those in reach of each annotated clause: whose of them it is."""
        found = []
        for part in ("positions", "commitments"):
            wanted: dict[int, tuple[str, set[str]]] = {}
            for gold in self.gold[part]:
                values = self.alike(gold)
                if values and max(values) >= MATCH:
                    what = gold["stance"] if part == "positions" else UNDERTAKING
                    codes = [gold["actor"]] if part == "positions" else gold["who"]
                    wanted.setdefault(int(np.argmax(values)), (what, set()))[1].update(same_party(c) for c in codes)
            for i, (what, codes) in wanted.items():
                clause = self.clauses.clauses[i]
                reach = self.holders.reach(clause)
                rows = [self.holders.features(clause, holder, what, len(reach)) for holder in reach]
                found.append(Choice(rows, [bool(self.parties(holder.phrase) & codes) for holder in reach]))
        return found


def same_party(name: str | None) -> str:
    """A party's name as it is compared."""
    return " ".join((name or "").casefold().replace("-", " ").replace("’", "'").removeprefix("the ").split())


PARTS: tuple[tuple[str, str, Callable[[dict[str, Any]], str]], ...] = (
    (COMMITMENT, "commitments", lambda gold: "yes"),
    (POSITION, "positions", lambda gold: gold["stance"]),
)


def fitted(articles: Sequence[Annotated], first: Sequence[Annotated], texts: Sequence[Annotated]) -> dict[str, dict]:
    """All heads, fitted on the articles; whose a clause is, and disputes, on the first harvest alone, the choice among holders on both; coded texts teach
    commitments (with them F1 .613 -> .625, crises left out; stances of positions were worse).
    """
    found: dict[str, dict] = {}
    for name, part, label in PARTS:
        rows = Rows()
        for a in articles:
            rows.extend(a.rows(part, label))
        for a in texts if name == COMMITMENT else ():
            rows.extend(a.rows(part, label), CODED)
        found[name] = rows.head(name)
    holder_rows, side_rows = Rows(), Rows()
    for a in first:
        holder_rows.extend(a.holder_rows())
        side_rows.extend(a.side_rows())
    found[HOLDER] = holder_rows.head(HOLDER)
    found[AMONG] = mean([choose([c for a in taken for c in a.holder_choices() if any(c.right)], c=0.3) for taken in (first, articles)])
    found[DISPUTE] = side_rows.head(DISPUTE)
    return found


def harvest() -> list[Example]:
    """The dispatches of the first harvest."""
    return [e for e in invented() if not e.crisis.startswith(LATER)]


def apart(examples: list[Example], out: Path) -> list[Annotated]:
    """The examples, each with statements by heads that never saw its crisis: so that clauses meet as many wrong ones as they will later."""
    knowledge = Knowledge()
    said = [attributions.annotated(e) for e in examples]
    found: dict[int, Annotated] = {}
    for kept, held in GroupKFold(APART_FOLDS).split(examples, groups=[e.crisis for e in examples]):
        with tempfile.TemporaryDirectory() as scratch:
            for path in (*out.glob("event_*.npz"), out / ROLES):
                shutil.copy(path, scratch)
            attributions.fit_on([said[i] for i in kept], Path(scratch), more=[])
            heads = Heads(Path(scratch))
            for i in held:
                found[i] = Annotated(examples[i], heads=heads, knowledge=knowledge)
    return [found[i] for i in range(len(examples))]


def train(examples: list[Example], out: Path) -> None:
    """Fit the heads on all examples, the invented dispatches and the coded texts and write them to `out`; the heads of events must be there already."""
    for name, head in fitted(*(apart(taken, out) for taken in ([*examples, *invented()], [*examples, *harvest()], coded_examples("articles")))).items():
        save(head, out / f"{name}.npz")


# ---- judged crisis by crisis


def measure(examples: list[Example]) -> None:
    """Print what heads reach on crises that they were not fitted on, for several thresholds."""
    articles = apart(examples, FOLDER / "light")
    more, first, texts = (apart(taken, FOLDER / "light") for taken in (invented(), harvest(), coded_examples("articles")))
    unseen: dict[int, Heads] = {}
    for train_on, test_on in GroupKFold(FOLDS).split(articles, groups=[a.crisis for a in articles]):
        folder = Path(tempfile.mkdtemp())
        own = [articles[i] for i in train_on]
        for name, head in fitted([*own, *more], [*own, *first], texts).items():
            save(head, folder / f"{name}.npz")
        for i in test_on:
            unseen[i] = Heads(folder)
    for name, part, label in PARTS:
        shared = APART if part == "commitments" else SHARED
        weighed = []
        for i, a in enumerate(articles):
            head = unseen[i][name]
            odds = head.predict(a.clauses.vectors, a.clauses.named) if a.clauses.clauses else np.zeros((0, len(head.labels)))
            weighed.append((head, odds))
        for keep in (0.2, 0.25, 0.3, 0.35, 0.4, 0.45):
            for sure in (0.1, 0.16, 0.22, 0.28) if part == "positions" else (0.0,):
                print(part, f"keep {keep} sure {sure}", _judged(articles, weighed, unseen, part, label, keep, sure, shared))

    print("disputes", _disputed(articles, unseen))


def _disputed(articles, unseen) -> str:
    gold = predicted = right = 0
    for i, a in enumerate(articles):
        pairs = a.sides.pairs(a.sides.likely(unseen[i])) if a.clauses.clauses else []
        open_ = [tuple(a.letters_of(d[s]["start"], d[s]["end"]) for s in ("side_a", "side_b")) for d in a.gold["disputes"]]
        gold, predicted = gold + len(open_), predicted + len(pairs)
        for x, y, _ in pairs:
            fits = [
                d for d in open_ if max(min(iou(d[0], a.letters[p]), iou(d[1], a.letters[q])) for p, q in ((x, y), (y, x))) >= MATCH
            ]  # fmt: skip
            if fits:
                open_.remove(fits[0])
                right += 1
    return f"F1 {2 * right / max(1, gold + predicted):.3f} gold {gold} predicted {predicted} matched {right}"


def _judged(articles, weighed, unseen, part, label, keep, sure, shared) -> str:
    gold = predicted = right = named = whose = 0
    for i, (a, (head, odds)) in enumerate(zip(articles, weighed, strict=True)):
        none = head.labels.index("none")
        others = [n for n in range(len(head.labels)) if n != none]
        drafts = []
        for k in strongest(a.clauses, 1 - odds[:, none], keep, shared):
            what = head.labels[others[int(odds[k][others].argmax())]]
            who = a.holders.choose(a.clauses.clauses[k], what if part == "positions" else UNDERTAKING, heads=unseen[i])
            if part == "positions":
                drafts += [(k, what, [p]) for p, h in who if h * (1 - odds[k, none]) >= sure and a.parties(p)]
            else:
                drafts.append((k, what, [p for p, _ in who]))
        wanted = [
            (a.letters_of(g["start"], g["end"]), label(g), {same_party(c) for c in ([g["actor"]] if part == "positions" else g["who"])}) for g in a.gold[part]
        ]
        pairs = []
        for x, (letters, what, codes) in enumerate(wanted):
            for y, (k, own, phrases) in enumerate(drafts):
                value = iou(letters, a.letters[k])
                fits = any(a.parties(p) & codes for p in phrases)
                if value >= MATCH and (fits or part != "positions"):
                    pairs.append((value, -x, -y, own == what, fits))
        used_x: set[int] = set()
        used_y: set[int] = set()
        for _, x, y, same, fits in sorted(pairs, reverse=True):
            if x not in used_x and y not in used_y:
                used_x.add(x)
                used_y.add(y)
                named += same
                whose += fits
        gold, predicted, right = gold + len(wanted), predicted + len(drafts), right + len(used_x)
    f1 = 2 * right / (gold + predicted) if gold + predicted else 0.0
    return f"F1 {f1:.3f} gold {gold} predicted {predicted} matched {right} label {named / max(1, right):.3f} whose {whose / max(1, right):.3f}"


def main() -> None:
    """The command."""
    from training.heads.examples import examples

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure", action="store_true", help="judge the heads crisis by crisis and write nothing")
    parser.add_argument("--out", type=Path, default=FOLDER / "light")
    arguments = parser.parse_args()
    if arguments.measure:
        measure(examples())
    else:
        train(examples(), arguments.out)


if __name__ == "__main__":
    main()
