"""Replacing fields of a mention: which there are, what they may hold, and the mention that comes out. `words` moves it to other words of its article."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from chancery.dossier.flatten import Sentences
from chancery.errors import UsageError
from chancery.schema.evidence import Span
from chancery.schema.mention import SHAPES, DisputeMention, Kind, Mention, StatementMention
from chancery.schema.serial import from_plain, to_plain

M = TypeVar("M", bound=Mention)
#: what makes a mention the one it is
FIXED = frozenset({"article", "local", "start", "end"})
#: what moves a mention: the words that it is to stand for, and (what a judgement keeps of that) their offsets in the article's text
WORDS, SPAN = "words", "span"


def editable(kind: Kind) -> tuple[str, ...]:
    """The names of the fields that may be replaced."""
    return tuple(f.name for f in fields(SHAPES[kind]) if f.name not in FIXED)


def check(kind: Kind, value: dict[str, Any]) -> None:
    """Refuse fields that a kind does not have, and values that do not fit.

    Raises:
        UsageError: says which.
    """
    known = editable(kind)
    hints = get_type_hints(SHAPES[kind])
    for name, new in value.items():
        if name == WORDS:
            if not isinstance(new, str) or not new.strip():
                raise UsageError(f"words: {new!r} does not fit", hint="give the words of the article that it stands for, as they are written there")
            continue
        if name == SPAN:
            if not _fits(Span, new) or not 0 <= new["start"] < new["end"]:
                raise UsageError(f"span: {new!r} does not fit", hint='write it like {"start": 120, "end": 134}, or give the words themselves as "words"')
            continue
        if name not in known:
            raise UsageError(f"a {kind} has no field {name!r} to edit", hint=f"there are {', '.join((WORDS, *known))}")
        if not _fits(hints[name], new):
            allowed = [str(v) for v in _choices(hints[name])]
            raise UsageError(f"{name}: {new!r} does not fit", hint=f"it takes {', '.join(allowed)}" if allowed else "see the reference of the store")


def edited(mention: M, value: dict[str, Any]) -> M:
    """The mention with fields replaced."""
    return from_plain(type(mention), {**to_plain(mention), **{k: v for k, v in value.items() if k not in FIXED}})


def located(text: str, words: str, near: int) -> Span | None:
    """Where words stand in a text, the place nearest to another; blanks and line breaks count as one."""
    parts = words.split()
    pattern = re.compile(r"\s+".join(map(re.escape, parts)))
    places = [Span(m.start(), m.end()) for m in pattern.finditer(text)] if parts else []
    return min(places, key=lambda s: (abs(s.start - near), s.start), default=None)


def moved_to(mention: M, span: Span, sentences: Sentences) -> M:
    """The mention at other words: its evidence, sentence and, of a statement, its content; of a dispute its first version."""
    sentence, words = sentences.around(span), span.of(sentences.text)
    placed: dict[str, Any] = {"start": span.start, "end": span.end, "sentence": sentence, "text": sentence.of(sentences.text)}
    if isinstance(mention, StatementMention):
        placed |= {"content": (span,), "text": words}
    elif isinstance(mention, DisputeMention):
        placed["side_a"] = replace(mention.side_a, start=span.start, end=span.end, text=words)
    elif hasattr(mention, "spans"):
        placed["spans"] = (span, *(s for s in mention.spans[1:] if s != span))
    return replace(mention, **placed)


def _choices(hint: Any) -> tuple[Any, ...]:
    if get_origin(hint) is Literal:
        return get_args(hint)
    return tuple(c for option in get_args(hint) for c in _choices(option)) if get_origin(hint) in (Union, UnionType) else ()


def _fits(hint: Any, new: Any) -> bool:
    """Whether a plain value is one of a type."""
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return any(_fits(option, new) for option in get_args(hint))
    if origin is Literal:
        return new in get_args(hint)
    if hint is type(None):
        return new is None
    if origin is tuple:
        options = get_args(hint)
        return isinstance(new, (list, tuple)) and all(_fits(options[0], v) for v in new)
    if hint is float:
        return isinstance(new, (int, float)) and not isinstance(new, bool)
    if hint in (str, int):
        return isinstance(new, hint) and not isinstance(new, bool)
    if not isinstance(new, dict):
        return False
    try:
        built = from_plain(hint, new)
    except (TypeError, ValueError, KeyError, AttributeError):
        return False
    return not (set(new) - set(to_plain(built)))
