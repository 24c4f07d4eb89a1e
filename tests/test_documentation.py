"""The documentation is complete: commands, options, settings, errors and fields are in the reference, every page is reachable, no link is dead."""

from __future__ import annotations

import dataclasses
import inspect
import re
from pathlib import Path

import click
import pytest

from chancery import errors, settings
from chancery.cli import commands as group
from chancery.schema.record import Record
from chancery.schema.serial import NAMES

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(p for p in DOCS.rglob("*.md") if "_build" not in p.parts)
READABLE = [*PAGES, ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", ROOT / "examples" / "README.md"]
CONTEXT = click.Context(group)
COMMANDS = {name: command for name in group.list_commands(CONTEXT) if (command := group.get_command(CONTEXT, name))}


def _reference(name: str) -> str:
    return (DOCS / "reference" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_documentation_has_every_command_and_option(name: str) -> None:
    page = _reference("cli.md")
    assert f"## chancery {name}" in page
    part = page.split(f"## chancery {name}\n")[1].split("\n## ")[0]
    if any(p.name == "as_nl" for p in COMMANDS[name].params):
        # what all questions have in common stands in one place
        part += page.split("## Options of every question")[1].split("\n## ")[0]
    for parameter in COMMANDS[name].params:
        if isinstance(parameter, click.Option):
            assert f"`{parameter.opts[-1]}" in part, f"{name} {parameter.opts[-1]} is not in docs/reference/cli.md"


def test_documentation_names_no_option_that_is_not_there() -> None:
    every = [*COMMANDS.values(), *(c for g in COMMANDS.values() if isinstance(g, click.Group) for c in g.commands.values())]
    known = {o for c in every for p in c.params for o in p.opts} | {"--help"}
    assert set(re.findall(r"`(--[a-z-]+)", _reference("cli.md"))) <= known


def test_documentation_has_every_setting() -> None:
    page = _reference("settings.md")
    for field in dataclasses.fields(settings.Settings):
        assert f"| `{field.name}` | `CHANCERY_{field.name.upper()}` |" in page


def test_documentation_has_every_error_with_its_exit_code() -> None:
    page = _reference("errors.md")
    found = [e for _, e in inspect.getmembers(errors, inspect.isclass) if issubclass(e, errors.ChanceryError)]
    assert len({e.exit_code for e in found}) == len(found)
    for error in found:
        assert f"| `{error.__name__}` | {error.exit_code} |" in page


def test_documentation_has_every_field_of_the_record() -> None:
    rows = dict(re.findall(r"^\| (\w+) \| (.*) \|$", _reference("record.md"), flags=re.MULTILINE))
    for part in dataclasses.fields(Record):
        if part.name == "schema":
            continue
        match = re.search(r"(\w+)(, \.\.\.\])?$", str(part.type).removesuffix(", ...]"))
        assert match, part.type
        shape = getattr(inspect.getmodule(Record), match[1])
        for field in dataclasses.fields(shape):
            assert f"`{NAMES.get(field.name, field.name)}`" in rows[part.name], f"{part.name}.{field.name} is not in docs/reference/record.md"


@pytest.mark.parametrize("page", READABLE, ids=lambda p: str(p.relative_to(ROOT)))
def test_documentation_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if not re.match(r"https?:|#", target):
            assert (page.parent / target.split("#")[0]).exists(), f"{page.name}: {target}"


def test_documentation_every_page_is_reached_from_the_index() -> None:
    reached, waiting = set(), [DOCS / "index.md"]
    while waiting:
        page = waiting.pop()
        if page in reached:
            continue
        reached.add(page)
        links = re.findall(r"\]\(([^)\s#]+\.md)", page.read_text(encoding="utf-8"))
        waiting += [p for link in links if not link.startswith("http") and (p := (page.parent / link).resolve()).is_relative_to(DOCS)]
    assert set(PAGES) == reached
