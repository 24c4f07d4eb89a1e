"""Articles that are pasted, dropped and refused."""

from __future__ import annotations

import re
import time

import pytest
from asking import Asking, words

from chancery.desk import create

DISPATCH = "DRAVIK, March 24, 2031 -- Velmora recalled its ambassador from Port Aldis on Monday. Kestria denied that its forces had fired.\n"


@pytest.fixture
def reading(own_place: str, tmp_path_factory: pytest.TempPathFactory) -> object:
    with Asking(create(own_place)) as desk:
        yield desk


def finished(desk: Asking) -> str:
    """What the page of uploads says once nothing is being read."""
    for _ in range(600):
        page = desk.page("/add")
        if "<progress" not in page:
            return page
        time.sleep(0.1)
    raise AssertionError("still being read")


def test_adding_reads_pasted_texts_and_files_and_names_those_that_cannot_be_read(reading: Asking) -> None:
    before = {r["id"] for r in reading.json("/sources.json")["rows"]}
    sent = reading.post("/add", text=DISPATCH, title="Velmora recalls envoy", publisher="Dravik Post", published="2031-03-24", url="https://post.example/1")
    assert sent.status_code == 303 and sent.headers["location"] == "/add"
    files = [
        ("files", ("../../etc/toll.txt", b"MARSK, March 25, 2031 -- The toll in Torva rose to 15 on Tuesday, the regional hospital said.\n", "text/plain")),
        ("files", ("broken.parquet", b"no parquet at all", "application/octet-stream")),
    ]  # fmt: skip
    assert reading.post("/add", files=files).status_code == 303
    assert "<progress" in reading.page("/add") and 'hx-get="/add"' in reading.page("/add")
    said = finished(reading)
    assert "hx-get" not in said.split('id="jobs"')[1].split(">")[0]
    reading.app.state.desk.kept.changed()
    new = [r for r in reading.json("/sources.json?order=newest")["rows"] if r["id"] not in before]
    assert {r["published"] for r in new} >= {"2031-03-24"} and "Velmora recalls envoy" in {r["title"] for r in new}
    assert len(new) == 2
    assert "broken.parquet" in words(reading.page("/runs"))
    article = reading.client.get("/article", params={"name": next(r["id"] for r in new if r["title"] == "Velmora recalls envoy")}).text
    assert 'href="https://post.example/1"' in article


def test_adding_refuses_what_holds_nothing(own_desk: Asking) -> None:
    assert own_desk.post("/add").status_code == 400
    assert own_desk.post("/add", text="   ").status_code == 400
    assert own_desk.post("/add", text="x", published="soon").status_code == 400
    assert not re.search(r"<td>", own_desk.page("/add"))
