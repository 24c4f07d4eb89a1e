"""How the clauses of a content are put: of whom each speaks as its speaker sees him, in which tense or modality, negated or not, and what "we" do by saying it.

In: a cue with its content; out: names of features for the head of acts.
"""

from __future__ import annotations

from chancery.extract.cues import Attributions, Cue
from chancery.extract.modality import NEGATIONS
from chancery.extract.parties import parties_of
from chancery.knowledge import Knowledge
from chancery.schema.reading import Reading

#: At most so many clauses of a content are looked at.
CLAUSES = 6
MODALS = {w: w for w in ("will", "would", "must", "should", "can", "could", "may", "might", "shall", "ought", "need")}
MODALS |= {"wo": "will", "'ll": "will", "’ll": "will", "ca": "can"}
_HAVE = frozenset({"have", "has", "had", "'ve", "’ve"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})
_BESIDE = frozenset({"aux", "aux:pass", "cop"})
#: Relations of a word that is no clause of its own, and those by which a clause stands beside or below the first.
_PARTS = frozenset({"punct", "case", "mark", "aux", "cop", "cc"})
_FURTHER = frozenset({"conj", "parataxis", "ccomp"})
_NONE = NEGATIONS | {"nothing", "nobody", "none", "neither"}


class Moods:
    """The clauses of contents in one reading."""

    def __init__(self, reading: Reading, attributions: Attributions, *, knowledge: Knowledge) -> None:
        self.reading, self.attributions = reading, attributions
        self.tokens = reading.tokens
        self.parties = parties_of(reading, knowledge)

    def features(self, cue: Cue, tokens: tuple[int, ...]) -> list[str]:
        """Names of what the speaker is, of how the clauses are put, and of what they perform."""
        speaker = self._codes(cue.source)
        act = cue.entry.act if cue.entry is not None else "-"
        found = self._speaker(cue, act, bool(speaker))
        for n, clause in enumerate(self.clauses(tokens)):
            whom, mood = self.person(self._subject(clause), speaker), self.mood(clause)
            put = (f"subject is {whom}", f"subject is {whom} {mood}", f"mood {mood}")
            found += put
            if n == 0:
                found += [*(f"first {p}" for p in put), f"act={act} subject is {whom}", f"act={act} mood {mood}"]
        return found + self._performed(tokens)

    def clauses(self, tokens: tuple[int, ...]) -> list[int]:
        """The heads of a content's main clauses and of those beside them, in order."""
        inside, found = set(tokens), []
        for i in tokens:
            t = self.tokens[i]
            if (t.head in inside and t.deprel not in _FURTHER) or t.deprel in _PARTS or t.upos not in ("VERB", "AUX", "ADJ", "NOUN"):
                continue
            if t.upos in ("VERB", "AUX") or any(self.tokens[c].deprel in ("nsubj", "cop") for c in self.reading.children[i]):
                found.append(i)
        return found[:CLAUSES]

    def person(self, subject: int | None, speaker: frozenset[str]) -> str:
        """Who a subject is to a speaker of the party `speaker`: first, second, third, it, own, other, its, actor, thing; party where his own is unknown."""
        if subject is None:
            return "none"
        token, low = self.tokens[subject], self.tokens[subject].text.lower()
        owners = {self.tokens[c].text.lower() for c in self.attributions.children(subject, "nmod:poss")}
        if low in ("i", "we") or owners & {"our", "my"}:
            return "first"
        if token.upos == "PRON" or low == "you":
            return {"you": "second", "he": "third", "she": "third", "they": "third", "it": "it"}.get(low, "pronoun")
        codes = self._codes(subject)
        if codes:
            return "party" if not speaker else "own" if codes & speaker else "other"
        if owners & {"its", "his", "her", "their"}:
            return "its"
        return "actor" if subject in self.parties.by_head else "thing"

    def mood(self, clause: int) -> str:
        """The modal of a clause, else its tense or form; "not" behind it where it is negated."""
        return self._tense(clause) + (" not" if self._negated(clause) else "")

    def _tense(self, clause: int) -> str:
        beside = [self.tokens[c] for c in self.attributions.children(clause, *_BESIDE)]
        words = [t.text.lower() for t in beside]
        modal = next((MODALS[w] for w in words if w in MODALS), None)
        if modal is not None:
            return modal
        own = self.tokens[clause]
        feats = "|".join([own.feats, *(t.feats for t in beside)])
        if own.text.lower() == "going":
            return "going"
        if not _HAVE.isdisjoint(words):
            return "perfect"
        if "Tense=Past" in feats and "VerbForm=Fin" in feats:
            return "past"
        if "VerbForm=Ger" in feats or ("VerbForm=Part" in feats and "Tense=Pres" in feats):
            return "progressive"
        if "Tense=Pres" in feats:
            return "present"
        return "infinitive" if "VerbForm=Inf" in own.feats else "bare"

    def _negated(self, clause: int) -> bool:
        for c in self.reading.children[clause]:
            t = self.tokens[c]
            if t.text.lower() in _NONE and t.deprel in ("advmod", "det", "nsubj", "obj"):
                return True
            if t.deprel in ("obj", "nsubj", "nsubj:pass") and any(self.tokens[d].text.lower() == "no" for d in self.reading.children[c]):
                return True
        return False

    def _subject(self, clause: int) -> int | None:
        """The clause's subject, or that of the clause it goes on from."""
        token = self.tokens[clause]
        own = self.attributions.child(clause, *_SUBJECTS)
        if own is None and token.deprel in ("conj", "xcomp") and token.head >= 0:
            return self.attributions.child(token.head, "nsubj", "nsubj:pass")
        return own

    def _codes(self, token: int | None) -> frozenset[str]:
        """The parties that a phrase names."""
        return frozenset(m.code for m in self.parties.within(token) if m.code) if token is not None else frozenset()

    def _speaker(self, cue: Cue, act: str, known: bool) -> list[str]:
        """What kind of speaker it is."""
        if cue.source is None:
            return ["speaker is none"]
        token, mention = self.tokens[cue.source], self.parties.by_head.get(cue.source)
        kind = mention.kind if mention is not None else token.upos
        plural = "many" if "Number=Plur" in token.feats else "one"
        return [f"speaker is {kind}", f"speaker is {kind} {'known' if known else 'unknown'}", f"speaker is {kind} act={act}", f"speaker is {plural}"]

    def _performed(self, tokens: tuple[int, ...]) -> list[str]:
        """The acts that "we" do in saying so: "we condemn", "our demand"."""
        lexicon, found = self.attributions.lexicon, []
        for i in tokens:
            t = self.tokens[i]
            entry = lexicon.get((t.text.lower(), t.upos)) if t.upos in ("VERB", "NOUN") else None
            if entry is None:
                continue
            if t.upos == "NOUN":
                if any(self.tokens[c].text.lower() in ("our", "my") for c in self.attributions.children(i, "nmod:poss")):
                    found.append(f"ours {entry.act}")
            elif self.person(self._subject(i), frozenset()) == "first" and not self._negated(i):
                found += [f"performs {entry.act}", f"performs {entry.lemma}", f"performs {entry.act} {self._tense(i)}"]
        return found
