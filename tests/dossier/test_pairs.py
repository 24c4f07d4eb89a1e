"""chancery.dossier.pairs: what is kept of events says what the mentions say, on every day, and at once after a judgement; on both stores."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from held import made_of
from sqlalchemy import select

from chancery import pipeline
from chancery.dossier.engines import Dossier
from chancery.dossier.judgements import anchor_of, judge, undo
from chancery.dossier.tables import ACTS, MENTIONS, PAIRS
from chancery.dossier.views.acts import acts, pairs_of
from chancery.dossier.views.acts import made_of as looked_at
from chancery.dossier.views.dyads import dyads, matrix
from chancery.dossier.views.filters import Filters
from chancery.dossier.views.scope import Scope
from chancery.schema.record import Record

DAYS = (None, "2031-03-05", "2031-03-10", "2031-03-14", "2031-03-30")


def _agree(dossier: Dossier, as_of: str | None) -> None:
    """What is kept, and what is made of the mentions, is one."""
    with dossier.reading() as connection:
        scope = Scope(connection, as_of)
        true = looked_at(scope)
        assert acts(scope) == true
        some = [a.id for a in true][::3]
        assert acts(scope, some) == [a for a in true if a.id in some]
    expected: dict[tuple[str, str], set[str]] = {}
    for act in true:
        for pair in pairs_of(act):
            expected.setdefault(pair, set()).add(act.id)
    rows = dyads(dossier, filters=Filters(as_of=as_of))
    assert {(r.a, r.b): set(r.ids) for r in rows} == expected
    assert [(-r.events, -r.planned, r.a, r.b) for r in rows] == sorted((-r.events, -r.planned, r.a, r.b) for r in rows)
    assert dyads(dossier, filters=Filters(as_of=as_of, limit=2, offset=1)) == rows[1:3]


@pytest.mark.parametrize("as_of", DAYS)
def test_pairs_say_what_the_mentions_say_on_every_day(crisis: Dossier, as_of: str | None) -> None:
    _agree(crisis, as_of)


def test_pairs_of_days_and_of_a_country_are_those_of_the_whole(crisis: Dossier) -> None:
    whole = {(r.a, r.b): r for r in dyads(crisis)}
    assert {(r.a, r.b) for r in dyads(crisis, filters=Filters(country="xvl"))} == {p for p in whole if "XVL" in p}
    narrowed = dyads(crisis, filters=Filters(since="2031-03-08", until="2031-03-20"))
    assert narrowed and all("2031-03-08" <= r.first <= r.last <= "2031-03-20" for r in narrowed if r.first and r.last)  # fmt: skip
    _, sides, among = matrix(crisis, sides=3)
    assert len(sides) == 3 and {(r.a, r.b): r for r in among} == {p: r for p, r in whole.items() if set(p) <= set(sides)}


def test_pairs_follow_a_judgement_before_and_after_linking(new_dossier: Callable[[], str], records: dict[str, Record]) -> None:
    with made_of(records, new_dossier()) as dossier:
        with dossier.reading() as connection:
            event = next(a for a in looked_at(Scope(connection)) if pairs_of(a) and a.done)
            mention = connection.execute(select(MENTIONS.c.key).where(MENTIONS.c.kind == "event", MENTIONS.c.label == event.type)).scalars().first()
        assert mention is not None
        number = judge(dossier, "edit", anchor_of(dossier, mention), user="ana", value={"modality": "denied", "type": "AID"}).number
        with dossier.reading() as connection:
            stale = set(connection.execute(select(ACTS.c.id).where(ACTS.c.stale)).scalars())
            assert len(stale) == 1 and not stale & set(connection.execute(select(PAIRS.c.id)).scalars())
        for as_of in DAYS:
            _agree(dossier, as_of)
        pipeline.relink(dossier)
        with dossier.reading() as connection:
            assert connection.execute(select(ACTS.c.id).where(ACTS.c.stale)).first() is None
        _agree(dossier, None)
        undo(dossier, number, user="ana")
        _agree(dossier, None)


def test_pairs_follow_a_new_version_before_linking(new_dossier: Callable[[], str], records: dict[str, Record]) -> None:
    from dataclasses import replace

    from chancery.dossier.writer import Writer
    from chancery.intake.plain import identity

    with made_of(records, new_dossier()) as dossier:
        record = records["4-torva"]
        text = record.article.text + "\nCorrected.\n"
        newer = Record(article=replace(record.article, text=text, id=identity(text), published="2031-03-29"))
        Writer(dossier).add(newer.article, newer, name="4-torva")
        for as_of in DAYS:
            _agree(dossier, as_of)
