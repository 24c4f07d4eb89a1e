"""Articles that were updated or withdrawn: each day sees what stood then; on SQLite and PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from held import contents, made_of_versions
from test_views import VIEWS

from chancery import pipeline
from chancery.dossier.doctor import examine
from chancery.dossier.engines import Dossier
from chancery.dossier.judgements import anchor_of
from chancery.dossier.views.events import events
from chancery.dossier.views.filters import Filters
from chancery.intake.plain import identity
from chancery.schema.record import Record
from chancery.schema.serial import to_plain

Told = list[tuple[str, Record]]
DAYS = ("2031-03-04", "2031-03-06", "2031-03-08", "2031-03-12", "2031-03-14")


def _later(record: Record, day: str, *, title: str | None = None, said: bool = True) -> Record:
    """The record of a longer text, of which fewer events were read, or none."""
    text = record.article.text.rstrip("\n") + "\n\nMore was not known.\n"
    article = replace(record.article, text=text, id=identity(text), published=day, title=title or record.article.title)
    kept = record.events[::2] if said else ()
    return replace(record, article=article, events=kept, statements=record.statements if said else (), figures=(), commitments=(), positions=())


@pytest.fixture(scope="module")
def told(records: dict[str, Record]) -> Told:
    """The dated dispatches: the first updated after two days, the fourth withdrawn after two days, the second by an article of another name."""
    withdrawn = _later(records["2-talks"], "2031-03-08", title="WITHDRAWN: Velmora promises to free freighter's crew", said=False)
    return [
        *((n, r) for n, r in records.items() if r.article.published),
        ("1-freighter", _later(records["1-freighter"], "2031-03-06")), ("9-withdrawal", withdrawn),
        ("4-torva", _later(records["4-torva"], "2031-03-14", title="WITHDRAWN: At least 7 killed", said=False)),
    ]  # fmt: skip


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def revised(request: pytest.FixtureRequest, told: Told, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dossier]:
    if request.param == "sqlite":
        place = str(tmp_path_factory.mktemp("revised") / "revised.db")
    else:
        place = request.getfixturevalue("postgresql_server").format(f"revised_{os.getpid()}")
    with made_of_versions(told, place) as dossier:
        yield dossier


@pytest.mark.parametrize("day", DAYS)
def test_versions_views_as_of_a_day_are_those_of_what_was_published_by_then(revised: Dossier, told: Told, day: str, tmp_path: Path) -> None:
    with made_of_versions(told, str(tmp_path / "then.db"), until=day) as small:
        for name, view in VIEWS.items():
            # each store ranks words in its own way
            order = partial(sorted, key=str) if name == "search" else list
            shown = order(_rows(view(revised, Filters(as_of=day))))
            assert shown == order(_rows(view(small, Filters(as_of=day)))) == order(_rows(view(small, Filters()))), name


def _rows(answer: Any) -> list[Any]:
    plain = to_plain(answer)
    return plain if isinstance(plain, list) else [plain]


def test_versions_what_was_taken_out_is_seen_before_and_not_after(revised: Dossier) -> None:
    def reports(as_of: str | None, name: str) -> set[int]:
        return {m.start for r in events(revised, filters=Filters(as_of=as_of)) for m in r.mentions if m.article == name}

    for name, last, first in (("1-freighter", "2031-03-05", "2031-03-06"), ("2-talks", "2031-03-07", "2031-03-08"), ("4-torva", "2031-03-13", "2031-03-14")):
        before, after = reports(last, name), reports(first, name)
        assert before > after == reports(None, name)
        assert bool(after) == (name == "1-freighter")


def test_versions_a_dossier_with_them_is_whole(revised: Dossier) -> None:
    assert list(examine(revised)) == []


def test_versions_a_judgement_holds_on_every_version(told: Told, tmp_path: Path) -> None:
    with made_of_versions(told, str(tmp_path / "judged.db")) as dossier:
        shown = next(m for r in events(dossier) for m in r.mentions if m.article == "1-freighter")
        pipeline.judge(dossier, "reject", anchor_of(dossier, shown.mention), user="ana")
        for as_of in (None, "2031-03-05"):
            left = {(m.article, m.start) for r in events(dossier, filters=Filters(as_of=as_of)) for m in r.mentions}
            assert ("1-freighter", shown.start) not in left
        assert list(examine(dossier)) == []
        before = contents(dossier)
        pipeline.rebuild(dossier)
        assert contents(dossier) == before
