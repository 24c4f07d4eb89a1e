"""The HTML page in a real browser."""

from __future__ import annotations

import base64
import dataclasses
from pathlib import Path

import pytest
from browser import Browser

from chancery.report.html import to_html
from chancery.schema.record import Record


def _lit(browser: Browser, kind: str) -> list[str]:
    found = browser.evaluate(f"[...document.querySelectorAll('{kind}.on')].map(e => e.id || e.textContent)")
    assert isinstance(found, list)
    return found


def test_page_loads_without_requests_or_complaints(browser: Browser, page: Path) -> None:
    browser.open(page)
    assert browser.requests() == [page.as_uri()]
    assert browser.complaints() == []


def test_page_words_light_up_their_notes_and_notes_their_words(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.point("a.ev[href='#n-f1']")
    assert _lit(browser, ".note") == ["n-f1"]
    browser.point("#n-s1")
    assert "".join(_lit(browser, ".ev")) == '"The craters point east,"Orlu said"We know who stands there."'


def test_page_click_pins_and_escape_lets_go(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.point("#n-c1 a", click=True)
    browser.point("h1")
    assert "n-c1" in _lit(browser, ".note")
    browser.press("Escape")
    assert _lit(browser, ".note") == []


def test_page_click_on_words_brings_their_note_into_view(browser: Browser, page: Path) -> None:
    browser.open(page, width=360, height=640)
    browser.point("a.ev[href='#n-t1']", click=True)
    top = browser.evaluate("document.getElementById('n-t1').getBoundingClientRect().top")
    assert 0 <= top <= 640


def test_page_switches_hide_a_kind(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.point("button[data-kind=events]", click=True)
    assert browser.evaluate("getComputedStyle(document.getElementById('n-e1')).display") == "none"
    assert browser.evaluate("document.querySelector('button[data-kind=events]').getAttribute('aria-pressed')") == "false"
    browser.point("button[data-kind=events]", click=True)
    assert browser.evaluate("getComputedStyle(document.getElementById('n-e1')).display") != "none"


def test_page_can_be_walked_by_keyboard(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.press("Tab")
    assert browser.evaluate("document.activeElement.className") == "skip"
    seen = []
    for _ in range(60):
        browser.press("Tab")
        seen.append(browser.evaluate("document.activeElement.getAttribute('href') || document.activeElement.tagName"))
    assert {"#n-f1", "#w-f1", "BUTTON", "SUMMARY"} <= set(seen)
    browser.evaluate("document.querySelector(\"a.ev[href='#n-f1']\").focus()")
    assert _lit(browser, ".note") == ["n-f1"]


@pytest.mark.parametrize("width", [360, 768, 1280, 1920])
def test_page_fits_its_window(browser: Browser, page: Path, width: int) -> None:
    browser.open(page, width=width)
    assert browser.evaluate("document.documentElement.scrollWidth") <= width


def test_page_is_dark_where_the_reader_is(browser: Browser, page: Path) -> None:
    tones = []
    for scheme in ("light", "dark"):
        browser.open(page, scheme=scheme)
        tones.append(browser.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).reduce((a, b) => a + +b, 0)"))
    assert tones[0] > 600 and tones[1] < 150


def test_page_prints(browser: Browser, page: Path) -> None:
    browser.open(page)
    printed = base64.b64decode(browser.call("Page.printToPDF", printBackground=True)["data"])
    assert printed.startswith(b"%PDF") and len(printed) > 5000


def test_page_of_a_hostile_article_runs_nothing(browser: Browser, record: Record, tmp_path: Path) -> None:
    bait = "\"'><script>window.owned = 1</script><img src=x onerror='window.owned = 2'><svg onload=window.owned=3></style>"
    article = dataclasses.replace(record.article, title=bait, publisher=bait, url="javascript:window.owned=4", text=record.article.text + bait)
    actors = tuple(dataclasses.replace(a, name=bait, role=bait) for a in record.actors)
    path = tmp_path / "hostile.html"
    path.write_text(to_html(dataclasses.replace(record, article=article, actors=actors)), encoding="utf-8")
    browser.open(path)
    assert browser.evaluate("window.owned === undefined")
    assert browser.requests() == [path.as_uri()]
    assert browser.evaluate("document.images.length") == 0
    assert browser.complaints() == []
