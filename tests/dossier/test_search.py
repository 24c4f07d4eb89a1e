"""Search: words, phrases, filters; snippets; the same on SQLite and PostgreSQL."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.dossier.engines import Dossier
from chancery.dossier.search import PER_ARTICLE, search
from chancery.dossier.views.filters import Filters
from chancery.dossier.wanted import Term, wanted
from chancery.errors import UsageError
from chancery.schema.record import Record


def test_search_marks_are_the_words_of_the_article(crisis: Dossier, records: dict[str, Record]) -> None:
    hits = search(crisis, "shells")
    assert hits
    for hit in hits:
        text = records[hit.article].article.text
        assert [text[m.start : m.end].casefold()[:5] for m in hit.marks] == ["shell"] * len(hit.marks) != []
        assert all(f"[{text[m.start : m.end]}]" in hit.snippet for m in hit.marks)


def test_search_finds_other_forms_of_a_word_and_beginnings(crisis: Dossier) -> None:
    assert {h.article for h in search(crisis, "kind:article withdrawing")} >= {"3-released", "8-deadline"}
    assert {h.article for h in search(crisis, "kind:article ambass*")} >= {"5-toll-rises"}


def test_search_phrase_is_narrower_than_its_words(crisis: Dossier) -> None:
    words, phrase = search(crisis, "kind:article Osk river"), search(crisis, 'kind:article "Osk river"')
    assert phrase and {h.article for h in phrase} <= {h.article for h in words}
    assert not search(crisis, '"river Osk"')


def test_search_leaves_out_articles_with_a_word(crisis: Dossier) -> None:
    assert {h.article for h in search(crisis, "kind:article Kestria -freighter")} == {h.article for h in search(crisis, "kind:article Kestria")} - {
        h.article for h in search(crisis, "kind:article freighter")
    }


def test_search_filters_leave_only_what_meets_them(crisis: Dossier) -> None:
    hits = search(crisis, "sailors kind:commitment")
    assert hits and {h.kind for h in hits} == {"commitment"}
    assert {h.kind for h in search(crisis, "kind:article troops")} == {"article"}
    after = search(crisis, "troops after:2031-03-14")
    assert after and all((h.published or "") >= "2031-03-14" for h in after)
    assert {h.article for h in search(crisis, "troops", filters=Filters(as_of="2031-03-08"))} <= {"1-freighter", "2-talks", "3-released"}
    by_type = search(crisis, "actor:Kestria type:REJECT")
    assert by_type and all(h.kind in ("event", "position") for h in by_type)


def test_search_an_article_does_not_fill_the_page(crisis: Dossier) -> None:
    hits = search(crisis, "Kestria")
    assert max(sum(h.article == a for h in hits) for a in {h.article for h in hits}) <= PER_ARTICLE
    assert len({(h.kind, h.id) for h in hits if h.kind != "article"}) == sum(h.kind != "article" for h in hits)


@pytest.mark.parametrize("query", ["", "  ", '""', "-war", "--", "* * *", "colour:red war", "kind:nonsense war"])
def test_search_of_nothing_or_of_what_there_is_not_is_refused(crisis: Dossier, query: str) -> None:
    with pytest.raises(UsageError) as refused:
        search(crisis, query)
    assert refused.value.hint


@pytest.mark.parametrize("query", ['"', "a OR b", "NEAR(a b)", "troops)", "(troops", "x^2 troops", "';--", "troops & !x", "t:*", "\\", "troops AND", "a* b* |"])
def test_search_takes_no_letter_for_grammar(crisis: Dossier, query: str) -> None:
    try:
        search(crisis, query)
    except UsageError as refused:
        assert refused.hint


def test_wanted_reads_words_phrases_and_filters() -> None:
    asked = wanted('grain "Black Sea" -corn sanction* actor:"Sergei Lavrov" type:THREATEN after:2022-02-01 kind:event', Filters(limit=5))
    assert asked.terms == (Term("grain"), Term("Black Sea", True), Term("sanction", start=True))
    assert asked.without == (Term("corn"),)
    assert asked.kinds == ("event",)
    assert asked.filters == Filters(actor="Sergei Lavrov", type="THREATEN", since="2022-02-01", limit=5)


@given(st.text(max_size=60))
def test_wanted_reads_anything_or_says_what_is_wrong(query: str) -> None:
    try:
        assert wanted(query, Filters()).terms or True
    except UsageError as refused:
        assert refused.hint
