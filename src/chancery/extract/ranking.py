"""Which reading of an attribution holds, if any: named features of a cue with one reading of its content, for the learned head.

In: cues, contents, quotations; out: rows of feature names. The words' vectors add nothing to them, crisis by crisis, so the head goes without.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

import numpy as np

from chancery.extract.contents import Content, Contents, runs
from chancery.extract.cues import Attributions, Cue
from chancery.extract.quotations import Quotations
from chancery.schema.reading import Reading

_EDGES = (0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97)
_LENGTHS = (1, 2, 3, 5, 8, 12, 20, 35, 60)
_SMALL_WORDS = frozenset({"PART", "SCONJ", "ADP", "DET", "PRON", "CCONJ", "ADV"})
_FIRST_PERSON = frozenset(["i", "we", "my", "our", "us", "me"])


def _bucket(value: float, edges: tuple[float, ...]) -> str:
    return str(bisect_right(edges, value))


class Ranking:
    """Features of cues and their contents."""

    def __init__(self, reading: Reading, attributions: Attributions, quotations: Quotations, contents: Contents) -> None:
        self.reading, self.attributions, self.quotations, self.contents = reading, attributions, quotations, contents
        self.tokens = reading.tokens
        self._content = list(accumulate(attributions.content_odds, initial=0.0))
        self._cue = list(accumulate(attributions.cue_odds, initial=0.0))
        self._begins: list[float] = np.exp(reading.attribution_scores[:, 5]).tolist() if len(reading.tokens) else []
        self._finite = list(accumulate(("VerbForm=Fin" in t.feats for t in self.tokens), initial=0))
        self._quoted: dict[int, set[int]] = {}
        self._entity = {i: e.label for e in reading.entities for i in range(e.first, e.last)}

    def of_cue(self, cue: Cue) -> list[str]:
        """What does not depend on the content."""
        tokens, a = self.tokens, self.attributions
        token = tokens[cue.token]
        kind = cue.entry.kind if cue.entry else "unknown"
        # within another's content the model tells no cues: its word counts otherwise there
        within = "within " if a.content_odds[cue.token] > 0.5 else ""
        score = within + _bucket(cue.score, _EDGES)
        found = [f"lemma={cue.lemma}", f"pos={cue.pos}", f"class={kind}", f"class={kind} score={score}", f"score={score}"]
        found.append(f"deprel={token.deprel}")
        feats = token.feats
        tense = next((f[6:] for f in feats.split("|") if f.startswith("Tense=")), "")
        form = next((f[9:] for f in feats.split("|") if f.startswith("VerbForm=")), "")
        found += [f"form={form}{tense}", f"class={kind} form={form}{tense}"]
        for c in self.reading.children[cue.token]:
            relation, word = tokens[c].deprel, tokens[c].text.lower()
            if relation in ("aux", "aux:pass"):
                found.append(f"aux={word}")
            elif relation == "mark":
                found.append(f"mark={word}")
            elif relation == "advmod" and word in ("not", "n't", "n’t", "never", "reportedly", "allegedly", "previously", "repeatedly", "also", "later"):
                found.append(f"adverb={word}")
        source = cue.source
        found.append(f"source={cue.source_rule}")
        if source is not None:
            s = tokens[source]
            word = s.text.lower() if s.upos == "PRON" else self._entity.get(source, s.upos)
            found += [f"speaker={word}", f"class={kind} speaker={word}", f"source odds={within}{_bucket(a.source_odds[source], _EDGES)}"]
            if s.upos == "NOUN":
                found.append(f"speaker lemma={s.lemma.lower()}")
            if word in _FIRST_PERSON:
                found.append("first person")
        inside = self.quotations.number(cue.token) >= 0
        found.append(f"quoted cue={inside}")
        if within:
            found.append("within content")
        if token.head >= 0:
            head = tokens[token.head]
            found.append(f"head={head.lemma.lower()}" if head.upos in ("VERB", "AUX") else f"head={head.upos}")
            found.append(f"head cue={within}{_bucket(a.cue_odds[token.head], _EDGES)}")
            if a.cue_odds[token.head] > 0.3:
                found += [f"cue's {token.deprel}", f"cue's {token.deprel} class={kind}"]
        if within:
            clause = a.child(cue.token, "ccomp") is not None
            other = source is not None and tokens[source].text.lower() not in _FIRST_PERSON
            found.append(f"nested class={kind} clause={clause} other speaker={other}")
            found.append(f"nested clause={clause} other speaker={other} quoted={inside}")
        last = self.reading.sentences[token.sentence].last - 1
        if tokens[last].text == "?":
            found.append("question")
        return found

    def of_content(self, cue: Cue, content: Content, alone: bool) -> list[str]:
        """What depends on the content; `alone`: the cue has no other reading."""
        kind = cue.entry.kind if cue.entry else "unknown"
        ts, q = content.tokens, self.quotations
        first, last = ts[0], ts[-1] + 1
        parts = runs(ts)
        found = []
        for rule in content.rules:
            found += [f"rule={rule}", f"class={kind} rule={rule}", f"lemma={cue.lemma} rule={rule}"]
        found.append(f"rules={min(len(content.rules), 4)}")
        has_run = bool(self.contents.run(self.tokens[cue.token].sentence))
        if has_run:
            base = [r for r in content.rules if r.startswith(("quoted", "before", "after", "from", "to quote"))]
            found += [f"run={min(content.run, 3)}", f"run={content.run > 0} quoted={bool(base)}", f"run={content.run > 0} form={self.tokens[cue.token].deprel}"]
            found.append(f"run={content.run > 0} within={q.number(cue.token) >= 0}")
        inside = sum(self._content[b] - self._content[a] for a, b in parts) / len(ts)
        cues = sum(self._cue[b] - self._cue[a] for a, b in parts)
        found += [f"inside={_bucket(inside, _EDGES)}", f"cues inside={_bucket(cues, (0.3, 0.7, 1.5, 2.5))}"]
        sentence = self.reading.sentences[self.tokens[cue.token].sentence]
        before, after = first - 1, last
        while before >= sentence.first and not self.contents.word[before]:
            before -= 1
        while after < sentence.last and not self.contents.word[after]:
            after += 1
        odds = self.attributions.content_odds
        found.append(f"before={_bucket(odds[before], _EDGES) if before >= sentence.first else 'edge'}")
        found.append(f"after={_bucket(odds[after], _EDGES) if after < sentence.last else 'edge'}")
        found.append(f"begins={_bucket(self._begins[first], _EDGES)}")
        found.append(f"length={_bucket(len(ts), _LENGTHS)}")
        found.append(f"class={kind} length={_bucket(len(ts), (2, 4, 10))}")
        found.append(f"parts={min(len(parts), 3)}")
        side = "left" if last <= cue.token else "right" if first > cue.token else "both"
        found += [f"side={side}", f"side={side} pos={cue.pos}"]
        gap = (cue.token - last) if side == "left" else first - cue.token if side == "right" else 0
        found.append(f"gap={_bucket(gap, (2, 3, 5, 9, 15))} {side}")
        outer = q.number(cue.token)
        all_numbers = [q.number(i) for i in ts]
        numbers = [n for n, i in zip(all_numbers, ts, strict=True) if self.contents.word[i]]
        quoted = sum(n >= 0 and n != outer for n in numbers) / max(1, len(numbers))
        share = "all" if quoted > 0.99 else "most" if quoted > 0.5 else "some" if quoted > 0 else "none"
        found += [f"quoted={share}", f"quoted={share} side={side}", f"class={kind} quoted={share}"]
        for name, i in (("first", first), ("last", last - 1)):
            n = q.number(i)
            if n >= 0 and n != outer:
                own = q.all[n]
                edge = i == own.first if name == "first" else i >= own.last - 2
                found.append(f"{name} in quotation, at edge={edge}")
        # quotations of the sentence that the content leaves out
        if sentence.index not in self._quoted:
            self._quoted[sentence.index] = {q.number(i) for i in range(sentence.first, sentence.last)} - {-1}
        left_out = self._quoted[sentence.index].difference(all_numbers, (outer,))
        found.append(f"left out={min(len(left_out), 2)} quoted={share}")
        head = self.attributions.head(*parts[0])
        found += [f"content={self.tokens[head].upos}", f"content deprel={self.tokens[head].deprel}", f"class={kind} content={self.tokens[head].upos}"]
        word = self.tokens[first].text.lower()
        upos = self.tokens[first].upos
        found.append(f"first word={word}" if upos in _SMALL_WORDS else f"first={upos}")
        finite = any(self._finite[b] > self._finite[a] for a, b in parts)
        found += [f"finite={finite}", f"class={kind} finite={finite}", f"pos={cue.pos} finite={finite}"]
        mark = self.tokens[last - 1].index + 1
        if mark < sentence.last:
            found.append(f"next={self.tokens[mark].text if not self.contents.word[mark] else self.tokens[mark].upos}")
        if first - 1 >= sentence.first:
            found.append(f"previous={self.tokens[first - 1].text if not self.contents.word[first - 1] else self.tokens[first - 1].upos}")
        if alone:
            found.append("alone")
        return found
