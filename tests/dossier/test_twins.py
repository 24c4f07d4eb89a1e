"""Judgements on one of two mentions at one span, and on mentions that an analyst has moved to other words; on both stores."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from held import made_of
from sqlalchemy import select, update

from chancery import pipeline
from chancery.dossier.engines import Dossier
from chancery.dossier.judgements import anchor_of, in_force, judge, undo
from chancery.dossier.tables import JUDGEMENTS, MENTIONS
from chancery.dossier.views.events import events
from chancery.dossier.views.statements import statements
from chancery.dossier.writer import Writer
from chancery.errors import UsageError
from chancery.intake.plain import identity
from chancery.schema.record import Record

Place = Callable[[], str]


@pytest.fixture
def twofold(records: dict[str, Record]) -> Record:
    """A dispatch whose first event is read twice: as it is, and as AID by the same trigger."""
    record = records["4-torva"]
    first = record.events[0]
    assert first.type != "AID"
    again = replace(first, id="e99", type="AID", mode=None)
    return replace(record, events=(first, again, *record.events[1:]))


def _events(dossier: Dossier) -> list[Any]:
    """The two readings at one span."""
    with dossier.reading() as connection:
        rows = connection.execute(select(MENTIONS).where(MENTIONS.c.kind == "event").order_by(MENTIONS.c.key)).all()
    return [r for r in rows if sum((r.start, r.end) == (s.start, s.end) for s in rows) > 1]


def test_twins_each_has_its_own_judgement(new_dossier: Place, twofold: Record) -> None:
    with made_of({"4-torva": twofold}, new_dossier()) as dossier:
        one, other = _events(dossier)
        assert anchor_of(dossier, one.key) != anchor_of(dossier, other.key)
        pipeline.judge(dossier, "reject", anchor_of(dossier, other.key), user="ana")
        pipeline.judge(dossier, "edit", anchor_of(dossier, one.key), user="ana", value={"modality": "denied"})
        assert [(r.hidden, r.judged) for r in _events(dossier)] == [(False, "edit"), (True, "reject")]
        pipeline.judge(dossier, "accept", anchor_of(dossier, other.key), user="ben")
        assert [(r.modality == "denied", r.judged) for r in _events(dossier)] == [(True, "edit"), (False, "accept")]


def test_twins_are_told_apart_when_read_anew_in_another_order(new_dossier: Place, twofold: Record) -> None:
    with made_of({"4-torva": twofold}, new_dossier()) as dossier:
        one, other = _events(dossier)
        judge(dossier, "edit", anchor_of(dossier, one.key), user="ana", value={"type": "COERCE", "mode": None})
        judge(dossier, "accept", anchor_of(dossier, other.key), user="ana")
        first, second, *rest = twofold.events
        shorter = replace(second, trigger=replace(second.trigger, end=second.trigger.end - 1))
        Writer(dossier).put_record(replace(twofold, events=(replace(second, id="e98"), replace(first, id="e99"), *rest)), key=1, name="4-torva")
        assert [(r.label, r.judged) for r in _events(dossier)] == [("AID", "accept"), ("COERCE", "edit")]
        Writer(dossier).put_record(replace(twofold, events=(first, shorter, *rest)), key=1, name="4-torva")
        with dossier.reading() as connection:
            judged = connection.execute(select(MENTIONS.c.label, MENTIONS.c.judged).where(MENTIONS.c.judged.is_not(None)).order_by(MENTIONS.c.key)).all()
        assert [tuple(r) for r in judged] == [("COERCE", "edit"), ("AID", "accept")]


def test_twins_a_judgement_from_before_they_were_told_apart_keeps_its_effect(new_dossier: Place, twofold: Record) -> None:
    with made_of({"4-torva": twofold}, new_dossier()) as dossier:
        judge(dossier, "reject", anchor_of(dossier, _events(dossier)[1].key), user="ana")
        with dossier.writing() as connection:
            connection.execute(update(JUDGEMENTS).values(twin=None))
        pipeline.rebuild(dossier)
        assert [r.hidden for r in _events(dossier)] == [True, False]  # of equals the first, as ever
        assert in_force(dossier)[0].anchor is not None and in_force(dossier)[0].anchor.twin == ""


def test_edits_move_a_reading_to_other_words_and_undo_moves_it_back(new_dossier: Place, records: dict[str, Record]) -> None:
    record = records["4-torva"]
    with made_of({"4-torva": record}, new_dossier()) as dossier:
        row = next(r for r in events(dossier) if r.mentions)
        mention = row.mentions[0]
        text = record.article.text
        wanted = " ".join(mention.sentence.split()[:3])
        made = pipeline.judge(dossier, "edit", anchor_of(dossier, mention.mention), user="ana", value={"words": wanted})
        start = text.index(mention.sentence)
        assert made.value == {"span": {"start": start, "end": text.index(wanted, start) + len(wanted)}}
        moved = next(m for r in events(dossier) for m in r.mentions if m.mention == mention.mention)
        assert (moved.start, text[moved.start : moved.end], moved.words, moved.judged) == (start, wanted, wanted, "edit")
        # found again where it was read, by later judgements and after reading anew
        pipeline.judge(dossier, "edit", anchor_of(dossier, mention.mention), user="ben", value={"modality": "denied"})
        Writer(dossier).put_record(record, key=1, name="4-torva")
        pipeline.relink(dossier)
        again = next(m for r in events(dossier) for m in r.mentions if m.mention == mention.mention)
        assert (again.start, again.modality) == (start, "denied")
        undo(dossier, 1, user="ana")
        back = next(m for r in events(dossier) for m in r.mentions if m.mention == mention.mention)
        assert (back.start, back.end, back.modality) == (mention.start, mention.end, "denied")


def test_edits_of_a_statements_words_are_its_content_in_every_version(new_dossier: Place, records: dict[str, Record]) -> None:
    record = records["4-torva"]
    with made_of({"4-torva": record}, new_dossier()) as dossier:
        mention = statements(dossier)[0].mentions[0]
        words = record.article.text[mention.start : mention.end].split()
        wanted = " ".join(words[1:])
        judge(dossier, "edit", anchor_of(dossier, mention.mention), user="ana", value={"words": wanted})
        shown = next(m for r in statements(dossier) for m in r.mentions if m.mention == mention.mention)
        assert shown.words == wanted and [(s.start, s.end) for s in shown.content] == [(shown.start, shown.end)]
        opening = "CORRECTED: the day of the shelling.\n\n"
        text = opening + record.article.text
        by = len(opening)
        bare: dict[str, Any] = {"cue": None, "speaker": None, "addressees": (), "place": None, "via": None}
        said = tuple(replace(s, content=tuple(replace(c, start=c.start + by, end=c.end + by) for c in s.content), **bare) for s in record.statements)
        blocks = tuple(replace(b, start=b.start + by, end=b.end + by) for b in record.article.blocks)
        newer = Record(article=replace(record.article, text=text, id=identity(text), blocks=blocks), statements=said)
        Writer(dossier).add(newer.article, newer, name="4-torva")
        pipeline.relink(dossier)
        found = [m for r in statements(dossier) for m in r.mentions if m.judged == "edit"]
        assert [(m.words, m.start) for m in found] == [(wanted, shown.start + by)]


@pytest.mark.parametrize(
    "value",
    [{"words": "nobody wrote this anywhere"}, {"words": " "}, {"words": 7}, {"span": {"start": 5, "end": 5}}, {"span": {"start": 0, "end": 10**7}}],
)
def test_edits_refuse_words_that_are_not_there(new_dossier: Place, records: dict[str, Record], value: dict[str, Any]) -> None:
    with made_of({"4-torva": records["4-torva"]}, new_dossier()) as dossier, pytest.raises(UsageError):
        judge(dossier, "edit", anchor_of(dossier, events(dossier)[0].mentions[0].mention), user="ana", value=value)
