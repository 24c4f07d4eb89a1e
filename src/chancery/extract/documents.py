"""Documents: what passes between the parties, its state, and what it answers. In: a reading and its statements; out: drafts, one for each document.

A noun of the table is a document where it is named as one ("the Osk Treaty", "resolution 2397"), belongs to somebody, or is sent, awaited, signed or answered.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import cast

from chancery.knowledge import Knowledge
from chancery.schema.article import TELLING_ROLES
from chancery.schema.document import DocumentDraft, DocumentKind, DocumentStatus
from chancery.schema.evidence import Phrase, Span
from chancery.schema.reading import Reading
from chancery.schema.statement import StatementDraft

#: what stands before the noun within its name
BEFORE = frozenset({"amod", "compound", "nmod", "nmod:poss", "flat", "nummod", "det", "case", "punct"})
#: verbs whose subject sends the document, and whose subject gets it
GIVING = frozenset({"sent", "delivered", "drafted"})
GETTING = frozenset({"receive", "get", "await", "expect"})
#: kinds that a reply answers
ANSWERED = frozenset({"proposal", "letter", "list", "resolution"})
#: kinds of which a bare mention, neither named nor passed on, says too little
COMMON = frozenset({"report", "list", "reply", "letter", "statement", "resolution"})


@lru_cache(maxsize=4)
def _words(knowledge: Knowledge) -> tuple[dict[str, str], dict[str, str]]:
    """Nouns with their kind, verbs with the status that they give."""
    rows = knowledge.table("documents")
    return {r["lemma"]: r["kind"] for r in rows if r["part"] == "noun"}, {r["lemma"]: r["status"] for r in rows if r["part"] == "verb"}


@dataclass
class _Found:
    """One mention while it is put together."""

    token: int
    kind: str
    name: Span
    named: bool
    definite: bool
    issuer: Phrase | None
    recipients: list[Phrase]
    status: str | None
    rule: str
    mentions: list[Span] = field(default_factory=list)


def documents(reading: Reading, said: tuple[StatementDraft, ...], *, knowledge: Knowledge) -> tuple[DocumentDraft, ...]:
    """The documents that the article speaks of, in the order of their first mention."""
    kinds, verbs = _words(knowledge)
    kept: list[_Found] = []
    for token in reading.tokens:
        kind = kinds.get(token.lemma.lower())
        if kind is None or token.upos not in ("NOUN", "PROPN") or reading.sentences[token.sentence].role not in TELLING_ROLES:
            continue
        found = _mention(reading, token.index, kind, verbs)
        same = _earlier(reading, found, kept)
        if same is not None:
            same.mentions.append(found.name)
            same.issuer = same.issuer or found.issuer
            same.status = found.status or same.status
            same.recipients += [r for r in found.recipients if r not in same.recipients]
        elif found.named or found.status is not None or (found.kind not in COMMON and (found.issuer is not None or found.recipients)):
            found.mentions.append(found.name)
            kept.append(found)
    return tuple(_draft(reading, i, kept) for i in range(len(kept)))


def _mention(reading: Reading, noun: int, kind: str, verbs: dict[str, str]) -> _Found:
    tokens, below = reading.tokens, reading.children[noun]
    first = noun
    while first > 0 and first <= tokens[first - 1].head <= noun and tokens[first - 1].deprel in BEFORE and tokens[first - 1].text not in (",", '"'):
        first -= 1
    last = noun + 1
    if last < len(tokens) and tokens[last].text.isdigit() and tokens[last].head == noun:
        last += 1
    while first < noun and tokens[first].deprel in ("det", "punct", "case"):
        first += 1
    name = reading.span(first, last)
    named = tokens[noun].upos == "PROPN" or last > noun + 1
    definite = any(tokens[c].text.lower() in ("the", "this", "that") for c in below if tokens[c].deprel == "det")
    issuer: Phrase | None = None
    recipients: list[Phrase] = []
    for c in below:
        relation, preposition = tokens[c].deprel, _preposition(reading, c)
        if relation == "nmod:poss" or (relation == "nmod" and preposition in ("by", "from")):
            issuer = issuer or _phrase(reading, c)
        elif relation in ("amod", "compound") and tokens[c].upos in ("PROPN", "ADJ") and tokens[c].text[:1].isupper() and not named:
            issuer = issuer or Phrase(c, tokens[c].span)
        elif relation == "nmod" and preposition in ("to", "with", "between"):
            recipients.append(_phrase(reading, c))
    status: str | None = None
    governor, rule = tokens[noun].head, "named" if named else "owned"
    passed_on = tokens[noun].deprel in ("obj", "nsubj:pass", "obl") and governor >= 0
    verb = governor if passed_on else next((c for c in below if tokens[c].deprel.startswith("acl")), -1)
    if verb >= 0 and tokens[verb].lemma.lower() in verbs and tokens[noun].deprel != "nsubj":
        lemma = tokens[verb].lemma.lower()
        status, rule = verbs[lemma], f"verb:{lemma}"
        for c in reading.children[verb]:
            relation, preposition = tokens[c].deprel, _preposition(reading, c)
            if relation == "nsubj" and c != noun:
                if lemma in GETTING:
                    recipients.append(_phrase(reading, c))
                elif status in GIVING:
                    issuer = issuer or _phrase(reading, c)
            elif relation in ("obl:agent",) or (relation == "obl" and preposition in ("by", "from")):
                issuer = issuer or _phrase(reading, c)
            elif relation == "iobj" or (relation == "obl" and preposition == "to"):
                recipients.append(_phrase(reading, c))
    return _Found(noun, kind, name, named, definite, issuer, recipients, status, rule)


def _earlier(reading: Reading, found: _Found, kept: list[_Found]) -> _Found | None:
    """The document that this mention names again: the same name, or "the proposal" after a proposal of nobody else's."""
    text, noun = reading.article.text, reading.tokens[found.token].lemma.lower()
    for other in reversed(kept):
        if other.name.of(text).lower() == found.name.of(text).lower() and (found.named or found.definite or _owner(reading, other) == _owner(reading, found)):
            return other
        if found.definite and not found.named and other.kind == found.kind and reading.tokens[other.token].lemma.lower() == noun:
            return other
    return None


