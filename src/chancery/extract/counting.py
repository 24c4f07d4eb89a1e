"""What a number counts, and whether it is so, will be, or is not. In: a reading and the number's token; out: the noun phrase, the modality.

Also whether a number bears on the story at all: "two sides" and "Article 5" do not, "two soldiers" and "one killed" do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from chancery.knowledge import Knowledge
from chancery.knowledge.units import Unit
from chancery.schema.figure import FigureModality
from chancery.schema.reading import Reading

#: Up to this a number before an article's everyday nouns is mere wording.
SMALL = 10
NUMERIC = frozenset({"NUM", "NOUN", "SYM", "DET", "ADJ", "PROPN", "PRON"})
BESIDE_NOUN = frozenset({"nummod", "det", "amod", "compound", "advmod", "dep"})
POINTING = frozenset({"the", "these", "those", "both", "his", "her", "its", "their", "our", "all", "other", "any", "this", "that", "'s", "’s"})
YEARLIKE = re.compile(r"(?:1\d{3}|20\d\d)$")
AGE = re.compile(r"(?:,|\(|–|—|\baged?|\bage\sof)\s?$", re.IGNORECASE)
SUPERLATIVE = re.compile(
    r"\b(?:most|best|biggest|largest|worst|greatest|closest|oldest|richest|highest|strongest|first|main|major|key|few|only|leading|top|last)\b", re.IGNORECASE
)
WILL = frozenset({"will", "shall", "'ll", "’ll", "would", "could", "may", "might", "wo", "should", "must", "can"})
CALLING = frozenset({"ask", "call", "appeal", "push", "press", "apply"})
TO_COME = frozenset({
    "plan", "intend", "want", "need", "expect", "threaten", "propose", "promise", "pledge", "vow", "demand", "ask", "request", "seek", "hope", "aim",
    "prepare", "consider", "offer", "call",
    "urge", "require", "could", "pending", "promised", "planned", "additional", "pledged",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class CountingWords:
    """Lemmas by what they tell of a number beside them."""

    soft: frozenset[str]
    harm: frozenset[str]
    speech: frozenset[str]
    label: frozenset[str]
    hyphen: frozenset[str]


@lru_cache(maxsize=4)
def counting_words(knowledge: Knowledge) -> CountingWords:
    """The table `counting`: nouns too common to be counted, words of harm and force, verbs of saying, nouns that numbers only name."""
    groups: dict[str, set[str]] = {}
    for row in knowledge.table("counting"):
        groups.setdefault(row["kind"], set()).add(row["lemma"])
    return CountingWords(**{kind: frozenset(groups.get(kind, ())) for kind in ("soft", "harm", "speech", "label", "hyphen")})


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted: `head` is its token, `words` its noun phrase without the number; `number` is the number's own head token."""

    number: int
    head: int | None
    lemma: str
    words: str | None
    confidence: float


def counted_by(reading: Reading, token: int, start: int, end: int) -> Counted:
    """The noun that a number at `token` counts; `start` and `end` are the quantity's."""
    tokens = reading.tokens
    sentence = reading.sentences[tokens[token].sentence]
    inside = [i for i in range(sentence.first, sentence.last) if tokens[i].start < end and tokens[i].end > start]
    number = next((i for i in inside if tokens[i].head not in inside and tokens[i].upos in NUMERIC), token)
    governor = tokens[number].head
    head: int | None = None
    if governor > number and tokens[number].deprel.split(":")[0] in BESIDE_NOUN and tokens[governor].upos in ("NOUN", "PROPN", "ADJ", "SYM"):
        head = governor
    else:
        for i in inside:
            for c in reading.children[i]:
                if c > inside[-1] and tokens[c].deprel.startswith("nmod") and any(tokens[g].text.lower() == "of" for g in reading.children[c]):
                    head = head or c
    if head is None and governor < 0 and not reading.children[number]:  # no parse: the next noun-like word
        head = _next_noun(reading, inside[-1] + 1, sentence.last)
    if head is None:
        return Counted(number, None, "", None, 0.6)
    first = inside[-1] + 1
    while first < head and tokens[first].text.lower() in ("of", "the", "its", "his", "her", "their", "our", "-", "more", "my", "your"):
        first += 1
    return Counted(number, head, tokens[head].lemma.lower(), reading.article.text[tokens[first].start : tokens[head].end], 0.8)


def _next_noun(reading: Reading, first: int, last: int) -> int | None:
    for i in range(first, min(last, first + 4)):
        word = reading.tokens[i].text
        if not word[0].isalpha():
            return None
        if word.endswith("s") and word.lower() not in ("its", "his", "was", "has"):
            return i
    return None


