"""chancery.scale.load: a run loaded is the same dossier as its inputs ingested."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from dispatches import SETTINGS, rows
from held import contents

from chancery.dossier import open_dossier
from chancery.dossier.doctor import examine
from chancery.errors import NotFoundError
from chancery.ingest import ingest
from chancery.ingest import run as course
from chancery.ingest.inputs import Inputs
from chancery.pipeline import Pipeline
from chancery.scale import load
from chancery.scale.course import Progress


@pytest.fixture
def more(corpus: Path) -> Path:
    """After the corpus: a second version of an article, the same again, and another bad row."""
    first = rows()[0]
    again = {**first, "text": first["text"] + "\n\nThe ministry gave no further details of the case.\n"}
    path = corpus.with_name("next.jsonl")
    path.write_text("".join(json.dumps(r) + "\n" for r in (again, rows()[1], {"id": "bad", "published": "no day", "text": "x"})), encoding="utf-8")
    return path


def test_loading_gives_the_same_dossier_as_ingest(
    read_here: Callable[..., Progress], corpus: Path, more: Path, tmp_path: Path, loaded: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(course, "_pipeline", lambda knowledge, device: loaded)
    read_here(corpus, more, out=tmp_path / "out", lines=4)
    with open_dossier(tmp_path / "a.db", create=True) as one, open_dossier(tmp_path / "b.db", create=True) as other:
        names = [str(corpus), str(more)]
        direct = ingest(one, Inputs(names, SETTINGS).items(), settings=SETTINGS, workers=1)
        by_run = load(str(tmp_path / "out"), other)
        assert (direct.read, direct.updated, direct.unchanged, direct.failed) == (by_run.read, by_run.updated, by_run.unchanged, by_run.failed) == (9, 1, 1, 3)
        assert contents(one) == contents(other) and list(examine(other)) == []
        before = contents(other)
        again = load(str(tmp_path / "out"), other)
        assert (again.read, again.unchanged, again.failed) == (0, 10, 3) and contents(other) == before


def test_loading_goes_on_past_a_damaged_file(read_here: Callable[..., Progress], corpus: Path, tmp_path: Path) -> None:
    read_here(corpus, out=tmp_path / "out", lines=4)
    first, second, _ = sorted((tmp_path / "out" / "records").iterdir())
    first.write_bytes(first.read_bytes()[:-50])
    second.unlink()
    with open_dossier(tmp_path / "a.db", create=True) as dossier:
        done = load(str(tmp_path / "out"), dossier)
        assert (done.read, done.failed) == (1, 4) and list(examine(dossier)) == []
        # made whole by another run, it leaves nothing behind
        read_here(corpus, out=tmp_path / "out", lines=4)
        assert load(str(tmp_path / "out"), dossier).read == 7


def test_loading_a_folder_without_a_run(tmp_path: Path) -> None:
    with open_dossier(tmp_path / "a.db", create=True) as dossier, pytest.raises(NotFoundError):
        load(str(tmp_path), dossier)
