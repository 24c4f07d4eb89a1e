"""Every page and its twin: what they show, what they refuse, how filters and lists of several pages behave."""

from __future__ import annotations

import html
import re

import pytest
from asking import PAGES, Asking, twin, words


@pytest.mark.parametrize("path", PAGES)
def test_page_and_twin_answer_on_either_store(either_desk: Asking, path: str) -> None:
    page = either_desk.page(path)
    assert page.count("<h1>") == 1 and "</html>" in page
    assert twin(path).split("?")[0] in page.replace("&amp;", "&")
    assert isinstance(either_desk.json(twin(path)), dict)


def test_pages_of_both_stores_say_the_same(either_desk: Asking, desk: Asking) -> None:
    for path in ("/timeline", "/events?actor=Kestria", "/commitments", "/map", "/dyads"):
        assert either_desk.json(twin(path)) == desk.json(twin(path))


@pytest.mark.parametrize("kind", ["event", "statement", "commitment", "position", "dispute", "figure"])
def test_every_row_of_a_list_leads_to_its_own_page_with_its_words(desk: Asking, kind: str) -> None:
    rows = desk.json(f"/{kind}s.json")["rows"]
    assert rows
    for row in rows:
        path = f"/{kind}/{row['id']}"
        assert f'href="{path}"' in desk.page(f"/{kind}s")
        page, answer = desk.page(path), desk.json(f"{path}.json")
        assert answer["row"]["id"] == row["id"]
        assert all(f'id="m{e["mention"]}"' in page for e in answer["evidence"])


def test_every_evidence_is_one_click_from_its_words(desk: Asking) -> None:
    for link in sorted(set(re.findall(r'class="words" href="([^"]+)#at"', desk.page("/events"))))[:20]:
        assert 'id="at"' in desk.page(link.replace("&amp;", "&"))


@pytest.mark.parametrize(("path", "key", "wanted"), [
    ("/events?type=SANCTION", "type", "SANCTION"), ("/events?modality=planned", "modality", "planned"), ("/commitments?status=overdue", "status", "overdue"),
    ("/statements?act=accuse", "act", "accuse"), ("/timeline?kind=figure", "kind", "figure"),
])  # fmt: skip
def test_filters_leave_only_what_meets_them(desk: Asking, path: str, key: str, wanted: str) -> None:
    rows = desk.json(twin(path))["rows"]
    assert rows and all(wanted in (r[key], *(m.get(key) for m in r.get("mentions", ()))) for r in rows)  # one of its reports says so
    everything = desk.json(twin(path.split("?")[0]))["rows"]
    assert len(rows) < len(everything)


def test_filters_of_dates_and_order_live_in_the_address(desk: Asking) -> None:
    early = [r["date"] for r in desk.json("/timeline.json?until=2031-03-10&since=2031-03-05")["rows"] if isinstance(r["date"], str)]
    assert early and all("2031-03-05" <= d <= "2031-03-10" for d in early)
    latest = [r["date"] for r in desk.json("/events.json?order=newest")["rows"] if isinstance(r["date"], str)]
    assert latest == sorted(latest, reverse=True)
    page = desk.page("/events?actor=Kestria&order=newest")
    assert 'value="Kestria"' in page and "newest first" in page


def test_as_of_shows_only_what_was_known_then(desk: Asking) -> None:
    then, now = (desk.json(f"/sources.json{q}")["rows"] for q in ("?as_of=2031-03-10", ""))
    assert 0 < len(then) < len(now) and all(r["published"] <= "2031-03-10" for r in then)
    assert "As known on 2031-03-10" in desk.page("/sources?as_of=2031-03-10")
    assert "/timeline?as_of=2031-03-10" in desk.page("/sources?as_of=2031-03-10")


@pytest.mark.parametrize("path", [
    "/events?since=yesterday", "/events?until=2031-02-30", "/events?certainty=much", "/events?certainty=7", "/events?page=0", "/events?page=two",
    "/commitments?status=lost", "/gaps?gap=wide", "/actor?who=Nobody+At+All", "/actor", "/dyad?a=XKS", "/article", "/timeline?as_of=now",
])  # fmt: skip
def test_bad_values_are_refused_with_a_hint(desk: Asking, path: str) -> None:
    page = desk.get(path)
    assert page.status_code == 400 and 'class="error"' in page.text and 'class="hint"' in page.text
    error = desk.get(twin(path))
    assert error.status_code == 400 and set(error.json()["error"]) == {"type", "message", "hint"} and error.json()["error"]["hint"]


@pytest.mark.parametrize("path", ["/nowhere", "/event/event-0", "/weather/x", "/article?name=none", "/actor/actor-0", "/mention/7", "/static/none.js"])
def test_what_is_not_there_is_not_found(desk: Asking, path: str) -> None:
    assert desk.get(path).status_code == 404


