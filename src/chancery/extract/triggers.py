"""Triggers: the words that express an event. In: a reading, its statements, its parties; out: candidates with their features, and the found.

Candidates are words of the lexicon, cues of statements, and any word the language model scores as a trigger; a learned head names the type of each, or none.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from chancery.extract.arguments import Arguments, Roles
from chancery.knowledge.plover import Plover, Trigger
from chancery.models.heads import Heads
from chancery.schema.article import TELLING_ROLES
from chancery.schema.event import EVENT_TYPES, SYMMETRIC_TYPES
from chancery.schema.reading import Reading, Token
from chancery.schema.statement import StatementDraft

POS = {"VERB": "VERB", "NOUN": "NOUN", "PROPN": "NOUN", "ADJ": "ADJ", "AUX": "AUX"}
#: A word is a candidate where the model's log-odds of some type come within this of those of none.
MODEL_MARGIN = 3.0
NONE = "none"
#: Verbs that, said without a subject, are courtesy and no act: "Thank you", "Please welcome the minister".
COURTESY = frozenset({"thank", "welcome"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})
#: Words of a lasting attitude, which are a promise only where somebody gives it.
LASTING = frozenset({"commit", "committed", "commitment"})
#: Working together, which in "look forward to coordinating" is not done yet; who may be welcomed to a place, which is no support.
TOGETHER, GUESTS = frozenset({"collaborate", "cooperate", "coordinate", "partner", "work"}), frozenset({"person", "official", "pronoun"})
#: Feelings that are support where they are owed to a party, and none where they go with what somebody does: "proud to announce".
FEELINGS = frozenset({"grateful", "thankful", "proud", "pleased", "delighted", "glad", "happy", "honored", "honoured", "privileged", "excited"})
#: What is said to be recognised where it is seen or owned, not a state or a government.
CLAUSES = frozenset({"ccomp", "xcomp", "csubj"})
#: Dependents that make one phrase with their word: what is withdrawn, and from what; not who withdraws it, nor when.
OF_THE_PHRASE = frozenset({"obj", "nsubj:pass", "compound", "compound:prt", "amod", "obl", "nmod"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may be a trigger, and what the lexicon says of it (the likeliest first)."""

    token: int
    matches: tuple[Trigger, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A trigger with its type and the odds of it."""

    token: int
    type: str
    mode: str | None
    pattern: str
    odds: float


@lru_cache(maxsize=65536)
def bare(word: str) -> tuple[str, ...]:
    """What an inflected form may come from, the form itself first."""
    forms = [word]
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            forms += [stem, stem + "e"] if ending in ("ing", "ed") else [stem]
            if len(stem) > 3 and stem[-1] == stem[-2]:
                forms.append(stem[:-1])
    return tuple(forms)


class Triggers:
    """The triggers of one reading."""

    def __init__(self, reading: Reading, statements: tuple[StatementDraft, ...], arguments: Arguments, plover: Plover) -> None:
        self.reading, self.statements, self.arguments, self.plover = reading, statements, arguments, plover

    def candidates(self) -> list[Candidate]:
        """Words of telling sentences that may be triggers."""
        reading = self.reading
        scores = reading.event_scores
        margin = scores[:, 1:].max(axis=1) - scores[:, 0] if len(scores) else np.zeros(0, dtype=np.float32)
        found: list[Candidate] = []
        for sentence in reading.sentences:
            if sentence.role not in TELLING_ROLES:
                continue
            for i in range(sentence.first, sentence.last):
                token = reading.tokens[i]
                if token.upos not in POS or (token.upos == "AUX" and token.lemma not in ("must", "should", "need")):
                    continue
                if token.lemma.lower() in COURTESY and self._courteous(token):
                    continue
                matches = self._matches(token)
                if self._phrase(i, matches) == NONE:
                    continue
                if matches or margin[i] >= -MODEL_MARGIN or i in self.arguments.cued:
                    found.append(Candidate(i, matches))
        self.arguments.tally([(c.token, c.matches[0].type) for c in found if c.matches])
        return found

    def _phrase(self, index: int, matches: tuple[Trigger, ...]) -> str | None:
        """The type that a whole phrase of the lexicon has ("pulled out of talks" is no retreat), or that it is none; null where the words stand for several."""
        special = [m for m in matches if m.beside]
        if not special:
            return None
        tokens, parts, prepositions = self.reading.tokens, set[str](), set[str]()
        for c in self.reading.children[index]:
            if tokens[c].deprel in OF_THE_PHRASE:
                (prepositions if tokens[c].lemma == "by" else parts).add(tokens[c].lemma.lower())
                prepositions.update(tokens[g].lemma.lower() for g in self.reading.children[c] if tokens[g].deprel == "case")
        whole = [m for m in special if parts | prepositions >= set(m.beside)]
        longest = [m for m in whole if len(m.beside) == max(len(w.beside) for w in whole)]
        return longest[0].type if len({m.type for m in longest}) == 1 and any(parts & set(m.beside) for m in longest) else None

    def _courteous(self, token: Token) -> bool:
        """Whether a word is said to the one who listens: without a subject, but for the name of the speaker before a colon; or greets him, "I welcome you"."""
        tokens, below = self.reading.tokens, self.reading.children[token.index]
        if token.lemma.lower() == "welcome" and any(tokens[c].deprel in ("obj", "iobj") and tokens[c].text.lower() == "you" for c in below):
            return True
        if any(tokens[c].deprel in SUBJECTS and not any(t.text == ":" for t in tokens[c : token.index]) for c in below):
            return False
        return token.deprel == "root" or any(tokens[c].deprel in ("obj", "iobj") and tokens[c].text.lower() == "you" for c in below)

    def _barred(self, token: Token) -> tuple[str, ...]:
        """The types that a word does not express as it stands: no agreement is "remains committed to", "its commitment", "share a commitment", no support
        "recognises that" or "proud to announce"."""
        tokens, below = self.reading.tokens, self.reading.children[token.index]
        lemma = token.lemma.lower()
        if lemma in TOGETHER and "VerbForm=Ger" in token.feats and not any(tokens[c].deprel in ("aux", "aux:pass") for c in below):
            return ("COOPERATE",)
        if lemma == "welcome" and token.upos == "VERB":
            guest = any(tokens[c].deprel == "obj" and (m := self.arguments.parties.by_head.get(c)) is not None and m.kind in GUESTS for c in below)
            return ("SUPPORT",) if guest and any(tokens[c].deprel == "obl" and self.arguments.preposition(c) == "to" for c in below) else ()
        if lemma in LASTING and token.upos == "NOUN" and token.head >= 0 and tokens[token.head].lemma.lower() in ("have", "share"):
            return ("AGREE",)
        if lemma in LASTING and token.upos == "NOUN":
            owned = any(tokens[c].deprel == "nmod:poss" or (tokens[c].deprel in ("amod", "compound") and c in self.arguments.parties.by_head) for c in below)
            return ("AGREE",) if owned or any(tokens[c].deprel == "nmod" and self.arguments.preposition(c) == "of" for c in below) else ()
        if lemma in LASTING:
            had = any(tokens[c].lemma.lower() == "have" for c in below)
            lasts = token.upos == "ADJ" or any(tokens[c].deprel in ("cop", "aux:pass") for c in below)
            return ("AGREE",) if lasts or (not had and "Tense=Past" in token.feats and "VerbForm=Part" in token.feats) else ()
        if lemma in FEELINGS and token.upos == "ADJ":
            owed = any(self.arguments.preposition(c) == "to" and self.arguments.parties.within(c) for c in below)
            return () if owed else ("SUPPORT",)
        if lemma in ("recognize", "recognise"):
            return ("SUPPORT",) if any(tokens[c].deprel in CLAUSES for c in below) else ()
        return ()

    def _matches(self, token: Token) -> tuple[Trigger, ...]:
        """What the lexicon says of a word, by its lemma or, where the model's lemma is no word of it, by what the bare form may come from."""
        pos = POS[token.upos]
        known = [form for form in (token.lemma.lower(), *bare(token.text.lower())) if self.plover.knows(form, pos)]
        if not known:
            return ()
        beside = self._beside(token.index)
        return next((found for form in known if (found := self.plover.triggers(form, pos, beside))), ())

    def _beside(self, index: int) -> list[str]:
        """Lemmas of a word's dependents, of the prepositions before its obliques, and of the word before it."""
        reading, out = self.reading, []
        for c in reading.children[index]:
            out.append(reading.tokens[c].lemma.lower())
            if reading.tokens[c].deprel in ("obl", "nmod", "advcl", "xcomp"):
                out.extend(reading.tokens[g].lemma.lower() for g in reading.children[c] if reading.tokens[g].deprel in ("case", "mark"))
        if index and reading.tokens[index - 1].sentence == reading.tokens[index].sentence:
            out.append(reading.tokens[index - 1].lemma.lower())
        return out

    def dense(self, candidates: list[Candidate]) -> NDArray[np.float32]:
        """A row of numbers for each candidate: its vector, its governor's, its event scores."""
        reading = self.reading
        rows = np.array([c.token for c in candidates], dtype=np.intp)
        above = np.array([max(reading.tokens[c.token].head, -1) for c in candidates], dtype=np.intp)
        governor = reading.vectors[above].copy()
        governor[above < 0] = 0
        scores = reading.event_scores[rows]
        return np.hstack([reading.vectors[rows], 0.5 * governor, (scores - scores[:, :1]) / 4]).astype(np.float32)

    def features(self, candidate: Candidate, roles: Roles) -> list[str]:
        """Named features of a candidate; `roles` are its parties as the rules see them."""
        reading, i = self.reading, candidate.token
        tokens = reading.tokens
        token, lemma = tokens[i], tokens[i].lemma.lower()
        first = candidate.matches[0].type if candidate.matches else NONE
        row = [f"lemma:{lemma}", f"lemma:{lemma}|{token.upos}", f"upos:{token.upos}", f"deprel:{token.deprel}", f"lex0:{first}", f"lex0:{first}|{token.upos}"]
        row += [f"lex:{m.type}" for m in candidate.matches]
        row += [f"with:{m.lemma}+{' '.join(m.beside)}" for m in candidate.matches if m.beside]
        if candidate.matches and candidate.matches[0].beside:
            row.append(f"special:{first}")
        row += [f"feat:{f}" for f in token.feats.split("|") if f.startswith(("Tense", "VerbForm", "Voice", "Mood", "Number"))]
        for c in reading.children[i]:
            relation, word = tokens[c].deprel, tokens[c].lemma.lower()
            row += [f"child:{relation}", f"child:{relation}|{first}"]
            if relation in ("compound:prt", "obj", "advmod", "amod", "compound", "aux", "nsubj", "det", "xcomp", "mark"):
                row += [f"child:{relation}={word}", f"lemma:{lemma}|{relation}={word}"]
            if relation in ("obl", "nmod"):
                preposition = self.arguments.preposition(c)
                row += [f"prep:{preposition}", f"prep:{preposition}|{lemma}", f"prep:{preposition}|{first}"]
        if token.head >= 0:
            g = tokens[token.head]
            row += [f"gov:{g.lemma.lower()}", f"gov:{g.lemma.lower()}|{token.deprel}", f"govupos:{g.upos}|{token.deprel}|{token.upos}"]
            above = self.plover.triggers(g.lemma.lower(), POS.get(g.upos, ""), ())
            if above:
                row += [f"govlex:{above[0].type}|{token.deprel}", f"govlex:{above[0].type}|{first}"]
        source, target = (roles.sources[0].kind if roles.sources else NONE), (roles.targets[0].kind if roles.targets else NONE)
        row += [f"source:{source}", f"target:{target}", f"parties:{source}|{target}"]
        row += [f"parties:{bool(roles.sources)}{bool(roles.targets)}|{first}|{token.upos}"]
        row += [f"mentions:{min(len(self.arguments.parties.by_sentence.get(token.sentence, ())), 4)}"]
        row += self._speech(i, first)
        return row

    def _speech(self, i: int, first: str) -> list[str]:
        """What statements the word is the cue of, or stands in."""
        row: list[str] = []
        if (cued := self.arguments.cued.get(i)) is not None:
            said = self.statements[cued]
            speaker = self.arguments.parties.by_head.get(said.source.head) if said.source is not None else None
            row += [f"cue:{said.act}", f"cue:{said.act}|{first}", f"cuelemma:{self.reading.tokens[i].lemma}|{said.act}"]
            row.append(f"cuesource:{speaker.kind if speaker else NONE}")
            inside = [self.arguments.parties.by_head[t] for t in said.tokens if t in self.arguments.parties.by_head]
            row += [f"cuecontent:{min(len(inside), 3)}|{said.kind}"]
            scores = self.reading.event_scores
            if said.tokens:
                row.append(f"contenttype:{(NONE, *EVENT_TYPES)[int(scores[list(said.tokens)].max(axis=0)[1:].argmax()) + 1]}")
        if (held := self.arguments.holder.get(i)) is not None:
            row += ["held", f"held:{self.statements[held].act}", f"held:{self.statements[held].act}|{first}", f"held:{self.statements[held].kind}"]
        return row

    def find(self, *, heads: Heads, least: float) -> list[Found]:
        """The triggers: as the head has them, or, without it, the lexicon's first type where the rules find a party."""
        candidates = self.candidates()
        if not candidates:
            return []
        roles = [self.arguments.rules(c.token, c.matches[0].type if c.matches else "ACCUSE") for c in candidates]
        found: list[Found] = []
        if "event_trigger" not in heads:
            for c, r in zip(candidates, roles, strict=True):
                if c.matches and (r.sources or r.targets):
                    phrase = self._phrase(c.token, c.matches)
                    m = next((m for m in c.matches if m.type != NONE and phrase in (None, m.type)), None)
                    found += [Found(c.token, m.type, m.mode, m.pattern, 0.5)] if m is not None else []
            return found
        head = heads["event_trigger"]
        odds = head.predict(self.dense(candidates), [self.features(c, r) for c, r in zip(candidates, roles, strict=True)])
        none = head.labels.index(NONE)
        for c, row in zip(candidates, odds, strict=True):
            out = [none, *(head.labels.index(kind) for kind in self._barred(self.reading.tokens[c.token]))]
            order = [int(k) for k in np.argsort(-row, kind="stable") if k not in out]
            sure = 1 - float(row[out].sum())
            if sure < least:
                continue
            kind = self._phrase(c.token, c.matches) or head.labels[order[0]]
            match = next((m for m in c.matches if m.type == kind), None)
            pattern = match.pattern if match else ("sym" if kind in SYMMETRIC_TYPES else "act")
            found.append(Found(c.token, kind, match.mode if match else None, pattern, sure))
        return found
