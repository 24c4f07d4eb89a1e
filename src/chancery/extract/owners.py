"""Whose a figure is. In: a reading, what a number counts, the names of states and groups; out: the phrase that names the owner, or nothing."""

from __future__ import annotations

from chancery.extract.counting import Counted, CountingWords
from chancery.knowledge.names import Names
from chancery.schema.evidence import Phrase, Span
from chancery.schema.reading import Reading

#: How many sentences back an owner may be named.
NEARBY = 3


def owner_of(reading: Reading, counted: Counted, words: CountingWords) -> Phrase | None:
    """Whose people, weapons or money: a name before the noun, a possessor, what follows "of", else who has, sends or spends them."""
    tokens = reading.tokens
    head = counted.head
    if head is not None:
        children = reading.children[head]
        for wanted in ("amod", "compound", "nmod:poss"):
            for c in children:
                degree = "Degree=Cmp" in tokens[c].feats or "Degree=Sup" in tokens[c].feats  # "More" at the head of a sentence is nobody
                if tokens[c].deprel.startswith(wanted) and ((tokens[c].text[0].isupper() and not degree) or wanted == "nmod:poss"):
                    return _phrase(reading, c, narrow=wanted != "nmod:poss")
        if tokens[head].upos == "PROPN":
            return _phrase(reading, head, narrow=True)
        for c in children:
            if tokens[c].deprel.startswith("nmod") and tokens[c].upos == "PROPN" and any(tokens[g].text.lower() in ("of", "from") for g in reading.children[c]):
                return _phrase(reading, c, narrow=False)
    node = head if head is not None else counted.number
    verb = tokens[node].head
    if verb >= 0 and tokens[verb].upos == "VERB" and tokens[node].deprel.startswith("obj"):
        if tokens[verb].lemma.lower() in words.harm and tokens[verb].lemma.lower() not in ("fire", "launch", "deploy", "send", "lose"):
            return None
        for c in reading.children[verb]:
            if tokens[c].deprel.startswith("nsubj"):
                return _phrase(reading, c, narrow=False)
    return None


def owner_nearby(reading: Reading, counted: Counted, harmed: bool, known: Names, speech: frozenset[str]) -> Phrase | None:
    """The state or group that a number without an owner of its own most likely belongs to: where the harm was done, else the name nearest before, in this
    sentence or the last ones."""
    tokens = reading.tokens
    sentence = reading.sentences[tokens[counted.number].sentence]
    for back in range(NEARBY + 1):
        if sentence.index < back:
            break
        here = reading.sentences[sentence.index - back]
        if here.role != sentence.role:
            break
        found = known.find([t.text for t in tokens[here.first : here.last]])
        bodies = [(e.first, e.last) for e in reading.entities if e.label == "organisation" and here.first <= e.first < here.last]
        spans = [(here.first + m.first, here.first + m.last) for m in found if m.named[0].kind in ("state", "group")]
        spans = [s for s in spans if not any(f <= s[0] and s[1] <= e and s != (f, e) for f, e in bodies) and not _says(reading, s[1] - 1, speech)]
        if not spans:
            continue
        places = [s for s in spans if s[0] > here.first and tokens[s[0] - 1].text.lower() in ("in", "inside", "across", "throughout")]
        if harmed and places:
            spans = places
        if back == 0:
            before = [s for s in spans if s[0] < counted.number]
            first, last = before[-1] if before else spans[0]
        else:
            first, last = spans[-1]
        return Phrase(last - 1, Span(tokens[first].start, tokens[last - 1].end))
    return None


def _says(reading: Reading, token: int, speech: frozenset[str]) -> bool:
    """Whether a name is, or is part of, the subject of a verb of saying."""
    tokens = reading.tokens
    for _ in range(3):
        governor = tokens[token].head
        if governor < 0:
            return False
        if tokens[token].deprel.startswith("nsubj"):
            return tokens[governor].lemma.lower() in speech
        token = governor
    return False


def _phrase(reading: Reading, head: int, *, narrow: bool) -> Phrase:
    """The words of a name: its compounds and article, without clauses."""
    tokens = reading.tokens
    keep = [
        head,
        *(
            c
            for c in reading.children[head]
            if tokens[c].deprel.split(":")[0] in ("compound", "flat") or (not narrow and tokens[c].deprel.split(":")[0] in ("det", "amod"))
        ),
    ]
    first, last = min(keep), max(keep)
    if last - first > len(keep) + 3:
        first = last = head
    return Phrase(head, Span(tokens[first].start, tokens[last].end))
