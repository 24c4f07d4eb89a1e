"""The report for a terminal."""

from __future__ import annotations

import dataclasses
import re

import pytest

from chancery.report.text import to_text
from chancery.schema.record import Record


def test_text_groups_statements_by_speaker_with_words_act_and_offset(record: Record) -> None:
    report = to_text(record)
    speaker, said = report.index("Ana Orlu  Minister of Foreign Affairs"), report.index('"The craters point east," @160')
    assert speaker < said < report.index("Kestria  XKS")
    assert re.search(r"assert +\"The craters", report)


def test_text_marks_the_trigger_in_its_sentence(record: Record) -> None:
    assert "Ana Orlu [accused]" in to_text(record)


def test_text_tells_parties_date_modality_and_teller_of_events(record: Record) -> None:
    report = to_text(record)
    assert "Ana Orlu (XVL) → Kestria  allege · 2031-03-12 (inferred) · occurred" in report
    assert "2031-03-11 · denied · in Torva · according to Kestria · 1 more mention" in report


def test_text_sets_disputes_side_by_side_where_there_is_room(record: Record) -> None:
    assert re.search(r"Ana Orlu: .*accused.* Kestria: .*its forces", to_text(record, width=100))
    assert not re.search(r"Ana Orlu: .*accused.* Kestria: .*its forces", to_text(record, width=60))


@pytest.mark.parametrize("width", [40, 60, 80, 110])
def test_text_keeps_to_the_width(record: Record, width: int) -> None:
    assert max(map(len, to_text(record, width=width).splitlines())) <= width


def test_text_is_styled_only_where_asked(record: Record) -> None:
    assert "\x1b[" not in to_text(record)
    assert "\x1b[1m" in to_text(record, styled=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", to_text(record, styled=True)).split() == to_text(record).split()


def test_text_of_an_article_cannot_command_the_terminal(record: Record) -> None:
    hostile = record.article.text.replace("Orlu said", "\x1b[2J\x07")
    assert len(hostile) != len(record.article.text) or "\x1b" in hostile
    changed = dataclasses.replace(record, article=dataclasses.replace(record.article, text=hostile, title="\x1b]0;owned\x07title", publisher="\x1b[31mred"))
    assert "\x1b" not in to_text(changed) and "\x07" not in to_text(changed)


def test_text_says_so_when_there_is_nothing(record: Record) -> None:
    assert "Nothing to record" in to_text(Record(article=record.article))


def test_text_says_that_the_date_is_missing(record: Record) -> None:
    undated = Record(article=dataclasses.replace(record.article, published=None, published_basis=None))
    assert "publication date unknown" in to_text(undated)
