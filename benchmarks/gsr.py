"""PLOVER's gold sentences, read from their text alone, by cross-validation: type of the event, codes of the parties, direction.

    python -m benchmarks.gsr      (with the training requirements; needs ../shared/data/plover_gsr or CHANCERY_DATA)

The heads of events are fitted anew without the sentences of each fold, and without our own coding of them. The encoder has seen the sentences' event words,
so these figures flatter it a little; the linear model beside it is fitted on the same folds. The set's labels are those of the draft of 2016, mapped to
today's sixteen types; its codes are noisy.
"""

from __future__ import annotations

import gzip
import json
import shutil
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from chancery.extract import extract
from chancery.knowledge import Knowledge
from chancery.models import FOLDER
from chancery.models.heads import Heads
from chancery.resolve import resolve
from chancery.schema.article import Article, Block
from chancery.schema.record import Record
from training.heads import events
from training.heads.examples import Readings, examples
from training.windows import DATA

FOLDS, SEED = 5, 7
#: Codes that the set spells its own way, and those of no state in particular.
SPELT, NO_STATE = {"JAP": "JPN", "ITL": "ITA"}, frozenset({"IGO", "NGO", "IMG"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A gold sentence: its type, the spans of its event's words and of its sources and targets, and the codes of these that name a state."""

    id: str
    text: str
    type: str
    words: list[tuple[int, int]]
    parties: dict[str, list[tuple[int, int]]]
    codes: dict[str, set[str]]


def sentences() -> list[Sentence]:
    """All of them; none where the set is not at hand."""
    path, found = DATA / "plover_gsr" / "train.jsonl.gz", []
    if not path.exists():
        return []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            spans = {side: [(s, e) for k, s, e, _ in row["spans"] if side in k.split("/")] for side in ("SRC", "TAR", "EVT")}
            codes = {side: _states(row[name]) for side, name in (("SRC", "source"), ("TAR", "target"))}
            if not codes["TAR"] and spans["SRC"] == spans["TAR"]:
                codes["TAR"] = codes["SRC"]
            found.append(Sentence(row["id"], row["text"], row["event16"], spans.pop("EVT"), spans, codes))
    return found


def _states(parties: Any) -> set[str]:
    """The codes of states among what the set says of a side."""
    codes = [p["code"][:3] for p in parties if isinstance(p, dict) and isinstance(p.get("code"), str)] if isinstance(parties, list) else []
    return {SPELT.get(c, c) for c in codes} - NO_STATE


def read_apart(taken: list[Sentence]) -> list[Record]:
    """The record of each sentence, by heads of events that were fitted without its fold."""
    knowledge, readings, package = Knowledge(), Readings(), Heads(FOLDER / "light")
    prepared = [*events.prepared("annotated", examples(), heads=package, knowledge=knowledge), *events.further_prepared()]
    found: dict[int, Record] = {}
    for kept, held in StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(np.zeros(len(taken)), [s.type for s in taken]):
        out = {f"coded.plover_gsr.{taken[i].id}" for i in held}
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / "light"
            shutil.copytree(FOLDER / "light", folder)
            events.fit_on([p for p in prepared if p.crisis not in out], folder)
            heads = Heads(folder)
            for i in held:
                reading = readings.of(Article("sentence", taken[i].text, (Block(0, len(taken[i].text), "body"),)))
                found[i] = resolve(extract(reading, heads=heads, knowledge=knowledge), heads=heads, knowledge=knowledge)
        print(f"{len(found)} of {len(taken)} sentences read, {len(kept)} fitted on", file=sys.stderr, flush=True)
    return [found[i] for i in range(len(taken))]


def linear(taken: list[Sentence]) -> float:
    """How often a linear model on the words has the type, by the same folds."""
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True).fit_transform([s.text for s in taken])
    labels, right = np.array([s.type for s in taken]), 0
    for kept, held in StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(np.zeros(len(taken)), labels):
        right += int((LogisticRegression(C=10, max_iter=500).fit(words[kept], labels[kept]).predict(words[held]) == labels[held]).sum())
    return right / len(taken)


def judged(sentence: Sentence, record: Record) -> Counter[str]:
    """What is right of one sentence: of its events the one at the gold words counts, else the surest."""
    at = [e for e in record.events if any(s < e.trigger.end and e.trigger.start < end for s, end in sentence.words)]
    found = max(at or record.events, key=lambda e: (e.type == sentence.type and bool(at), e.confidence), default=None)
    counts = Counter(sentences=1, events=len(record.events), found=found is not None, at=bool(at))
    if found is None:
        return counts
    counts["type"] = found.type == sentence.type
    actors = {a.id: a for a in record.actors}
    spans = {"SRC": found.sources, "TAR": found.targets}
    held: dict[str, dict[str, bool]] = {}
    for side, ids in spans.items():
        codes = {actors[i].code for i in ids}
        if sentence.codes[side]:
            counts["coded"] += 1
            counts["code"] += bool(codes & sentence.codes[side])
            counts["all codes"] += codes == sentence.codes[side]
        held[side] = {
            gold: any(m.start < end and s < m.end for i in ids for m in actors[i].mentions for s, end in sentence.parties[gold]) for gold in spans
        }
    if sentence.parties["SRC"] and sentence.parties["TAR"] and sentence.parties["SRC"] != sentence.parties["TAR"]:
        forward, backward = held["SRC"]["SRC"] and held["TAR"]["TAR"], held["SRC"]["TAR"] and held["TAR"]["SRC"]
        counts.update(directed=1, forward=forward, backward=backward and not forward)
    return counts


def main() -> int:
    """Print the figures."""
    taken = sentences()
    if not taken:
        print("the sentences are not at hand (../shared/data/plover_gsr or CHANCERY_DATA)")
        return 0
    total: Counter[str] = Counter()
    for sentence, record in zip(taken, read_apart(taken), strict=True):
        total.update(judged(sentence, record))
    print(f"{total['sentences']} sentences, {total['events']} events; {FOLDS} folds")
    for name, right, of in (
        ("an event at the gold words", "at", "sentences"), ("type right", "type", "sentences"), ("a party's code right", "code", "coded"),
        ("all codes of a side right", "all codes", "coded"), ("direction right", "forward", "directed"),
        ("direction the wrong way round", "backward", "directed"),
    ):  # fmt: skip
        print(f"{name:32}{total[right]:5} of {total[of]:5}   {total[right] / max(1, total[of]):.3f}")
    print(f"{'type by a linear model on words':32}{'':16}{linear(taken):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
