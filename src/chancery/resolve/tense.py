"""Does a time lie behind or ahead of the article? In: a reading and the words of a time; out: past, future, or none where nothing tells.

The verb that the time belongs to decides by its auxiliaries and form, or a noun by the words before it ("ahead of Thursday's summit"); without a"
" parse, words nearby do.
"""

from __future__ import annotations

from chancery.resolve.setting import Tense
from chancery.schema.reading import Reading

WILL = frozenset({"will", "shall", "'ll", "’ll", "wo", "would", "'d", "’d", "may", "might", "could", "should", "must"})
#: Words that look ahead to what depends on them.
AHEAD = frozenset({
    "schedule", "plan", "set", "due", "expect", "intend", "vow", "promise", "pledge", "slate", "aim", "hope", "prepare", "ready", "invite", "propose",
    "want", "ask", "urge", "call",
    "deadline", "upcoming", "plans", "agree", "threaten", "bind", "summon", "scheduled", "planned", "expected", "slated", "intended", "likely", "possible",
})  # fmt: skip
#: Prepositions before a noun that bears the time: "before Thursday's summit".
AHEAD_OF = (
    "ahead of",
    "before",
    "until",
    "till",
    "prior to",
    "deadline of",
    "deadline for",
    "in time for",
    "scheduled for",
    "planned for",
    "set for",
    "due on",
    "effective",
    "upcoming",
    "by",
    "in advance of",
)
#: "as early as Thursday", "effective Feb. 1"; "postponed until Tuesday"
SOON = ("as early as", "as soon as", "effective", "no later than")
PUT_OFF = ("postponed", "delayed", "extended", "adjourned", "deferred", "put off")
PERCEIVED = frozenset({"see", "hear", "smell", "feel"})
#: Verbs whose future is that of the noun below them: "will attend Monday's summit".
ATTENDING = frozenset(
    {
        "attend",
        "hold",
        "host",
        "boycott",
        "skip",
        "join",
        "begin",
        "start",
        "open",
        "chair",
        "postpone",
        "cancel",
        "lead",
        "participate",
        "meet",
        "schedule",
        "plan",
        "set",
        "expect",
        "vote",
    }
)


def has_parse(reading: Reading) -> bool:
    """Whether the reading was parsed at all."""
    return any(t.head >= 0 for t in reading.tokens[:40])


def tense_of(reading: Reading, first: int, last: int) -> Tense:
    """The tense that holds for the time at tokens `first` to `last` (exclusive)."""
    tokens = reading.tokens
    sentence = reading.sentences[tokens[first].sentence]
    if not has_parse(reading):
        return _by_words(reading, sentence.first, sentence.last, first)
    before = " ".join(t.text.lower() for t in tokens[max(sentence.first, first - 4) : first])
    if before.endswith(SOON) or (before.endswith(("until", "till", "to", "through")) and any(w in before for w in PUT_OFF)):
        return "future"
    top = next((i for i in range(first, last) if not first <= tokens[i].head < last), first)
    governor, steps = tokens[top].head, 0
    under_noun = False
    while governor >= 0 and steps < 12:
        token = tokens[governor]
        if token.upos in ("VERB", "AUX") or _copula(reading, governor):
            found = verb_tense(reading, governor)
            if under_noun and before.endswith(AHEAD_OF) and not before.endswith("by"):
                return "future"
            if under_noun and found == "future" and token.lemma.lower() not in ATTENDING:
                return None
            return found
        if token.upos in ("NOUN", "PROPN"):
            under_noun = True
            if any(
                tokens[c].lemma.lower() in ("upcoming", "planned", "scheduled", "forthcoming", "next")
                for c in reading.children[governor]
                if tokens[c].deprel == "amod"
            ):
                return "future"
            if token.lemma.lower() == "deadline":
                return "future"
        if token.upos == "ADJ" and token.lemma.lower() in AHEAD:
            return "future"
        governor, steps = token.head, steps + 1
    if before.endswith(AHEAD_OF) and not before.endswith("by"):
        return "future"
    return _by_words(reading, sentence.first, sentence.last, first)


