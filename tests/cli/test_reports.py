"""`chancery export` and `chancery brief` as programs, on a dossier of the expected records of the invented dispatches."""

from __future__ import annotations

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


@pytest.fixture(scope="session")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("dossier") / "crisis.db"
    with open_dossier(where, create=True) as opened:
        writer = Writer(opened)
        writer.start_run()
        for path in sorted(GOLDEN.glob("*.json")):
            record = from_plain(Record, json.loads(path.read_text(encoding="utf-8")))
            writer.add(record.article, record, name=path.stem)
        writer.end_run()
        relink(opened)
    return where


def test_export_writes_a_file_or_standard_output(run: Run, dossier: Path, tmp_path: Path) -> None:
    shown = run("export", dossier, "--format", "icews")
    done = run("export", dossier, "--format", "icews", "--out", tmp_path / "icews.tsv")
    assert (shown.returncode, done.returncode, done.stdout) == (0, 0, "")
    assert (tmp_path / "icews.tsv").read_text(encoding="utf-8") == shown.stdout
    assert shown.stdout.startswith("Event ID\t")


def test_export_filters_and_looks_back(run: Run, dossier: Path) -> None:
    whole, early, one = (
        len(run("export", dossier, "--format", "csv", "--table", "statements", *more).stdout.splitlines())
        for more in ((), ("--as-of", "2031-03-06"), ("--actor", "Ana Orlu"))
    )
    assert whole > early > 1 and whole > one > 1


def test_export_of_a_record_needs_no_dossier(run: Run, tmp_path: Path) -> None:
    record = GOLDEN / "4-torva.json"
    first, again = (run("export", record, "--format", "annotations") for _ in range(2))
    assert first.returncode == 0 and first.stdout == again.stdout
    assert "created" not in json.loads(first.stdout)["items"][0]
    lines = tmp_path / "two.jsonl"
    lines.write_text("\n".join(json.dumps(json.loads((GOLDEN / f"{n}.json").read_text())) for n in ("1-freighter", "2-talks")), encoding="utf-8")
    articles = run("export", lines, "--format", "csv", "--table", "articles").stdout.splitlines()
    assert len(articles) == 3


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--format", "csv", "--table", "moods"), 2, "there is no table 'moods'"),
        (("--format", "plover", "--table", "events"), 2, "has no tables"),
        (("--format", "excel"), 2, "excel"),
        (("--format", "plover", "--as-of", "tomorrow"), 2, "is no day"),
        (("--format", "plover", "--actor", "Nobody Atall"), 2, "nobody in the dossier"),
        (("--format", "plover", "--out", "no/such/folder/x"), 2, "folder does not exist"),
    ],
)
def test_export_says_what_is_wrong(run: Run, dossier: Path, tmp_path: Path, arguments: tuple[str, ...], code: int, words: str) -> None:
    done = run("export", dossier, *arguments)
    assert done.returncode == code and words in done.stderr and "Traceback" not in done.stderr and "hint:" in done.stderr
    assert done.stdout == "" and list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", ['{"schema": "other/1"}', "{no json", '{"schema": "chancery.record/1"}'])
def test_export_refuses_what_holds_no_record(run: Run, tmp_path: Path, content: str) -> None:
    path = tmp_path / "odd.json"
    path.write_text(content, encoding="utf-8")
    done = run("export", path, "--format", "plover")
    assert done.returncode == 2 and "neither a dossier nor records" in done.stderr


def test_export_of_what_is_not_there(run: Run) -> None:
    done = run("export", "nothing.db", "--format", "plover")
    assert done.returncode != 0 and "error:" in done.stderr and "Traceback" not in done.stderr


def test_brief_writes_markdown_with_its_plots_beside_it(run: Run, dossier: Path, tmp_path: Path) -> None:
    shown = run("brief", dossier, "--title", "The strait")
    done = run("brief", dossier, "--title", "The strait", "--out", tmp_path / "day.md")
    assert (shown.returncode, done.returncode) == (0, 0)
    assert shown.stdout.startswith("# The strait, 21 March 2031") and "![" not in shown.stdout
    written = (tmp_path / "day.md").read_text(encoding="utf-8")
    assert "](day-timeline.svg)" in written and (tmp_path / "day-timeline.svg").read_text(encoding="utf-8").startswith("<svg ")


def test_brief_html_is_the_same_bytes_again_and_without_plots_has_none(run: Run, dossier: Path) -> None:
    first, again, bare = (run("brief", dossier, "--format", "html", *more).stdout for more in ((), (), ("--no-plots",)))
    assert first == again and "<svg " in first and "<svg " not in bare


def test_brief_says_what_is_wrong(run: Run, dossier: Path, tmp_path: Path) -> None:
    done = run("brief", dossier, "--since", "last week")
    assert done.returncode == 2 and "is no day" in done.stderr
    done = run("brief", dossier, "--format", "pdf", "--out", tmp_path / "x.pdf", PATH="/nowhere")
    assert done.returncode == 30 and "Chromium" in done.stderr and "hint:" in done.stderr and not (tmp_path / "x.pdf").exists()


def test_brief_of_articles_without_a_day_says_what_to_do(run: Run, tmp_path: Path) -> None:
    record = from_plain(Record, json.loads((GOLDEN / "7-copy-tribune.json").read_text(encoding="utf-8")))
    assert record.article.published is None
    with open_dossier(tmp_path / "undated.db", create=True) as opened:
        writer = Writer(opened)
        writer.start_run()
        writer.add(record.article, record, name="undated")
        writer.end_run()
        relink(opened)
    done = run("brief", tmp_path / "undated.db", "--format", "markdown")
    assert done.returncode == 2 and done.stdout == ""
    assert "no article of the dossier has a day of publication" in done.stderr and "--published" in done.stderr
