"""Corpora -> windows: runs of whole sentences of one document, each word with whatever labels its corpus has.

A corpus that lacks a layer leaves it out (IGNORE), so that its loss is not counted there.
"""

from __future__ import annotations

import gzip
import json
import os
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from chancery.understand.words import sentences as split_sentences
from chancery.understand.words import words as split_words

IGNORE = -100
DATA = Path(os.environ.get("CHANCERY_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
ENTITY = ("person", "organisation", "place", "other")
ENTITY_TAGS = ("O", *(f"{p}-{e}" for e in ENTITY for p in "BI"))
ATTRIBUTION_TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
EVENTS = (
    "none", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
MODALITIES = ("actual", "future", "negated")
ACTS = ("assert", "deny", "accuse", "demand", "request", "promise", "offer", "threaten", "refuse", "agree", "announce", "assess", "appeal")
STANCES = ("none", "demands", "refuses", "offers", "accepts", "proposes", "supports", "opposes")
#: Small words inside names
JOINS = ("-", "of", "for", "the", "&")
#: Genres of GUM whose licence forbids commercial use or derivatives
CLOSED_GENRES = frozenset({"fiction", "whow", "letter", "podcast", "essay", "conversation"})


@dataclass
class Sentence:
    """One sentence: words and one label a word for each layer at hand. `head` counts from 1 within the sentence, 0 is the root.

    `roles` are triples (trigger, mention, part), both words counted over the document, in which the sentence's own words count from `first` on.
    """

    words: list[str]
    document: str
    upos: list[str] | None = None
    feats: list[str] | None = None
    lemma: list[str] | None = None
    head: list[int] | None = None
    deprel: list[str] | None = None
    entity: list[str] | None = None
    attribution: list[str] | None = None
    event: list[str] | None = None
    modality: list[str] | None = None
    act: list[str] | None = None
    stance: list[str] | None = None
    undertaking: list[str] | None = None
    first: int = 0
    roles: list[tuple[int, int, int]] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)


@dataclass
class Window:
    """Sentences read together; `story` is the set of event types of which one holds for the whole, or empty."""

    sentences: list[Sentence]
    story: tuple[str, ...] = ()


def rows(path: str) -> Iterator[dict]:
    """The objects of a gzipped JSON-lines file."""
    with gzip.open(DATA / path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def treebank(path: str) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file."""
    document, table = "", []
    with gzip.open(DATA / path, "rt", encoding="utf-8") as file:
        for line in [*file, "\n"]:
            line = line.rstrip("\n")
            if line.startswith("# newdoc id"):
                document = line.split("=", 1)[1].strip()
            elif not line and table:
                yield Sentence(
                    words=[r[1] for r in table],
                    document=document,
                    lemma=[r[2] for r in table],
                    upos=[r[3] for r in table],
                    feats=[r[5] for r in table],
                    head=[int(r[6]) for r in table],
                    deprel=[r[7] for r in table],
                )
                table = []
            elif line and not line.startswith("#"):
                cells = line.split("\t")
                if cells[0].isdigit():
                    table.append(cells)


def align(words: list[str], text: str, at: int) -> tuple[list[tuple[int, int]], int]:
    """Offsets of the words in the text from `at` on, and where the last ends."""
    spans = []
    for word in words:
        start = text.find(word, at)
        if start < 0 or start - at > 40:
            return [], at
        spans.append((start, start + len(word)))
        at = start + len(word)
    return spans, at


def gum(part: str, *, closed: bool = False) -> list[Sentence]:
    """GUM with named entities: mentions headed by a proper noun, cut to the run of name words around the head."""
    notes = {d["id"]: d for d in rows(f"ud_gum/{part}.entities.jsonl.gz")}
    coarse = {"person": "person", "organization": "organisation", "place": "place", "event": "other", "object": "other", "abstract": "other"}
    found, at, last = [], 0, ""
    for s in treebank(f"ud_gum/{part}.conllu.gz"):
        note = notes.get(s.document)
        if note and not closed and note["genre"] in CLOSED_GENRES:
            continue
        if s.document != last:
            at, last = 0, s.document
        found.append(s)
        if note is None:
            continue
        s.spans, at = align(s.words, note["text"], at)
        if not s.spans:
            continue
        tags = ["O"] * len(s.words)
        for m in sorted(note["mentions"], key=lambda m: m["end"] - m["start"]):
            if m["type"] not in coarse or not m["propn"]:
                continue
            inside = [i for i, (a, b) in enumerate(s.spans) if a < m["end"] and m["start"] < b]
            if not inside or s.spans[inside[0]][0] < m["start"] or s.spans[inside[-1]][1] > m["end"]:
                continue
            members = set(inside)
            tops = [i for i in inside if s.head[i] - 1 not in members]
            if len(tops) != 1 or s.upos[tops[0]] != "PROPN":
                continue
            head = tops[0]
            first = last_i = head

            def name_word(i: int, s: Sentence = s) -> bool:
                return s.upos[i] == "PROPN" or (s.deprel[i] in ("flat", "amod", "compound", "nummod") and s.words[i][:1].isupper())

            while first - 1 in members and (name_word(first - 1) or (first - 2 in members and s.words[first - 1] in JOINS and name_word(first - 2))):
                first -= 1
            while last_i + 1 in members and (name_word(last_i + 1) or (last_i + 2 in members and s.words[last_i + 1] in JOINS and name_word(last_i + 2))):
                last_i += 1
            # a title is no part of the name, as in the other corpora
            first = next((i + 1 for i in range(head - 1, first - 1, -1) if under_title(s, i, head)), first)
            run = range(first, last_i + 1)
            if any(tags[i] != "O" for i in run):
                if m["type"] != "person" and all(tags[i] != "O" for i in run):
                    continue
                for i in run:
                    tags[i] = "O"
            for k, i in enumerate(run):
                tags[i] = ("B-" if k == 0 else "I-") + coarse[m["type"]]
        s.entity = repair(tags)
    return found


def under_title(s: Sentence, i: int, top: int) -> bool:
    """Whether word i belongs to a title ("Secretary of State") of the name headed by `top`."""
    while i != top and i >= 0:
        if s.deprel[i] == "nmod:desc":
            return True
        i = s.head[i] - 1
    return False


def repair(tags: list[str]) -> list[str]:
    """Let every run of one label begin with B."""
    out, before = [], "O"
    for t in tags:
        if t.startswith("I-") and before[2:] != t[2:]:
            t = "B-" + t[2:]
        out.append(t)
        before = t
    return out


COARSE = {
    "person": "person PER politician researcher writer musicalartist scientist",
    "organisation": "organisation ORG politicalparty university corporation group band magazine academicjournal",
    "place": "location LOC country",
    "other": "misc MISC event election product creative-work conference book poem album song award musicgenre",
}
COARSE_OF = {name: label for label, names in COARSE.items() for name in names.split()}


def tagged(path: str, *, skip: frozenset[str] = frozenset()) -> list[Sentence]:
    """A BIO file of single sentences with coarse entity labels; words are cut as the program cuts them where a hyphen demands it."""
    found = []
    for n, r in enumerate(rows(path)):
        words, tags = [], []
        for word, tag in zip(r["tokens"], r["tags"], strict=True):
            label = COARSE_OF.get(tag[2:]) if tag != "O" and tag[2:] not in skip else None
            parts = [word[a:b] for a, b in split_words(word, 0, len(word))] or [word]
            for k, part in enumerate(parts):
                words.append(part)
                tags.append("O" if label is None else ("B-" if tag[0] == "B" and k == 0 else "I-") + label)
        if words:
            found.append(Sentence(words=words, document=f"{path}:{n}", entity=repair(tags)))
    return found


def cut(text: str, document: str) -> list[Sentence]:
    """A text as the program itself cuts it."""
    found = []
    for a, b in split_sentences(text, 0, len(text)):
        spans = split_words(text, a, b)
        if spans:
            found.append(Sentence(words=[text[s:e] for s, e in spans], document=document, spans=spans))
    return found


def re3d() -> list[Sentence]:
    """re3d's entities of full confidence, its non-commercial source left out."""
    coarse = {"Organisation": "organisation", "Location": "place", "Person": "person", "Weapon": None, "MilitaryPlatform": "other"}
    found = []
    for r in rows("re3d/train.jsonl.gz"):
        if "NC" in r["licence"]:
            continue
        spans = sorted(((e - s, s, e, coarse[t]) for s, e, t, c in r["entities"] if c == 1 and coarse.get(t)), reverse=True)
        for s in cut(r["text"], r["id"]):
            s.entity = ["O"] * len(s.words)
            for _, start, end, label in spans:
                inside = [i for i, (a, b) in enumerate(s.spans) if start <= a and b <= end]
                # a nominal group ("the rebels") is no name: one capitalised word other than the first must stand in it
                if inside and any(s.words[i][:1].isupper() and (i > 0 or len(inside) == 1) for i in inside) and all(s.entity[i] == "O" for i in inside):
                    while inside and s.words[inside[0]].lower() in ("the", "a", "an"):
                        inside = inside[1:]
                    for k, i in enumerate(inside):
                        s.entity[i] = ("B-" if k == 0 else "I-") + label
            found.append(s)
    return found


def polnear(part: str) -> list[Sentence]:
    """PolNeAR's articles with one tag a word: source, cue, content."""
    found = []
    for r in rows(f"polnear/{part}.jsonl.gz"):
        role = {}
        for a in r["attributions"]:
            for name in ("content", "source", "cue"):
                for start, end in a[name]:
                    for c in range(start, end):
                        role[c] = (name, a["id"], start)
        for s in cut(r["text"], r["id"]):
            s.attribution, before = [], None
            for start, end in s.spans:
                here = role.get(start) or role.get(end - 1)
                s.attribution.append("O" if here is None else ("I-" if here == before else "B-") + here[0])
                before = here
            found.append(s)
    # a span that runs on over a sentence boundary goes on with I
    return continue_spans(found, {r["id"]: r["attributions"] for r in rows(f"polnear/{part}.jsonl.gz")})


def continue_spans(found: list[Sentence], notes: dict[str, list[dict]]) -> list[Sentence]:
    """Turn a sentence's first B into I where its span began before the sentence."""
    starts = {d: {(n, s) for a in notes[d] for n in ("source", "cue", "content") for s, _ in a[n]} for d in notes}
    for s in found:
        if s.attribution and s.attribution[0].startswith("B-"):
            name = s.attribution[0][2:]
            a, b = s.spans[0]
            if not any((name, c) in starts[s.document] for c in range(a, b)):
                s.attribution[0] = "I-" + name
    return found


def plover_sentences() -> list[Window]:
    """PLOVER's gold sentences: the event words are tagged."""
    found = []
    for r in rows("plover_gsr/train.jsonl.gz"):
        cutted = cut(r["text"], r["id"])
        for s in cutted:
            s.event = ["none"] * len(s.words)
            for kind, start, end, _ in r["spans"]:
                if kind == "EVT" and r["event16"] in EVENTS:
                    for i, (a, b) in enumerate(s.spans):
                        if start <= a and b <= end:
                            s.event[i] = r["event16"]
        found.append(Window(cutted, (r["event16"],) if r["event16"] in EVENTS else ()))
    return found


def stories() -> list[Window]:
    """Texts of which only the event type of the whole is known."""
    found = [Window(cut(r["text"], r["id"])[:6], (r["label"],)) for r in rows("ngec_synth/train.jsonl.gz") if r["label"] in EVENTS]
    for r in rows("plv/train.jsonl.gz"):
        found.append(Window(cut(r["text"], r["id"]), ("CONCEDE", "RETREAT") if r["root"] == "YIELD" else (r["root"],)))
    return [w for w in found if w.sentences]


def targets() -> list[Sentence]:
    """The sentences of training/runs/targets.jsonl: dispatches and coded texts, with what they say of each word."""
    path = Path(__file__).with_name("runs") / "targets.jsonl"
    if not path.exists():
        return []
    found = []
    for r in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        r["roles"] = [tuple(x) for x in r["roles"]]
        found.append(Sentence(**r))
    return found


def lemma_rule(word: str, lemma: str) -> str:
    """How the lower-cased word becomes the lemma: letters cut at either end and what is put there; and the lemma's case."""
    low, target = word.lower(), lemma.lower()
    case = "l" if lemma == target else "c" if lemma == target.capitalize() else "u" if lemma == lemma.upper() else "k" if lemma == word else "l"
    best = (0, 0, 0)
    for i in range(len(low)):
        for j in range(len(target)):
            k = 0
            while i + k < len(low) and j + k < len(target) and low[i + k] == target[j + k]:
                k += 1
            if k > best[0]:
                best = (k, i, j)
    k, i, j = best
    if k == 0:
        return f"{case}|={target}"
    return f"{case}|{i}|{target[:j]}|{len(low) - i - k}|{target[j + k :]}"


def pack(sentences: list[Sentence], length: dict[int, int], budget: int, *, rng: random.Random | None = None, mix: bool = False) -> list[Window]:
    """Windows of consecutive sentences of one document up to `budget` word pieces; `mix` lets sentences of different documents share one."""
    found: list[Window] = []
    run: list[Sentence] = []
    size, limit = 0, budget
    for s in sentences:
        n = length[id(s)]
        if run and (size + n > limit or (not mix and s.document != run[-1].document)):
            found.append(Window(run))
            run, size = [], 0
            limit = budget if rng is None else rng.choice((budget, budget, budget, budget // 2, budget // 4))
        run.append(s)
        size += n
    if run:
        found.append(Window(run))
    return found


def vocabulary(sentences: list[Sentence]) -> dict[str, list[str]]:
    """The labels of every closed layer, by name; lemma rules seen three times or more."""
    upos, feats, deprel, rules = Counter(), Counter(), Counter(), Counter()
    for s in sentences:
        if s.upos:
            upos.update(s.upos)
            feats.update(s.feats)
            deprel.update(s.deprel)
            rules.update(lemma_rule(w, le) for w, le in zip(s.words, s.lemma, strict=True))
    keep = lambda c, n: sorted(k for k, v in c.items() if v >= n)  # noqa: E731
    return {
        "upos": keep(upos, 1),
        "feats": keep(feats, 5),
        "deprel": keep(deprel, 1),
        "lemma": ["l|0||0|", *[r for r in keep(rules, 3) if r != "l|0||0|"]],
        "entity": list(ENTITY_TAGS),
        "attribution": list(ATTRIBUTION_TAGS),
        "event": list(EVENTS),
        "modality": list(MODALITIES),
        "act": list(ACTS),
        "stance": list(STANCES),
        "undertaking": ["none", "yes"],
    }
