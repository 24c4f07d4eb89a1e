"""The model's card from the measured figures: python -m training.card. Writes CARD.md beside the weights; fails where a figure is missing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from training.export import MODELS
from training.train import PHASES, RUNS, SHIPPED

SOURCES = Path(__file__).with_name("sources.md")


def table(figures: dict[str, Any], plain: dict[str, Any]) -> str:
    """The figures as Markdown; those of the unquantised model in brackets."""
    lines = []
    for part in ("EWT", "GUM", "GUM, open genres", "GUM news"):
        cells = [f"{figures[part][k]:.1f} ({plain[part][k]:.1f})" for k in ("upos", "feats", "lemma", "uas", "las")]
        lines.append(f"| {part} | " + " | ".join(cells) + " |")
    syntax = "| dev part | UPOS | features | lemma | UAS | LAS |\n|---|---|---|---|---|---|\n" + "\n".join(lines)
    lines = []
    for part in ("UNER", "CrossNER politics", "GUM news entities"):
        f, p = figures[part], plain[part]
        cells = [f"{f['all']} ({p['all']})", *(str(f[k]) for k in ("person", "organisation", "place"))]
        lines.append(f"| {part} | " + " | ".join(cells) + " |")
    names = "| dev part | entities F1 | person | organisation | place |\n|---|---|---|---|---|\n" + "\n".join(lines)
    f, p = figures["PolNeAR"], plain["PolNeAR"]
    lines = [f"| {k} | {f[k + ' exact']} ({p[k + ' exact']}) | {f[k + ' overlap']} | {f[k + ' words']} |" for k in ("source", "cue", "content")]
    said = "| PolNeAR dev | exact spans F1 | overlapping spans F1 | words F1 |\n|---|---|---|---|\n" + "\n".join(lines)
    return "\n\n".join((syntax, names, said))


def main() -> None:
    """Write the card."""
    figures, plain = (json.loads((RUNS / name).read_text()) for name in ("figures.json", "figures-plain.json"))
    story = figures["events"]["synthetic stories, best word"]
    division, every = figures["division, GUM news"], figures["division, GUM"]
    logs = {n: RUNS / n / "log.jsonl" for n in PHASES}
    steps = ", ".join(f"{n} {json.loads(log.read_text().splitlines()[-1])['step']}" for n, log in logs.items() if log.exists())
    notes = RUNS / "notes.md"  # what a reader should know of this very run
    text = f"""\
# The language model: card

One MiniLM encoder (6 layers, width 384, 22.6 million parameters, uncased vocabulary and 13 classes of word shape), run once for every task: parts of speech,
features, lemmas by edit rule and by the treebanks' forms, dependency arcs, named entities (person, organisation, place, other), attributions (source, cue,
content), and a weak score of PLOVER event types for each word.
Files: `language.onnx` (int8 per channel), `language.json` (labels), `lemmas.json` (the treebanks' word forms with their lemmas), `labels.npy` (the arc labels'
weights), `tokenizer.json` (word pieces).
For English news; it knows nothing after its corpora, and its entities are weakest for organisations.

## Figures
Dev parts, gold words, this very int8 file; in brackets the same weights in 32-bit floats. Windows of several sentences, as at run time.

{table(figures, plain)}

Entities are measured as the program gives them, after the tables of names (`understand/gazetteer.py`).
UNER is web text; GUM's dev news is small (64 sentences, 54 names, 37 sentence ends inside paragraphs).
Between rounds of training the dev parts decided which weights to keep, so expect a little less on other text.
Sentence ends inside paragraphs, GUM dev: news F1 {division['sentences']}, open genres {every['sentences']}; words {division['words']} and {every['words']}.
Event type of a synthetic story from its best word alone: {story} % of sixteen types (its labels are noisy; the score is a feature, not a classifier).

## Training
Steps of 1,600 padded word pieces: {steps}; the mean of {", ".join(SHIPPED)} is shipped. Recipe and curves in `docs/reference/model.md`, code in `training/`.
{notes.read_text(encoding="utf-8").strip() if notes.exists() else ""}

{SOURCES.read_text(encoding="utf-8").strip()}
"""
    (MODELS / "CARD.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
