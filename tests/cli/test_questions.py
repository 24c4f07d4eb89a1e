"""The questions by the real program: tables that a person reads, forms that programs read, errors that say what to do."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from program import Run

from chancery.dossier import open_dossier
from chancery.dossier.writer import Writer
from chancery.pipeline import relink
from chancery.schema.record import Record
from chancery.schema.serial import from_plain

GOLDEN = Path(__file__).parents[1] / "golden"
QUESTIONS = ("timeline", "events", "statements", "figures", "commitments", "positions", "exchanges", "disputes", "sources", "actor", "dyad", "gaps")


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dispatches as a dossier, their records not read but those expected of them."""
    place = tmp_path_factory.mktemp("questions") / "crisis.db"
    with open_dossier(place, create=True) as opened:
        writer = Writer(opened)
        for path in sorted(GOLDEN.glob("*.json")):
            record = from_plain(Record, json.loads(path.read_text(encoding="utf-8")))
            writer.add(record.article, record, name=path.stem)
        relink(opened)
    return place


@pytest.mark.parametrize("name", QUESTIONS)
def test_questions_answer_in_every_form(run: Run, dossier: Path, name: str) -> None:
    rows = json.loads(run(name, dossier, "--json").stdout)
    assert rows
    lines = [json.loads(line) for line in run(name, dossier, "--nl").stdout.splitlines()]
    assert lines == rows
    table = list(csv.DictReader(io.StringIO(run(name, dossier, "--csv").stdout)))
    assert len(table) == len(rows)
    assert list(csv.DictReader(io.StringIO(run(name, dossier, "--tsv").stdout), delimiter="\t")) == table
    if "id" in rows[0]:
        assert [row["id"] for row in table] == [row["id"] for row in rows]


@pytest.mark.parametrize("name", QUESTIONS)
def test_questions_tables_are_for_people(run: Run, dossier: Path, name: str) -> None:
    done = run(name, dossier, "--limit", "3")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) > 1 and max(map(len, lines)) <= 100 and lines[0].strip()
    assert "None" not in done.stdout and "\x1b" not in done.stdout


def test_questions_a_table_is_a_screenful_and_says_that_there_is_more(run: Run, dossier: Path) -> None:
    total = len(json.loads(run("events", dossier, "--json").stdout))
    cut = run("events", dossier, "--limit", "2")
    assert "--offset 2" in cut.stderr
    assert run("events", dossier, "--limit", "0").stderr == ""
    assert len(json.loads(run("events", dossier, "--json", "--limit", "5", "--offset", str(total - 2)).stdout)) == 2


def test_questions_filters_and_as_of(run: Run, dossier: Path) -> None:
    rows = json.loads(run("events", dossier, "--json", "--as-of", "2031-03-08", "--actor", "Kestria", "--target", "Velmora").stdout)
    assert rows and all(m["published"] <= "2031-03-08" for row in rows for m in row["mentions"])
    assert json.loads(run("events", dossier, "--json", "--as-of", "2030-01-01").stdout) == []
    assert run("events", dossier, "--as-of", "2030-01-01").stdout == "Nothing in the dossier fits.\n"


def test_questions_of_one_actor_and_one_dyad(run: Run, dossier: Path) -> None:
    profile = run("actor", dossier, "Orlu").stdout
    assert "Ana Orlu" in profile and "SAYS" in profile
    assert json.loads(run("actor", dossier, "Orlu", "--json").stdout)[0]["actor"]["name"] == "Ana Orlu"
    months = json.loads(run("dyad", dossier, "Kestria", "Velmora", "--json").stdout)
    assert {m["month"] for m in months} >= {"2031-03"}
    assert "2031-03" in run("dyad", dossier, "Kestria", "Velmora").stdout
    one = run("dyad", dossier, "Kestria")
    assert one.returncode == 2 and one.stderr.splitlines()[1].startswith("hint: ")


def test_questions_search_changes_and_sql(run: Run, dossier: Path) -> None:
    assert "[troops]" in run("search", dossier, "troops").stdout
    assert run("search", dossier, "xylophone").stdout == "Nothing was found.\n"
    new = json.loads(run("changes", dossier, "--since", "2031-03-21", "--json").stdout)
    assert new and {c["reported"] for c in new} == {"2031-03-21"}
    assert json.loads(run("sql", dossier, "SELECT count(*) AS n FROM articles", "--json").stdout) == [{"n": 8}]
    refused = run("sql", dossier, "DELETE FROM articles")
    assert refused.returncode == 2 and [line.split(":")[0] for line in refused.stderr.splitlines()] == ["error", "hint"]


@pytest.mark.parametrize("arguments", [("events", "nowhere.db"), ("search", "nowhere.db", "x"), ("sql", "nowhere.db", "SELECT 1")])
def test_questions_no_such_dossier(run: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 41
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["error", "hint"]
    assert not (tmp_path / "nowhere.db").exists()


@pytest.mark.parametrize("arguments", [("--as-of", "yesterday"), ("--actor", "Nobody Known"), ("--limit", "-1"), ("--certainty", "2")])
def test_questions_bad_filters_are_refused(run: Run, dossier: Path, arguments: tuple[str, ...]) -> None:
    done = run("events", dossier, *arguments)
    assert done.returncode == 2 and done.stdout == ""
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["error", "hint"]
