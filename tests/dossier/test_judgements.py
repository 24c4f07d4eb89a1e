"""chancery.dossier.judgements: decisions, their effects, taking them back, and finding their objects again; on both stores."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from held import contents
from sqlalchemy import select

from chancery import pipeline
from chancery.dossier import open_dossier
from chancery.dossier.anchors import moved
from chancery.dossier.engines import Dossier
from chancery.dossier.judgements import all_judgements, anchor_of, constraints, in_force, judge, standing, undo
from chancery.dossier.tables import MEMBERS, MENTIONS, PARTIES
from chancery.dossier.views.carriers import carriers
from chancery.dossier.writer import Writer
from chancery.errors import UsageError
from chancery.intake.plain import identity
from chancery.schema.judgement import Anchor, Judgement
from chancery.schema.mention import EventMention
from chancery.schema.record import Record


@pytest.fixture
def dossier(new_dossier: Callable[[], str], records: dict[str, Record]) -> Iterator[Dossier]:
    with open_dossier(new_dossier(), create=True) as opened:
        writer = Writer(opened)
        for name in ("4-torva", "5-toll-rises", "8-deadline"):
            writer.add(records[name].article, records[name], name=name)
        pipeline.relink(opened)
        yield opened


def _rows(dossier: Dossier, kind: str, article: int = 1) -> list[Any]:
    with dossier.reading() as connection:
        wanted = select(MENTIONS).where(MENTIONS.c.kind == kind, MENTIONS.c.article == article).order_by(MENTIONS.c.start)
        return list(connection.execute(wanted).all())


def _row(dossier: Dossier, key: int) -> Any:
    with dossier.reading() as connection:
        return connection.execute(select(MENTIONS).where(MENTIONS.c.key == key)).one()


def _together(dossier: Dossier, a: int, b: int) -> bool:
    with dossier.reading() as connection:
        groups = set(connection.execute(select(MEMBERS.c.group).where(MEMBERS.c.mention.in_([a, b]))).scalars())
    return len(groups) == 1


def test_judgements_reject_hides_and_undo_shows_again(dossier: Dossier) -> None:
    key = _rows(dossier, "event")[0].key
    made = pipeline.judge(dossier, "reject", anchor_of(dossier, key), user="ana", reason="a rumour")
    assert (made.number, made.user, made.reason) == (1, "ana", "a rumour")
    assert (_row(dossier, key).hidden, _row(dossier, key).judged) == (True, "reject")
    with dossier.reading() as connection:
        assert connection.execute(select(MEMBERS).where(MEMBERS.c.mention == key)).first() is None
    pipeline.undo(dossier, 1, user="ben")
    assert (_row(dossier, key).hidden, _row(dossier, key).judged) == (False, None)
    pipeline.undo(dossier, 2, user="ana")
    assert _row(dossier, key).hidden
    assert [j.verb for j in all_judgements(dossier)] == ["reject", "undo", "undo"]
    assert [j.number for j in in_force(dossier)] == [1]


def test_judgements_edit_replaces_fields_columns_and_parties(dossier: Dossier) -> None:
    key = next(r.key for r in _rows(dossier, "event") if r.label == "ASSAULT")
    party = {"key": "QX", "name": "Somebody", "kind": "group", "code": None, "country": None, "role": None}
    judge(dossier, "edit", anchor_of(dossier, key), user="ana", value={"type": "COERCE", "modality": "denied", "date": "2031-03-01", "sources": [party]})
    row = _row(dossier, key)
    assert (row.label, row.modality, row.date_from, row.judged) == ("COERCE", "denied", "2031-03-01", "edit")
    with dossier.reading() as connection:
        assert connection.execute(select(PARTIES.c.key).where(PARTIES.c.mention == key, PARTIES.c.role == "source")).scalars().all() == ["QX"]
    carried = next(c for c in carriers(dossier) if c.name == "4-torva")
    edited = next(m for m in carried.mentions if isinstance(m, EventMention) and m.local == row.local)
    assert edited.type == "COERCE" and edited.sources[0].name == "Somebody"


@pytest.mark.parametrize(
    "value", [{"type": "DANCE"}, {"colour": "red"}, {"local": "e9"}, {"intensity": "much"}, {"sources": "USA"}, {"sources": [{"name": "x"}]}, {}, {"date": 7}]
)
def test_judgements_edit_refuses_what_does_not_fit(dossier: Dossier, value: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        judge(dossier, "edit", anchor_of(dossier, _rows(dossier, "event")[0].key), user="ana", value=value)
    assert all_judgements(dossier) == ()


def test_judgements_refuse_what_makes_no_sense(dossier: Dossier) -> None:
    event = anchor_of(dossier, _rows(dossier, "event")[0].key)
    statement = anchor_of(dossier, _rows(dossier, "statement")[0].key)
    with pytest.raises(UsageError):
        judge(dossier, "merge", event, user="ana", other=statement)
    with pytest.raises(UsageError):
        judge(dossier, "merge", event, user="ana")
    with pytest.raises(UsageError):
        judge(dossier, "confirm", event, user="ana")
    with pytest.raises(UsageError):
        judge(dossier, "verdict", statement, user="ana")
    with pytest.raises(UsageError):
        judge(dossier, "accept", replace(event, article="nowhere"), user="ana")
    with pytest.raises(UsageError):
        judge(dossier, "accept", event, user=" ")
    with pytest.raises(UsageError):
        undo(dossier, 7, user="ana")
    with pytest.raises(UsageError):
        anchor_of(dossier, 1)


def test_judgements_merge_and_split_decide_groups(dossier: Dossier) -> None:
    a, b = _rows(dossier, "event")[0].key, _rows(dossier, "event", article=3)[-1].key
    assert not _together(dossier, a, b)
    pipeline.judge(dossier, "merge", anchor_of(dossier, a), user="ana", other=anchor_of(dossier, b))
    assert [c.together for c in constraints(dossier)] == [True]
    assert _together(dossier, a, b)
    pipeline.judge(dossier, "split", anchor_of(dossier, b), user="ben", other=anchor_of(dossier, a))
    assert [c.together for c in constraints(dossier)] == [False]
    assert not _together(dossier, a, b)
    pipeline.undo(dossier, 2, user="ben")
    assert _together(dossier, a, b)
    pipeline.undo(dossier, 1, user="ana")
    assert constraints(dossier) == () and not _together(dossier, a, b)


def test_judgements_verdicts_and_confirmations_are_marked(dossier: Dossier) -> None:
    statement, actor = _rows(dossier, "statement")[0].key, _rows(dossier, "actor")[0].key
    judge(dossier, "verdict", anchor_of(dossier, statement), user="ana", value={"rating": "false", "explanation": "the log says otherwise"})
    judge(dossier, "confirm", anchor_of(dossier, actor), user="ana")
    assert (_row(dossier, statement).judged, _row(dossier, actor).judged) == ("verdict", "confirm")
    assert in_force(dossier)[0].value == {"rating": "false", "explanation": "the log says otherwise"}


def _nudged(record: Record) -> Record:
    """The same article as a newer model might read it: events in another order, the first one's trigger a character shorter, one gone."""
    first, *rest = sorted(record.events, key=lambda e: e.trigger)
    shorter = replace(first, trigger=replace(first.trigger, end=first.trigger.end - 1))
    events = tuple(replace(e, id=f"e{n}") for n, e in enumerate([*rest[1:], shorter], 1))
    return replace(record, events=events)


