"""In: a text and its blocks; out: remarks on damage a reader should know of: cut off, wrongly decoded, lost characters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chancery.schema.article import Block

#: Fewest words of a last paragraph that counts as cut off.
CUT_WORDS = 6

_MOJIBAKE = re.compile(r"â€[\x80-\x9f™œ˜“”¦¢\u0152\u0153\u2013\u2014\u201c\u201d]?|Ã[\x80-\xbf©¨¡³¶¼±ª®¤¥§«¬­ ]|Â[ «»°·£©®\xa0]|Ð[\x80-\xbf°µ¸¾]")
_CUT = re.compile(r"(?:[\w,;:’'–—-]|\[(?:\.\.\.|…|\+\d+ chars)\])\s*$")
_ELLIPSIS = re.compile(r"(?:\[(?:\.\.\.|…)\]|\[\+\d+ chars\]|(?<=\w)(?:\.\.\.|…))$")


def damage(text: str, blocks: Sequence[Block]) -> tuple[str, ...]:
    """One-line remarks; none for a sound text."""
    remarks: list[str] = []
    lost = text.count("\ufffd")
    if lost:
        remarks.append(f"the text holds {lost} replacement character{'s' if lost > 1 else ''}: it was decoded wrongly before it came here")
    wrong = len(_MOJIBAKE.findall(text))
    if wrong >= 2:
        remarks.append(f"the text looks wrongly decoded in {wrong} places: encodings may be mixed")
    body = [b for b in blocks if b.role == "body"]
    if body:
        last = text[body[-1].start : body[-1].end][-400:]
        after = [b for b in blocks if b.start >= body[-1].end]
        words = last.count(" ") + 1
        if (words >= CUT_WORDS and _CUT.search(last) and not after and not re.search(r"https?://\S+$|@\w+$|\d{4}\)?$", last)) or _ELLIPSIS.search(last):
            remarks.append("the text seems cut off: its last sentence does not end")
    return tuple(remarks)
