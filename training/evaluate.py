"""How well an exported model does on the dev parts: python -m training.evaluate [--model DIR] [--keep FILE].

Gold words go through the same windows and decoding as an article's. Prints one JSON object of percentages, and writes it to FILE too.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from chancery.understand import Reader
from chancery.understand.reader import Analysis
from chancery.understand.tags import spans as tag_spans
from chancery.understand.windows import Cut
from chancery.understand.words import sentences as split_sentences
from chancery.understand.words import words as split_words
from training import windows
from training.export import MODELS
from training.windows import ATTRIBUTION_TAGS, ENTITY_TAGS, Sentence

Spans = set[tuple[int, int, str]]


def f1(right: int, guessed: int, gold: int) -> float:
    """In per cent."""
    return round(200 * right / (guessed + gold), 1) if guessed + gold else 0.0


def documents(sentences: Iterable[Sentence], size: int = 0) -> list[list[Sentence]]:
    """Sentences by document; corpora of single sentences come in runs of `size`."""
    if size:
        every = list(sentences)
        return [every[i : i + size] for i in range(0, len(every), size)]
    found: dict[str, list[Sentence]] = defaultdict(list)
    for s in sentences:
        found[s.document].append(s)
    return list(found.values())


def analyse(reader: Reader, sentences: list[Sentence]) -> Analysis:
    """What the model says of given words."""
    text, cuts, at = [], [], 0
    for s in sentences:
        spans = []
        for word in s.words:
            spans.append((at, at + len(word)))
            text.append(word)
            at += len(word) + 1
        cuts.append(Cut(spans[0][0], spans[-1][1], "body", tuple(spans), tuple(reader.pieces.of(w) for w in s.words)))
    return reader.analyse(" ".join(text), cuts)


def syntax(reader: Reader, sentences: list[Sentence], *, alone: bool = False) -> dict[str, float]:
    """Tags, lemmas and arcs; labels count without their subtypes left out. `alone`: one sentence at a time."""
    right: Counter[str] = Counter()
    labels = reader.labels
    for document in [[s] for s in sentences] if alone else documents(sentences):
        seen = analyse(reader, document)
        i = 0
        for s in document:
            for w, word in enumerate(s.words):
                head, n = int(seen.heads[i]), seen.numbers
                label = labels["deprel"][n["label"][i]] if head else "root"
                right["words"] += 1
                right["upos"] += labels["upos"][n["upos"][i]] == s.upos[w]
                right["feats"] += labels["feats"][n["feats"][i]] == s.feats[w]
                right["lemma"] += reader.lemmas.of(word, labels["upos"][n["upos"][i]], labels["lemma"][n["lemma"][i]]) == s.lemma[w]
                right["uas"] += head == s.head[w]
                right["las"] += head == s.head[w] and label == s.deprel[w]
                i += 1
    return {n: round(100 * right[n] / right["words"], 2) for n in ("upos", "feats", "lemma", "uas", "las")}


def entities(reader: Reader, groups: list[list[Sentence]], kinds: set[str]) -> dict[str, float]:
    """Exact spans with their label, over the kinds that the corpus knows."""
    right, guessed, gold = Counter(), Counter(), Counter()
    for group in groups:
        seen = analyse(reader, group)
        tags = [t for s in group for t in s.entity]
        wanted = {x for x in tag_spans([ENTITY_TAGS.index(t) for t in tags], ENTITY_TAGS) if x[2] in kinds}
        found = {(e.first, e.last, e.label) for e in seen.entities if e.label in kinds}
        for counter, these in ((right, wanted & found), (guessed, found), (gold, wanted)):
            counter.update(x[2] for x in these)
    total = {"all": f1(right.total(), guessed.total(), gold.total())}
    return total | {k: f1(right[k], guessed[k], gold[k]) for k in sorted(kinds)}


def attribution(reader: Reader, sentences: list[Sentence]) -> dict[str, float]:
    """F1 of sources, cues and contents: exact spans, spans that overlap, words."""
    exact, guessed, gold, touched, hit, words = (Counter() for _ in range(6))
    for document in documents(sentences):
        seen = analyse(reader, document)
        tags = [t for s in document for t in s.attribution]
        wanted = set(tag_spans([ATTRIBUTION_TAGS.index(t) for t in tags], ATTRIBUTION_TAGS))
        found = set(tag_spans(seen.paths.tolist(), ATTRIBUTION_TAGS))
        gold.update(x[2] for x in wanted)
        guessed.update(x[2] for x in found)
        exact.update(x[2] for x in wanted & found)
        owner = {(i, k): True for a, b, k in wanted for i in range(a, b)}
        covered = {(i, k): True for a, b, k in found for i in range(a, b)}
        hit.update(k for a, b, k in found if any((i, k) in owner for i in range(a, b)))
        touched.update(k for a, b, k in wanted if any((i, k) in covered for i in range(a, b)))
        for _, k in owner:
            words["gold " + k] += 1
        for i, k in covered:
            words["found " + k] += 1
            words["right " + k] += (i, k) in owner
    report = {}
    for k in ("source", "cue", "content"):
        precision, recall = hit[k] / max(1, guessed[k]), touched[k] / max(1, gold[k])
        report[f"{k} exact"] = f1(exact[k], guessed[k], gold[k])
        report[f"{k} overlap"] = round(200 * precision * recall / max(1e-9, precision + recall), 1)
        report[f"{k} words"] = f1(words["right " + k], words["found " + k], words["gold " + k])
    return report


def events(reader: Reader) -> dict[str, float]:
    """How often a synthetic story's best word has its type."""
    right = total = 0
    for r in windows.rows("ngec_synth/dev.jsonl.gz"):
        story = windows.cut(r["text"], r["id"])[:6]
        if story and r["label"] in windows.EVENTS:
            scores = analyse(reader, story).events
            right += windows.EVENTS[1 + int(scores.max(0)[1:].argmax())] == r["label"]
            total += 1
    return {"synthetic stories, best word": round(100 * right / total, 1)}


