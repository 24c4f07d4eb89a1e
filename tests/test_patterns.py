"""Every pattern of the package against hostile text: the time may grow with the text's length, not with its square."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import chancery
from chancery.knowledge import Knowledge

SOURCE = Path(chancery.__file__).parent
#: characters of the shorter and the longer hostile text
SHORT, LONG = 1_000, 4_000
#: the longer text may take so many times as long: a line through nought takes four, a square sixteen. What is quicker than NOTICED seconds is let be.
GROWTH, NOTICED = 9.0, 0.03
UNITS = (
    " ", "\n", "a", "A", "1", "9,", "1.", ".", "-", "'", '"', "“", "(", "[", "<", "&", "@", ":", "/", "a ", "A ", "1 ", "a.", "a-", "U.S. ", "a\n", " \n",
    "said ", "the ", "one hundred ", "1,000 ", "10 to ", "January ", "Monday, ", "at least ", "By A ", "MORE: ", "http://", "www.", "a@a.", "<a ", "<!--",
    "$1 million ",
    "years ", "Mr. ", "no ", "(a) ",
    "a=b;",
)  # fmt: skip
#: ways of asking that look at one place of the text only
ANCHORED = frozenset({"match", "fullmatch"})
#: Patterns that are asked about so many characters at most: a short paragraph, the words before a full stop, a quoted headline.
BOUNDED = {"furniture": 420, "chancery.understand.words._LAST": 40, "chancery.extract.times.RATE": 60, "re “([^”]*)”": 1000}


def _calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Every call of a method in the package: what it is called on, the method, the call."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                holder = node.func.value
                name = holder.id if isinstance(holder, ast.Name) else holder.attr if isinstance(holder, ast.Attribute) else ""
                yield name, node.func.attr, node


def _flags(call: ast.Call) -> int:
    given = [*call.args[1:], *(k.value for k in call.keywords)]
    names = [n.attr for x in given for n in ast.walk(x) if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name) and n.value.id == "re"]
    return sum(int(value) for name in names if isinstance(value := getattr(re, name), re.RegexFlag))


def _held(value: Any, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    """The patterns that a value is or holds."""
    if isinstance(value, re.Pattern):
        yield value
    elif depth == 4 or isinstance(value, type):
        return
    elif isinstance(value, list | tuple | set | frozenset):
        for inner in list(value)[:500]:
            yield from _held(inner, depth + 1)
    elif isinstance(value, dict):
        for inner in list(value.values())[:500]:
            yield from _held(inner, depth + 1)
    elif type(value).__module__.startswith("chancery."):
        names = [*getattr(value, "__dict__", {}), *(s for c in type(value).__mro__ for s in getattr(c, "__slots__", ()))]
        for name in names:
            yield from _held(getattr(value, name, None), depth + 1)


def patterns() -> dict[str, tuple[re.Pattern[Any], bool]]:
    """Each pattern by where it stands, and whether it is only ever asked about one place of a text."""
    asked: dict[str, set[str]] = {}
    found: dict[str, tuple[re.Pattern[Any], bool]] = {}
    for holder, method, call in _calls():
        asked.setdefault(holder, set()).add(method)
        if holder == "re" and call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str):
            kind = re.compile(call.args[0].value, _flags(call))
            found.setdefault(f"re {kind.pattern}", (kind, method in ANCHORED | {"compile"}))  # what is compiled is looked at under its name
    for module in pkgutil.walk_packages(chancery.__path__, "chancery."):
        if module.name == "chancery.__main__" or "migrations" in module.name:
            continue
        try:
            held = vars(importlib.import_module(module.name))
        except ImportError:
            continue  # an extra that is not installed
        for name, value in held.items():
            ways = asked.get(name, set()) & {"match", "fullmatch", "search", "finditer", "findall", "split", "sub", "subn"}
            for n, pattern in enumerate(_held(value)):
                found.setdefault(f"{module.name}.{name} {n}", (pattern, bool(ways) and ways <= ANCHORED))
    known = Knowledge()
    for module, maker in (("intake.furniture", "furniture"), ("extract.figures", "pattern"), ("extract.times", "holidays")):
        for n, pattern in enumerate(_held(getattr(importlib.import_module(f"chancery.{module}"), maker)(known))):
            found[f"{maker} {n}"] = pattern, False
    return found


KNOWN = patterns()


def seconds(pattern: re.Pattern[Any], unit: str, size: int, anchored: bool) -> float:
    """Processor time of looking through a text of so many characters, the least of three where it is long enough to speak of."""
    text: Any = unit * (size // len(unit)) + "\x00"
    if isinstance(pattern.pattern, bytes):
        text = text.encode()
    least = float("inf")
    for _ in range(3):
        begun = time.process_time()
        if anchored:
            pattern.match(text)
        else:
            for _found in pattern.finditer(text):
                pass
        least = min(least, time.process_time() - begun)
        if least < NOTICED:
            break
    return least


def test_patterns_are_found() -> None:
    assert len(KNOWN) > 150
    assert any(name.startswith("chancery.extract.timerules.RULES") for name in KNOWN) and {"pattern 0", "furniture 0"} <= KNOWN.keys()


def test_patterns_a_catastrophic_one_is_noticed() -> None:
    square = re.compile(r"\s+$")  # tries anew from every blank
    assert seconds(square, " ", 4 * LONG, False) > GROWTH * seconds(square, " ", LONG, False)


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_patterns_take_no_square_of_the_text(name: str) -> None:
    pattern, anchored = KNOWN[name]
    bound = BOUNDED.get(name.rsplit(" ", 1)[0]) or BOUNDED.get(name)
    for unit in UNITS:
        if bound is not None:
            assert seconds(pattern, unit, bound, anchored) < 0.05, f"{unit!r}"
            continue
        longer = seconds(pattern, unit, LONG, anchored)
        if longer > NOTICED:
            assert longer < GROWTH * seconds(pattern, unit, SHORT, anchored), f"{unit!r}: {longer:.2f} s for {LONG} characters"
