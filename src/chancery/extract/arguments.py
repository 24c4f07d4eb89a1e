"""Who acts upon whom: the parties of an event's trigger. In: a trigger's token and the mentions of parties; out: sources and targets as mentions.

Rules read subjects, objects, agents, possessors and controllers off the parse; a learned head weighs every mention in reach,
with what the rules say among its features.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from chancery.extract.parties import Mention, Parties
from chancery.models.heads import Heads
from chancery.models.roles import Roles as Projections
from chancery.schema.event import SPOKEN_TYPES, SYMMETRIC_TYPES
from chancery.schema.reading import Reading
from chancery.schema.statement import StatementDraft

#: Prepositions before whom an act is directed at.
TOWARDS = frozenset({
    "on", "against", "at", "upon", "to", "toward", "towards", "with", "into", "of", "for", "from", "over", "about", "between", "among", "in", "near",
})  # fmt: skip
VERB_TOWARDS = frozenset({"on", "against", "at", "upon", "to", "toward", "towards", "with", "into", "from", "for"})
#: Types of whose nouns "of" names the target ("the killing of").
OBJECTIVE = frozenset({"ASSAULT", "COERCE", "SUPPORT", "ACCUSE", "REJECT"})
#: Odds at which a mention is a party, at which the likeliest is where none is, and at which one coordinate with that is (chosen on the training articles,
#: crisis by crisis).
SOURCE_ODDS, TARGET_ODDS = (0.7, 0.3, 0.2), (0.5, 0.4, 0.4)


@dataclass(slots=True)
class Roles:
    """Mentions by role, the likeliest first; `weighed` has all in reach with their odds as source and as target, where the heads weighed them."""

    sources: list[Mention] = field(default_factory=list)
    targets: list[Mention] = field(default_factory=list)
    weighed: list[tuple[Mention, float, float]] = field(default_factory=list)

    def add(self, role: str, mentions: list[Mention]) -> None:
        """Add mentions to a role, each once, none of the other role."""
        own, other = (self.sources, self.targets) if role == "source" else (self.targets, self.sources)
        own.extend(m for m in mentions if m not in own and m not in other)


def _apart(values: list[float], rows: list[list[list[str]]]) -> list[list[float]]:
    """The values of all rows, divided as the rows are."""
    at, out = 0, []
    for own in rows:
        out.append(values[at : at + len(own)])
        at += len(own)
    return out


class Arguments:
    """The arguments of triggers in one reading."""

    def __init__(self, reading: Reading, parties: Parties, statements: tuple[StatementDraft, ...]) -> None:
        self.reading, self.parties, self.statements = reading, parties, statements
        self.seen: dict[tuple[str, str, str], set[int]] = {}
        self._ruled: dict[tuple[int, str], Roles] = {}
        self._clauses: dict[int, int] = {}
        self.holder: dict[int, int] = {}
        self.cued: dict[int, int] = {}
        for i, s in enumerate(statements):
            for t in s.tokens:
                self.holder[t] = i  # the innermost statement comes last
            if s.cue_token is not None:
                self.cued.setdefault(s.cue_token, i)

    # ---- the parse

    def _children(self, token: int, *relations: str) -> list[int]:
        tokens = self.reading.tokens
        return [c for c in self.reading.children[token] if tokens[c].deprel in relations]

    def preposition(self, token: int) -> str:
        """The lemma of the preposition before a phrase, or nothing."""
        tokens = self.reading.tokens
        return next((tokens[c].lemma.lower() for c in self.reading.children[token] if tokens[c].deprel == "case" and tokens[c].lemma != "'s"), "")

    def subjects(self, verb: int, *, depth: int = 4) -> tuple[list[int], bool]:
        """Head tokens of a verb's subjects, its own or its controller's, and whether it undergoes the act (passive)."""
        tokens = self.reading.tokens
        passive = bool(self._children(verb, "nsubj:pass", "aux:pass", "csubj:pass"))
        own = self._children(verb, "nsubj", "nsubj:pass", "nsubj:outer")
        if own:
            return [a for o in own for a in self._antecedent(verb, o)], passive
        token = tokens[verb]
        if token.head < 0 or not depth:
            return [], passive
        base, governor = token.deprel.split(":")[0], token.head
        if token.deprel == "acl:relcl" or base == "acl":
            participle = "VerbForm=Part" in token.feats and ("Tense=Past" in token.feats or "Voice=Pass" in token.feats)
            if token.deprel != "acl:relcl" and participle:
                return [governor], True
            if "VerbForm=Inf" in token.feats and tokens[governor].upos == "NOUN":
                inner, _ = self.subjects_of_noun(governor, depth=depth - 1)
                return inner, passive
            return [governor], passive
        if base == "xcomp":
            objects = self._children(governor, "obj", "iobj")
            if objects:
                return objects, passive
            oblique = [o for o in self._children(governor, "obl") if self.preposition(o) in ("on", "upon", "for", "to")]
            return (oblique, passive) if oblique else (self.subjects(governor, depth=depth - 1)[0], passive)
        if base in ("conj", "advcl", "ccomp", "parataxis"):
            look = self.subjects if tokens[governor].upos in ("VERB", "ADJ", "AUX") else self.subjects_of_noun
            subjects, undergone = look(governor, depth=depth - 1)
            if base == "conj" and not self._children(verb, "obj", "aux") and undergone and "VerbForm=Part" in token.feats:
                return subjects, True
            return subjects, passive
        return [], passive

    def _antecedent(self, verb: int, subject: int) -> list[int]:
        """What a relative pronoun stands for, else the subject itself."""
        token, tokens = self.reading.tokens[subject], self.reading.tokens
        if token.lemma.lower() in ("who", "which", "that") and token.upos in ("PRON", "SCONJ", "DET"):
            clause = verb
            while tokens[clause].deprel == "conj" and tokens[clause].head >= 0:
                clause = tokens[clause].head
            if tokens[clause].deprel == "acl:relcl":
                return [tokens[clause].head]
        return [subject]

    def subjects_of_noun(self, noun: int, *, depth: int = 3) -> tuple[list[int], bool]:
        """Who does what a noun says: the possessor, or the subject of the verb it depends on."""
        tokens = self.reading.tokens
        owners = self._children(noun, "nmod:poss") + [c for c in self._children(noun, "nmod") if self.preposition(c) == "by"]
        if owners:
            return owners, False
        subjects = self._children(noun, "nsubj")
        if subjects:
            return subjects, False
        head = tokens[noun].head
        if depth and head >= 0 and tokens[head].upos in ("VERB", "AUX") and tokens[noun].deprel.split(":")[0] in ("obj", "obl", "xcomp"):
            subjects, passive = self.subjects(head, depth=depth - 1)
            return ([], False) if passive else (subjects, False)
        if depth and head >= 0 and tokens[noun].deprel in ("conj", "nmod", "compound"):
            return self.subjects_of_noun(head, depth=depth - 1)
        return [], False

    # ---- rules

    def rules(self, trigger: int, kind: str) -> Roles:
        """The parties as the parse has them; not to be changed."""
        known = self._ruled.get((trigger, kind))
        if known is None:
            known = self._ruled[trigger, kind] = self._rules(trigger, kind)
        return known

    def _rules(self, trigger: int, kind: str) -> Roles:
        roles = Roles()
        token = self.reading.tokens[trigger]
        if token.upos in ("VERB", "AUX") or (token.upos == "ADJ" and self._children(trigger, "cop")):
            self._of_verb(trigger, kind, roles)
        else:
            self._of_noun(trigger, kind, roles)
        if kind in SPOKEN_TYPES:
            self._of_speech(trigger, kind, roles)
        if kind in SYMMETRIC_TYPES:
            roles.sources.extend(m for m in roles.targets if m not in roles.sources)
            roles.targets.clear()
        return roles

    def _of_verb(self, verb: int, kind: str, roles: Roles) -> None:
        subjects, passive = self.subjects(verb)
        within = self.parties.within
        agents = self._children(verb, "obl:agent") + [o for o in self._children(verb, "obl") if passive and self.preposition(o) == "by"]
        for s in subjects:
            roles.add("target" if passive else "source", within(s))
        for a in agents:
            roles.add("source", within(a))
        for o in self._children(verb, "obj", "iobj"):
            roles.add("target", within(o))
        obliques = [o for o in self._children(verb, "obl") if o not in agents and self.preposition(o) in VERB_TOWARDS]
        if kind in SYMMETRIC_TYPES:
            obliques = [o for o in obliques if self.preposition(o) in ("with", "to", "between", "among", "and")]
        for o in obliques:
            if not roles.targets or kind in SYMMETRIC_TYPES:
                roles.add("target", within(o))
        if token_of := self._relative_object(verb, passive):
            roles.add("target", within(token_of))
        if not roles.targets:
            for c in self._children(verb, "xcomp", "advcl", "obl"):
                for o in self._children(c, "obj", "obl", "nmod"):
                    roles.add("target", within(o))
                if roles.targets:
                    break

    def _relative_object(self, verb: int, passive: bool) -> int | None:
        """In "the town the rebels took", the town."""
        token = self.reading.tokens[verb]
        if token.deprel == "acl:relcl" and not passive and not self._children(verb, "obj"):
            subjects = self._children(verb, "nsubj")
            if subjects and self._antecedent(verb, subjects[0]) != [token.head]:
                return token.head
        return None

    def _of_noun(self, noun: int, kind: str, roles: Roles) -> None:
        tokens, within = self.reading.tokens, self.parties.within
        # who condemns a raid did not stage it
        told = kind not in SPOKEN_TYPES and tokens[noun].head in self.cued and tokens[noun].deprel.split(":")[0] in ("obj", "obl")
        undergone = [] if told else self._light_verb(noun, roles)
        for c in self._children(noun, "nmod:poss", "amod", "compound", "nmod:desc", "nmod:unmarked"):
            roles.add("source", within(c, depth=1))
        for c in self._children(noun, "nmod"):
            preposition = self.preposition(c)
            of_actor = preposition == "of" and not roles.sources and kind not in OBJECTIVE
            if preposition in ("by", "between", "among") or of_actor:
                roles.add("source", within(c))
            elif preposition in TOWARDS:
                roles.add("target", within(c))
        if undergone and not roles.targets:
            roles.add("target", undergone)
        if not roles.sources and not told:
            subjects, _ = self.subjects_of_noun(noun)
            for s in subjects:
                roles.add("source", within(s))
        if not roles.targets:
            for c in self._children(noun, "acl"):
                for o in self._children(c, "obj", "obl"):
                    roles.add("target", within(o))
        if not roles.targets and tokens[noun].deprel in ("obj", "obl", "nsubj:pass", "nsubj") and tokens[noun].head >= 0:
            for c in self._children(tokens[noun].head, "obl"):
                if c != noun and self.preposition(c) in ("on", "against", "with", "to", "at", "from", "toward", "towards"):
                    roles.add("target", within(c))

    def _light_verb(self, noun: int, roles: Roles) -> list[Mention]:
        """The subject of the verb a noun depends on acts ("staged a raid"); a passive's undergoes where the noun is its means ("died in a raid")."""
        tokens = self.reading.tokens
        token = tokens[noun]
        if token.head < 0 or token.deprel.split(":")[0] not in ("obj", "obl") or tokens[token.head].upos != "VERB":
            return []
        subjects, passive = self.subjects(token.head)
        mentions = [m for s in subjects for m in self.parties.within(s)]
        if passive or (token.deprel == "obl" and tokens[token.head].lemma in ("die", "come", "suffer", "receive", "face")):
            return mentions
        if token.deprel == "obj":
            roles.add("source", mentions)
        return []

    def _of_speech(self, trigger: int, kind: str, roles: Roles) -> None:
        """Speech has its speaker as source, and its addressee or whom the content is about as target."""
        index = self.cued.get(trigger)
        statement = self.statements[index] if index is not None else None
        if statement is not None:
            if not roles.sources and statement.source is not None and statement.source.head in self.parties.by_head:
                roles.add("source", [self.parties.by_head[statement.source.head]])
            if not roles.targets:
                roles.add("target", [self.parties.by_head[p.head] for p in statement.addressees if p.head in self.parties.by_head])
        if roles.targets:
            return
        for c in self._children(trigger, "ccomp", "xcomp", "parataxis", "acl"):
            for s in self.subjects(c)[0]:
                roles.add("target", self.parties.within(s))
        if not roles.sources and (holder := self.holder.get(trigger)) is not None and kind != "REJECT":
            source = self.statements[holder].source
            if source is not None and source.head in self.parties.by_head:
                roles.add("source", [self.parties.by_head[source.head]])

    # ---- the learned head

    def path(self, start: int, end: int, *, limit: int = 5) -> str:
        """The way through the parse from one token to another: relations up (<) and down (>), prepositions with them."""
        tokens = self.reading.tokens
        above: dict[int, int] = {}
        node, steps = start, 0
        while node >= 0 and steps <= limit:
            above[node] = steps
            node, steps = tokens[node].head, steps + 1
        down: list[str] = []
        node = end
        while node >= 0 and node not in above and len(down) <= limit:
            relation = tokens[node].deprel
            if relation in ("obl", "nmod"):
                relation += "." + self.preposition(node)
            down.append(">" + relation)
            node = tokens[node].head
        if node not in above or len(down) + above[node] > limit:
            return "far"
        up, climb = [], start
        while climb != node:
            up.append("<" + tokens[climb].deprel)
            climb = tokens[climb].head
        return "".join(up) + "".join(reversed(down))

    def tally(self, triggers: list[tuple[int, str]]) -> None:
        """Count how often the rules see each party in each role of each type: who attacks in one sentence attacks in the next."""
        self.seen = {}
        for token, kind in triggers:
            roles = self.rules(token, kind)
            for role, mentions in (("s", roles.sources), ("t", roles.targets)):
                for m in mentions:
                    if m.code:
                        self.seen.setdefault((kind, role, m.code), set()).add(token)
                        self.seen.setdefault(("", role, m.code), set()).add(token)

    def _elsewhere(self, kind: str, role: str, code: str, trigger: int) -> str:
        """How often, of none, one and more, a party has a role with triggers other than this."""
        return str(min(len(self.seen.get((kind, role, code), set()) - {trigger}), 2)) if code else "?"

    def reach(self, trigger: int) -> list[tuple[Mention, str]]:
        """The mentions that may be parties, with where they stand: the sentence, the statement around, the sentence before, the article at large."""
        by_head, by_sentence = self.parties.by_head, self.parties.by_sentence
        sentence = self.reading.tokens[trigger].sentence
        found = [(m, "here") for m in by_sentence.get(sentence, ()) if m.head != trigger]
        known = {m.code for m, _ in found if m.code}
        index, levels = self.holder.get(trigger), 0
        while index is not None and levels < 3:
            statement = self.statements[index]
            for phrase, origin in [(statement.source, "speaker"), *((a, "addressee") for a in statement.addressees)]:
                m = by_head.get(phrase.head) if phrase is not None else None
                if m is not None and all(m is not other for other, _ in found):
                    found.append((m, origin))
                    known.add(m.code)
            index, levels = statement.via, levels + 1
        before = by_sentence.get(sentence - 1, ()) if sentence and self.reading.sentences[sentence - 1].role == self.reading.sentences[sentence].role else ()
        for m, origin in [*((m, "before") for m in before), *((m, "article") for m in self.parties.salient(3))]:
            if m.code and m.code not in known:
                known.add(m.code)
                found.append((m, origin))
        return found

    def features(self, trigger: int, kind: str, pattern: str, reach: list[tuple[Mention, str]], roles: Roles) -> list[list[str]]:
        """Named features of each mention as a party of the trigger."""
        tokens = self.reading.tokens
        token = tokens[trigger]
        passive = self.subjects(trigger)[1] if token.upos == "VERB" else False
        form = f"{token.upos}{'p' if passive else ''}"
        inside = [m.head for m, o in reach if o == "here"]
        near = {max((h for h in inside if h < trigger), default=-1), min((h for h in inside if h > trigger), default=-1)}
        holder, cued = self.holder.get(trigger), self.cued.get(trigger)
        held = self.statements[holder].source if holder is not None else None
        said = self.statements[cued] if cued is not None else None
        cue = f"{said.act}" if said is not None else ("in" if held is not None else "")
        sources, targets = {m.code for m in roles.sources if m.code}, {m.code for m in roles.targets if m.code}
        clause = self._clause(trigger)
        taken = f"{bool(roles.sources)}{bool(roles.targets)}"
        here = sum(o == "here" for _, o in reach)
        rows: list[list[str]] = []
        elsewhere: dict[str, tuple[str, ...]] = {}
        for m, origin in reach:
            path = self.path(trigger, m.head) if origin == "here" else origin
            role = ("s" if m in roles.sources else "") + ("t" if m in roles.targets else "")
            alike = ("s" if m.code in sources else "") + ("t" if m.code in targets else "")
            last = path.rsplit(">", 1)[-1] if ">" in path else ("up" if origin == "here" else origin)
            order = ("before" if m.head < trigger else "after") if origin == "here" else origin
            close = "near" if m.head in near else "off"
            speaker = ("held" if held is not None and m.first <= held.head < m.last else "") + (
                "said" if said is not None and said.source is not None and m.first <= said.source.head < m.last else "")  # fmt: skip
            addressed = "to" if said is not None and any(m.first <= a.head < m.last for a in said.addressees) else ""
            rank = str(min(self.parties.rank[m.code], 3)) if m.code in self.parties.rank else "?"
            if m.code not in elsewhere:
                elsewhere[m.code] = tuple(self._elsewhere(k, r, m.code, trigger) for k in (kind, "") for r in ("s", "t"))
            acts, suffers, acting, suffering = elsewhere[m.code]
            main, own = tokens[m.head].deprel, tokens[m.head].lemma
            rows.append([
                f"rule:{role}", f"rule:{role}|{kind}", f"rule:{role}|{m.kind}", f"rule:{role}|{taken}", f"path:{form}{path}", f"path:{path}|{kind}",
                f"path:{path}|{role}", f"last:{last}|{form}", f"last:{last}|{kind}", f"first:{path[:12].split('>')[0]}|{form}", f"alike:{role}|{alike}",
                f"alike:{alike}|{kind}",
                f"kind:{m.kind}", f"kind:{m.kind}|{kind}", f"kind:{m.kind}|{last}", f"order:{order}|{close}|{form}", f"order:{order}|{kind}|{token.upos}",
                f"speaker:{speaker}|{cue}", f"speaker:{speaker}|{kind}|{cue}", f"lemma:{token.lemma}|{last}", f"pattern:{pattern}|{order}|{last}",
                f"few:{min(here, 4)}|{role}", f"taken:{taken}|{role}|{order}", f"taken:{taken}|{order}|{kind}", f"addressed:{addressed}|{kind}",
                f"word:{own}|{kind}", f"clause:{origin == 'here' and clause == self._clause(m.head)}|{order}|{kind}",
                f"main:{main}|{kind}|{origin}", f"main:{main}|{order}|{cue}",
                f"origin:{origin}|{kind}", f"origin:{origin}|{taken}|{rank}",
                f"rank:{rank}", f"rank:{rank}|{kind}", f"acts:{acts}|{suffers}", f"acts:{acts}|{suffers}|{kind}", f"acts:{acts}|{suffers}|{taken}|{origin}",
                f"acting:{acting}|{suffering}", f"acting:{acting}|{suffering}|{taken}|{origin}",
            ])  # fmt: skip
        return rows

    @staticmethod
    def beside(rows: list[list[str]], reach: list[tuple[Mention, str]], kind: str, sources: list[Mention]) -> list[list[str]]:
        """The features of mentions as targets, once the sources are known: those of the sources' own party seldom are."""
        codes = {m.code for m in sources if m.code}
        out = []
        for row, (m, origin) in zip(rows, reach, strict=True):
            own = "itself" if m in sources else ("same" if m.code in codes else "other" if m.code and codes else "?")
            out.append([*row, f"own:{own}", f"own:{own}|{kind}", f"own:{own}|{origin}|{kind}", f"own:{own}|{m.kind}"])
        return out

    def fitting(self, triggers: Sequence[int], reached: Sequence[list[tuple[Mention, str]]], weigh: Projections) -> list[NDArray[np.float32]]:
        """How well each mention in reach of each trigger fits as its source and as its target by their vectors: rows of four numbers.

        They are its log-odds of both, and how far these are above the best other mention's.
        """
        mentions = list(dict.fromkeys(m.head for reach in reached for m, _ in reach))
        place = {head: i for i, head in enumerate(mentions)}
        odds = weigh.of(self.reading.vectors, list(triggers), mentions)
        found = []
        for own, reach in zip(odds, reached, strict=True):
            here = own[[place[m.head] for m, _ in reach]] if reach else np.zeros((0, 2), np.float32)
            lead = here.copy()
            if len(here) > 1:
                second, best = np.sort(here, axis=0)[-2:]
                lead -= np.where(here == best, second, best)
            found.append(np.asarray(np.hstack([here, lead]) / 4, dtype=np.float32))
        return found

    def _clause(self, token: int) -> int:
        """The verb whose clause a token stands in."""
        tokens, at = self.reading.tokens, token
        found = self._clauses.get(token)
        if found is None:
            while tokens[at].head >= 0 and tokens[at].upos not in ("VERB", "AUX"):
                at = tokens[at].head
            found = self._clauses[token] = at
        return found

    def choose(self, trigger: int, kind: str, pattern: str, *, heads: Heads) -> Roles:
        """The parties of one trigger, as `choose_all` gives them."""
        return self.choose_all([(trigger, kind, pattern)], heads=heads)[0]

    def choose_all(self, triggers: Sequence[tuple[int, str, str]], *, heads: Heads) -> list[Roles]:
        """The parties of each (token, type, pattern): weighed by the heads where they are there, else by the rules alone. All are weighed at once."""
        ruled = [self.rules(t, kind) for t, kind, _ in triggers]
        if "event_source" not in heads or "event_target" not in heads:
            return ruled
        reached = [self.reach(t) for t, _, _ in triggers]
        rows = [self.features(*trigger, reach, roles) if reach else [] for trigger, reach, roles in zip(triggers, reached, ruled, strict=True)]
        chosen: list[Roles] = []
        dense = self.fitting([t for t, _, _ in triggers], reached, heads.roles) if heads.roles is not None else None
        stacked = np.vstack(dense) if dense is not None and dense else None
        acting = _apart(heads["event_source"].predict(stacked, [r for own in rows for r in own])[:, 1].tolist(), rows)
        for reach, odds, roles in zip(reached, acting, ruled, strict=True):
            chosen.append(Roles(self.pick(reach, odds, *SOURCE_ODDS)) if reach else roles)
        beside = [
            [] if kind in SYMMETRIC_TYPES else self.beside(own, reach, kind, c.sources)
            for (_, kind, _), own, reach, c in zip(triggers, rows, reached, chosen, strict=True)
        ]
        if dense is not None:
            directed = [d for d, own in zip(dense, beside, strict=True) if own]
            stacked = np.vstack(directed) if directed else None
        suffering = _apart(heads["event_target"].predict(stacked, [r for own in beside for r in own])[:, 1].tolist(), beside)
        for reach, acts, suffers, c in zip(reached, acting, suffering, chosen, strict=True):
            if not reach:
                continue
            if suffers:
                c.targets = [m for m in self.pick(reach, suffers, *TARGET_ODDS) if m not in c.sources]
            c.weighed = [(m, s, t) for (m, _), s, t in zip(reach, acts, suffers or [0.0] * len(reach), strict=True)]
        return chosen

    def pick(self, reach: list[tuple[Mention, str]], odds: list[float], enough: float, least: float, beside: float) -> list[Mention]:
        """The likeliest mention if it is not unlikely, those that are coordinate with it, and all others that are likely enough."""
        order = sorted(range(len(reach)), key=lambda i: (-odds[i], i))
        if not order or odds[order[0]] < least:
            return []
        best = reach[order[0]][0]
        joined = self.joined(best.head)
        return [best, *(reach[i][0] for i in order[1:] if odds[i] >= enough or (odds[i] >= beside and reach[i][0].head in joined))]

    def joined(self, token: int) -> set[int]:
        """The tokens coordinate with one."""
        tokens = self.reading.tokens
        while tokens[token].deprel == "conj" and tokens[token].head >= 0:
            token = tokens[token].head
        return {token, *self._children(token, "conj")}
