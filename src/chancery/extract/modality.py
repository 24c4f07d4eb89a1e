"""Whether an event happened, is under way, is to come, may come, or did not happen. In: a trigger's token; out: its modality.

Auxiliaries, tense, negation and the words that govern the trigger decide; a learned head over the same cues corrects the broad class (actual, future, negated).
"""

from __future__ import annotations

from functools import lru_cache

from chancery.knowledge import Knowledge
from chancery.models.heads import Heads
from chancery.schema.event import Modality
from chancery.schema.reading import Reading

#: The broad class of each modality, as the head knows them.
BROAD: dict[str, str] = {
    "occurred": "actual", "ongoing": "actual", "planned": "future", "possible": "future", "conditional": "future", "demanded": "future", "denied": "negated",
}  # fmt: skip
DEFAULT: dict[str, Modality] = {"actual": "occurred", "future": "planned", "negated": "denied"}
#: Dependents of a word that may bear on its modality.
BESIDE = frozenset({"aux", "mark", "advmod", "det", "cop", "cc"})
UNREAL = frozenset({"possible", "potential", "planned", "future", "upcoming", "imminent", "proposed", "threatened", "forthcoming"})
NEGATIONS = frozenset({"not", "n't", "never", "no", "n’t"})


@lru_cache(maxsize=4)
def cue_words(knowledge: Knowledge) -> dict[str, frozenset[str]]:
    """Lemmas of cue words, by the modality they give."""
    groups: dict[str, set[str]] = {}
    for row in knowledge.table("modality"):
        groups.setdefault(row["modality"], set()).add(row["lemma"])
    return {kind: frozenset(words) for kind, words in groups.items()}


class Modalities:
    """The modality of triggers in one reading."""

    def __init__(self, reading: Reading, *, knowledge: Knowledge) -> None:
        self.reading = reading
        self.words = cue_words(knowledge)

    def _below(self, token: int) -> list[str]:
        """Lemmas of the auxiliaries, marks, negations and adverbs of a word."""
        tokens = self.reading.tokens
        return [tokens[c].lemma.lower() for c in self.reading.children[token] if tokens[c].deprel.split(":")[0] in BESIDE]

    def chain(self, trigger: int) -> list[tuple[int, str]]:
        """The words that govern the trigger, nearest first, with the relation by which each does, as far as its clause and those above reach."""
        tokens, node = self.reading.tokens, trigger
        out: list[tuple[int, str]] = []
        while tokens[node].head >= 0 and len(out) < 4:
            out.append((tokens[node].head, tokens[node].deprel))
            node = tokens[node].head
        return out

    def features(self, trigger: int, kind: str) -> list[str]:
        """Named features of a trigger's modality."""
        tokens = self.reading.tokens
        token = tokens[trigger]
        rule = self.rule(trigger)
        rows = [f"type:{kind}", f"upos:{token.upos}", f"lemma:{token.lemma}", f"deprel:{token.deprel}", f"rule:{rule}", f"rule:{rule}|{kind}"]
        rows += [f"feat:{f}" for f in token.feats.split("|")]
        below = self._below(trigger)
        rows += [f"below:{w}" for w in below]
        rows += [f"amod:{tokens[c].lemma}" for c in self.reading.children[trigger] if tokens[c].deprel == "amod"]
        rows += [f"mods:{tokens[c].deprel}" for c in self.reading.children[trigger]]
        for step, (governor, relation) in enumerate(self.chain(trigger)[:3]):
            g = tokens[governor]
            rows += [f"gov{step}:{g.lemma}", f"gov{step}:{g.lemma}|{relation}", f"gov{step}rel:{relation}|{g.upos}"]
            rows += [f"gov{step}below:{w}" for w in self._below(governor)]
            rows += [f"gov{step}is:{k}" for k, words in self.words.items() if g.lemma.lower() in words]
            rows += [f"gov{step}feat:{f}" for f in g.feats.split("|") if f.startswith(("Tense", "VerbForm"))]
        return rows

    def rule(self, trigger: int) -> Modality:
        """The modality that the nearest cue gives."""
        tokens, words = self.reading.tokens, self.words
        token = tokens[trigger]
        below = self._below(trigger)
        negated = any(w in NEGATIONS for w in below)
        if negated and not any(w == "only" for w in below):
            return "denied"
        if any(w in ("if", "unless") for w in below):
            return "conditional"
        if any(w in ("may", "might", "could", "can") for w in below):
            return "possible"
        if "would" in below:
            return "conditional"
        if any(w in ("will", "shall", "'ll", "’ll") for w in below):
            return "planned"
        if any(w in ("should", "must") for w in below):
            return "demanded"
        modifiers = {tokens[c].lemma.lower() for c in self.reading.children[trigger] if tokens[c].deprel == "amod"}
        if token.upos in ("NOUN", "PROPN") and modifiers & UNREAL:
            return "planned"
        finite = token.upos in ("VERB", "AUX") and "VerbForm=Fin" in token.feats
        if not finite:
            for governor, relation in self.chain(trigger)[:3]:
                g, base = tokens[governor], relation.split(":")[0]
                if base in ("advcl", "parataxis", "nsubj", "acl") and not ("VerbForm=Inf" in token.feats and base in ("acl", "advcl")):
                    break
                lemma, beside = g.lemma.lower(), self._below(governor)
                if base in ("xcomp", "ccomp", "acl", "obj", "nmod", "obl", "nsubj", "advcl", "conj"):
                    if lemma in words["demanded"] and g.upos in ("VERB", "NOUN"):
                        return "demanded"
                    if lemma in words["denied"] and base in ("xcomp", "obj", "acl", "ccomp", "nmod"):
                        return "denied"
                    if lemma in words["planned"] and base in ("xcomp", "acl", "obj", "ccomp", "nmod"):
                        return "planned"
                    if any(w in NEGATIONS for w in beside) and base in ("xcomp", "obj"):
                        return "denied"
                    if any(w in ("may", "might", "could") for w in beside) and base in ("obj", "xcomp", "conj"):
                        return "possible"
                    if any(w in ("will", "would", "shall") for w in beside) and base in ("obj", "xcomp", "conj", "obl"):
                        return "planned"
                if g.upos == "VERB" and "VerbForm=Fin" in g.feats:
                    break
        if token.upos == "VERB" and "VerbForm=Part" in token.feats and "Tense=Pres" in token.feats:
            return "ongoing"
        return "occurred"

    def decide(self, triggers: list[tuple[int, str]], *, heads: Heads) -> list[Modality]:
        """The modality of each (token, type): the head's class where it is there, in the rule's shade where the two agree."""
        ruled = [self.rule(t) for t, _ in triggers]
        if "event_modality" not in heads or not triggers:
            return ruled
        head = heads["event_modality"]
        classes = head.best(None, [self.features(t, kind) for t, kind in triggers])
        return [r if BROAD[r] == label else DEFAULT[label] for r, (label, _) in zip(ruled, classes, strict=True)]
