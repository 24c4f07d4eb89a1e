"""Judgements by the real program: each decision changes what is answered, and is taken back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from program import Run

from chancery.dossier import open_dossier
from chancery.dossier.writer import Writer
from chancery.pipeline import relink
from chancery.schema.record import Record
from chancery.schema.serial import from_plain

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """Two dispatches as a dossier."""
    place = tmp_path / "crisis.db"
    with open_dossier(place, create=True) as opened:
        for name in ("1-freighter", "3-released"):
            record = from_plain(Record, json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8")))
            Writer(opened).add(record.article, record, name=name)
        relink(opened)
    return place


def _events(run: Run, dossier: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("events", dossier, "--json").stdout)
    return found


def test_judge_reject_leaves_out_and_undo_brings_back(run: Run, dossier: Path) -> None:
    before = _events(run, dossier)
    done = run("judge", "reject", dossier, before[0]["id"], "--user", "ana", "--reason", "misread")
    assert done.returncode == 0, done.stderr
    assert [e["id"] for e in _events(run, dossier)] == [e["id"] for e in before[1:]]
    assert run("judge", "undo", dossier, "1", "--user", "ben").returncode == 0
    assert _events(run, dossier) == before
    kept = json.loads(run("judge", "list", dossier, "--json").stdout)
    assert [(j["verb"], j["user"], j["reason"]) for j in kept] == [("reject", "ana", "misread"), ("undo", "ben", None)]
    assert json.loads(run("judge", "list", dossier, "--in-force", "--json").stdout) == []


def test_judge_merge_and_split(run: Run, dossier: Path) -> None:
    before = _events(run, dossier)
    one, other = (e["id"] for e in before[:2])
    assert run("judge", "merge", dossier, one, other).returncode == 0
    (merged,) = (e for e in _events(run, dossier) if len(e["mentions"]) > 1 and e["id"] in (one, other))
    assert run("judge", "split", dossier, f"{merged['id']}#2").returncode == 0
    assert {e["id"] for e in _events(run, dossier)} == {e["id"] for e in before}


def test_judge_edit_accept_confirm_verdict(run: Run, dossier: Path) -> None:
    event = _events(run, dossier)[0]["id"]
    assert run("judge", "edit", dossier, event, "modality=planned", 'date="2031-02-01"').returncode == 0
    (edited,) = (e for e in _events(run, dossier) if e["id"] == event)
    assert (edited["modality"], edited["date"], edited["mentions"][0]["judged"]) == ("planned", "2031-02-01", "edit")
    assert run("judge", "accept", dossier, event).returncode == 0
    actor = json.loads(run("actor", dossier, "--json").stdout)[0]
    assert run("judge", "confirm", dossier, actor["id"]).returncode == 0
    assert [a["id"] for a in json.loads(run("actor", dossier, "--confirmed", "--json").stdout)] == [actor["id"]]
    statement = json.loads(run("statements", dossier, "--json").stdout)[0]["id"]
    assert run("judge", "verdict", dossier, statement, "false", "--explanation", "the log says otherwise").returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [("accept", "event-ffffffff"), ("accept", "event"), ("edit", "EVENT", "nothing=1"), ("edit", "EVENT", "modality"), ("edit", "EVENT", "modality=maybe"),
     ("split", "EVENT"), ("merge", "EVENT", "EVENT"), ("confirm", "EVENT"), ("verdict", "EVENT", "true"), ("undo", "99"), ("accept", "EVENT#9")],
)  # fmt: skip
def test_judge_refuses_what_does_not_fit(run: Run, dossier: Path, arguments: tuple[str, ...]) -> None:
    event = _events(run, dossier)[0]["id"]
    verb, *rest = (a.replace("EVENT", event) for a in arguments)
    done = run("judge", verb, dossier, *rest)
    assert done.returncode == 2
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["error", "hint"]
    assert json.loads(run("judge", "list", dossier, "--json").stdout) == []


def test_review_goes_through_what_waits_and_keeps_each_decision(run: Run, dossier: Path) -> None:
    done = run("review", dossier, "--kind", "event", "--user", "ana", stdin=b"a\nr\nnot an act\nu\nx\nq\n")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("confidence") >= 2
    kept = json.loads(run("judge", "list", dossier, "--json").stdout)
    assert [(j["verb"], j["user"]) for j in kept] == [("accept", "ana"), ("reject", "ana"), ("undo", "ana")]
    again = run("review", dossier, "--kind", "event", "--user", "ana", stdin=b"")
    assert again.returncode == 0 and done.stdout.splitlines()[1] not in again.stdout
