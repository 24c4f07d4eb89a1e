"""Replacing fields of a mention: which there are, what they may hold, and the mention that comes out."""

from __future__ import annotations

from dataclasses import fields
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from chancery.errors import UsageError
from chancery.schema.mention import SHAPES, Kind, Mention
from chancery.schema.serial import from_plain, to_plain

M = TypeVar("M", bound=Mention)
#: what makes a mention the one it is
FIXED = frozenset({"article", "local", "start", "end"})


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
        if name not in known:
            raise UsageError(f"a {kind} has no field {name!r} to edit", hint=f"there are {', '.join(known)}")
        if not _fits(hints[name], new):
            allowed = [str(v) for v in _choices(hints[name])]
            raise UsageError(f"{name}: {new!r} does not fit", hint=f"it takes {', '.join(allowed)}" if allowed else "see the reference of the store")


def edited(mention: M, value: dict[str, Any]) -> M:
    """The mention with fields replaced."""
    return from_plain(type(mention), {**to_plain(mention), **{k: v for k, v in value.items() if k not in FIXED}})


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
