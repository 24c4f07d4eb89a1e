"""Text of a block -> sentences and words, by regular expressions: the division the model was trained on, so training cuts its corpora with the same code."""

from __future__ import annotations

import re

_APOSTROPHE = "['’]"
_CLITIC = r"(?:s|S|re|RE|ve|VE|ll|LL|d|D|m|M)(?!\w)"
#: Abbreviations that keep their full stop and never end a sentence before a capital.
TITLES = frozenset(
    {
        "Mr", "Mrs", "Ms", "Dr", "Gen", "Sen", "Gov", "Rep", "St", "Lt", "Col", "Maj", "Capt", "Sgt", "Cpl", "Cmdr", "Adm", "Brig", "Prof", "Rev",
        "Hon", "Pres", "Amb", "Jr", "Sr", "Messrs", "Mmes", "Mt", "Ft", "vs", "Fr", "Supt", "Insp", "Det", "Atty", "Sens", "Reps", "Gens", "Govs", "Spc",
        "Pfc", "Fmr", "Sec", "MR", "MRS", "MS", "DR",
    }
)  # fmt: skip
#: Abbreviations that keep their full stop; whether a sentence ends there depends on what follows.
OTHERS = frozenset(
    {
        "Inc", "Corp", "Ltd", "Co", "Cos", "Bros", "No", "Nos", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec",
        "Ala", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Ind", "Kan", "Ky", "La", "Md", "Mass", "Mich", "Minn", "Miss",
        "Mo", "Mont", "Neb", "Nev", "Okla", "Ore", "Pa", "Tenn", "Tex", "Va", "Vt", "Wash", "Wis", "Wyo", "Univ", "Dept", "Est", "approx", "etc", "al",
    }
)  # fmt: skip
_KEEPS_STOP = "|".join(sorted({*TITLES, *OTHERS}, key=lambda a: (-len(a), a)))

WORD = re.compile(
    rf"""
    https?://[^\s<>"”]+ | www\.[^\s<>"”]+ | [\w.+-]{{1,64}}@[\w-]+\.[\w.]+ | [@\#]\w+
    | (?:[A-Za-z]\.){{2,}} | (?:[A-Z]\.)(?=\s?[A-Z])
    | (?:{_KEEPS_STOP})\.(?=\s|,|$)
    | \d+(?:[.,:]\d+)+(?![.,:]?\d)\w* | \d+\w*
    | [cC]an(?=not\b)
    | \w+?(?=[nN]{_APOSTROPHE}[tT](?!\w)) | [nN]{_APOSTROPHE}[tT](?!\w)
    | {_APOSTROPHE}{_CLITIC}
    | [^\W_]+(?:{_APOSTROPHE}(?!(?:{_CLITIC}|[tT](?!\w)))[^\W\d_]+)*
    | \.{{2,}} | -{{2,}} | _+ | [^\s\w]
    """,
    re.VERBOSE,
)
# from the first mark of a run only, and without trying shorter ones: a page of full stops is no square of work
_END = re.compile(r"[.!?…](?<![.!?…]{2})[.!?…]*+[\"”’'»)\]]*+(?=\s)|\n+")
_LAST = re.compile(r"([\w.&-]+)\.[\"”’'»)\]]*$")
_INITIAL = re.compile(r"^(?:[A-Z]|(?:[A-Za-z]\.)+[A-Za-z])$")
_NEXT = re.compile(r"\s+[\"“‘'«(\[]*([^\s]+)")
_OPENER = re.compile(r"[A-Za-z]+")
_STARTER = frozenset(
    {
        "The", "A", "An", "In", "On", "At", "It", "He", "She", "They", "We", "I", "But", "And", "Or", "For", "As", "This", "That", "These", "Those",
        "There", "If", "When", "While", "After", "Before", "His", "Her", "Its", "Their", "Our",
    }
)  # fmt: skip


def words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The words and marks of text[start:end] as (start, end) offsets into `text`."""
    return [m.span() for m in WORD.finditer(text, start, end)]


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of text[start:end] as (start, end) offsets into `text`, without surrounding blanks. A line break always ends one."""
    found: list[tuple[int, int]] = []
    begin = start
    for m in _END.finditer(text, start, end):
        if text[m.start()] != "\n" and not _ends(text, begin, m.end(), end):
            continue
        _add(found, text, begin, m.end())
        begin = m.end()
    _add(found, text, begin, end)
    return found


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append((start, end))


def _ends(text: str, begin: int, stop: int, end: int) -> bool:
    """Whether the full stop before `stop` ends a sentence."""
    following = _NEXT.match(text, stop, end)
    if following is None:
        return True
    word = following[1]
    if word[0].islower():
        return False
    last = _LAST.search(text, max(begin, stop - 40), stop)
    if last is None:
        return True
    name = last[1]
    if name in TITLES:
        return False
    if name in OTHERS or _INITIAL.match(name):
        if name.lower() in ("a.m", "p.m"):
            return True
        # an abbreviation or an initial, unless a common opener follows
        opener = _OPENER.match(word)
        return opener is not None and opener[0] in _STARTER
    return True
