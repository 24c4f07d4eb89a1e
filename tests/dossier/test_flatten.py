"""chancery.dossier.flatten and chancery.dossier.rows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chancery.dossier.flatten import mentions, parties
from chancery.dossier.rows import days, party_rows
from chancery.schema.actor import Actor
from chancery.schema.evidence import Span
from chancery.schema.mention import DisputeMention, EventMention, StatementMention, kind_of
from chancery.schema.record import Record
from chancery.schema.time import Interval


def _actor(identity: str, name: str, kind: str, **more: object) -> Actor:
    blank = Actor(identity, name, kind, None, None, (), None, None, (Span(0, 4),), 0.9)  # type: ignore[arg-type]
    return replace(blank, **more)  # type: ignore[arg-type]


def test_flatten_keeps_every_mention_with_its_words(records: dict[str, Record]) -> None:
    for name, record in records.items():
        made = mentions(record, article=7, name=name)
        assert len({(kind_of(m), m.local) for m in made}) == len(made)
        assert sum(isinstance(m, EventMention) for m in made) == len(record.events)
        assert sum(isinstance(m, StatementMention) for m in made) == len(record.statements)
        for m in made:
            assert m.article == 7
            assert m.sentence.start <= m.start < m.sentence.end
            if not isinstance(m, StatementMention):
                assert m.text == m.sentence.of(record.article.text)


def test_flatten_a_sentence_is_one_sentence(records: dict[str, Record]) -> None:
    made = [m for m in mentions(records["4-torva"], article=1, name="t") if isinstance(m, EventMention) and m.type == "ASSAULT"]
    assert any(m.text.startswith("At least seven people were killed") and m.text.endswith("due to open.") for m in made)


def test_flatten_spells_out_speakers_and_sides(records: dict[str, Record]) -> None:
    made = mentions(records["4-torva"], article=1, name="t")
    accusing = next(m for m in made if isinstance(m, StatementMention) and m.by and m.by.name == "Marta Kolvin")
    assert accusing.by is not None and accusing.by.code == "XVL"
    for m in made:
        if isinstance(m, DisputeMention):
            assert m.side_a.text == records["4-torva"].article.text[m.side_a.start : m.side_a.end]


def test_flatten_keys_parties_the_same_in_every_article() -> None:
    record = Record(
        article=None,  # type: ignore[arg-type]
        actors=(
            _actor("p1", "Estonia", "state", code="EST", wikidata="Q191"),
            _actor("p2", "SGO", "organisation", code="SGO"),
            _actor("p3", "José  Núñez", "person", code="ESP"),
            _actor("p4", "a senior official", "unnamed"),
            _actor("p5", "a senior official", "unnamed"),
            _actor("p6", "Free Front", "group", code="Free Front"),
        ),
    )
    keys = {i: p.key for i, p in parties(record, name="wire-7").items()}
    assert keys == {
        "p1": "Q191", "p2": "SGO", "p3": "jose nunez", "p4": "a senior official@wire-7", "p5": "a senior official@wire-7#2", "p6": "free front",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        (None, None, None), ("2031-03-05", "2031-03-05", "2031-03-05"), ("2031-02", "2031-02-01", "2031-02-28"), ("2031", "2031-01-01", "2031-12-31"),
        ("2031-W10", "2031-03-03", "2031-03-09"), (Interval("2031-03", None), "2031-03-01", None), (Interval(None, "2031-03"), None, "2031-03-31"),
    ],
)  # fmt: skip
def test_rows_days_of_a_date(when: str | Interval | None, first: str | None, last: str | None) -> None:
    assert days(when) == (first, last)


def test_rows_parties_have_their_roles(records: dict[str, Record]) -> None:
    roles = {r["role"] for record in records.values() for m in mentions(record, article=1, name="x") for r in party_rows(1, m)}
    assert {"source", "target", "speaker", "actor", "who", "by"} <= roles
