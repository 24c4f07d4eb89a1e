"""Turns of a transcript: a paragraph that opens with its speaker's name and a colon is what that speaker says, and so are those after it up to the next.

In: a reading; out: a cue (the name) and a paragraph's tokens for each. An article is a transcript where several paragraphs open so. Questions from the floor
are no statements, nor are a few words of courtesy.
"""

from __future__ import annotations

import re
from collections import Counter

from chancery.extract.contents import Content
from chancery.extract.cues import Cue, Entry
from chancery.schema.reading import Reading, Token

#: "SECRETARY ORLU:", "MR. FENN: (Via interpreter)", and "Ana Orlu:", which must come again to count
_CAPITALS = r"(?P<name>(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{0,24},? ){0,7}[A-ZÀ-Þ][A-ZÀ-Þ'’-]{1,24})"
_NAMED = r"(?P<name>(?:[A-ZÀ-Þ][\w.'’-]{0,20} ){1,3}[A-ZÀ-Þ][\w'’-]{1,20})"
_REST = r"(?: \([^()\n]{1,60}\))?: ?(?:\([^()\n]{1,60}\) ?)?"
_LABELS = (re.compile(_CAPITALS + _REST), re.compile(_NAMED + _REST))
#: labels of those who ask, or lead the talk
_ASKING = re.compile(
    r"(?i)(?:next )?(?:q|questions?|questioner|reporter|journalist|participant|audience(?: member)?|moderator|operator|interviewer|host|staff|speaker)"
)
#: labels that open other things than a turn
_OTHER = re.compile(
    r"(?i)(?:photos?|videos?|watch|read|more|related|updates?|breaking|note|editor['’]?s note|listen|live|analysis|opinion|correction|subject|re|date|from)\b"
)
#: how a question opens that bears no name: "Q: Will", "Q Thank you"
_QUESTION = re.compile(r"Q(?:[:.]|\s+(?=[^\w\s]|[A-Z]))")
#: so many labelled paragraphs make a transcript, by capitals or by names
LEAST = (2, 3)
#: fewer words say nothing
WORDS = 5
ENTRY = Entry("say", "assert", "say")


def turns(reading: Reading) -> list[tuple[Cue, Content]]:
    """What the speakers of a transcript say, a paragraph each, in order; none where the article is no transcript."""
    text = reading.article.text
    blocks = [b for b in reading.article.blocks if b.role == "body"]
    matched: list[re.Match[str] | None] = []
    for label, least in zip(_LABELS, LEAST, strict=True):
        matched = [label.match(text, b.start, b.end) for b in blocks]
        counts = Counter(m["name"] for m in matched if m is not None and not _OTHER.match(m["name"]))
        if label is _LABELS[1]:
            counts = Counter({name: n for name, n in counts.items() if n > 1})
        if counts.total() >= least:
            matched = [m if m is not None and m["name"] in counts else None for m in matched]
            break
    else:
        return []
    by_block: dict[int, list[Token]] = {}
    starts = [b.start for b in blocks]
    at = 0
    for token in reading.tokens:
        while at + 1 < len(starts) and token.start >= starts[at + 1]:
            at += 1
        if starts and starts[at] <= token.start < blocks[at].end:
            by_block.setdefault(at, []).append(token)
    found: list[tuple[Cue, Content]] = []
    cue: Cue | None = None
    for i, label_match in enumerate(matched):
        tokens = by_block.get(i, [])
        if label_match is not None:
            cue = _cue(label_match, tokens)
            tokens = [t for t in tokens if t.start >= label_match.end()]
        elif _QUESTION.match(text, blocks[i].start, blocks[i].end):
            cue = None
        if cue is not None and sum(t.text[0].isalnum() for t in tokens) >= WORDS:
            found.append((cue, Content(tuple(t.index for t in tokens), ("turn",), 0)))
    return found


def _cue(label: re.Match[str], tokens: list[Token]) -> Cue | None:
    """The label as a cue whose source is the name in it; none where it asks."""
    name = [t for t in tokens if label.start("name") <= t.start and t.end <= label.end("name")]
    if not name or _ASKING.fullmatch(label["name"]):
        return None
    inside = {t.index for t in name}
    source = next((t.index for t in name if t.head not in inside and t.upos != "PUNCT"), name[-1].index)
    return Cue(source, name[0].index, name[-1].index + 1, ENTRY.lemma, "VERB", ENTRY, 1.0, source, "label")
