"""Linking that goes on from where it stood: whatever happened to the dossier in between, the same comes out as from the first article on."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from held import contents
from sqlalchemy import func, select

from chancery import pipeline
from chancery.dossier import open_dossier
from chancery.dossier.engines import Dossier
from chancery.dossier.judgements import judge, undo
from chancery.dossier.tables import MENTIONS, POSTINGS, SEGMENTS, TRACES
from chancery.dossier.writer import Writer
from chancery.errors import DamagedStoreError
from chancery.intake.plain import identity
from chancery.link.linker import Linker
from chancery.schema.judgement import Anchor
from chancery.schema.mention import Carrier
from chancery.schema.record import Record

Place = Callable[[], str]


def _retold(record: Record, day: str, words: str) -> Record:
    """The same record, told on another day by an article that ends otherwise."""
    text = record.article.text.rstrip("\n") + f" {words}\n"
    return replace(record, article=replace(record.article, text=text, id=identity(text), published=day))


@pytest.fixture(scope="module")
def many(records: dict[str, Record]) -> list[tuple[str, Record]]:
    """The dispatches, and each again some days later and once undated."""
    days = ("2031-03-09", "2031-03-12", None)
    again = [(f"{n} again {i}", _retold(r, day or "", f"Told {i} times.")) for i, day in enumerate(days) for n, r in records.items()]
    return [*records.items(), *again]


def _same_as_anew(dossier: Dossier) -> None:
    found = contents(dossier)
    pipeline.relink(dossier, anew=True)
    assert contents(dossier) == found


@pytest.mark.parametrize("seed", range(3))
def test_relinking_any_split_into_ingests_gives_the_same(new_dossier: Place, many: list[tuple[str, Record]], seed: int) -> None:
    chance = random.Random(seed)
    given = chance.sample(many, 14)
    with open_dossier(new_dossier(), create=True) as dossier:
        writer = Writer(dossier)
        while given:
            for name, record in given[: (n := chance.randint(1, 5))]:
                writer.add(record.article, record, name=name)
            del given[:n]
            pipeline.relink(dossier)
        _same_as_anew(dossier)


def test_relinking_only_what_comes_after_is_linked(new_dossier: Place, records: dict[str, Record], monkeypatch: pytest.MonkeyPatch) -> None:
    linked: list[str] = []
    add = Linker.add

    def noted(self: Linker, carrier: Carrier) -> None:
        linked.append(carrier.name)
        add(self, carrier)

    monkeypatch.setattr(Linker, "add", noted)
    ordered = sorted(records.items(), key=lambda r: (r[1].article.published or "", r[0]))
    with open_dossier(new_dossier(), create=True) as dossier:
        writer = Writer(dossier)
        for name, record in ordered[:-1]:
            writer.add(record.article, record, name=name)
        pipeline.relink(dossier)
        linked.clear()
        name, record = ordered[-1]
        writer.add(record.article, record, name=name)
        pipeline.relink(dossier)
        assert linked == [name]
        linked.clear()
        pipeline.relink(dossier)
        assert linked == []
        _same_as_anew(dossier)


def test_relinking_after_a_new_version_a_rereading_and_judgements(new_dossier: Place, many: list[tuple[str, Record]]) -> None:
    with open_dossier(new_dossier(), create=True) as dossier:
        writer = Writer(dossier)
        for name, record in many[:16]:
            writer.add(record.article, record, name=name)
        pipeline.relink(dossier)
        name, record = many[9]
        later = _retold(record, record.article.published or "", "More was not known.")
        writer.add(later.article, later, name=name)
        pipeline.relink(dossier)
        _same_as_anew(dossier)
        writer.put_record(replace(many[3][1], events=many[3][1].events[1:]), key=4, name=many[3][0])
        pipeline.relink(dossier)
        _same_as_anew(dossier)
        with dossier.reading() as connection:
            two = [connection.execute(select(MENTIONS).where(MENTIONS.c.article == a, MENTIONS.c.kind == "event").limit(1)).one() for a in (5, 13)]
        anchors = [Anchor(many[a - 1][0], "event", m.start, m.end) for a, m in zip((5, 13), two, strict=True)]
        made = judge(dossier, "split", anchors[0], other=anchors[1], user="ana")
        pipeline.relink(dossier)
        _same_as_anew(dossier)
        judge(dossier, "reject", anchors[1], user="ana")
        pipeline.relink(dossier)
        _same_as_anew(dossier)
        undo(dossier, made.number, user="ana")
        pipeline.relink(dossier)
        _same_as_anew(dossier)


def test_relinking_segments_stay_few_and_hold_what_one_would(new_dossier: Place, many: list[tuple[str, Record]]) -> None:
    ordered = sorted(many, key=lambda r: (r[1].article.published or "", r[0]))[:20]
    with open_dossier(new_dossier(), create=True) as dossier:
        writer = Writer(dossier)
        for name, record in ordered:
            writer.add(record.article, record, name=name)
            pipeline.relink(dossier)
        with dossier.reading() as connection:
            assert connection.execute(select(func.count()).select_from(TRACES)).scalar() == 20
            assert connection.execute(select(func.count()).select_from(SEGMENTS)).scalar() <= 4
            assert connection.execute(select(func.count()).select_from(POSTINGS)).scalar()
        _same_as_anew(dossier)


def test_relinking_links_that_another_process_overtook_are_not_stored(new_dossier: Place, records: dict[str, Record]) -> None:
    from chancery.dossier.past import kept

    with open_dossier(new_dossier(), create=True) as dossier:
        writer = Writer(dossier)
        for name, record in records.items():
            writer.add(record.article, record, name=name)
        with kept(dossier, (), version="") as past:
            linker = Linker()
        pipeline.relink(dossier)
        found = contents(dossier)
        with pytest.raises(DamagedStoreError):
            Writer(dossier).store_links(linker.links(), trail=linker.trail(), past=past)
        assert contents(dossier) == found


@pytest.mark.parametrize("often", [pipeline.ATTEMPTS - 1, pipeline.ATTEMPTS])
def test_relinking_tries_again_where_another_was_quicker(
    new_dossier: Place, records: dict[str, Record], monkeypatch: pytest.MonkeyPatch, often: int
) -> None:
    quicker = [DamagedStoreError("another process has linked the dossier")] * often
    store = Writer.store_links

    def overtaken(self: Writer, *args: object, **more: object) -> None:
        if quicker:
            raise quicker.pop()
        store(self, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "REST", 0.0)
    monkeypatch.setattr(Writer, "store_links", overtaken)
    with open_dossier(new_dossier(), create=True) as dossier:
        writer = Writer(dossier)
        for name, record in list(records.items())[:2]:
            writer.add(record.article, record, name=name)
        if often < pipeline.ATTEMPTS:
            assert pipeline.relink(dossier).groups
        else:
            with pytest.raises(DamagedStoreError):
                pipeline.relink(dossier)
