"""The brief's page in a real browser."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from browser import Browser

from chancery.knowledge import Knowledge
from chancery.report.brief.compose import brief
from chancery.report.brief.html import to_html
from chancery.report.export.single import passing
from chancery.schema.record import Record
from chancery.schema.serial import from_plain

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def brief_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    records = [from_plain(Record, json.loads(p.read_text(encoding="utf-8"))) for p in sorted((ROOT / "tests" / "golden").glob("*.json"))]
    path = tmp_path_factory.mktemp("brief") / "brief.html"
    with passing(records) as dossier:
        path.write_text(to_html(brief(dossier, knowledge=Knowledge(ROOT / "examples" / "knowledge"))), encoding="utf-8")
    return path


def test_brief_page_loads_without_requests_or_complaints(browser: Browser, brief_page: Path) -> None:
    browser.open(brief_page)
    assert browser.requests() == [brief_page.as_uri()]
    assert browser.complaints() == []


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_brief_page_fits_its_window(browser: Browser, brief_page: Path, width: int) -> None:
    browser.open(brief_page, width=width)
    assert browser.evaluate("document.documentElement.scrollWidth") <= width


def test_brief_page_number_leads_to_its_evidence(browser: Browser, brief_page: Path) -> None:
    browser.open(brief_page)
    browser.point("#new sup a", click=True)
    number = browser.evaluate("document.querySelector('#new sup a').textContent")
    assert browser.evaluate("document.querySelector('li:target').id") == f"note-{number}"


def test_brief_page_plots_take_the_ink_of_the_page(browser: Browser, brief_page: Path) -> None:
    inks = []
    for scheme in ("light", "dark"):
        browser.open(brief_page, scheme=scheme)
        inks.append(browser.evaluate("getComputedStyle(document.querySelector('figure svg text')).fill.match(/\\d+/g).reduce((a, b) => a + +b, 0)"))
    assert inks[0] < 200 and inks[1] > 500
