"""The words of a phrase: its extent, number, definiteness and modifiers, read off the parse. In: a reading; out: what who.py decides by."""

from __future__ import annotations

from dataclasses import dataclass

from chancery.schema.evidence import Span
from chancery.schema.reading import Reading

#: Dependents that belong to a phrase's own words when they stand before its head, or run on from it.
BEFORE = frozenset({"det", "amod", "compound", "nummod", "nmod:poss", "flat", "nmod:desc", "nmod:unmarked", "advmod", "det:predet", "punct", "case", "nmod"})
RUNNING = frozenset({"flat", "flat:name", "fixed", "goeswith"})
#: Dependents that lie outside even the fullest form of a description.
OUTSIDE = frozenset({"appos", "conj", "cc", "parataxis", "cop", "nsubj", "aux", "acl:relcl", "advcl", "punct", "advmod:emph", "discourse", "dep"})
#: Hedges before a number that belong to no description.
HEDGES = frozenset({"at", "least", "more", "than", "about", "over", "nearly", "almost", "some", "around", "up", "to", "fewer", "less"})
INDEFINITE = frozenset(
    {
        "a",
        "an",
        "another",
        "some",
        "several",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "many",
        "numerous",
        "other",
        "others",
        "no",
        "any",
        "both",
        "dozens",
        "hundreds",
    }
)
DEFINITE = frozenset({"the", "that", "this", "these", "those", "its", "his", "her", "their", "our", "my"})
HYPHENS = frozenset({"-", "–"})
MARKS = frozenset({"'s", "’s", "'", "’"})


@dataclass(frozen=True, slots=True)
class Description:
    """A noun phrase: `first` to `last` its own words, `fullest` with its complements. `determiner` is its first word where that is one."""

    head: int
    first: int
    last: int
    fullest: tuple[int, int]
    lemma: str
    plural: bool
    determiner: str
    words: tuple[str, ...]

    @property
    def definite(self) -> bool:
        """Whether it points to something known."""
        return self.determiner in DEFINITE

    @property
    def indefinite(self) -> bool:
        """Whether it brings in something new."""
        return self.determiner in INDEFINITE or (self.determiner == "" and self.plural)


def describe(reading: Reading, head: int) -> Description:
    """The phrase a noun heads."""
    tokens, children = reading.tokens, reading.children
    sentence = reading.sentences[tokens[head].sentence]
    inside = {head}
    stack = [head]
    while stack:
        i = stack.pop()
        for c in children[i]:
            relation = tokens[c].deprel
            if (c < head and relation in BEFORE and not (relation == "case" and i == head)) or relation in RUNNING or (i != head and c < head):
                inside.add(c)
                stack.append(c)
    first = head
    while first - 1 >= sentence.first:
        if first - 1 in inside:
            first -= 1
        elif first - 2 >= sentence.first and tokens[first - 1].text in HYPHENS and tokens[first - 1].end == tokens[first].start:
            first -= 2  # "pro-Ruritanian": the parser may cut a compound at its hyphen
        else:
            break
    while first < head and (tokens[first].upos in ("PUNCT", "CCONJ", "ADP") or tokens[first].lemma.lower() in ("even", "only", "also", "as")):
        first += 1
    while first < head - 1 and tokens[first].text.lower() in HEDGES and tokens[first + 1].upos in ("NUM", "ADJ", "ADP", "ADV", "SCONJ"):
        first += 1
    last = head
    while last + 1 < sentence.last and last + 1 in inside:
        last += 1
    end = last
    for c in sorted(children[head]):
        if c > last and tokens[c].deprel not in OUTSIDE and tokens[c].deprel.split(":")[0] in ("nmod", "acl", "amod"):
            if tokens[c].upos == "VERB" and any(tokens[g].deprel in ("mark", "case") for g in children[c]):
                break  # "accused forces of firing": what they are accused of
            below = [i for i in reading.subtree(c) if i > end]
            if not below or below[0] != end + 1:
                continue  # the owner of the next: "a spokeswoman for Tavia's foreign ministry", which the parser may hang on the spokeswoman
            if "," in (tokens[i].text for i in below[:2]):
                break
            end = below[-1]
    token = tokens[head]
    lowered = tuple(tokens[i].text.lower() for i in range(first, last + 1))
    plural = "Number=Plur" in token.feats or (token.lemma.lower() != token.text.lower() and token.text.lower().endswith("s") and token.upos == "NOUN")
    determiner = lowered[0] if lowered[0] in INDEFINITE or lowered[0] in DEFINITE or tokens[first].upos == "NUM" else ""
    if tokens[first].upos == "NUM" and determiner not in DEFINITE:
        determiner = "several"
    if not determiner and any(tokens[c].deprel == "nmod:poss" for c in children[head]):
        determiner = "its"
    return Description(head, first, last + 1, (first, end + 1), token.lemma.lower(), plural, determiner, lowered)


def trimmed(reading: Reading, first: int, last: int) -> tuple[int, int]:
    """Tokens `first` to `last` (exclusive) without punctuation and a possessive mark at their ends."""
    tokens = reading.tokens
    while last > first + 1 and (tokens[last - 1].text in MARKS or tokens[last - 1].upos == "PUNCT"):
        last -= 1
    while first < last - 1 and tokens[first].upos == "PUNCT":
        first += 1
    return first, last


def text_of(reading: Reading, first: int, last: int) -> str:
    """The words of tokens `first` to `last` (exclusive) as they stand, blanks and line breaks as one blank."""
    return " ".join(reading.article.text[reading.tokens[first].start : reading.tokens[last - 1].end].split())


def span_of(reading: Reading, first: int, last: int) -> Span:
    """The characters of tokens `first` to `last` (exclusive)."""
    return Span(reading.tokens[first].start, reading.tokens[last - 1].end)