def test_lists_come_in_pages(desk: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = desk.json("/timeline.json")["rows"]
    assert desk.json("/timeline.json?page=2")["rows"] != whole
    assert 'rel="prev"' in desk.page("/timeline?page=2")
    assert desk.json("/timeline.json?page=9000")["rows"] == []


def test_reports_of_a_row_come_in_pages_and_a_mention_leads_to_its_own(own_desk: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    row = max(own_desk.json("/positions.json")["rows"], key=lambda r: len(r["history"]))
    mentions = [h["mention"] for h in row["history"]]
    assert len(mentions) > 2
    monkeypatch.setattr("chancery.desk.pages.row.REPORTS", 2)
    shown: list[int] = []
    path: str | None = f"/position/{row['id']}"
    while path:
        page = own_desk.page(path)
        shown += map(int, re.findall(r'id="m(\d+)"', page))
        after = re.search(r'rel="next" href="([^"]+)"', page)
        path = html.unescape(after.group(1)) if after else None
    assert shown == mentions
    place, _, anchor = own_desk.get(f"/mention/{mentions[-1]}").headers["location"].partition("#")
    assert f'id="{anchor}"' in own_desk.page(place)
    assert own_desk.json(f"/position/{row['id']}.json")["evidence"] == row["history"]


def test_home_names_what_has_changed_since_the_last_visit(place: str) -> None:
    from chancery.desk import create

    with Asking(create(place)) as fresh:
        assert "in the week before" in fresh.page("/")
        cookie = "-.2031-03-12.1000000000"
        for _ in range(2):  # the same visit goes on
            answer = fresh.another().get("/", headers={"Cookie": f"chancery-visit={cookie}"})
            assert "since your last visit, when they reached to 2031-03-12" in words(answer.text)
            cookie = answer.cookies["chancery-visit"]
        assert "in the week before" in fresh.another().get("/", headers={"Cookie": "chancery-visit=<script>.x.y"}).text


def test_article_marks_what_a_link_came_for_and_greys_what_is_not_its_text(desk: Asking) -> None:
    e = desk.json("/events.json")["rows"][0]["mentions"][0]
    page = desk.page(f"/article?name={e['article']}&at={e['start']}-{e['end']}")
    assert page.count('id="at"') == 1
    assert words("".join(re.findall(r'class="[^"]*\bhit"[^>]*>([^<]*)<', page))).replace(" ", "") == e["words"].replace(" ", "")
    assert 'class="paragraph headline"' in page


@pytest.mark.parametrize("path", ["/actors", "/dyads", "/sources"])
def test_lists_without_words_are_two_clicks_from_them(desk: Asking, path: str) -> None:
    firsts = re.findall(r'href="(/(?:actor/|event/|article\?)[^"#]+)"', desk.page(path))
    assert firsts
    for first in firsts[:5]:
        words = re.search(r'href="(/article\?[^"]*at=\d+-\d+)#at"', desk.page(html.unescape(first)))
        assert words and 'id="at"' in desk.page(html.unescape(words.group(1)))


def test_row_page_cites_in_several_styles(desk: Asking) -> None:
    row = desk.json("/events.json")["rows"][0]
    page = desk.page(f"/event/{row['id']}")
    e = row["mentions"][0]
    for style in ("Sentence", "Chicago", "APA", "BibTeX", "Pointer"):
        assert f"<dt>{style}</dt>" in page
    assert f"#char={e['start']},{e['end']}" in page and "sha256" in page


def test_row_page_finds_what_may_be_the_same(desk: Asking) -> None:
    rows = desk.json("/events.json")["rows"]
    found = {r["id"]: desk.json(f"/event/{r['id']}.json?similar=yes")["alike"] for r in rows}
    assert any(found.values())
    for this, alike in found.items():
        assert this not in {r["id"] for r in alike}


def test_faults_of_the_program_are_said_without_what_they_were(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from starlette.testclient import TestClient

    from chancery.desk import create

    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("chancery.desk.pages.runs.runs", fails)
    client = TestClient(create(place, warm=False), base_url="http://localhost", raise_server_exceptions=False)
    page, twin_of_it = client.get("/runs"), client.get("/runs.json")
    assert page.status_code == twin_of_it.status_code == 500
    assert "ZeroDivisionError" in page.text and "secret" not in page.text + twin_of_it.text
    assert page.headers["content-security-policy"] and set(twin_of_it.json()["error"]) == {"type", "message", "hint"}


def test_pages_are_light(desk: Asking) -> None:
    import gzip

    for path in PAGES:
        assert len(gzip.compress(desk.page(path).encode())) < 250_000
