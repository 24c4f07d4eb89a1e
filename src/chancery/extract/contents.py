"""What a cue's source may have said: several readings of the same attribution, by the parse, by quotation marks, by the model, for a ranking to choose from.

In: a reading with its cues and quotations; out: `Content`s, each a run or runs of tokens with the names of the rules that found it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chancery.extract.cues import Attributions, Cue
from chancery.extract.quotations import Quotations
from chancery.schema.evidence import Span
from chancery.schema.reading import Reading

#: Relations that make a clause of what depends on a cue.
CLAUSES = ("ccomp", "csubj")
#: Relations by which an attribution may hang on what it attributes.
HOSTED = ("parataxis", "advcl", "ccomp", "acl:relcl", "dep", "discourse", "conj", "appos", "nsubj")
#: Prepositions that lead what is said, denied, asked for.
LEADING = frozenset(
    {
        "for", "of", "about", "against", "on", "to", "at", "with", "over", "in", "as", "from", "into", "upon", "toward", "towards", "regarding",
        "concerning"
    }
)  # fmt: skip
#: How many sentences of quotation one attribution may govern.
RUN = 24
_ATTRIBUTING = ("advmod", "aux", "aux:pass", "cop", "mark", "cc", "punct", "obl:unmarked", "expl")


@dataclass(frozen=True, slots=True)
class Content:
    """One reading of what was said: `tokens` in order, the rules that found it, and how many further sentences of quotation it takes in."""

    tokens: tuple[int, ...]
    rules: tuple[str, ...]
    run: int


class Contents:
    """Finds the contents of cues."""

    def __init__(self, reading: Reading, attributions: Attributions, quotations: Quotations, cues: list[Cue]) -> None:
        self.reading, self.attributions, self.quotations = reading, attributions, quotations
        self.tokens = reading.tokens
        self.word = [t.text[0].isalnum() or t.text[-1].isalnum() for t in reading.tokens]
        self._cue_tokens = frozenset(c.token for c in cues if c.entry is not None and c.entry.kind != "mind" and c.pos == "VERB")
        self._model: dict[int, list[tuple[int, int]]] = {}
        for a in reading.attributions:
            if a.role == "content":
                for s in {self.tokens[a.first].sentence, self.tokens[a.last - 1].sentence}:
                    self._model.setdefault(s, []).append((a.first, a.last))
        self._subtrees: dict[int, list[int]] = {}
        self._runs: dict[int, list[int]] = {}

    def of(self, cue: Cue) -> list[Content]:
        """All readings of what the cue attributes, without repeats, in the order they were found."""
        found: dict[tuple[int, ...], list[str]] = {}
        for rule, tokens in self._all(cue):
            clean = self.clean(self._from_opening(tokens, cue), cue)
            if clean:
                rules = found.setdefault(clean, [])
                if rule not in rules:
                    rules.append(rule)
        contents = [Content(tokens, tuple(rules), 0) for tokens, rules in found.items()]
        run = self.run(self.tokens[cue.token].sentence)
        if run:
            more = [i for s in run for i in range(self.reading.sentences[s].first, self.reading.sentences[s].last)]
            longer: dict[tuple[int, ...], Content] = {}
            for c in contents:
                clean = self.clean([*c.tokens, *more], cue)
                longer.setdefault(clean, Content(clean, c.rules, len(run)))
            contents += longer.values()
        return contents

    def _from_opening(self, tokens: list[int], cue: Cue) -> list[int]:
        """The tokens, and before them the quotation's earlier sentences where they begin within one that opened before their sentence."""
        if not tokens:
            return tokens
        first = min(tokens)
        quotation = self.quotations.at(first)
        start = self.reading.sentences[self.tokens[first].sentence].first
        if quotation is None or quotation.first >= start or quotation.holds(cue.token) or any(self.word[i] for i in range(start, first)):
            return tokens
        return [*range(quotation.first, first), *tokens]

    def subtree(self, token: int) -> list[int]:
        """The token and all below it."""
        if token not in self._subtrees:
            self._subtrees[token] = self.reading.subtree(token)
        return self._subtrees[token]

    def run(self, sentence: int) -> list[int]:
        """The sentences after this one that hold nothing but quotation and follow one that ends in quotation, or open after its colon."""
        if sentence not in self._runs:
            self._runs[sentence] = self._run(sentence)
        return self._runs[sentence]

    def _run(self, sentence: int) -> list[int]:
        sentences, found = self.reading.sentences, []
        for s in sentences[sentence + 1 : sentence + 1 + RUN]:
            if s.role not in ("body", "caption") or not self.wholly_quoted(s.first, s.last):
                break
            found.append(s.index)
        if found and found[-1] + 1 < len(sentences):
            # a quotation that goes on into a sentence with an attribution of its own belongs there
            number, after = self.quotations.number(sentences[found[-1]].last - 1), sentences[found[-1] + 1]
            if number == self.quotations.number(after.first) and not self.wholly_quoted(after.first, after.last):
                while found and number == self.quotations.number(sentences[found[-1]].first):
                    found.pop()
        return found

    def wholly_quoted(self, first: int, last: int) -> bool:
        """Whether every word from `first` to `last` (exclusive) stands in quotation marks; where there is none, every mark."""
        words = [i for i in range(first, last) if self.word[i]]
        return all(self.quotations.number(i) >= 0 for i in words or range(first, last))

    def clean(self, tokens: Iterable[int], cue: Cue) -> tuple[int, ...]:
        """In order, without the marks and the "that" at the edges of its runs, with the marks between its words."""
        kept = set(tokens)
        if cue.first <= cue.token < cue.last:
            kept.discard(cue.token)
        joined: list[tuple[int, int]] = []
        for a, b in runs(sorted(kept)):
            if joined and not any(self.word[joined[-1][1] : a]):
                joined[-1] = (joined[-1][0], b)
            else:
                joined.append((a, b))
        out: list[int] = []
        for a, b in joined:
            while a < b and (not self.word[a] or (self.tokens[a].text.lower() == "that" and self.tokens[a].deprel in ("mark", "case") and a + 1 < b)):
                a += 1
            while b > a and not self.word[b - 1]:
                b -= 1
            out.extend(range(a, b))
        return tuple(out)

    def spans(self, tokens: tuple[int, ...]) -> tuple[Span, ...]:
        """The text of the tokens, a span a run, with the quotation marks of its edges where they close what it opens; runs that marks alone divide are one."""
        found: list[Span] = []
        text = self.reading.article.text
        for a, b in runs(tokens):
            opening, closing = self.quotations.at(a), self.quotations.at(b - 1)
            if opening is not None and opening.first == a:
                a = opening.outer_first
            if closing is not None and closing.first >= tokens[0]:
                end = b
                while end < closing.last and not self.word[end]:
                    end += 1
                if end == closing.last and not closing.open and self.quotations.number(b - 1) == self.quotations.number(min(end, len(self.tokens) - 1)):
                    b = closing.outer_last
            elif b < len(self.tokens) and self.tokens[b].text == ")" and [t.text for t in self.tokens[a:b] if t.text in "()"][-1:] == ["("]:
                b += 1
            span = self.reading.span(a, b)
            between = text[found[-1].end : span.start] if found else ""
            if found and (span.start <= found[-1].end or not ("\n" in between or any(c.isalnum() for c in between))):
                span = Span(found.pop().start, span.end)
            found.append(span)
        return tuple(found)

    # -- the rules ------------------------------------------------------------------------------------------------------------------------------------

    def _all(self, cue: Cue) -> Iterable[tuple[str, list[int]]]:
        if cue.lemma in ("according", "per") and cue.pos == "ADP":
            yield from self._according(cue)
        elif cue.pos == "NOUN" or cue.pos == "PROPN":
            yield from self._noun(cue)
        else:
            yield from self._verb(cue)
        yield from self._around(cue)
        yield from self._by_model(cue)

    def _verb(self, cue: Cue) -> Iterable[tuple[str, list[int]]]:
        a, v = self.attributions, cue.token
        clauses = a.children(v, *CLAUSES)
        for c in clauses:
            own = self.subtree(c)
            yield "clause", own
            yield from self._cut(cue, c, own)
        if len(clauses) > 1:
            yield "clauses", [i for c in clauses for i in self.subtree(c)]
        objects = a.children(v, "obj")
        predicates = a.children(v, "xcomp")
        obliques = [c for c in a.children(v, "obl", "advcl", "acl", "advmod") if c > v and a.case(c) in LEADING]
        for c in objects:
            own = self.subtree(c)
            yield "object", own
            yield "object words", [i for i in own if not self._late(c, i)]
            for d in a.children(c, "acl", "acl:relcl", "ccomp", "nmod"):
                below = self.subtree(d)
                yield ("object clause" if self.tokens[d].deprel != "nmod" else "object phrase"), self._without_case(d, below)
        for c in predicates:
            yield "predicate", self.subtree(c)
            for d in a.children(c, *CLAUSES):
                yield "predicate clause", self.subtree(d)
        for o in (*objects, *a.children(v, "iobj")):
            for c in predicates:
                yield "object and predicate", self.subtree(o) + self.subtree(c)
            for c in clauses:
                yield "object and clause", self.subtree(o) + self.subtree(c)
            rest = [i for c in obliques if c > o for i in self.subtree(c)]
            if rest:
                yield "object and phrases", self.subtree(o) + rest
                first = next(c for c in obliques if c > o)
                yield "object and phrase", self.subtree(o) + self.subtree(first)
        for c in obliques:
            own = self._without_case(c, self.subtree(c))
            yield f"phrase {a.case(c)}", own
            for d in predicates:
                yield "phrase and predicate", own + self.subtree(d)
            for d in a.children(v, "advcl", "ccomp", "xcomp"):
                if d > c:
                    yield "phrase and clause", own + self.subtree(d)
            for d in a.children(c, "acl", "advcl", "acl:relcl"):
                yield "phrase's clause", self.subtree(d)
        passive = a.child(v, "nsubj:pass")
        if passive is not None:
            rest = [i for c in obliques if a.case(c) != "by" for i in self.subtree(c)]
            yield "passive", self.subtree(passive) + rest
            yield "passive subject", self.subtree(passive)
            for c in predicates:
                yield "passive and predicate", self.subtree(passive) + self.subtree(c)
        for c in a.children(v, "parataxis", "dep", "appos", "advcl", "conj"):
            if c > v or self.tokens[c].deprel == "parataxis":
                yield f"beside {self.tokens[c].deprel}", self.subtree(c)
        token = self.tokens[v]
        if token.head >= 0 and token.deprel in HOSTED:
            own_words = set(self.subtree(v))
            if token.deprel in ("advcl", "acl:relcl", "conj") and a.child(v, *CLAUSES, "xcomp", "obj") is not None:
                return
            yield f"host {token.deprel}", [i for i in self.subtree(token.head) if i not in own_words]

    def _cut(self, cue: Cue, clause: int, own: list[int]) -> Iterable[tuple[str, list[int]]]:
        """A clause without what may hang on it by mistake: the same speaker's next attribution, a relative clause or adverbial at its end."""
        end = own[-1] + 1
        for i in own:
            token = self.tokens[i]
            further = i > max(clause, cue.token) and i in self._cue_tokens and token.deprel in ("conj", "advcl", "parataxis", "acl")
            if further and self.attributions.child(i, "nsubj") is None:
                below = self.subtree(i)
                if below[-1] >= end - 3 and "VerbForm=Inf" not in token.feats:
                    first = below[0]
                    while first - 1 > clause and (not self.word[first - 1] or self.tokens[first - 1].deprel == "cc"):
                        first -= 1
                    yield "clause to next cue", [j for j in own if j < first]
                    break
        for i in range(own[-1], clause, -1):
            if self.tokens[i].text in (",", "—", "–", ";"):
                yield "clause to last mark", [j for j in own if j < i]
                break
        for c in reversed(self.reading.children[clause]):
            if c > clause and self.tokens[c].deprel == "conj" and self.tokens[c].upos == "VERB" and self.attributions.child(c, "nsubj", "nsubj:pass") is None:
                first = self.subtree(c)[0]
                while first - 1 > clause and not self.word[first - 1]:
                    first -= 1
                yield "clause without its last conjunct", [j for j in own if j < first]
                break
        for c in reversed(self.reading.children[clause]):
            if c > clause and self.tokens[c].deprel in ("advcl", "obl") and self.subtree(c)[-1] >= end - 2:
                drop = set(self.subtree(c))
                yield "clause without its end", [j for j in own if j not in drop]
                break

    def _late(self, head: int, token: int) -> bool:
        """Whether the token belongs to a clause or apposition behind the noun `head`."""
        at = token
        while at != head and at >= 0:
            if self.tokens[at].head == head:
                return self.tokens[at].deprel in ("acl", "acl:relcl", "appos", "parataxis")
            at = self.tokens[at].head
        return False

    def _without_case(self, head: int, tokens: list[int]) -> list[int]:
        """The tokens of a phrase without its preposition or conjunction; the "to" of an infinitive stays."""
        below = [c for c in self.reading.children[head] if c < head]
        case = {c for c in below if self.tokens[c].deprel == "case" or (self.tokens[c].deprel == "mark" and self.tokens[c].text.lower() != "to")}
        return [i for i in tokens if i not in case]

    def _noun(self, cue: Cue) -> Iterable[tuple[str, list[int]]]:
        a, n = self.attributions, cue.token
        for c in a.children(n, "acl", "ccomp", "acl:relcl", "advcl", "xcomp", "appos", "parataxis", "dep"):
            if c > n:
                yield f"noun's {self.tokens[c].deprel}", self.subtree(c)
                for d in a.children(c, *CLAUSES):
                    if self.tokens[c].deprel in ("acl", "acl:relcl"):
                        yield "noun's clause", self.subtree(d)
        for c in a.children(n, "nmod", "obl"):
            case = a.case(c)
            if c > n and case in LEADING:
                own = self.subtree(c)
                yield f"noun's {case}", self._without_case(c, own)
                rest = [i for d in a.children(n, "nmod", "acl", "obl") if d > c for i in self.subtree(d)]
                if rest:
                    yield "noun's phrases", self._without_case(c, own) + rest
        token = self.tokens[n]
        if token.head >= 0 and token.deprel in ("obj", "obl", "nsubj", "nsubj:pass"):
            for c in a.children(token.head, *CLAUSES, "xcomp", "acl", "advcl"):
                if c > n:
                    yield "verb's clause", self.subtree(c)
            for c in a.children(token.head, "obl"):
                if c > n and a.case(c) in LEADING:
                    yield f"verb's {a.case(c)}", self._without_case(c, self.subtree(c))

    def _according(self, cue: Cue) -> Iterable[tuple[str, list[int]]]:
        head = cue.source if cue.source is not None else self.tokens[cue.token].head
        sentence = self.reading.sentences[self.tokens[cue.token].sentence]
        hung = self.tokens[head].head == cue.token  # "according" taken for the verb of what it is said of
        own = set(self.subtree(head)) | (set(range(cue.first, cue.last)) if hung else set(self.subtree(cue.token)))
        at = self.tokens[head].head
        depth = 0
        while at >= 0 and depth < 4:
            below = self.subtree(at)
            yield f"clause above {depth}", [i for i in below if i not in own]
            at, depth = self.tokens[at].head, depth + 1
        yield "rest", [i for i in range(sentence.first, sentence.last) if i not in own]
        if depth == 0:  # the noun heads the sentence: what it is said of lies below it
            tail = [c for c in self.reading.children[head] if self.tokens[c].deprel in ("parataxis", "acl:relcl", "appos", "advcl", "conj")]
            for c in tail:
                yield "beside", self.subtree(c)

    def _around(self, cue: Cue) -> Iterable[tuple[str, list[int]]]:
        """What stands before and after the attribution phrase in its sentence, and the quotations of the sentence."""
        sentence = self.reading.sentences[self.tokens[cue.token].sentence]
        low, high = self.phrase(cue)
        outer = self.quotations.number(cue.token)
        before = [i for i in range(sentence.first, low) if outer < 0 or self.quotations.number(i) == outer]
        after = [i for i in range(high, sentence.last) if outer < 0 or self.quotations.number(i) == outer]
        if outer < 0:
            quoted_before = [i for i in before if self.quotations.number(i) >= 0]
            quoted_after = [i for i in after if self.quotations.number(i) >= 0]
            if quoted_before:
                yield "quoted before", quoted_before
                whole = [i for i in before if i >= quoted_before[0]]
                if len(whole) > len(quoted_before):
                    yield "from quote", whole
            if quoted_after:
                yield "quoted after", quoted_after
                yield "to quote", list(range(high, quoted_after[-1] + 1))
            if quoted_before and quoted_after:
                yield "quoted", quoted_before + quoted_after
        if not any(self.word[i] for i in before) and sentence.first > 0:
            earlier = self.quotations.at(sentence.first - 1)
            between = self.reading.article.text[self.tokens[sentence.first - 1].end : sentence.start]
            if earlier is not None and earlier.outer_last == sentence.first and "\n" not in between:
                yield "quotation before", list(range(earlier.first, earlier.last))
        last = next((i for i in after if self.tokens[i].text in (";", "—", "–")), sentence.last)
        if cue.pos != "NOUN":
            yield "before", before
            yield "before and after", before + after
        yield "after", after
        if last < sentence.last:
            yield "after, to the mark", [i for i in after if i < last]

    def phrase(self, cue: Cue) -> tuple[int, int]:
        """The attribution phrase around a cue as tokens `first` to `last` (exclusive): cue, source, and the words between and beside them."""
        a = self.attributions
        sentence = self.reading.sentences[self.tokens[cue.token].sentence]
        low, high = min(cue.first, cue.token), max(cue.last, cue.token + 1)
        parts: list[int] = []
        if cue.pos == "ADP" and cue.source is not None:
            parts = self.subtree(cue.source)
        else:
            for c in self.reading.children[cue.token]:
                if self.tokens[c].deprel in _ATTRIBUTING and self.word[c]:
                    parts.append(c)
                elif self.tokens[c].deprel in ("obl", "iobj") and a.case(c) in ("in", "on", "at", "to", "during", "after", "by", ""):
                    below = self.subtree(c)
                    if not any(self.quotations.number(i) >= 0 for i in below):
                        parts.extend(below)
            if cue.source is not None and cue.source_rule in ("subject", "agent", "model", "owner") and self.tokens[cue.source].sentence == sentence.index:
                span = self.subtree(cue.source)
                parts.extend(i for i in span if abs(i - cue.source) < 40 and cue.token not in span)
                parts.append(cue.source)
            elif cue.source == cue.token - 1 and "VerbForm=Fin" in self.tokens[cue.token].feats:
                said = set(self.subtree(cue.token))
                parts.extend(i for i in self.subtree(cue.source) if i not in said)
        inside = {i for i in parts if sentence.first <= i < sentence.last} | set(range(low, high))
        # grow from the cue outwards while the words belong to it; marks in between go along
        while low > sentence.first and (low - 1 in inside or (not self.word[low - 1] and low - 2 in inside)):
            low -= 1
        while high < sentence.last and (high in inside or (not self.word[high] and high + 1 in inside)):
            high += 1
        return low, high

    def _by_model(self, cue: Cue) -> Iterable[tuple[str, list[int]]]:
        s = self.tokens[cue.token].sentence
        spans = self._model.get(s, [])
        if not spans:
            return
        left = [x for x in spans if x[1] <= cue.token]
        right = [x for x in spans if x[0] > cue.token]
        around = [x for x in spans if x[0] <= cue.token < x[1]]
        if left:
            yield "model left", list(range(*left[-1]))
        if right:
            yield "model right", list(range(*right[0]))
        if left and right:
            yield "model both", [*range(*left[-1]), *range(*right[0])]
        for x in around:
            yield "model within", [i for i in range(*x) if i > cue.token]


def runs(tokens: Iterable[int]) -> list[tuple[int, int]]:
    """Runs of following numbers, each as first and last (exclusive)."""
    found: list[tuple[int, int]] = []
    first = end = -1
    for i in tokens:
        if i != end:
            if end >= 0:
                found.append((first, end))
            first = i
        end = i + 1
    if end >= 0:
        found.append((first, end))
    return found
