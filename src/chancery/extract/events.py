"""Events: PLOVER's who did what to whom. In: a reading and its statements; out: drafts, each with its trigger, parties, modality and place.

Triggers come from the lexicon and the model, parties from the parse; one sentence holds one draft of an event, its clearest.
"""

from __future__ import annotations

from typing import cast

from chancery.extract.arguments import Arguments, Roles
from chancery.extract.modality import Modalities
from chancery.extract.parties import Mention, Parties, parties_of
from chancery.extract.triggers import Found, Triggers
from chancery.knowledge import Knowledge
from chancery.knowledge.plover import plover
from chancery.models.heads import Heads
from chancery.schema.event import EventDraft, EventType, Weighed
from chancery.schema.evidence import Phrase, Span
from chancery.schema.reading import Reading
from chancery.schema.statement import StatementDraft

#: The least odds of an event at which a trigger is one (the highest F1 on the training articles, crisis by crisis).
LEAST = 0.52
#: Dependents that a trigger's words take in: particles, and the noun or the verb that carries the meaning.
TAKEN_IN = frozenset({"compound:prt", "compound"})
PLACE_PREPOSITIONS = frozenset({"in", "at", "near", "around", "outside", "inside", "across"})


def events(reading: Reading, statements: tuple[StatementDraft, ...], *, heads: Heads, knowledge: Knowledge) -> tuple[EventDraft, ...]:
    """The events of an article, in the order of their triggers."""
    parties = parties_of(reading, knowledge)
    arguments = Arguments(reading, parties, statements)
    found = Triggers(reading, statements, arguments, plover(knowledge)).find(heads=heads, least=LEAST)
    parted = arguments.choose_all([(f.token, f.type, f.pattern) for f in found], heads=heads)
    kept = one_each(reading, list(zip(found, parted, strict=True)))
    modalities = Modalities(reading, knowledge=knowledge).decide([(f.token, f.type) for f, _ in kept], heads=heads)
    drafts = []
    for (f, roles), modality in zip(kept, modalities, strict=True):
        drafts.append(
            EventDraft(
                type=cast(EventType, f.type),
                mode=f.mode,
                trigger=trigger_span(reading, f.token),
                token=f.token,
                sources=tuple(parties.phrase(m) for m in roles.sources),
                targets=tuple(parties.phrase(m) for m in roles.targets),
                modality=modality,
                place=place(reading, parties, f.token),
                statement=arguments.holder.get(f.token),
                confidence=round(f.odds, 4),
                rule="head" if "event_trigger" in heads else "lexicon",
                weighed=tuple(Weighed(parties.phrase(m), round(s, 4), round(t, 4)) for m, s, t in roles.weighed),
            )
        )
    return tuple(drafts)


def one_each(reading: Reading, found: list[tuple[Found, Roles]]) -> list[tuple[Found, Roles]]:
    """Drop a trigger where its sentence has a likelier one of the same type whose parties do not differ, or that it depends on."""
    tokens = reading.tokens
    kept: list[tuple[Found, Roles]] = []
    for f, roles in sorted(found, key=lambda fr: (-fr[0].odds, fr[0].token)):
        double = False
        for g, other in kept:
            if f.type != g.type or tokens[f.token].sentence != tokens[g.token].sentence:
                continue
            linked = tokens[f.token].head == g.token or tokens[g.token].head == f.token
            if linked or (_agree(roles.sources, other.sources) and _agree(roles.targets, other.targets)):
                double = True
                break
        if not double:
            kept.append((f, roles))
    return sorted(kept, key=lambda fr: fr[0].token)


def _agree(a: list[Mention], b: list[Mention]) -> bool:
    """Whether two sides may be the same parties: one of them unknown, or one mention in common."""
    return not a or not b or any(m in b for m in a)


def trigger_span(reading: Reading, token: int) -> Span:
    """The trigger's words: the word with its particle, or with the noun before it."""
    tokens, first, last = reading.tokens, token, token + 1
    for c in reading.children[token]:
        if tokens[c].deprel in TAKEN_IN and tokens[c].upos != "PROPN" and abs(c - token) <= 2:
            first, last = min(first, c), max(last, c + 1)
    return reading.span(first, last)


def place(reading: Reading, parties: Parties, token: int) -> Phrase | None:
    """Where the trigger says that it happened: the place in a phrase with in, at, near …, of the trigger or of the verb it depends on."""
    tokens = reading.tokens
    here = [token]
    if tokens[token].head >= 0 and tokens[token].deprel.split(":")[0] in ("obj", "xcomp", "obl", "nsubj"):
        here.append(tokens[token].head)
    for t in here:
        for c in reading.children[t]:
            m = parties.by_head.get(c)
            located = any(tokens[g].deprel == "case" and tokens[g].lemma.lower() in PLACE_PREPOSITIONS for g in reading.children[c])
            if m is not None and m.kind == "place" and located and tokens[c].deprel in ("obl", "nmod"):
                return parties.phrase(m)
    return None
