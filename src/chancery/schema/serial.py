"""Frozen shapes <-> plain dicts and lists, as JSON wants them. Field names are a contract; the same shape gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from chancery.schema.time import Interval

T = TypeVar("T")

#: decimals kept of a confidence or coordinate
DECIMALS = 5
#: where a field's name in Python differs from its name outside
NAMES = {"from_": "from"}
#: values that are plain as they are
ATOMS = frozenset({str, int, bool, NoneType})


def to_plain(value: Any) -> Any:
    """A shape as plain dicts and lists: every field is there, null where unknown."""
    kind = type(value)
    return value if kind in ATOMS else _plainer(cast(Any, kind))(value)


@cache
def _plainer(kind: type[Any]) -> Callable[[Any], Any]:
    """What makes a value of a type plain."""
    if issubclass(kind, Interval):
        return lambda value: {"from": value.start, "to": value.end}
    if is_dataclass(kind):
        names = _names(kind)
        return lambda value: {name: to_plain(getattr(value, attribute)) for attribute, name in names}
    if issubclass(kind, (tuple, list)):
        return lambda value: [to_plain(v) for v in value]
    if issubclass(kind, dict):
        return lambda value: {k: to_plain(v) for k, v in value.items()}
    return _rounded if issubclass(kind, float) else _same


def _rounded(value: float) -> float | int:
    rounded = round(value, DECIMALS)  # first: 32.8 thousand million is some millionths short of a whole number
    return int(rounded) if rounded.is_integer() else rounded


def dumps(value: Any, *, indent: int | None = None) -> str:
    """A shape, or plain values that hold shapes, as JSON: one line, or indented."""
    return json.dumps(to_plain(value), ensure_ascii=False, indent=indent, allow_nan=False)


def from_plain(shape: type[T], plain: Any) -> T:
    """The shape that `to_plain` gave these values for; fields that are absent take their defaults, unknown ones are passed over.

    Raises:
        ValueError, TypeError, KeyError: the values are not those of the shape.
    """
    built: T = _builder(cast(Any, shape))(plain)
    return built


def loads(shape: type[T], text: str | bytes) -> T:
    """The shape that `dumps` wrote."""
    return from_plain(shape, json.loads(text))


@cache
def _names(kind: type[Any]) -> tuple[tuple[str, str], ...]:
    """Attribute and outside name of each field of a shape."""
    return tuple((f.name, NAMES.get(f.name, f.name)) for f in fields(kind))


def _interval(plain: dict[str, Any]) -> Interval:
    return Interval(plain["from"], plain["to"])


def _same(plain: Any) -> Any:
    return plain


def _shape(kind: type[Any]) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    parts = [(attribute, name, _builder(hints[attribute])) for attribute, name in _names(cast(Any, kind))]
    names = [name for _, name, _ in parts]
    made = [(i, build) for i, (_, _, build) in enumerate(parts) if build is not _same]

    def shaped(plain: Any) -> Any:
        try:
            values = [plain[name] for name in names]  # nearly always all are there: thousands of mentions stand behind some answers
        except KeyError:
            return kind(**{attribute: build(plain[name]) for attribute, name, build in parts if name in plain})
        for i, build in made:
            values[i] = build(values[i])
        return kind(*values)

    return shaped


def _union(options: tuple[Any, ...]) -> Callable[[Any], Any]:
    """Of a union at most one member is made of dicts or lists; the others stand as they are."""
    built = next((b for o in options if o is not NoneType and (b := _builder(o)) is not _same and o is not float), _same)
    if built is _same:
        return float if float in options and int not in options and NoneType not in options else (_or_none(float) if float in options else _same)
    return lambda plain: built(plain) if isinstance(plain, (dict, list)) else plain


def _or_none(build: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda plain: None if plain is None else build(plain)


@cache
def _builder(kind: Any) -> Callable[[Any], Any]:
    """What builds a value of a type from its plain form."""
    origin, options = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _union(options)
    if origin is Literal or kind in (str, int, bool, Any, NoneType):
        return _same
    if kind is float:
        return float
    if kind is Interval:
        return _interval
    if origin is tuple:
        if len(options) == 2 and options[1] is ...:
            build = _builder(options[0])
            return tuple if build is _same else lambda plain: tuple(map(build, plain))
        builds = [_builder(o) for o in options]
        return lambda plain: tuple(b(p) for b, p in zip(builds, plain, strict=True))
    if is_dataclass(kind):
        return _shape(cast(Any, kind))
    raise TypeError(f"{kind} has no plain form")
