"""What somebody "has made clear": a phrase of saying whose words say nothing one by one, so that the model overlooks it within another's content.

In: the attributions of a reading; out: a cue (the phrase) and the clause's tokens for each. Things that make something clear do not speak.
"""

from __future__ import annotations

from functools import lru_cache

from chancery.extract.contents import Content
from chancery.extract.cues import Attributions, Cue, Entry
from chancery.extract.inflection import forms
from chancery.knowledge import Knowledge

ENTRY = Entry("clear", "assert", "adjective")
_MAKE = frozenset(forms("make"))
_BETWEEN = frozenset({"it", "this", "very", "quite", "perfectly", "abundantly", "absolutely", "crystal", "equally", "also"})
#: auxiliaries of what has been made clear; what may or must be is not said yet
_TOLD = frozenset({"has", "have", "had", "'s", "’s", "'ve", "’ve", "is", "are", "was", "were", "been"})
_PERSONS = frozenset({"i", "we", "he", "she", "they", "who"})
#: how far behind "clear" its "that" may stand: "clear to the crown prince that"
REACH = 12


@lru_cache(maxsize=4)
def _speakers(knowledge: Knowledge) -> frozenset[str]:
    return frozenset(row["lemma"] for row in knowledge.table("actor_nouns"))


def made_clear(attributions: Attributions, *, knowledge: Knowledge) -> list[tuple[Cue, Content]]:
    """Every clause that somebody is said to have made clear, in order."""
    a, tokens = attributions, attributions.tokens
    found: list[tuple[Cue, Content]] = []
    for s in a.reading.sentences:
        for clear in range(s.first + 1, s.last) if s.role in ("body", "caption") else ():
            if tokens[clear].text.lower() != "clear":
                continue
            verb = clear - 1
            while verb > s.first and tokens[verb].text.lower() in _BETWEEN:
                verb -= 1
            if tokens[verb].text.lower() not in _MAKE or any(tokens[c].text.lower() not in _TOLD for c in a.children(verb, "aux", "aux:pass")):
                continue
            source, rule = a.source(verb)
            if source is None or not (
                tokens[source].upos == "PROPN" or tokens[source].text.lower() in _PERSONS or tokens[source].lemma.lower() in _speakers(knowledge)
            ):
                continue
            content = _clause(a, clear, s.last)
            if content:
                found.append((Cue(clear, verb, clear + 1, ENTRY.lemma, "ADJ", ENTRY, 1.0, source, rule), Content(content, ("made clear",), 0)))
    return found


def _clause(a: Attributions, clear: int, end: int) -> tuple[int, ...]:
    """The tokens of the clause behind "clear": after its "that", else at once; none where no clause with a verb of its own follows."""
    tokens = a.tokens
    first = next((i + 1 for i in range(clear + 1, min(clear + REACH, end)) if tokens[i].text.lower() == "that" and tokens[i].upos == "SCONJ"), clear + 1)
    while first < end and tokens[first].upos == "PUNCT" and first > clear + 1:
        first += 1
    if first >= end or tokens[first].upos in ("PUNCT", "ADP", "CCONJ", "SCONJ", "ADV"):
        return ()
    at = first
    while tokens[at].head > clear:
        at = tokens[at].head
    below = [i for i in a.reading.subtree(at) if i >= first]
    if not any("VerbForm=Fin" in tokens[i].feats for i in below):
        return ()
    last = max(below) + 1
    while last > first and not tokens[last - 1].text[-1].isalnum():
        last -= 1
    return tuple(range(first, last))