class Telling:
    """Whether numbers of one reading bear on its story."""

    def __init__(self, reading: Reading, words: CountingWords) -> None:
        self.reading = reading
        self.words = words

    def tells(self, counted: Counted, start: int, end: int, low: float | None, high: float | None, unit: Unit | None, qualifier: str) -> bool:
        """Whether the quantity at `start` to `end` is a figure."""
        tokens, text = self.reading.tokens, self.reading.article.text
        if unit is not None:
            return True
        if low == 0 and high == 0:
            return not text[start:end].strip().isdigit()
        shown, sentence = text[start:end].strip(), self.reading.sentences[tokens[counted.number].sentence]
        inside = [i for i in range(sentence.first, sentence.last) if tokens[i].start < end and tokens[i].end > start]
        if self._is_name(inside, shown, counted, sentence.first, sentence.last):
            return False
        before = tokens[inside[0] - 1].text.lower() if inside[0] > sentence.first else ""
        if (
            shown.isdigit()
            and int(shown) < 110
            and counted.head is None
            and AGE.search(text, sentence.start, start)
            and (inside[-1] + 1 >= sentence.last or tokens[inside[-1] + 1].text in (",", "–", "—", ".", ")", ";"))
        ):
            return False
        if text[end : end + 1] == "-" and (follow := re.match(r"-([a-z]+)", text[end : end + 20])) and (follow[1] in self.words.hyphen):
            return False
        value = low if low is not None else high
        harmed = self.harmed(counted)
        if value == 1 and shown.lower() in ("one", "1"):
            return (
                harmed
                and before not in ("no", "the", "this", "that", "which", "some", "any")
                and not (counted.words and SUPERLATIVE.search(text, end, tokens[counted.head or 0].end))
            )
        if text[start:end].endswith(" times"):
            return value is not None and value >= 5
        small = value is None or value <= SMALL
        if not small:
            return True
        if counted.head is None:
            return harmed or (qualifier != "exact" and value is not None)
        if counted.lemma in self.words.soft and not (
            harmed and value is not None and counted.lemma in ("man", "person", "brother", "other", "parent", "foreigner")
        ):
            return False
        if before in POINTING and not harmed:
            return False
        return not self._speaks(counted)

    def _is_name(self, inside: list[int], shown: str, counted: Counted, first: int, last: int) -> bool:
        """Whether the number only names something: Article 5, resolution 2397, the Gang of Eight, Air Force One."""
        tokens = self.reading.tokens
        governor, before = tokens[counted.number].head, inside[0] - 1
        if shown.isdigit() and YEARLIKE.match(shown) and (counted.head is None or tokens[counted.head].text[0].isupper()):
            return True
        if counted.head is not None:
            # Boeing 737 jets
            beside = shown.isdigit() and before >= first and tokens[before].upos == "PROPN" and tokens[before].head in (counted.head, counted.number)
            return beside and tokens[before].deprel.split(":")[0] in ("compound", "nummod", "flat")
        if (shown[-1:].isdigit() and len(inside) == 1) or (shown[:1].isupper() and before >= first):
            if before >= first and (tokens[before].upos == "PROPN" or tokens[before].lemma.lower() in self.words.label):
                return True
            if (
                before > first
                and tokens[before].text.lower() in ("of", "and")
                and (tokens[before - 1].upos == "PROPN" or tokens[before - 1].text.isdigit() or tokens[before - 1].lemma.lower() in ("group", "gang"))
            ):
                return True
            if (
                0 <= governor < counted.number
                and tokens[counted.number].deprel.split(":")[0] in ("nummod", "flat", "appos", "compound")
                and tokens[governor].upos in ("NOUN", "PROPN")
            ):
                return True
            after = inside[-1] + 1
            return after + 1 < last and tokens[after].text in ("of", "/") and tokens[after + 1].text.isdigit() and len(shown) < 3
        return False

    def harmed(self, counted: Counted) -> bool:
        """Whether the number stands with a word of harm or force: those killed, shells fired, hostages freed."""
        tokens, node = self.reading.tokens, counted.number
        for step in range(4):
            if step and tokens[node].lemma.lower() in self.words.harm:
                return True
            if any(
                tokens[c].lemma.lower() in self.words.harm and tokens[c].deprel.split(":")[0] in ("acl", "amod", "xcomp", "conj")
                for c in self.reading.children[node]
            ):
                return True
            if (step > 1 and tokens[node].upos == "VERB") or tokens[node].head < 0:
                return False
            node = tokens[node].head
        return False

    def _speaks(self, counted: Counted) -> bool:
        """Whether what is counted are the sources of a statement: "two officials said"."""
        tokens = self.reading.tokens
        head = counted.head if counted.head is not None else counted.number
        for node in (head, counted.number):
            governor = tokens[node].head
            if governor >= 0 and tokens[node].deprel.startswith("nsubj") and tokens[governor].lemma.lower() in self.words.speech:
                return True
        return False


def _verb_above(reading: Reading, node: int) -> int | None:
    """The verb that a noun depends on, through other nouns."""
    tokens = reading.tokens
    for _ in range(6):
        node = tokens[node].head
        if node < 0:
            return None
        if tokens[node].upos in ("VERB", "AUX") or any(tokens[c].deprel == "cop" for c in reading.children[node]):
            return node
    return None


def modality_of(reading: Reading, counted: Counted) -> FigureModality:
    """Whether the figure holds (actual), is yet to hold (future), or does not (negated), by the verb that governs it."""
    tokens = reading.tokens
    node = counted.head if counted.head is not None else counted.number
    verb = _verb_above(reading, node)
    if verb is not None and tokens[verb].lemma.lower() in CALLING and any(tokens[c].text.lower() == "for" for c in reading.children[node]):
        return "future"  # asked for 8,000 more
    for _ in range(2):
        if verb is None:
            return "actual"
        below = {tokens[c].text.lower() for c in reading.children[verb] if tokens[c].deprel.split(":")[0] in ("aux", "mark", "advmod", "cop")}
        if below & {"not", "n't", "n’t", "never"}:
            return "negated"
        if below & WILL:
            return "actual" if "have" in below else "future"
        if "to" not in below and "VerbForm=Ger" not in tokens[verb].feats:
            return (
                "future"
                if tokens[verb].lemma in ("threaten", "need", "plan", "pledge", "promise", "demand")
                and "Tense=Past" not in tokens[verb].feats
                and not tokens[node].deprel.startswith("nsubj")
                else "actual"
            )
        above = tokens[verb].head
        if above >= 0 and (tokens[above].lemma.lower() in TO_COME or tokens[above].text.lower() in TO_COME):
            return "future"
        verb = above if above >= 0 and tokens[above].upos == "VERB" else None
    return "actual"
