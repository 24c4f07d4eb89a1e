"""The page: complete, self-contained, and safe whatever the article says."""

from __future__ import annotations

import dataclasses
import re
from html.parser import HTMLParser

import pytest

from chancery.report.html import to_html
from chancery.report.marks import LANES, lanes, marks, segments
from chancery.schema.record import Record

VOID = {"meta", "link", "br", "img", "hr", "input"}


class Page(HTMLParser):
    """Checks nesting; collects ids, fragment links, other addresses and the words of paragraphs."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.addresses: list[str] = []
        self.handlers: list[str] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name in {"href", "src", "action"}:
                (self.targets if (value or "").startswith("#") else self.addresses).append(value or "")
            elif name.startswith("on"):
                self.handlers.append(name)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "p" in self.open:
            self.words += data


def test_html_nests_well_and_every_link_has_its_target(record: Record) -> None:
    page = Page(to_html(record))
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    assert {t[1:] for t in page.targets} <= set(page.ids)


def test_html_shows_the_whole_article(record: Record) -> None:
    words = " ".join(Page(to_html(record)).words.split())
    for line in record.article.text.splitlines():
        assert " ".join(line.split()) in words


def test_html_asks_for_nothing_from_elsewhere(record: Record) -> None:
    page = to_html(record)
    assert Page(page).addresses == []
    assert "@import" not in page and "url(" not in page
    assert "default-src 'none'" in page


def test_html_links_words_and_notes_both_ways(record: Record) -> None:
    page = to_html(record)
    for kind in ("statements", "events", "positions", "commitments", "disputes", "figures", "documents", "times"):
        for item in getattr(record, kind):
            assert f'id="n-{item.id}"' in page and f'id="w-{item.id}"' in page and f'href="#w-{item.id}"' in page


def test_html_greys_furniture_and_names_its_role(record: Record) -> None:
    assert '<div class="row furniture"><p><span class="role">related</span>MORE: What is the Osk?' in to_html(record)


BAITS = ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "</style><script>alert(1)</script>", "javascript:alert(1)", "&lt;b&gt;"]


@pytest.mark.parametrize("bait", BAITS)
def test_html_hostile_text_stays_text(record: Record, bait: str) -> None:
    honest = Page(to_html(record))
    article = dataclasses.replace(
        record.article, text=bait + record.article.text + bait, id=bait, title=bait, publisher=bait, url=bait, byline=(bait,), language=bait,
        warnings=(bait,), syndicated_from=bait,
    )  # fmt: skip
    shapes = {
        "actors": tuple(dataclasses.replace(a, name=bait, role=bait, code=bait) for a in record.actors),
        "places": tuple(dataclasses.replace(p, name=bait, country=bait) for p in record.places),
        "documents": tuple(dataclasses.replace(d, name=bait) for d in record.documents),
        "issues": tuple(dataclasses.replace(i, label=bait) for i in record.issues),
        "disputes": tuple(dataclasses.replace(d, about=bait) for d in record.disputes),
        "figures": tuple(dataclasses.replace(f, counted=bait, unit=bait) for f in record.figures),
        "commitments": tuple(dataclasses.replace(c, action=bait, condition=bait) for c in record.commitments),
    }
    page = Page(to_html(dataclasses.replace(record, article=article, **shapes)))
    assert page.open == [] and page.handlers == [] and page.addresses == []
    assert page.tags.count("script") == 1 and page.tags.count("style") == 1 and page.tags.count("img") == 0
    assert set(page.tags) == set(honest.tags)


def test_html_links_the_article_only_by_http(record: Record) -> None:
    linked = dataclasses.replace(record, article=dataclasses.replace(record.article, url="https://news.example/a?b=1&c=2"))
    assert Page(to_html(linked)).addresses == ["https://news.example/a?b=1&c=2"]


def test_marks_overlapping_evidence_has_lanes_of_its_own(record: Record) -> None:
    given = lanes(marks(record))
    assert all(lane < LANES for lane in given.values())
    for a in given:
        for b in given:
            assert a is b or not a.span.overlaps(b.span) or given[a] != given[b]


def test_marks_segments_cover_the_text_without_gap(record: Record) -> None:
    runs = segments(record, [3, 50])
    assert "".join(record.article.text[r.start : r.end] for r in runs) == record.article.text
    assert {3, 50} <= {r.start for r in runs}
    begun = [i for r in runs for i in r.begins]
    assert len(begun) == len(set(begun))


def test_html_marks_only_words_of_the_article(record: Record) -> None:
    beyond = dataclasses.replace(record.times[0], end=len(record.article.text) + 5)
    assert re.search(r"<html", to_html(dataclasses.replace(record, times=(beyond,))))
