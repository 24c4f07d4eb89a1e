"""Mentions of parties: the noun phrases, modifiers and pronouns of a sentence that may name who acts or is acted upon. In: a reading; out: mentions by token.

A mention is a phrase of a party itself ("the Ruritanian president"), or the modifier that names one in a phrase of something else
("Ruritanian" in "Ruritanian jets").
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache

from chancery.knowledge import Knowledge
from chancery.knowledge.names import names
from chancery.knowledge.officials import officials
from chancery.schema.evidence import Phrase
from chancery.schema.reading import Reading, Token

#: Dependents that belong to a noun phrase's own words: not its clauses, coordinations, appositions or further phrases.
CORE = frozenset({"det", "amod", "compound", "flat", "nummod", "nmod:poss", "flat:name", "nmod:unmarked", "nmod:npmod", "fixed", "goeswith", "advmod", "case"})
#: Modifiers whose names a phrase of a party takes up: in "the Ruritanian president" there is one party, not two.
TAKEN_UP = frozenset({"amod", "compound", "flat", "nmod:poss", "flat:name", "nmod:desc", "nmod:unmarked", "appos"})
PRONOUNS = frozenset({"he", "she", "they", "we", "it", "i", "us", "them", "his", "her", "their", "our", "its", "him", "my", "me"})


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `first` to `last` (exclusive) around `head`. `kind` is the entity's label, else demonym, pronoun, or the kind of party noun.

    `code` is the state, organisation or group that its words name, or whose officer they name; empty where they tell none.
    """

    head: int
    first: int
    last: int
    kind: str
    code: str = ""


@lru_cache(maxsize=4)
def party_nouns(knowledge: Knowledge) -> dict[str, str]:
    """Lemmas of nouns that stand for parties, with their kinds."""
    return {row["lemma"]: row["kind"] for row in knowledge.table("party_nouns")}


@lru_cache(maxsize=4)
def demonyms(knowledge: Knowledge) -> frozenset[str]:
    """Single words that name a state or its people, in lower case."""
    words: set[str] = set()
    for row in knowledge.table("countries"):
        for column in ("name", "demonyms", "aliases", "metonyms"):
            words.update(w.lower() for w in (row.get(column) or "").split("|") if w and " " not in w)
    return frozenset(words)