def _owner(reading: Reading, found: _Found) -> str | None:
    return reading.tokens[found.issuer.head].lemma.lower() if found.issuer is not None else None


def _draft(reading: Reading, number: int, kept: list[_Found]) -> DocumentDraft:
    found = kept[number]
    answers = None
    if found.kind == "reply":
        earlier = [i for i in range(len(kept)) if kept[i].kind in ANSWERED and i != number and _owner(reading, kept[i]) != _owner(reading, found)]
        answers = max((i for i in earlier if i < number), default=min(earlier, default=None)) if earlier else None
    confidence = 0.75 if found.named else 0.6 if found.status else 0.5
    return DocumentDraft(
        kind=cast(DocumentKind, found.kind),
        name=found.name.of(reading.article.text),
        issuer=found.issuer,
        recipients=tuple(found.recipients),
        status=cast("DocumentStatus | None", found.status),
        answers=answers,
        mentions=tuple(found.mentions),
        token=found.token,
        confidence=confidence,
        rule=found.rule,
    )


def _preposition(reading: Reading, token: int) -> str | None:
    return next((reading.tokens[c].lemma.lower() for c in reading.children[token] if reading.tokens[c].deprel == "case"), None)


def _phrase(reading: Reading, token: int) -> Phrase:
    """The noun with what stands before it, without its preposition."""
    tokens, first = reading.tokens, token
    while first > 0 and tokens[first - 1].head == token and tokens[first - 1].deprel in ("amod", "compound", "det", "nmod:poss", "flat", "nummod"):
        first -= 1
    return Phrase(token, reading.span(first, token + 1))
