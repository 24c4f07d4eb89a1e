"""What coded texts say of each word, for the encoder to learn: types of events, modality, acts, stances, undertakings, and the parties beside a trigger.

In: the invented dispatches and the coded texts of the corpora, with what the present model reads in them; out: training/runs/targets.jsonl.
The annotated articles of the benchmark are left out, so that heads fitted on them can be judged crisis by crisis.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from chancery.extract.statements import statements
from chancery.knowledge import Knowledge
from chancery.models import FOLDER
from chancery.models.heads import Heads
from chancery.schema.event import SYMMETRIC_TYPES
from training.heads.events import Annotated, codes, one_name
from training.heads.examples import Example, coded_examples, invented

OUT = Path(__file__).with_name("runs") / "targets.jsonl"
#: The part a mention plays beside a trigger.
NEITHER, SOURCE, TARGET, BOTH = range(4)


def labelled(example: Example, *, heads: Heads, knowledge: Knowledge) -> list[dict[str, Any]]:
    """The sentences of one text: words with their labels; `roles` are triples of trigger, mention (words counted over the text) and part."""
    reading, gold = example.reading, example.gold
    article = Annotated(reading, statements(reading, heads=heads, knowledge=knowledge), gold["events"], knowledge=knowledge)
    code_of = codes(article, gold["article"]["published"], knowledge=knowledge)
    size = len(reading.tokens)
    event, modality, act, stance, undertaking = (["none"] * size, [""] * size, [""] * size, ["none"] * size, ["none"] * size)
    roles: dict[int, list[tuple[int, int, int]]] = {}
    inside = {t for e in gold["events"] for span in (e["trigger"], *e.get("also", ())) for t in article.tokens_of(span)}
    for t in inside:
        event[t] = ""  # the other words of a trigger's phrase are no triggers of nothing
    for e in gold["events"]:
        sources, targets = ({one_name(party, knowledge) for party in e[side]} for side in ("sources", "targets"))
        if e["type"] in SYMMETRIC_TYPES:
            sources = targets = sources | targets
        for span in (e["trigger"], *e.get("also", ())):
            for t in article.heads_of(span, e["type"]):
                event[t] = e["type"]
            for t in article.heads_of(span, e["type"])[:1]:
                if e["modality"]:
                    modality[t] = e["modality"]
                ruled = article.arguments.rules(t, e["type"])
                for m, origin in article.arguments.reach(t):
                    party = code_of(m)
                    if party is None:
                        continue
                    part = SOURCE * (party in sources) + TARGET * (party in targets)
                    if part == BOTH and e["type"] not in SYMMETRIC_TYPES:
                        # an act within one state: the parse says which mention is which
                        acts = m in ruled.sources or (m not in ruled.targets and origin == "here" and m.head < t)
                        suffers = m in ruled.targets or (m not in ruled.sources and origin == "here" and m.head > t)
                        part = SOURCE * acts + TARGET * suffers
                    roles.setdefault(reading.tokens[t].sentence, []).append((t, m.head, part))
    for s in gold["statements"]:
        for t in article.tokens_of(s["cue"])[:1] if s["cue"] else ():
            act[t] = s["act"]
    for part, into in (("positions", stance), ("commitments", undertaking)):
        for c in gold[part]:
            for t in article.tokens_of(c):
                into[t] = c["stance"] if part == "positions" else "yes"
    found = []
    for s in reading.sentences:
        here = range(s.first, s.last)
        found.append(
            {
                "document": example.name,
                "first": s.first,
                "words": [reading.tokens[i].text for i in here],
                "event": [event[i] for i in here],
                "modality": [modality[i] for i in here],
                "act": [act[i] for i in here],
                "stance": [stance[i] for i in here],
                "undertaking": [undertaking[i] for i in here],
                "roles": roles.get(s.index, []),
            }
        )
    return found


def main() -> None:
    """Write them all."""
    heads, knowledge = Heads(FOLDER / "light"), Knowledge()
    OUT.parent.mkdir(parents=True, exist_ok=True)
    with OUT.open("w", encoding="utf-8") as file:
        for example in (*invented(), *coded_examples()):
            for line in labelled(example, heads=heads, knowledge=knowledge):
                file.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
