"""Which act a statement is, of what kind, to whom it is said and on what ground: cue, content and what stands beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import cast

import numpy as np
from numpy.typing import NDArray

from chancery.extract.contents import runs
from chancery.extract.cues import Attributions, Cue
from chancery.extract.moods import Moods
from chancery.extract.quotations import Quotations
from chancery.knowledge import Knowledge
from chancery.models.heads import Heads
from chancery.schema.evidence import Phrase, Span
from chancery.schema.reading import Reading
from chancery.schema.statement import Act, StatementKind

HEAD = "statement_act"
#: What the vectors of the cue, of the content's head and of the speaker count for beside the mean of the content's (crisis by crisis).
CUE, CORE, SPEAKER = 0.4, 0.4, 0.3
#: Verbs that ask somebody even where he is not named.
_ASKING = frozenset({"ask", "request", "recommend", "advise"})
_MODALS = frozenset({"will", "would", "wo", "'ll", "’ll", "must", "should", "can", "could", "may", "might", "shall", "ought", "need"})
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "nothing", "if", "unless"})


@lru_cache(maxsize=4)
def telling(knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    """Words that tell an act by standing in its content, each with its acts."""
    found: dict[str, list[str]] = {}
    for row in knowledge.table("act_words"):
        found.setdefault(row["word"], []).append(row["act"])
    return {word: tuple(acts) for word, acts in found.items()}


class Acts:
    """Features of statements' acts, and what surrounds them."""

    def __init__(self, reading: Reading, attributions: Attributions, quotations: Quotations, *, knowledge: Knowledge) -> None:
        self._telling = telling(knowledge)
        self.reading, self.attributions, self.quotations = reading, attributions, quotations
        self._moods = Moods(reading, attributions, knowledge=knowledge)
        self.tokens = reading.tokens

    def content_head(self, tokens: tuple[int, ...]) -> int:
        """The token that governs the content's first run."""
        return self.attributions.head(*runs(tokens)[0])

    def dense(self, cue: Cue, tokens: tuple[int, ...]) -> NDArray[np.float32]:
        """The mean of the content's vectors, and beside it those of the cue, of the content's head and of the speaker (zeros where none is named)."""
        vectors = self.reading.vectors
        speaker = vectors[cue.source] if cue.source is not None else np.zeros_like(vectors[cue.token])
        beside = (CUE * vectors[cue.token], CORE * vectors[self.content_head(tokens)], SPEAKER * speaker)
        return np.concatenate([vectors[list(tokens)].mean(axis=0), *beside]).astype(np.float32)

    def features(self, cue: Cue, tokens: tuple[int, ...]) -> list[str]:
        """Names of what the cue and the content show."""
        head = self.content_head(tokens)
        h = self.tokens[head]
        found = [f"cue={cue.lemma}", f"pos={cue.pos}", f"content={h.upos}", f"head={h.lemma.lower()}", f"form={self.tokens[tokens[0]].text.lower()}"]
        if cue.entry is not None:
            found += [f"act={cue.entry.act}", f"class={cue.entry.kind}", f"act={cue.entry.act} content={h.upos}"]
        for c in self.reading.children[head]:
            t = self.tokens[c]
            word = t.text.lower()
            if t.deprel in ("aux", "aux:pass", "cop"):
                found.append(f"aux={word}")
            elif t.deprel in ("nsubj", "nsubj:pass"):
                found.append(f"subject={word}" if t.upos == "PRON" else f"subject={t.upos}")
                if t.upos == "PRON":
                    found += [f"subject={word} aux={self.tokens[d].text.lower()}" for d in self.reading.children[head] if self.tokens[d].deprel == "aux"]
            elif t.deprel == "advmod" and word in ("not", "n't", "n’t", "never"):
                found.append("negated")
            elif t.deprel == "mark":
                found.append(f"mark={word}")
        feats = h.feats
        for name in ("Tense=", "Mood=", "VerbForm="):
            found += [f for f in feats.split("|") if f.startswith(name)]
        told: Counter[str] = Counter()
        for i in tokens[:60]:
            t = self.tokens[i]
            word = t.text.lower()
            if word in _MODALS or word in _NEGATIONS:
                found.append(f"has {word}")
            acts = self._telling.get(word) or self._telling.get(t.lemma.lower())
            if acts:
                told.update(acts)
                found.append(f"has {t.lemma.lower()}")
        for act, n in sorted(told.items()):
            found += [f"tells {act}>{k}" for k in (0, 1, 2, 4) if n > k]
        if told:
            most, n = max(sorted(told.items()), key=lambda x: x[1])
            found.append(f"tells {most} most" if n > 1 else "tells little")
            if cue.entry is not None:
                found.append(f"class={cue.entry.kind} tells={most}")
        for c in self.reading.children[cue.token]:
            t = self.tokens[c]
            if t.deprel in ("obl", "obj", "iobj", "xcomp", "ccomp", "advcl", "obl:agent"):
                found.append(f"cue has {t.deprel} {self.attributions.case(c)}")
                found.append(f"{cue.lemma} has {t.deprel} {self.attributions.case(c)}")
            elif t.deprel in ("aux", "advmod"):
                found.append(f"cue {t.text.lower()}")
        if cue.source is not None:
            found.append(f"speaker={self.tokens[cue.source].lemma.lower()}")
        source_odds = self.reading.event_scores[cue.token]
        found.append(f"event={int(source_odds.argmax())}")
        found.append(f"content event={int(self.reading.event_scores[list(tokens), 1:].max(axis=0).argmax())}")
        found.append(f"kind={self.kind(cue, tokens)}")
        return found + self._moods.features(cue, tokens)

    def all(self, said: Sequence[tuple[Cue, tuple[int, ...]]], *, heads: Heads) -> list[Act]:
        """The act of each cue with its content, by the learned head where there is one, else by the lexicon."""
        if not said:
            return []
        if HEAD in heads:
            weighed = heads[HEAD].best(np.stack([self.dense(cue, tokens) for cue, tokens in said]), [self.features(cue, tokens) for cue, tokens in said])
            acts = [cast(Act, label) for label, _ in weighed]
        else:
            acts = [cue.entry.act if cue.entry is not None else "assert" for cue, _ in said]
        return [self._asked(act, cue, tokens) for act, (cue, tokens) in zip(acts, said, strict=True)]

    def act(self, cue: Cue, tokens: tuple[int, ...], *, heads: Heads) -> Act:
        """The act of one cue with its content, as `all` gives it."""
        return self.all([(cue, tokens)], heads=heads)[0]

    def _asked(self, act: Act, cue: Cue, tokens: tuple[int, ...]) -> Act:
        """The act, after a word of asking a request told from an appeal by whether somebody is asked; a call demands nothing."""
        if cue.entry is None or cue.entry.act not in ("request", "appeal") or cue.lemma in _ASKING:
            return act
        if act in ("request", "appeal") or (act == "demand" and cue.lemma == "call"):
            # "urged them to leave" asks somebody, "called for calm" nobody by name
            asked = any(self.tokens[i].text == "to" and self.tokens[i].upos == "PART" for i in tokens) or bool(self.addressees(cue, tokens))
            return "request" if asked else "appeal"
        return act

    def kind(self, cue: Cue, tokens: tuple[int, ...]) -> StatementKind:
        """Direct where all words stand in quotation marks, indirect where none do; a quotation that holds the cue too does not count."""
        outer = self.quotations.number(cue.token)
        words = [i for i in tokens if self.tokens[i].text[0].isalnum()]
        quoted = 0
        for i in words:
            n = self.quotations.number(i)
            if n >= 0 and n != outer:
                quoted += 1
        if not quoted:
            return "indirect"
        return "direct" if quoted >= len(words) else "mixed"

    def addressees(self, cue: Cue, tokens: tuple[int, ...]) -> tuple[Phrase, ...]:
        """To whom it is said: the told, the urged, the called on."""
        a, found = self.attributions, []
        for c in self.reading.children[cue.token]:
            t = self.tokens[c]
            if t.upos not in ("NOUN", "PROPN", "PRON") or c == cue.source:
                continue
            if t.deprel == "obj":
                addressed = c not in tokens or a.child(cue.token, "xcomp") is not None
            elif t.deprel == "nsubj:pass":
                addressed = c not in tokens and a.child(cue.token, "obl:agent") is not None
            elif t.deprel == "obl":
                case = a.case(c)
                addressed = case == "to" or (not case and c not in tokens) or (cue.lemma == "call" and case in ("on", "upon"))
            else:
                addressed = t.deprel == "iobj"
            if addressed:
                found.append(c)
        return tuple(a.phrase(c) for c in found)

    def basis(self, cue: Cue) -> Span | None:
        """The ground the source gives: "citing …", "based on …", "on the basis of …" beside the cue."""
        at = cue.token
        for c in self.reading.children[at]:
            t = self.tokens[c]
            low = t.text.lower()
            if (t.deprel in ("advcl", "acl", "parataxis") and low in ("citing", "quoting", "referencing")) or low == "based":
                below = self.reading.subtree(c)
                words = [i for i in below if self.tokens[i].upos != "PUNCT"]
                if words and words[-1] - words[0] < 40:
                    return self.reading.span(words[0], words[-1] + 1)
        return None