def paragraphs(path: str, keep: Callable[[str], bool]) -> list[list[tuple[str, list[str]]]]:
    """A treebank's paragraphs: each a list of sentences, (text, words)."""
    found: list[list[tuple[str, list[str]]]] = []
    document, text, run = "", "", []
    with gzip.open(windows.DATA / path, "rt", encoding="utf-8") as file:
        for line in file:
            line = line.rstrip("\n")
            if line.startswith("# newdoc id"):
                document = line.split("=", 1)[1].strip()
            if line.startswith(("# newdoc", "# newpar")) and (not found or found[-1]):
                found.append([])
            if line.startswith("# text ="):
                text = line.split("=", 1)[1].strip()
            elif line and line[0].isdigit() and line.split("\t", 1)[0].isdigit():
                run.append(line.split("\t")[1])
            elif not line and run:
                if keep(document):
                    found[-1].append((text, run))
                run = []
    return [p for p in found if p]


def division(keep: Callable[[str], bool]) -> dict[str, float]:
    """Our sentences (their ends inside paragraphs, the paragraph's own end left out) and our words against GUM's, on plain text."""
    counts: Counter[str] = Counter()
    for paragraph in paragraphs("ud_gum/dev.conllu.gz", keep):
        whole = " ".join(t for t, _ in paragraph)
        ends, gold, at = set(), set(), 0
        for text, words in paragraph:
            spans, _ = windows.align(words, whole, at)
            gold.update(spans)
            at += len(text) + 1
            ends.add(at - 1)
        cuts = split_sentences(whole, 0, len(whole))
        mine = {span for a, b in cuts for span in split_words(whole, a, b)}
        ours = {e for _, e in cuts} - {len(whole)}
        ends -= {len(whole)}
        for name, a, b in (("sentences", ends, ours), ("words", gold, mine)):
            counts[name] += len(a) + len(b)
            counts[name + " right"] += len(a & b)
    return {n: round(200 * counts[n + " right"] / max(1, counts[n]), 1) for n in ("sentences", "words")}


def tagged(path: str) -> list[Sentence]:
    """A BIO file with its own words and coarse labels."""
    found = []
    for n, r in enumerate(windows.rows(path)):
        tags = [t[:2] + windows.COARSE_OF[t[2:]] if windows.COARSE_OF.get(t[2:]) else "O" for t in r["tags"]]
        found.append(Sentence(words=r["tokens"], document=f"{path}:{n}", entity=windows.repair(tags)))
    return found


def figures(model: Path) -> dict[str, dict[str, float]]:
    """All figures of a model folder."""
    reader = Reader(model, threads=1)
    gum = windows.gum("dev", closed=True)
    genre = {d["id"]: d["genre"] for d in windows.rows("ud_gum/dev.entities.jsonl.gz")}
    news = [s for s in gum if genre.get(s.document) == "news"]
    opened = [s for s in gum if genre.get(s.document) not in windows.CLOSED_GENRES]
    ewt = list(windows.treebank("ud_ewt/dev.conllu.gz"))
    uner = tagged("uner_ewt/dev.jsonl.gz")
    document = {tuple(s.words): s.document for s in ewt}
    for s in uner:
        s.document = document.get(tuple(s.words), s.document)
    named = {"person", "organisation", "place"}
    return {
        "EWT": syntax(reader, ewt),
        "GUM": syntax(reader, gum),
        "GUM, open genres": syntax(reader, opened),
        "GUM news": syntax(reader, news),
        "UNER": entities(reader, documents(uner), named),
        "CrossNER politics": entities(reader, documents(tagged("crossner/politics.dev.jsonl.gz"), 1), named | {"other"}),
        "GUM news entities": entities(reader, documents(s for s in news if s.entity), named),
        "PolNeAR": attribution(reader, windows.polnear("dev")),
        "events": events(reader),
        "division, GUM news": division(lambda d: genre[d] == "news"),
        "division, GUM": division(lambda d: genre[d] not in windows.CLOSED_GENRES),
    }


def main() -> None:
    """Print the figures."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--model", type=Path, default=MODELS)
    ap.add_argument("--keep", type=Path, help="write the figures to this file too")
    args = ap.parse_args()
    found = figures(args.model)
    text = "{\n" + ",\n".join(f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in found.items()) + "\n}\n"
    print(text, end="")
    if args.keep:
        args.keep.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