def test_judgements_survive_reading_anew(dossier: Dossier, records: dict[str, Record]) -> None:
    key = _rows(dossier, "event")[0].key
    before = _row(dossier, key)
    pipeline.judge(dossier, "edit", anchor_of(dossier, key), user="ana", value={"modality": "denied"})
    pipeline.judge(dossier, "reject", anchor_of(dossier, _rows(dossier, "event")[2].key), user="ana")
    Writer(dossier).put_record(_nudged(records["4-torva"]), key=1, name="4-torva")
    pipeline.relink(dossier)
    rows = _rows(dossier, "event")
    assert (rows[0].start, rows[0].end, rows[0].modality, rows[0].judged) == (before.start, before.end - 1, "denied", "edit")
    assert [r.hidden for r in rows].count(True) == 1


def test_judgements_follow_their_words_into_a_new_version(dossier: Dossier, records: dict[str, Record]) -> None:
    row = _rows(dossier, "actor")[0]
    pipeline.judge(dossier, "confirm", anchor_of(dossier, row.key), user="ana")
    record = records["4-torva"]
    opening = "CORRECTED: the day of the shelling.\n\n"
    text = opening + record.article.text
    actors = tuple(replace(a, mentions=tuple(replace(m, start=m.start + len(opening), end=m.end + len(opening)) for m in a.mentions)) for a in record.actors)
    blocks = tuple(replace(b, start=b.start + len(opening), end=b.end + len(opening)) for b in record.article.blocks)
    newer = Record(article=replace(record.article, text=text, id=identity(text), blocks=blocks), actors=actors)
    Writer(dossier).add(newer.article, newer, name="4-torva")
    found = [r for r in _rows(dossier, "actor", article=4) if r.judged == "confirm"]
    assert [(r.start, r.end) for r in found] == [(row.start + len(opening), row.end + len(opening))]


def test_judgements_rebuilding_keeps_their_effects(dossier: Dossier) -> None:
    a, b = _rows(dossier, "event")[0].key, _rows(dossier, "event", article=3)[-1].key
    pipeline.judge(dossier, "merge", anchor_of(dossier, a), user="ana", other=anchor_of(dossier, b))
    pipeline.judge(dossier, "reject", anchor_of(dossier, _rows(dossier, "figure")[0].key), user="ana")
    pipeline.judge(dossier, "edit", anchor_of(dossier, _rows(dossier, "event", article=2)[0].key), user="ana", value={"modality": "possible"})
    before = contents(dossier)
    pipeline.rebuild(dossier)
    assert contents(dossier) == before


def test_judgements_an_undoing_can_be_undone() -> None:
    anchor = Anchor("a", "event", 0, 1)

    def made(number: int, verb: str, undoes: int | None = None) -> Judgement:
        return Judgement(number, "", "u", verb, None if undoes else anchor, undoes=undoes)  # type: ignore[arg-type]

    assert [j.number for j in standing([made(1, "reject"), made(2, "accept"), made(3, "undo", 2), made(4, "undo", 3), made(5, "undo", 1)])] == [2]


def test_anchors_words_are_found_where_their_surroundings_agree() -> None:
    old = "He said no. She said no. They left."
    new = "Updated. He said no. She said no. They left."
    start = old.rindex("said no")
    assert moved(old, new, start, start + 7) == (new.rindex("said no"), new.rindex("said no") + 7)
    assert moved(old, "Nothing of it.", start, start + 7) is None
