"""Dates, amounts and quotes in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.report.words import Words, amount, clean, reckoned, when
from chancery.schema.article import Article
from chancery.schema.evidence import Span
from chancery.schema.record import Record
from chancery.schema.time import Interval


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, ""), ("2031-03", "2031-03"), (Interval("2031-03-01", None), "from 2031-03-01"), (Interval(None, "2031-03-01"), "until 2031-03-01"),
     (Interval("2031-03-01", "2031-03-04"), "2031-03-01 to 2031-03-04"), (Interval("2031-03-01", "2031-03-01"), "2031-03-01")],
)  # fmt: skip
def test_words_when(value: str | Interval | None, words: str) -> None:
    assert when(value) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(11, 11, "11"), (7, None, "7 or more"), (None, 24_000, "up to 24,000"), (18_000, 20_000, "18,000 to 20,000"), (2.5, 2.5, "2.5"), (None, None, "some")],
)
def test_words_amount(low: float | None, high: float | None, words: str) -> None:
    assert amount(low, high) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [("P1D", "1 day"), ("PT48H", "48 hours"), ("PT10M", "10 minutes"), ("P3M", "3 months"), ("PXD", "some days"), ("PAST_REF", "past"),
     ("XXXX-WXX-3", "undated")],
)  # fmt: skip
def test_words_reckoned(value: str, words: str) -> None:
    assert reckoned(value) == words


@given(st.text(min_size=1, max_size=600), st.data())
def test_words_quotes_hold_the_words_and_nothing_from_elsewhere(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    quote = Words(Record(Article("a", text, ()))).in_sentence(span)
    assert quote.span == span
    assert clean(quote.before).removeprefix("… ").strip() in clean(text[: span.start])
    assert clean(quote.after).removesuffix(" …").strip() in clean(text[span.end :])
    if len(clean(span.of(text))) <= 420:
        assert quote.words == clean(span.of(text))
