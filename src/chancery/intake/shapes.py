"""What a paragraph looks like: whether it is a finished sentence, a name, an outlet, a time. In: its words; out: yes or no."""

from __future__ import annotations

import re

_CLOSED = re.compile(r"[.!?…:;,]['\"”’)\]]*$|[.!?…]\s*['\"”’)\]»]+$")
_TIME = re.compile(r"\d{1,2}[:.]\d\d ?(?:a\.?m\.?|p\.?m\.?)?(?: ?[A-Z]{2,4})?", re.IGNORECASE)
_TWEET = re.compile(r"\(@\w{1,30}\)|@\w{2,30}\b|https?://|pic\.twitter\.com")
_TURN = re.compile(r"(?:Q|A|Question|Answer|[A-Z][A-Z.’'-]{1,20}(?: [A-Z][A-Z.’'-]{0,20}){0,3})(?: \([^()]{1,40}\))?: ")
_INNER_END = re.compile(r"[a-z0-9)”’\"]{2}[.!?][”’\"]? +[(\[“‘\"]?[A-Z]")
_NAME = r"[A-ZÀ-Ý][\w’'.-]{0,20}(?: (?:de|von|van|al|el|bin|der|la|du))?(?: [A-ZÀ-Ý][\w’'.-]{0,20}){1,3}"
_BYLINE = re.compile(rf"(?:[Bb]y )?(?P<names>{_NAME}(?:(?:, and |, | and | & ){_NAME}){{0,5}})(?:,? (?:in [A-Z][\w ]{{2,20}}|[A-Z][A-Z .]{{1,20}}))?")
_SPLIT = re.compile(r", and |, | and | & ")
_OFFICES = re.compile(
    r"\b(?:secretary|spokes(?:person|man|woman)|correspondent|editor|reporter|writer|minister|ambassador|president|director|staff|contributor|chief|bureau|analyst|columnist"
    r"|representative|commissioner|envoy|chair(?:man)?|press)\b",
    re.IGNORECASE,
)
_OUTLET = re.compile(r"(?:[A-Z][\w.&’'-]*|the|of|and)(?: (?:[A-Z][\w.&’'-]*|of|the|and)){0,4}")
#: Small words that a name never holds and a headline often does.
_NOT_IN_NAMES = re.compile(
    r"\b(?:the|an?|in|on|of|to|for|with|at|by|as|from|over|after|before|amid|against|says?|said|is|are|was|were|will|not|no|new|us)\b", re.IGNORECASE
)


def closed(words: str) -> bool:
    """Whether it ends as a sentence or a clause does."""
    return bool(_CLOSED.search(words, max(0, len(words) - 12)))


def clock_time(words: str) -> bool:
    """Whether it is a time of day and no more."""
    return len(words) < 24 and bool(_TIME.fullmatch(words))


def turn(words: str) -> bool:
    """Whether somebody's turn of a transcript begins here: Q:, QUESTION:, MS. VALE:."""
    return bool(_TURN.match(words))


def tweet(words: str) -> bool:
    """Whether it holds a handle or an address."""
    return bool(_TWEET.search(words))


def several_sentences(words: str) -> bool:
    """Whether a sentence ends inside it."""
    return bool(_INNER_END.search(words))


def no_prose(words: str) -> bool:
    """Whether it is a time, a tweet or more than one sentence: no headline."""
    return clock_time(words) or tweet(words) or several_sentences(words)


def names(words: str) -> tuple[str, ...]:
    """The people a byline names; none where it is no byline."""
    match = _BYLINE.fullmatch(words) if len(words) <= 160 else None
    if match is None or _NOT_IN_NAMES.search(match["names"]):
        return ()
    return tuple(_SPLIT.split(match["names"]))


def titled_name(words: str) -> str | None:
    """The name in "Name, Office", else null."""
    name, comma, office = words.partition(", ")
    if not comma or len(words) > 140 or len(names(name)) != 1 or words.endswith("."):
        return None
    return name if _OFFICES.search(office) else None


def outlet_like(words: str) -> bool:
    """Whether it could be an outlet's name: a few capitalised words."""
    return len(words) <= 50 and bool(_OUTLET.fullmatch(words))
