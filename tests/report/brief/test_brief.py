"""The brief: every sentence has evidence, the evidence is there, and what is shown is what was known and asked for."""

from __future__ import annotations

import dataclasses
import re

import pytest
from sample import sample, span

from chancery.dossier.engines import Dossier
from chancery.errors import InstallationError, UsageError
from chancery.knowledge import Knowledge
from chancery.report.brief.compose import brief
from chancery.report.brief.html import to_html
from chancery.report.brief.markdown import to_markdown
from chancery.report.brief.pdf import to_pdf
from chancery.report.brief.shapes import Brief, Line
from chancery.report.export.single import passing
from chancery.schema.commitment import Commitment
from chancery.schema.record import Record


@pytest.fixture(scope="module")
def made(crisis: Dossier, knowledge: Knowledge) -> Brief:
    return brief(crisis, knowledge=knowledge)


def _lines(made: Brief, key: str | None = None) -> list[Line]:
    return [line for s in made.sections if key in (None, s.key) for p in s.parts for line in p.lines]


def test_brief_has_its_sections_in_order(made: Brief) -> None:
    assert [s.key for s in made.sections] == ["summary", "new", "said", "owed", "figures", "disputed", "single", "unknown"]
    assert len(_lines(made, "new")) >= 4 and len(_lines(made, "said")) >= 4


def test_brief_every_sentence_has_evidence_and_every_note_is_cited(made: Brief) -> None:
    cited = {n for line in _lines(made) for n in line.notes}
    assert all(line.notes for line in _lines(made))
    assert cited == {n.number for n in made.notes}


def test_brief_notes_hold_the_words_of_their_article(made: Brief, dispatches: list[Record]) -> None:
    texts = {r.article.id: r.article.text for r in dispatches} | {r.article.url: r.article.text for r in dispatches if r.article.url}
    for note in made.notes:
        passage = " ".join(texts[note.article][note.span.start : note.span.end].split())
        assert passage.startswith(note.words.removesuffix(" …")) and note.words


def test_brief_quotes_only_what_the_articles_say(made: Brief, dispatches: list[Record]) -> None:
    def bare(text: str) -> str:
        return " ".join(re.findall(r"\w+", text))

    texts = [bare(r.article.text) for r in dispatches]
    found = [q for line in _lines(made) for q in re.findall(r"“(.*?)”", line.quote) if "[" not in q]
    assert len(found) > 15
    for quote in found:
        for sentence in re.split(r"(?<=[.!?]) |…", quote):
            assert any(bare(sentence) in t for t in texts), quote


def test_brief_knows_only_what_was_published_by_then(crisis: Dossier, knowledge: Knowledge) -> None:
    early = brief(crisis, as_of="2031-03-08", knowledge=knowledge)
    assert early.day == "2031-03-08" and early.notes
    assert all(n.published is None or n.published <= "2031-03-08" for n in early.notes)


def test_brief_since_decides_what_is_new(crisis: Dossier, knowledge: Knowledge) -> None:
    late, all_of_it = (brief(crisis, since=day, knowledge=knowledge) for day in ("2031-03-20", "2031-03-01"))
    assert 0 < len(_lines(late, "new")) < len(_lines(all_of_it, "new"))
    with pytest.raises(UsageError):
        brief(crisis, since="yesterday")


def test_brief_a_copy_is_not_told_twice(made: Brief) -> None:
    words = [line.quote for line in _lines(made, "new") + _lines(made, "said")]
    assert len(words) == len(set(words))


def _owing(due: str, *, published: str) -> Record:
    record = sample()
    promised = span("to hand over its flight logs by March 20")
    owed = Commitment("c1", promised.start, promised.end, ("a2",), (), "hand over its flight logs", due, None, None, 0.9)
    return dataclasses.replace(record, commitments=(owed,), article=dataclasses.replace(record.article, published=published))


def test_brief_tells_what_is_due_from_what_is_overdue() -> None:
    heads = {}
    for published in ("2031-03-12", "2031-03-25"):
        with passing([_owing("2031-03-20", published=published)]) as dossier:
            owed = next(s for s in brief(dossier).sections if s.key == "owed")
            heads[published] = [(p.heading, p.lines[0].tail) for p in owed.parts]
    assert heads == {
        "2031-03-12": [("Still to come", "Due 20 March 2031.")],
        "2031-03-25": [("Overdue", "Due 20 March 2031; 5 days overdue.")],
    }


def test_brief_of_an_article_that_says_nothing_is_short_and_whole() -> None:
    record = sample()
    bare = Record(article=record.article)
    with passing([bare]) as dossier:
        made = brief(dossier)
        page = to_html(made)
    assert not _lines(made) and made.notes == () and made.plots == {}
    assert "Nothing was first reported in this period." in page


def test_brief_html_is_one_page_without_script_or_loose_ends(made: Brief) -> None:
    page = to_html(made)
    assert "<script" not in page and not re.search(r'\b(?:src|srcset|data)="', page) and "url(http" not in page and "@import" not in page
    wanted, there = set(re.findall(r'href="#([^"]+)"', page)), set(re.findall(r'\bid="([^"]+)"', page))
    assert wanted <= there and {f"note-{n.number}" for n in made.notes} <= wanted
    assert page.count("<svg ") == len(made.plots) >= 2


def test_brief_markdown_footnotes_are_defined_once_and_used(made: Brief) -> None:
    text = to_markdown(made, links={name: f"brief-{name}.svg" for name in made.plots})
    used = set(re.findall(r"(?<!\n)\[\^(\d+)\](?!:)", text))
    defined = re.findall(r"^\[\^(\d+)\]:", text, flags=re.MULTILINE)
    assert len(defined) == len(set(defined)) and used == set(defined)
    assert all(f"](brief-{name}.svg)" in text for name in made.plots)


def test_brief_is_the_same_bytes_again(crisis: Dossier, knowledge: Knowledge, made: Brief) -> None:
    again = brief(crisis, knowledge=knowledge)
    assert to_html(again) == to_html(made) and to_markdown(again) == to_markdown(made) and again.plots == made.plots


def test_brief_of_a_hostile_article_holds_no_markup_of_it() -> None:
    bait = "</style><script>alert(1)</script>[x](javascript:alert(1))"
    record = sample()
    article = dataclasses.replace(record.article, title=bait, publisher=bait, url="javascript:alert(1)")
    actors = tuple(dataclasses.replace(a, name=bait, role=bait) for a in record.actors)
    with passing([dataclasses.replace(record, article=article, actors=actors)]) as dossier:
        made = brief(dossier, title=bait)
    page, text = to_html(made), to_markdown(made)
    assert "<script" not in page and 'href="javascript' not in page
    assert "<script" not in text.replace("\\<script", "") and "](javascript" not in text.replace("\\](", "")


def test_brief_pdf_wants_a_browser(made: Brief, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("CHANCERY_BROWSER", raising=False)
    with pytest.raises(InstallationError, match="no Chromium"):
        to_pdf(made)


@pytest.mark.slow
def test_brief_pdf_is_printed_and_the_same_again(made: Brief) -> None:
    try:
        first = to_pdf(made)
    except InstallationError:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    assert first.startswith(b"%PDF") and len(first) > 20_000
    assert first == to_pdf(made)