class Parties:
    """All mentions of a reading, by head token."""

    def __init__(self, reading: Reading, *, knowledge: Knowledge) -> None:
        self.reading = reading
        self.by_head: dict[int, Mention] = {}
        self._within: dict[tuple[int, int], list[Mention]] = {}
        nouns, peoples = party_nouns(knowledge), demonyms(knowledge)
        tokens = reading.tokens
        self._named = self._names(knowledge)
        named: dict[int, str] = {}
        for entity in reading.entities:
            head = self._head(entity.first, entity.last)
            if tokens[head].deprel == "flat" and tokens[head].head >= 0:
                head = tokens[head].head  # "President Moss": the title heads the phrase
            if head in named and named[head] == "person":
                continue
            named[head] = entity.label
            for i in range(entity.first, entity.last):
                if i != head:
                    named.setdefault(i, "")
        for token in tokens:
            kind = named.get(token.index)
            if kind == "":
                continue
            lemma = token.lemma.lower()
            if token.upos == "PRON":
                if kind is None and lemma in PRONOUNS and token.deprel != "expl":
                    self.by_head[token.index] = Mention(token.index, token.index, token.index + 1, "pronoun")
                continue
            noun = token.upos == "NOUN" or (token.upos == "PROPN" and kind is None and self._opening(token))
            if noun and lemma in nouns and kind not in ("person", "organisation"):
                self._add(token, nouns[lemma])
            elif kind is not None and token.upos in ("PROPN", "NOUN"):
                if kind == "other" and token.text.lower() in peoples:
                    kind = "demonym"
                self._add(token, kind)
            elif token.upos in ("ADJ", "PROPN", "NOUN") and token.text[:1].isupper() and (token.text.lower() in peoples or token.index in self._halves):
                self._add(token, "demonym")
        taken = {i for m in self.by_head.values() if m.kind not in ("demonym", "place") for i in self._modifiers(m.head)}
        for i in taken:
            self.by_head.pop(i, None)
        self._code(knowledge)
        self.by_sentence: dict[int, list[Mention]] = {}
        for i in sorted(self.by_head):
            self.by_sentence.setdefault(tokens[i].sentence, []).append(self.by_head[i])

    def _opening(self, token: Token) -> bool:
        """Whether a plural owes its capital to the sentence that it opens: "Insurgents" of "Insurgents have seized the town"."""
        return token.index == self.reading.sentences[token.sentence].first and "Plur" in token.feats

    def _names(self, knowledge: Knowledge) -> dict[int, str]:
        """The codes of the tables' names, by token; "the North" and "the South" among them, in an article on such a state."""
        tokens, known = self.reading.tokens, names(knowledge)
        at: dict[int, str] = {}
        runs = [[t.text for t in tokens[s.first : s.last]] for s in self.reading.sentences]
        for sentence, words in zip(self.reading.sentences, runs, strict=True):
            for match in known.find(words):
                for i in range(sentence.first + match.first, sentence.first + match.last):
                    at[i] = match.named[0].code
        about = frozenset(at.values())
        self._halves = {s.first + i: n.code for s, words in zip(self.reading.sentences, runs, strict=True) for i, n in known.halves(words, about)}
        return self._halves | at

    def _code(self, knowledge: Knowledge) -> None:
        """Give the mentions their codes: by the names in their words, by the officer they name, by a fuller mention of the same person."""
        tokens, at = self.reading.tokens, self._named
        surnames: dict[str, str] = {}
        unknown: list[Mention] = []
        day, about = self.reading.article.published, frozenset(at.values())
        for i in sorted(self.by_head):
            m = self.by_head[i]
            code = next((at[t] for t in (m.head, *range(m.first, m.last)) if t in at), "")
            proper = [t for t in range(m.first, m.last) if tokens[t].upos == "PROPN" and t not in at]
            if not code and m.kind == "person" and proper:
                terms = officials(knowledge).named(" ".join(tokens[t].text for t in proper), day, about=about)
                code = terms[0].country if terms else ""
            if code:
                self.by_head[i] = replace(m, code=code)
                if proper and m.kind in ("person", "official"):
                    surnames.setdefault(tokens[proper[-1]].text, code)
            elif m.kind == "person":
                unknown.append(m)
        for m in unknown:
            code = next((surnames[tokens[t].text] for t in range(m.last - 1, m.first - 1, -1) if tokens[t].text in surnames), "")
            self.by_head[m.head] = replace(m, code=code)
        self.counts = Counter(m.code for m in self.by_head.values() if m.code)
        self.ranked = sorted(self.counts, key=lambda c: (-self.counts[c], c))
        self.rank = {code: place for place, code in enumerate(self.ranked)}

    def salient(self, size: int) -> list[Mention]:
        """The first mention of each of the article's most mentioned parties."""
        firsts: dict[str, Mention] = {}
        for i in sorted(self.by_head):
            m = self.by_head[i]
            if m.code and m.kind != "pronoun":
                firsts.setdefault(m.code, m)
        return [firsts[code] for code in self.ranked[:size] if code in firsts]

    def _head(self, first: int, last: int) -> int:
        """The token of a run that hangs on a word outside it."""
        for i in range(first, last):
            if not first <= self.reading.tokens[i].head < last:
                return i
        return last - 1

    def _add(self, token: Token, kind: str) -> None:
        tokens, first, last, stack = self.reading.tokens, token.index, token.index + 1, [token.index]
        while stack:
            i = stack.pop()
            first, last = min(first, i), max(last, i + 1)
            stack.extend(c for c in self.reading.children[i] if tokens[c].deprel in CORE and not (i == token.index and tokens[c].deprel in ("case", "advmod")))
        self.by_head[token.index] = Mention(token.index, first, last, kind)

    def _modifiers(self, head: int) -> list[int]:
        """Mentions that a party's phrase takes up."""
        tokens, out = self.reading.tokens, []
        for c in self.reading.children[head]:
            relation = tokens[c].deprel
            of = relation == "nmod" and any(tokens[g].deprel == "case" and tokens[g].lemma == "of" for g in self.reading.children[c])
            if c in self.by_head and (relation in TAKEN_UP or of):
                out.append(c)
                out.extend(self._modifiers(c))
        return out

    def phrase(self, mention: Mention) -> Phrase:
        """The mention as drafts hold it."""
        return Phrase(mention.head, self.reading.span(mention.first, mention.last))

    def within(self, token: int, *, depth: int = 3) -> list[Mention]:
        """The parties a phrase names: itself and its coordinates, else those its modifiers name, the nearest level first; not to be changed."""
        known = self._within.get((token, depth))
        if known is None:
            known = self._within[token, depth] = self._find_within(token, depth)
        return known

    def _find_within(self, token: int, depth: int) -> list[Mention]:
        tokens = self.reading.tokens
        found: list[Mention] = []
        if token in self.by_head:
            found.append(self.by_head[token])
        elif depth:
            level = [c for c in self.reading.children[token] if tokens[c].deprel.split(":")[0] in ("amod", "compound", "nmod", "flat", "appos", "det")]
            named = [m for c in level if tokens[c].deprel != "nmod" for m in self.within(c, depth=depth - 1)]
            found.extend(named or [m for c in level if tokens[c].deprel == "nmod" for m in self.within(c, depth=depth - 1)])
        for c in self.reading.children[token]:
            if tokens[c].deprel == "conj" and tokens[c].upos in ("NOUN", "PROPN", "PRON", "ADJ"):
                found.extend(m for m in self.within(c, depth=depth - 1) if m not in found)
        return found


@lru_cache(maxsize=2)
def parties_of(reading: Reading, knowledge: Knowledge) -> Parties:
    """The mentions of a reading: several parts of the record look at them one after the other."""
    return Parties(reading, knowledge=knowledge)
