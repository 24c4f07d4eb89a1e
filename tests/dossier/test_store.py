"""The store: opening, writing, versions, links; on SQLite and PostgreSQL."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from held import contents
from sqlalchemy import func, insert, select, text, update

from chancery import pipeline
from chancery.dossier import open_dossier
from chancery.dossier.engines import Dossier
from chancery.dossier.fulltext import is_part
from chancery.dossier.migrations import HEAD
from chancery.dossier.search import search
from chancery.dossier.tables import ANSWERS, ARTICLES, GROUPS, MEMBERS, MENTIONS, METADATA, PARTIES, QUARANTINE, RECORDS, RUNS
from chancery.dossier.views.carriers import carriers
from chancery.dossier.views.events import events
from chancery.dossier.views.records import record as held
from chancery.dossier.views.sources import sources
from chancery.dossier.writer import Added, Unchanged, Updated, Writer, article_of, unpack
from chancery.errors import LockedStoreError, NewerStoreError, NoDossierError, SourceError, StoreAccessError, UsageError
from chancery.intake.plain import identity
from chancery.schema.links import Answer
from chancery.schema.record import Record

Place = Callable[[], str]


def _fill(dossier: Dossier, records: dict[str, Record]) -> Writer:
    writer = Writer(dossier)
    writer.start_run(inputs=["test"])
    for name, record in records.items():
        writer.add(record.article, record, name=name)
    writer.end_run()
    return writer


def _changed(record: Record, words: str = " More was not known.\n") -> Record:
    longer = record.article.text.rstrip("\n") + words
    return replace(record, article=replace(record.article, text=longer, id=identity(longer)))


def test_store_a_migrated_dossier_has_the_tables_of_the_metadata(new_dossier: Place) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    def of_the_tables(obj: Any, name: str | None, kind: str, reflected: bool, compare_to: Any) -> bool:
        return not is_part(name)

    with open_dossier(new_dossier(), create=True) as dossier, dossier.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": of_the_tables, "compare_type": True})
        assert compare_metadata(context, METADATA) == []
    import chancery.dossier.migrations as steps

    assert ScriptDirectory(str(Path(steps.__file__).parent)).get_current_head() == HEAD


def test_store_a_dossier_of_before_learns_where_groups_were_told_first(new_dossier: Place, records: dict[str, Record]) -> None:
    place = new_dossier()
    with open_dossier(place, create=True) as dossier:
        _fill(dossier, records)
        pipeline.relink(dossier)
        with dossier.reading() as connection:
            told = {r.id: r.told for r in connection.execute(select(GROUPS.c.id, GROUPS.c.told))}
        with dossier.writing() as connection:
            connection.execute(text("ALTER TABLE groups DROP COLUMN told"))
            connection.execute(text("UPDATE alembic_version SET version_num = '0005'"))
    with open_dossier(place) as dossier, dossier.reading() as connection:
        assert {r.id: r.told for r in connection.execute(select(GROUPS.c.id, GROUPS.c.told))} == told
    assert len(told) > 50
    assert all(told.values())


def test_store_keeps_records_as_they_are(new_dossier: Place, records: dict[str, Record]) -> None:
    with open_dossier(new_dossier(), create=True) as dossier:
        _fill(dossier, records)
        with dossier.reading() as connection:
            rows = connection.execute(select(ARTICLES, RECORDS.c.data).join(RECORDS, RECORDS.c.article == ARTICLES.c.key)).all()
        assert {r.name: unpack(r.data, article_of(r)) for r in rows} == records


def test_store_an_article_is_there_once(new_dossier: Place, records: dict[str, Record]) -> None:
    torva = records["4-torva"]
    with open_dossier(new_dossier(), create=True) as dossier:
        writer = Writer(dossier)
        assert writer.add(torva.article, torva, name="t") == Added(1)
        assert writer.add(torva.article, torva, name="t") == Unchanged(1)
        assert writer.add(torva.article, torva, name="other") == Added(2)
        with dossier.reading() as connection:
            run = connection.execute(select(RUNS)).one()
        assert (run.read, run.updated) == (2, 0)


def test_store_a_changed_text_is_a_new_version_and_retires_the_old(new_dossier: Place, records: dict[str, Record]) -> None:
    torva = records["4-torva"]
    with open_dossier(new_dossier(), create=True) as dossier:
        writer = Writer(dossier)
        writer.add(torva.article, torva, name="t")
        later = _changed(torva)
        assert writer.add(later.article, later, name="t") == Updated(2, 2, 1)
        assert writer.add(torva.article, torva, name="t") == Unchanged(1)
        pipeline.relink(dossier)
        assert [(c.name, c.version) for c in carriers(dossier)] == [("t", 1), ("t", 2)]
        with dossier.reading() as connection:
            linked = set(connection.execute(select(MENTIONS.c.article).join(MEMBERS, MEMBERS.c.mention == MENTIONS.c.key)).scalars())
        assert linked == {1, 2}
        shown = [m.mention >> 20 for r in events(dossier) for m in r.mentions]
        assert set(shown) == {2}


def test_store_carriers_come_in_order_of_publication(new_dossier: Place, records: dict[str, Record]) -> None:
    with open_dossier(new_dossier(), create=True) as dossier:
        _fill(dossier, {n: records[n] for n in sorted(records, reverse=True)})
        found = list(carriers(dossier))
    assert [(c.published or "", c.name) for c in found] == sorted((r.article.published or "", n) for n, r in records.items())
    assert all(c.text == records[c.name].article.text for c in found)


def test_store_relink_puts_every_mention_into_one_group(new_dossier: Place, records: dict[str, Record]) -> None:
    with open_dossier(new_dossier(), create=True) as dossier:
        _fill(dossier, records)
        pipeline.relink(dossier)
        first = contents(dossier)
        pipeline.relink(dossier)
        assert contents(dossier) == first
        assert len(first["members"]) == len(first["mentions"]) > 100
        assert all(g["publishers"] >= 1 for g in first["groups"])


def test_store_rebuilding_gives_the_same(new_dossier: Place, records: dict[str, Record]) -> None:
    with open_dossier(new_dossier(), create=True) as dossier:
        writer = _fill(dossier, records)
        later = _changed(records["4-torva"])
        writer.add(later.article, later, name="4-torva")
        pipeline.relink(dossier)
        before = contents(dossier)
        pipeline.rebuild(dossier)
        assert contents(dossier) == before


def test_store_both_stores_hold_the_same(tmp_path: Path, postgresql_server: str, records: dict[str, Record]) -> None:
    held = []
    for where in (str(tmp_path / "d.db"), postgresql_server.format("same")):
        with open_dossier(where, create=True) as dossier:
            _fill(dossier, records)
            pipeline.relink(dossier)
            held.append(contents(dossier))
    assert held[0] == held[1]


def test_store_nothing_of_a_failed_transaction_is_kept(new_dossier: Place, records: dict[str, Record]) -> None:
    torva = records["4-torva"]
    with open_dossier(new_dossier(), create=True) as dossier:
        writer = Writer(dossier)
        with pytest.raises(ZeroDivisionError), writer.together():
            writer.add(torva.article, torva, name="t")
            _ = 1 / 0
        with dossier.reading() as connection:
            assert connection.execute(select(func.count()).select_from(ARTICLES)).scalar() == 0
        assert writer.add(torva.article, torva, name="t") == Added(1)


def test_store_words_are_found(new_dossier: Place, records: dict[str, Record]) -> None:
    with open_dossier(new_dossier(), create=True) as dossier:
        _fill(dossier, records)
        if dossier.dialect == "sqlite":
            asked = "SELECT rowid FROM words WHERE words MATCH 'shelled'"
        else:
            asked = "SELECT key FROM articles WHERE words @@ websearch_to_tsquery('english', 'shelled')"
        with dossier.reading() as connection:
            found = set(connection.execute(text(asked)).scalars())
            names = set(connection.execute(select(ARTICLES.c.name).where(ARTICLES.c.key.in_(found))).scalars())
    assert "4-torva" in names and "2-talks" not in names


def test_store_quarantine_keeps_the_last_reason(new_dossier: Place) -> None:
    with open_dossier(new_dossier(), create=True) as dossier:
        writer = Writer(dossier)
        writer.quarantine("day.jsonl:3", SourceError("no text", hint="give one"))
        writer.quarantine("day.jsonl:3", SourceError("still none"))
        writer.quarantine("day.jsonl:4", SourceError("none"))
        writer.release("day.jsonl:4")
        with dossier.reading() as connection:
            rows = connection.execute(select(QUARANTINE)).all()
    assert [(r.source, r.error, r.message, r.hint) for r in rows] == [("day.jsonl:3", "SourceError", "still none", None)]


def test_store_no_dossier_is_made_unasked(new_dossier: Place) -> None:
    with pytest.raises(NoDossierError):
        open_dossier(new_dossier())


def test_store_refuses_what_is_no_dossier(tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("Some notes that are no database.", encoding="utf-8")
    with pytest.raises(NoDossierError):
        open_dossier(other, create=True)
    assert other.read_text(encoding="utf-8").startswith("Some notes")
    with pytest.raises(NoDossierError):
        open_dossier(tmp_path, create=True)
    import sqlite3

    foreign = sqlite3.connect(tmp_path / "foreign.db")
    foreign.execute("CREATE TABLE cats (name)")
    foreign.close()
    with pytest.raises(NoDossierError):
        open_dossier(tmp_path / "foreign.db", create=True)
    with pytest.raises(StoreAccessError):
        open_dossier(tmp_path / "no" / "folder.db", create=True)
    with pytest.raises(UsageError):
        open_dossier("mysql://host/name", create=True)


def test_store_refuses_a_newer_dossier(new_dossier: Place) -> None:
    where = new_dossier()
    with open_dossier(where, create=True) as dossier, dossier.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerStoreError):
        open_dossier(where)


def test_store_says_when_another_writes(new_dossier: Place) -> None:
    where = new_dossier()
    with open_dossier(where, create=True, wait=0.2) as dossier, open_dossier(where, wait=0.2) as other, dossier.writing():
        with pytest.raises(LockedStoreError) as caught, other.writing():
            pass
        assert caught.value.hint
        with other.reading() as connection:
            assert connection.execute(select(func.count()).select_from(ARTICLES)).scalar() == 0


def test_store_says_when_the_server_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreAccessError) as caught:
        open_dossier(f"postgresql://someone:secret@/d?host={tmp_path}", create=True)
    assert "secret" not in str(caught.value)


def test_store_says_when_the_disk_is_full(tmp_path: Path, records: dict[str, Record]) -> None:
    with open_dossier(tmp_path / "d.db", create=True) as dossier:
        _fill(dossier, {"4-torva": records["4-torva"]})
        with dossier.engine.connect() as connection:
            raw = connection.connection.dbapi_connection
            assert raw is not None
            raw.execute(f"PRAGMA max_page_count = {raw.execute('PRAGMA page_count').fetchone()[0] + 2}")
        writer = Writer(dossier)
        with pytest.raises(StoreAccessError) as caught:
            for name, record in records.items():
                writer.add(record.article, record, name=name + "-again")
        assert "full" in str(caught.value)


def test_store_a_read_only_file_says_so(tmp_path: Path, records: dict[str, Record]) -> None:
    where = tmp_path / "d.db"
    with open_dossier(where, create=True) as dossier:
        _fill(dossier, records)
        with dossier.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA query_only = ON")
            connection.rollback()
        with pytest.raises(StoreAccessError), dossier.writing() as connection:
            connection.execute(update(RUNS).values(ended="x"))


def test_store_constraints_hold(new_dossier: Place, records: dict[str, Record]) -> None:
    from sqlalchemy.exc import IntegrityError

    with open_dossier(new_dossier(), create=True) as dossier:
        _fill(dossier, records)
        with pytest.raises(IntegrityError), dossier.writing() as connection:
            connection.execute(insert(MEMBERS), {"mention": 1, "group": "none", "reason": "", "score": 1.0})
        with dossier.reading() as connection:
            assert connection.execute(select(func.count()).select_from(PARTIES)).scalar_one() > 50
            assert connection.execute(select(func.count()).select_from(GROUPS)).scalar_one() == 0


def test_store_opening_does_not_load_alembic_twice(tmp_path: Path) -> None:
    code = (
        "import sys; from chancery.dossier import open_dossier\n"
        f"open_dossier({str(tmp_path / 'd.db')!r}, create=True).close(); [sys.modules.pop(m) for m in list(sys.modules) if m.startswith('alembic')]\n"
        f"open_dossier({str(tmp_path / 'd.db')!r}).close(); print([m for m in sys.modules if m.startswith('alembic')])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_store_a_document_answers_the_one_found_first(new_dossier: Place, records: dict[str, Record]) -> None:
    with open_dossier(new_dossier(), create=True) as dossier:
        _fill(dossier, records)
        links = pipeline.relink(dossier)
        a, b, c = (g.id for g in links.groups[:3])
        Writer(dossier).store_links(replace(links, answers=(Answer(a, b, "says so"), Answer(a, c, "says so too"))))
        with dossier.reading() as connection:
            assert [tuple(r) for r in connection.execute(select(ANSWERS)).all()] == [(a, b, "says so")]


def test_store_without_an_id_of_its_own_an_article_is_called_by_its_hash(new_dossier: Place, records: dict[str, Record]) -> None:
    torva = records["4-torva"]
    article = replace(torva.article, url="https://news.example/torva")
    record = replace(torva, article=article)
    with open_dossier(new_dossier(), create=True) as dossier:
        writer = Writer(dossier)
        assert writer.add(article, record) == Added(1)
        assert writer.add(article, record, name=article.url, own=False) == Unchanged(1)
        assert writer.add(article, record, name="row 7") == Added(2)
        pipeline.relink(dossier)
        assert {m.article for r in events(dossier) for m in r.mentions} == {article.id, "row 7"} == {s.id for s in sources(dossier)}
        assert {h.article for h in search(dossier, "shells")} == {article.id, "row 7"}
        assert held(dossier, article.id).name == article.url == held(dossier, "https://news.example/torva").name
        later = _changed(record)
        assert isinstance(writer.add(later.article, later), Updated)
        assert {s.id for s in sources(dossier)} == {later.article.id, "row 7"}
