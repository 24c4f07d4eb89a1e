"""The desk in a real browser, served by the real program: every page at three widths in light and dark, by keyboard, by screen reader's rules, on paper."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from asking import PAGES, golden
from browser import Browser
from held import made_of

ROOT = Path(__file__).parents[2]
READY = "document.readyState === 'complete'"
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where `chancery desk` serves the dossier of the invented dispatches."""
    place = tmp_path_factory.mktemp("desk") / "crisis.db"
    made_of(golden(), str(place)).close()
    program = Path(sys.executable).with_name("chancery")
    process = subprocess.Popen([str(program), "desk", str(place), "--port", "0", "--user", "anna"], stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", process.stderr.readline())
        assert found
        yield found.group()
    finally:
        process.terminate()
        process.wait(30)


def all_pages(browser: Browser, address: str) -> list[str]:
    """Every page, and one row of each kind."""
    browser.open(f"{address}/timeline")
    kinds = ("event", "statement", "commitment", "figure", "position", "dispute", "actor", "document")
    rows = []
    for where in ("/timeline", "/positions", "/disputes", "/exchanges"):
        browser.open(f"{address}{where}")
        links = browser.evaluate("[...document.querySelectorAll('#main a')].map(a => a.getAttribute('href'))")
        rows += [next((link for link in links if link.startswith(f"/{kind}/")), None) for kind in kinds]
    return [*PAGES, "/add", "/review?mention=nothing", *dict.fromkeys(r for r in rows if r)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_desk_every_page_fits_and_asks_nobody_else(browser: Browser, address: str, width: int, scheme: str) -> None:
    for path in all_pages(browser, address):
        browser.open(f"{address}{path}", width=width, scheme=scheme)
        assert browser.evaluate("document.documentElement.scrollWidth") <= width, path
        assert browser.complaints() == [], path
        assert [r for r in browser.requests() if not r.startswith((f"{address}/", "data:"))] == [], path
        tone = browser.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).reduce((a, b) => a + +b, 0)")
        assert tone > 600 if scheme == "light" else tone < 150


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not there: npm install in web/")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_desk_breaks_no_rule_of_accessibility(browser: Browser, address: str, scheme: str) -> None:
    found = {}
    for path in all_pages(browser, address):
        browser.open(f"{address}{path}", scheme=scheme)
        browser.evaluate(AXE.read_text(encoding="utf-8") + "; 1")
        broken = browser.evaluate("axe.run(document).then(r => r.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html.slice(0, 200)]))")
        if broken:
            found[path] = broken
    assert found == {}


def test_desk_can_be_walked_by_keyboard(browser: Browser, address: str) -> None:
    browser.open(f"{address}/events")
    browser.press("Tab")
    assert browser.evaluate("document.activeElement.className") == "skip"
    browser.press("/")
    assert browser.evaluate("document.activeElement.id") == "find"
    browser.press("Escape")
    for key, wanted in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
        browser.press(key)
        assert browser.evaluate("[...document.querySelectorAll('.row')].indexOf(document.activeElement)") == wanted
    browser.press("?")
    until(browser, "document.querySelector('#keys').open && document.querySelector('#keys kbd') !== null")
    browser.press("Escape")
    assert not browser.evaluate("document.querySelector('#keys').open")
    row = browser.evaluate("document.querySelectorAll('.row')[1].querySelector('.kind').getAttribute('href')")
    browser.evaluate("document.querySelectorAll('.row')[1].focus()")
    browser.press("Enter")
    until(browser, f"location.pathname === {json.dumps(row)} && document.readyState === 'complete'")
    for key, path in (("t", "/timeline"), ("d", "/"), ("c", "/commitments"), ("r", "/review")):
        browser.press("g")
        browser.press(key)
        until(browser, f"location.pathname === {json.dumps(path)} && document.readyState === 'complete'")


def test_desk_filters_without_a_reload_and_keeps_the_address(browser: Browser, address: str) -> None:
    browser.open(f"{address}/events")
    before = browser.evaluate("document.querySelectorAll('.row').length")
    fill = "const f = document.querySelector('#f-actor'); f.value = 'Haldmark'; f.dispatchEvent(new Event('change', {bubbles: true}));"
    browser.evaluate(f"(() => {{ window.same = 1; {fill} }})()")
    until(browser, "location.search === '?actor=Haldmark'")
    until(browser, f"document.querySelectorAll('.row').length < {before}")
    assert browser.evaluate("window.same") == 1


def test_desk_words_and_notes_of_an_article_light_each_other_up(browser: Browser, address: str) -> None:
    browser.open(f"{address}/article?name=1-freighter")
    browser.point(".note[data-r='e1'], .note")
    lit = browser.evaluate("document.querySelector('.note.on').dataset.r")
    assert browser.evaluate(f"[...document.querySelectorAll('.ev.on')].every(e => e.dataset.r.split(' ').includes({json.dumps(lit)}))")
    noted = "e.dataset.r.split(' ').some(i => document.querySelector(`.note[data-r='${i}']`))"
    words = browser.evaluate(f"[...document.querySelectorAll('.ev')].findIndex(e => {noted})")
    browser.evaluate(f"document.querySelectorAll('.ev')[{words}].id = 'these'")
    browser.point("#these", click=True)
    assert browser.evaluate("document.activeElement.classList.contains('note')")


def test_desk_fifty_judgements_by_keyboard_and_all_taken_back(browser: Browser, address: str) -> None:
    browser.open(f"{address}/review")
    first = browser.evaluate("document.querySelector('.review').dataset.mention")
    for n in range(50):
        before = browser.evaluate("document.querySelector('.review').dataset.mention")
        browser.press("r" if n % 5 == 4 else "a")
        until(browser, f"document.querySelector('.review')?.dataset.mention !== '{before}' && document.querySelector('.review') && {READY}")
    made = browser.evaluate("fetch('/api/v1/judgements').then(r => r.json()).then(r => r.rows.length)")
    assert made == 50
    for n in range(50):
        browser.press("u")
        until(browser, f"fetch('/api/v1/judgements').then(r => r.json()).then(r => r.rows.length === {51 + n})")
        until(browser, f"document.querySelector('.decided li')?.textContent.includes('took') && document.querySelectorAll('.decided li').length && {READY}")
    held = browser.evaluate("fetch('/api/v1/judgements').then(r => r.json()).then(r => r.rows.filter(j => j.in_force && j.verb !== 'undo').length)")
    assert held == 0
    until(browser, f"fetch('/review').then(r => r.text()).then(t => t.includes('data-mention=\"{first}\"'))")
    assert browser.complaints() == []


def test_desk_words_selected_in_the_passage_become_those_of_the_reading(browser: Browser, address: str) -> None:
    browser.open(f"{address}/review?kind=event")
    mention = browser.evaluate("document.querySelector('.review').dataset.mention")
    before = browser.evaluate("document.querySelector('.passage mark').textContent")
    chosen = browser.evaluate(
        "(() => { const text = document.querySelector('.passage').firstChild; const range = document.createRange();"
        " range.setStart(text, 0); range.setEnd(text, text.textContent.indexOf(' ', 8)); const s = getSelection(); s.removeAllRanges(); s.addRange(range);"
        " return s.toString(); })()"
    )
    assert chosen and chosen != before
    browser.press("e")
    until(browser, f"document.activeElement.name === 'set-words' && document.activeElement.value === {json.dumps(chosen.strip())}")
    browser.evaluate("document.activeElement.form.querySelector('button').click()")
    until(browser, f"document.querySelector('.decided li').textContent.includes('span') && {READY}")
    browser.open(f"{address}/review?mention={mention}")
    assert browser.evaluate("document.querySelector('.passage mark').textContent") == chosen.strip()
    browser.press("u")
    until(browser, f"document.querySelector('.decided li').textContent.includes('took') && {READY}")
    browser.open(f"{address}/review?mention={mention}")
    assert browser.evaluate("document.querySelector('.passage mark').textContent") == before
    assert browser.complaints() == []


def test_desk_takes_files_dropped_on_any_page(browser: Browser, address: str) -> None:
    browser.open(f"{address}/disputes")
    browser.evaluate(
        "(() => { const d = new DataTransfer(); d.items.add(new File(['DRAVIK, March 24, 2031 -- Velmora recalled its ambassador on Monday.'], 'recall.txt'));"
        " for (const kind of ['dragover', 'drop']) document.body.dispatchEvent(new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: d})); })()"
    )
    until(browser, f"location.pathname === '/add' && document.querySelector('#jobs').textContent.includes('recall.txt') && {READY}")
    until(browser, "/done/.test(document.querySelector('#jobs').textContent)", seconds=120)


@pytest.mark.parametrize("path", ["/timeline", "/article?name=4-torva", "/disputes", "/map"])
def test_desk_prints(browser: Browser, address: str, path: str) -> None:
    browser.open(f"{address}{path}")
    printed = base64.b64decode(browser.call("Page.printToPDF", printBackground=True)["data"])
    assert printed.startswith(b"%PDF") and len(printed) > 5000


def until(browser: Browser, expression: str, *, seconds: float = 30) -> None:
    """Wait until an expression holds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if browser.evaluate(expression):
                return
        except RuntimeError:  # the page is being changed for another
            pass
        time.sleep(0.02)
    where, said = browser.evaluate("[location.href, document.querySelector('main').innerText]")
    raise AssertionError(f"{expression} does not hold at {where}: {said[:900]}")
