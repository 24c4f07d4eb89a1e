"""Outlets are one however their name is written, in what the store counts and in what views say; on both stores."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from held import made_of
from sqlalchemy import select

from chancery.dossier import open_dossier
from chancery.dossier.outlets import outlet
from chancery.dossier.tables import GROUPS
from chancery.dossier.views.actors import actors
from chancery.dossier.views.events import events
from chancery.dossier.views.quarantine import last
from chancery.dossier.views.scope import Scope
from chancery.dossier.views.texts import listed
from chancery.dossier.writer import Writer
from chancery.errors import NoDossierError, SourceError
from chancery.schema.record import Record


def test_outlets_names_are_one_however_written() -> None:
    assert {outlet(n) for n in ("The Hill", "the hill", "Hill", " THE  Hill ")} == {"hill"}
    assert outlet("Theatre Weekly") == "theatre weekly"


def test_outlets_are_counted_once_by_the_store_and_by_views(new_dossier: Callable[[], str], records: dict[str, Record]) -> None:
    written = {"4-torva": "The Hill", "5-toll-rises": "the hill", "8-deadline": "Hill"}
    of_one = {n: replace(records[n], article=replace(records[n].article, publisher=p, syndicated_from=None)) for n, p in written.items()}
    with made_of(of_one, new_dossier()) as dossier:
        with dossier.reading() as connection:
            assert set(connection.execute(select(GROUPS.c.publishers)).scalars()) == {1}
            assert {a.origin for a in listed(Scope(connection))} == {"hill"}
        assert any(len(r.mentions) > 1 for r in events(dossier))
        assert {r.publishers for r in (*events(dossier), *actors(dossier))} == {1}


def test_outlets_that_credit_one_agency_are_one_source_of_a_brief(new_dossier: Callable[[], str], records: dict[str, Record]) -> None:
    some = {n: replace(records[n], article=replace(records[n].article, publisher=n, syndicated_from="Marsk News Agency")) for n in ("4-torva", "5-toll-rises")}
    with made_of(some, new_dossier()) as dossier, dossier.reading() as connection:
        assert {a.origin for a in listed(Scope(connection))} == {"marsk news agency"}


def test_quarantine_of_the_last_run_says_why(new_dossier: Callable[[], str]) -> None:
    with open_dossier(new_dossier(), create=True) as dossier:
        for source in ("first", "second"):
            writer = Writer(dossier)
            writer.start_run(inputs=[source])
            writer.quarantine(f"{source}.jsonl", SourceError(f"{source}.jsonl: there is no such file"))
            writer.end_run()
        assert [(q.source, q.message) for q in last(dossier, most=3)] == [("second.jsonl", "second.jsonl: there is no such file")]


def test_a_missing_dossier_is_named_in_what_makes_one(tmp_path: object) -> None:
    with pytest.raises(NoDossierError) as caught:
        open_dossier(f"{tmp_path}/nope.db")
    assert f"--dossier {tmp_path}/nope.db" in (caught.value.hint or "")