def _copula(reading: Reading, token: int) -> bool:
    return any(reading.tokens[c].deprel == "cop" for c in reading.children[token])


def verb_tense(reading: Reading, verb: int, depth: int = 0) -> Tense:
    """The tense of a verb's clause; forms without one take it from the clause above."""
    tokens = reading.tokens
    token = tokens[verb]
    helpers = [tokens[c] for c in reading.children[verb] if tokens[c].deprel.split(":")[0] in ("aux", "cop", "mark")]
    words = {h.text.lower() for h in helpers}
    if verb > 1 and tokens[verb - 1].text.lower() == "to" and tokens[verb - 2].text.lower() in AHEAD:
        earlier = {t.text.lower() for t in tokens[max(0, verb - 5) : verb - 2]}
        return "past" if "had" in earlier else "future"  # "due to resume", whatever the parse makes of it
    if "could" in words and token.lemma.lower() in PERCEIVED:
        return "past"  # gunfire could be heard on Friday
    if words & WILL:
        return "past" if "have" in words and not words & {"will", "shall", "'ll", "’ll"} else "future"
    lemma = token.lemma.lower()
    finite = [h for h in helpers if "Tense=Past" in h.feats or h.text.lower() in ("was", "were", "had", "did", "has", "have", "been", "'ve", "’ve")]
    present = [h for h in helpers if h.text.lower() in ("is", "are", "am", "'s", "'re", "’s", "’re", "does", "do")]
    infinitive = "to" in words or "VerbForm=Inf" in token.feats
    if (
        lemma in AHEAD
        and lemma not in ("want", "ask", "urge", "call", "agree", "threaten", "vow", "promise", "pledge", "propose", "invite", "hope")
        and ("Part" in token.feats or present)
    ):
        if "had" in words:
            return "past"  # had been expected to vote on Tuesday
        return "future" if lemma != "set" or present or finite else "past"
    if infinitive and not finite and not present:
        head = token.head
        if head >= 0 and depth < 4:
            governor = tokens[head]
            if governor.lemma.lower() in AHEAD or governor.text.lower() in AHEAD or governor.upos in ("NOUN", "ADJ") or governor.lemma.lower() == "go":
                return "future"
            return verb_tense(reading, head, depth + 1) if governor.upos in ("VERB", "AUX") else "future"
        return "future"
    if finite:
        return "past"
    if "Tense=Past" in token.feats and not present:
        return "past"
    if present:
        if "VerbForm=Ger" in token.feats or "Tense=Pres" in token.feats:
            return "future"  # is meeting on Friday
        return "future" if lemma in AHEAD else None
    if "Tense=Pres" in token.feats and "VerbForm=Fin" in token.feats and token.text.lower() in (lemma, lemma + "s", lemma + "es", lemma[:-1] + "ies"):
        return "past" if lemma in ("say", "report", "tell", "show", "mark") else "future"
    if token.head >= 0 and depth < 4:
        above = token.head
        while above >= 0 and tokens[above].upos not in ("VERB", "AUX"):
            above = tokens[above].head
        if above >= 0:
            return verb_tense(reading, above, depth + 1)
    return None


def _by_words(reading: Reading, start: int, stop: int, first: int) -> Tense:
    """By the nearest telling word of the sentence: those before the time first."""
    tokens = reading.tokens
    order = [*range(first - 1, start - 1, -1), *range(first, stop)]
    for i in order:
        word = tokens[i].text.lower()
        if word in ("will", "shall", "'ll", "’ll", "would", "scheduled", "planned", "expected", "due", "set", "deadline", "upcoming", "slated", "plans"):
            return "future"
        if word in ("was", "were", "had", "said", "told", "did", "has", "have") or (len(word) > 4 and word.endswith("ed")):
            return "past"
        if (
            word == "to"
            and i + 1 < len(tokens)
            and tokens[i + 1].text.islower()
            and i < first
            and tokens[i + 1].text.lower() not in ("the", "a", "an", "its", "his", "their")
        ):
            return "future"
    return None
