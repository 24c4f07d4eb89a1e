"""Where something is attributed: cue words by lexicon or by the model, and the words that name each one's source.

In: a reading; out: `Cue`s in the order of the text, with their sources. What is said is looked for elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import numpy as np

from chancery.extract.inflection import forms
from chancery.knowledge import Knowledge
from chancery.schema.evidence import Phrase
from chancery.schema.reading import Reading, Token
from chancery.schema.statement import Act

#: Columns of `Reading.attribution_scores`.
B_SOURCE, I_SOURCE, B_CUE, I_CUE, B_CONTENT, I_CONTENT = range(1, 7)
#: Below this probability not even the lexicon makes one (1 in 20 such words attributes something), unless it is a verb of speech within another's content,
#: where the model, which knows one attribution at a time, takes it for content.
UNLIKELY = 0.01
_NESTED = frozenset({"say", "deny", "accuse", "direct", "call", "promise", "threaten", "announce", "assess", "offer", "refuse", "agree"})
#: From this probability on the model's word alone makes a cue.
MODEL_CUE = 0.35
SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubj:pass", "csubj:pass"})
#: Verbs that give a noun its speaker: "issued a warning".
LIGHT = frozenset(
    {
        "make", "issue", "give", "deliver", "have", "send", "raise", "release", "put", "repeat", "renew", "reiterate", "offer", "voice", "express",
        "level", "lodge", "file", "drop", "withdraw", "retract", "sign", "announce"
    }
)  # fmt: skip
#: Verbs whose object speaks: "quoted him as saying".
QUOTING = frozenset(["quote", "cite", "hear", "record", "paraphrase"])
#: Parts of a noun phrase that name its bearer; clauses, appositions and remarks do not.
_NAME_PARTS = frozenset(
    {
        "det", "amod", "compound", "nummod", "nmod:poss", "nmod:unmarked", "flat", "fixed", "case", "cc", "conj", "nmod", "advmod", "goeswith",
        "nmod:desc"
    }
)  # fmt: skip
#: Participles that tell a state, so that their subject speaks: "we are committed to".
_STATES = frozenset({"commit", "concern", "prepare", "determine", "convince", "oppose"})
_MARKS = frozenset({'"', "“", "”"})
_RELATIVES = frozenset(["who", "which", "that", "whom"])


@dataclass(frozen=True, slots=True)
class Entry:
    """What the lexicon knows of a cue word."""

    lemma: str
    act: Act
    kind: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue: its head `token`, its words `first` to `last` (exclusive), what the lexicon knows (or none), and the model's probability."""

    token: int
    first: int
    last: int
    lemma: str
    pos: str
    entry: Entry | None
    score: float
    source: int | None
    source_rule: str


@lru_cache(maxsize=4)
def lexicon(knowledge: Knowledge) -> dict[tuple[str, str], Entry]:
    """The table of cues by form and part of speech."""
    found: dict[tuple[str, str], Entry] = {}
    for row in knowledge.table("cues"):
        entry = Entry(row["lemma"], cast(Act, row["act"]), row["class"])
        for form in forms(row["lemma"]) if row["pos"] in ("VERB", "NOUN") else (row["lemma"],):
            if row["pos"] == "VERB" or not form.endswith(("ed", "ing")) or form == row["lemma"]:
                found.setdefault((form, row["pos"]), entry)
    return found


