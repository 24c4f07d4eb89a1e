"""Posts of social media set into an article: a paragraph signed "— Name (@handle) date" is its author's statement, without a verb of saying.

In: a reading; out: a cue (the signature) and the post's tokens for each, following paragraphs of one hand joined.
"""

from __future__ import annotations

import re

from chancery.extract.contents import Content
from chancery.extract.cues import Cue, Entry
from chancery.schema.reading import Reading

_SIGNATURE = re.compile(r"[—–]\s*(?P<name>[^\n—–(]{2,80}?)\s*\((?P<handle>@\w+)\)")
#: The signature stands for a verb.
ENTRY = Entry("tweet", "assert", "say")
_LINK = re.compile(r"(?:pic\.twitter\.com|https?://|t\.co/)")


def posts(reading: Reading) -> list[tuple[Cue, Content]]:
    """Every signed post of the telling paragraphs, in order."""
    text = reading.article.text
    found: list[tuple[Cue, Content]] = []
    if "(@" not in text:
        return []
    previous: tuple[str, int] | None = None
    for m in _SIGNATURE.finditer(text):
        begin = text.rfind("\n", 0, m.start()) + 1
        words = [t for t in reading.tokens if begin <= t.start and t.end <= m.start()]
        name = [t for t in reading.tokens if m.start("name") <= t.start and t.end <= m.end("name")]
        mark = next((t for t in reading.tokens if t.start == m.start()), None)
        if not words or not name or mark is None or reading.sentences[words[0].sentence].role not in ("body", "caption"):
            continue
        link = next((n for n, t in enumerate(words) if _LINK.match(t.text) or (t.text == "pic" and text[t.end : t.end + 8] == ".twitter")), len(words))
        tokens = tuple(t.index for t in words[:link])
        if not tokens:
            continue
        inside = {t.index for t in name}
        source = next((t.index for t in name if t.head not in inside and t.upos != "PUNCT"), name[-1].index)
        if previous is not None and previous[0] == m["handle"] and not text[previous[1] : begin].strip():
            cue, before = found.pop()
            found.append((cue, Content((*before.tokens, *tokens), before.rules, before.run + 1)))
        else:
            cue = Cue(mark.index, mark.index, name[-1].index + 1, ENTRY.lemma, "VERB", ENTRY, 1.0, source, "signature")
            found.append((cue, Content(tokens, ("post",), 0)))
        line = text.find("\n", m.end())
        previous = (m["handle"], len(text) if line < 0 else line)
    return found
