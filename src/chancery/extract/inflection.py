"""Lemma -> its inflected forms, so that a lexicon is looked up by the word as it stands and does not depend on a lemmatiser's guess."""

from __future__ import annotations

_VOWELS = "aeiou"
_IRREGULAR: dict[str, tuple[str, ...]] = {
    "say": ("said",), "tell": ("told",), "write": ("wrote", "written", "writing"), "hold": ("held",), "swear": ("swore", "sworn"),
    "speak": ("spoke", "spoken"), "put": ("putting",), "read": (), "go": ("went", "gone", "goes"), "give": ("gave", "given"), "send": ("sent",),
    "make": ("made", "making"), "draw": ("drew", "drawn"), "find": ("found",), "show": ("shown",), "run": ("ran", "running"), "cast": (),
    "think": ("thought",), "feel": ("felt",), "see": ("saw", "seen", "seeing"), "understand": ("understood",), "seek": ("sought",), "know": ("knew", "known"),
    "hear": ("heard",), "undertake": ("undertook", "undertaken"), "foresee": ("foresaw", "foreseen", "foreseeing"), "forecast": (), "spell": ("spelt",),
    "learn": ("learnt",), "beseech": ("besought",), "break": ("broke", "broken"), "mean": ("meant",), "agree": ("agreeing",), "decree": ("decreeing",),
    "guarantee": ("guaranteeing",), "rebut": ("rebutted", "rebutting"), "admit": ("admitted", "admitting"), "commit": ("committed", "committing"),
    "refer": ("referred", "referring"), "infer": ("inferred", "inferring"), "compel": ("compelled", "compelling"), "propel": ("propelled",),
    "expel": ("expelled",), "rebuff": (), "concur": ("concurred", "concurring"), "disavow": (), "avow": (), "vow": (), "air": (), "rap": ("rapped", "rapping"),
}  # fmt: skip
#: Verbs of one closed syllable that double their last letter.
_DOUBLING = frozenset(["beg", "brag", "dub", "pan", "plan", "prod", "rip", "rap", "slam", "quip", "vent", "tip", "put", "run", "tap"]) - {"vent"}


def forms(lemma: str) -> tuple[str, ...]:
    """The lemma and the forms it may stand in; a few that do not exist do no harm."""
    found = [lemma, *_IRREGULAR.get(lemma, ())]
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        found += [lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"]
    elif lemma.endswith("e"):
        found += [lemma + "s", lemma + "d", lemma[:-1] + "ing"]
    else:
        stem = lemma + lemma[-1] if lemma in _DOUBLING else lemma
        found += [lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else "s"), stem + "ed", stem + "ing"]
    return tuple(dict.fromkeys(found))