class Attributions:
    """The cues of a reading and their sources."""

    def __init__(self, reading: Reading, *, knowledge: Knowledge) -> None:
        self.reading = reading
        self.tokens = reading.tokens
        self.lexicon = lexicon(knowledge)
        odds = np.exp(reading.attribution_scores)
        self.source_odds: list[float] = (odds[:, B_SOURCE] + odds[:, I_SOURCE]).tolist()
        self.cue_odds: list[float] = (odds[:, B_CUE] + odds[:, I_CUE]).tolist()
        self.content_odds: list[float] = (odds[:, B_CONTENT] + odds[:, I_CONTENT]).tolist()
        self._spans = {role: [a for a in reading.attributions if a.role == role] for role in ("source", "cue", "content")}
        self._cue_at = {i: (a.first, a.last) for a in self._spans["cue"] for i in range(a.first, a.last)}

    def lemma(self, token: int) -> str:
        """The lemma, by the lexicon where it knows the form."""
        entry = self.lexicon.get((self.tokens[token].text.lower(), "VERB"))
        return entry.lemma if entry is not None else self.tokens[token].lemma

    def child(self, token: int, *relations: str) -> int | None:
        """The first child with one of the relations."""
        return next((c for c in self.reading.children[token] if self.tokens[c].deprel in relations), None)

    def children(self, token: int, *relations: str) -> list[int]:
        """All children with one of the relations."""
        return [c for c in self.reading.children[token] if self.tokens[c].deprel in relations]

    def case(self, token: int) -> str:
        """The preposition of a phrase, lower case, or nothing."""
        c = self.child(token, "case", "mark")
        return self.tokens[c].text.lower() if c is not None else ""

    def cues(self) -> list[Cue]:
        """All cues of the telling sentences."""
        found: list[Cue] = []
        for s in self.reading.sentences:
            if s.role not in ("body", "caption"):
                continue
            for i in range(s.first, s.last):
                cue = self._cue(self.tokens[i])
                if cue is not None:
                    found.append(cue)
        return found

    def _cue(self, token: Token) -> Cue | None:
        i, pos = token.index, token.upos
        form = token.text.lower()
        if form in ("according", "per"):
            fixed = pos in ("VERB", "ADP", "SCONJ", "ADV") and token.deprel in ("case", "mark", "advmod", "fixed", "obl", "amod")
            named = self._named_below(token) if form == "according" and not fixed else None
            if named is not None:
                return Cue(i, i, i + 2, form, "ADP", self.lexicon.get((form, "ADP")), self.cue_odds[i], named, "according")
            if not fixed or token.head < 0 or (form == "per" and self.cue_odds[i] < MODEL_CUE):
                return None
            head = token.head
            if form == "per" and self.tokens[head].deprel not in ("obl", "nmod", "advmod", "parataxis", "obl:unmarked", "root", "dep", "advcl", "orphan"):
                return None
            if form == "according" and self.tokens[head].deprel in ("nmod:desc", "compound") and self.tokens[head].head > head:
                head = self.tokens[head].head  # "the newspaper Hurriyet"
            return Cue(i, i, max([i, *self.reading.children[i]]) + 1, form, "ADP", self.lexicon.get((form, "ADP")), self.cue_odds[i], head, "according")
        if pos not in ("VERB", "NOUN", "ADJ", "AUX", "PROPN"):
            return None
        entry = self.lexicon.get((form, "VERB" if pos == "AUX" else pos))
        score = self.cue_odds[i]
        if entry is None and not self._by_model_alone(token):
            return None
        if score < UNLIKELY and not (pos == "VERB" and entry is not None and entry.kind in _NESTED and self.content_odds[i] > 0.5):
            return None
        if pos == "AUX" and token.deprel in ("aux", "aux:pass", "cop"):
            return None
        if entry is not None and entry.lemma == "continue" and any(self.child(c, "nsubj") is None for c in self.children(i, "xcomp", "ccomp")):
            return None  # "continues to urge", "continues denying"
        if pos in ("NOUN", "PROPN") and token.deprel in ("compound", "flat"):
            return None
        source, rule = self.source(i)
        first, last = self._cue_at.get(i, (i, i + 1))
        lemma = entry.lemma if entry is not None else token.lemma.lower()
        return Cue(i, first, last, lemma, "VERB" if pos == "AUX" else pos, entry, score, source, rule)

    def _named_below(self, token: Token) -> int | None:
        """Whom an "according to" names that the parse takes for a verb: the first noun phrase hung on it behind the "to"."""
        following = self.tokens[token.index + 1 : token.index + 2]
        if token.upos != "VERB" or not following or following[0].text.lower() != "to":
            return None
        return next((c for c in self.reading.children[token.index] if c > token.index + 1 and self.tokens[c].upos in ("NOUN", "PROPN", "PRON")), None)

    def _by_model_alone(self, token: Token) -> bool:
        """Whether a word that the lexicon does not know is the head of what the model takes for a cue."""
        if self.cue_odds[token.index] < MODEL_CUE or token.upos == "AUX":
            return False
        own = self._cue_at.get(token.index)
        return own is None or token.head < 0 or self._cue_at.get(token.head) != own

    def source(self, i: int) -> tuple[int | None, str]:
        """The head token of the words that name the cue's source, and how it was found."""
        token = self.tokens[i]
        found, rule = self._of_noun(i) if token.upos in ("NOUN", "PROPN") else self._of_verb(i, 4)
        if found is None and rule != "passive":
            found = self._by_model(i)
            rule = "model" if found is not None else "none"
        return found, rule

    def _of_verb(self, verb: int, depth: int) -> tuple[int | None, str]:
        token = self.tokens[verb]
        passive = self.child(verb, *PASSIVE_SUBJECTS) if self.child(verb, "aux:pass") is not None and self.lemma(verb) not in _STATES else None
        subject = self._subject(verb, *SUBJECTS, *(PASSIVE_SUBJECTS if passive is None else ()))
        if subject is not None:
            return self._antecedent(verb, subject), "subject"
        agent = next((c for c in self.children(verb, "obl:agent", "obl") if self.case(c) == "by"), None)
        if agent is not None and (passive is not None or "VerbForm=Part" in token.feats or self.child(verb, "aux:pass") is not None):
            return agent, "agent"
        if passive is not None:
            if self.lemma(verb) in QUOTING:
                return self._antecedent(verb, passive), "subject"
            return None, "passive"
        if depth == 0 or token.head < 0:
            return None, "none"
        head = self.tokens[token.head]
        apart = token.deprel in ("acl", "acl:relcl") and self._quoted_apart(verb, token.head)
        if apart or (token.deprel in ("advcl", "conj") and self.cue_odds[token.head] < MODEL_CUE):
            other = self._speaking(token.head)
            if other is not None and other != verb:
                found, _ = self._of_verb(other, depth - 1)
                if found is not None:
                    return found, "outer"
        if token.deprel == "conj":
            return self._inherit(token.head, depth, "conj")
        if token.deprel in ("xcomp", "advcl", "ccomp", "parataxis", "advcl:relcl"):
            if self.lemma(token.head) in QUOTING and head.upos == "VERB":
                spoken = self.child(token.head, "obj", *PASSIVE_SUBJECTS)
                if spoken is not None:
                    return spoken, "quoted"
            marked = self.child(verb, "mark")
            if token.deprel == "xcomp" or (token.deprel == "advcl" and marked is not None and self.tokens[marked].text.lower() == "to"):
                thing = self.child(token.head, "obj", "iobj")
                if thing is not None and head.upos == "VERB":
                    return thing, "object"
            if token.deprel == "ccomp":
                return None, "none"  # what is said within what is said has a speaker of its own
            return self._inherit(token.head, depth, token.deprel)
        if token.deprel in ("acl", "acl:relcl") and head.upos in ("NOUN", "PROPN", "PRON"):
            if head.upos == "PROPN" and token.head == verb - 1 and "VerbForm=Fin" in token.feats:
                return token.head, "noun"  # ", the Associated Press reported"
            found, _ = self._of_noun(token.head)
            return (found if found is not None else token.head), "noun"
        return None, "none"

    def _subject(self, verb: int, *relations: str) -> int | None:
        """The subject: of several the nearest, none within a quotation that the verb stands outside of."""
        found = self.children(verb, *relations)
        if len(found) > 1:
            outside = [c for c in found if not self._quoted_apart(c, verb)]
            return min(outside or found, key=lambda c: (abs(c - verb), c))
        return found[0] if found else None

    def _quoted_apart(self, token: int, verb: int) -> bool:
        low, high = min(token, verb), max(token, verb)
        return sum(self.tokens[i].text in _MARKS for i in range(low, high)) % 2 == 1

    def _speaking(self, token: int) -> int | None:
        """The cue that governs a word, or hangs on it as "he said" does on what he said; none if the word is no part of another's content."""
        at = token
        for _ in range(6):
            beside = next((c for c in self.children(at, "parataxis", "ccomp") if self.cue_odds[c] > MODEL_CUE and self.child(c, *SUBJECTS) is not None), None)
            if beside is not None and self.tokens[beside].deprel == "parataxis":
                return beside
            head, relation = self.tokens[at].head, self.tokens[at].deprel
            if head < 0:
                return None
            if relation in ("ccomp", "parataxis") and self.cue_odds[head] > MODEL_CUE:
                return head
            if relation not in ("conj", "advcl", "xcomp", "ccomp"):
                return None
            at = head
        return None

    def _inherit(self, head: int, depth: int, rule: str) -> tuple[int | None, str]:
        if self.tokens[head].upos in ("NOUN", "PROPN", "PRON") and self.child(head, *SUBJECTS) is None:
            found, _ = self._of_noun(head)
            return found, rule
        found, inner = self._of_verb(head, depth - 1)
        if found is None and inner == "passive" and rule in ("conj", "advcl"):
            return None, "none"
        return found, rule if found is not None else inner

    def _antecedent(self, verb: int, subject: int) -> int:
        """For a relative pronoun the noun that it stands for."""
        if self.tokens[subject].text.lower() in _RELATIVES:
            at = verb
            for _ in range(4):
                token = self.tokens[at]
                if token.deprel in ("acl:relcl", "acl") and token.head >= 0:
                    return token.head
                if token.head < 0 or token.deprel not in ("conj", "xcomp", "ccomp", "advcl"):
                    break
                at = token.head
        return subject

    def _of_noun(self, noun: int) -> tuple[int | None, str]:
        owner = self.child(noun, "nmod:poss")
        if owner is not None:
            return owner, "owner"
        for c in self.children(noun, "nmod", "obl", "nmod:agent"):
            if self.case(c) in ("by", "from"):
                return c, "by"
        token = self.tokens[noun]
        if token.head >= 0 and token.deprel in ("obj", "obl", "nsubj:pass"):
            verb = self.tokens[token.head]
            if verb.upos == "VERB" and self.lemma(token.head) in LIGHT:
                found, _ = self._of_verb(token.head, 3)
                if found is not None:
                    return found, "light"
        for c in self.children(noun, "amod", "compound"):
            if self.tokens[c].text[0].isupper() and c < noun:
                return c, "adjective"
        return None, "none"

    def _by_model(self, cue: int) -> int | None:
        """The head of the model's source nearest to the cue in its sentence, none beyond another cue."""
        sentence = self.reading.sentences[self.tokens[cue].sentence]
        near = [a for a in self._spans["source"] if sentence.first <= a.first < sentence.last]
        if not near:
            return None
        best = min(near, key=lambda a: (min(abs(cue - a.last), abs(a.first - cue)), a.first))
        low, high = min(cue, best.first), max(cue, best.first)
        if any(low < c.first and c.last <= high and not c.first <= cue < c.last for c in self._spans["cue"]):
            return None
        return self.head(best.first, best.last)

    def head(self, first: int, last: int) -> int:
        """The token of a run that governs the others."""
        for i in range(first, last):
            if not first <= self.tokens[i].head < last and self.tokens[i].upos != "PUNCT":
                return i
        return first

    def phrase(self, head: int) -> Phrase:
        """The noun phrase of a head: its run of words without clauses and appositions."""
        inside, stack = {head}, [head]
        while stack:
            for c in self.reading.children[stack.pop()]:
                relation = self.tokens[c].deprel
                if relation in _NAME_PARTS and not (relation in ("case", "cc") and self.tokens[c].head == head):
                    inside.add(c)
                    stack.append(c)
        first = last = head
        while first - 1 in inside:
            first -= 1
        while last + 1 in inside:
            last += 1
        return Phrase(head, self.reading.span(first, last + 1))
