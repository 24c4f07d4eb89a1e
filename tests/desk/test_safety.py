"""What a desk refuses: forged forms, other hosts and origins, wrong tokens, what is too large or comes too fast; and hostile articles that it shows as text."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from asking import PAGES, READER, REVIEWER, Asking, golden
from held import made_of

from chancery.desk import create
from chancery.desk.access import Access, parse
from chancery.desk.app import LARGEST
from chancery.desk.safety import HEADERS, Pace
from chancery.desk.words import outside
from chancery.errors import UsageError

BAIT = "\"'><script>window.owned = 1</script><img src=x onerror='window.owned = 2'><svg onload=window.owned=3></style></textarea></title>"


class Tags(HTMLParser):
    """The tags and attributes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_safety_hostile_articles_are_shown_as_text(tmp_path: Path) -> None:
    records = {}
    for name, record in golden().items():
        bad = {"title": BAIT, "publisher": BAIT, "url": "javascript:window.owned=4", "text": record.article.text + BAIT, "byline": (BAIT,)}
        article = dataclasses.replace(record.article, **bad)
        actors = tuple(dataclasses.replace(a, name=BAIT, role=BAIT) for a in record.actors)
        records[f"{name}{BAIT}"] = dataclasses.replace(record, article=article, actors=actors)
    made_of(records, str(tmp_path / "hostile.db")).close()
    with Asking(create(tmp_path / "hostile.db")) as desk:
        rows = {k: desk.json(f"/{k}s.json")["rows"] for k in ("event", "statement", "figure")}
        first = rows["event"][0]["mentions"][0]
        article = desk.client.get("/article", params={"name": first["article"], "at": f"{first['start']}-{first['end']}"})
        shown = [desk.page(p) for p in PAGES if not p.startswith(("/actor?", "/dyad?", "/article"))]
        shown += [desk.page(f"/{kind}/{some[0]['id']}") for kind, some in rows.items() if some]
        search = desk.get("/search", params={"q": '"><script>alert(1)</script>'}).text
        refused = desk.get("/events", params={"since": BAIT}).text
    assert article.status_code == 200
    for page in (*shown, article.text, search, refused):
        tags = Tags(page).tags
        assert [a for t, a in tags if t == "script"] == [{"src": "/static/desk.js", "defer": None}]
        assert not [t for t, _ in tags if t in ("img", "iframe", "object", "embed", "style", "base")]
        assert not [n for _, a in tags for n in a if n.startswith("on") or n == "style"]
        assert not [a["href"] for _, a in tags if (a.get("href") or "").strip().lower().startswith(("javascript:", "data:", "vbscript:"))]


@pytest.mark.parametrize(("url", "linked"), [
    ("https://courier.example/a", True), ("http://courier.example", True), ("javascript:alert(1)", False), (" javascript:alert(1)", False),
    ("data:text/html,x", False), ("http://[", False),
    ("//evil.example", False), ("file:///etc/passwd", False), ("", False), (None, False), ("JaVaScript:alert(1)", False),
])  # fmt: skip
def test_safety_only_addresses_of_the_web_are_linked(url: str | None, linked: bool) -> None:
    assert bool(outside(url)) == linked


def test_safety_every_answer_has_its_headers(desk: Asking) -> None:
    for path in ("/", "/events.json", "/nowhere", "/api/v1/events", "/static/desk.css", "/events?since=x"):
        found = desk.get(path).headers
        assert {n: found[n] for n in HEADERS} == HEADERS, path
    assert "unsafe" not in HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "[", "127.0.0.1.nip.io"])
def test_safety_other_hosts_are_not_answered(desk: Asking, host: str) -> None:
    assert desk.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8030", "localhost", "[::1]:8030", "LOCALHOST:1"])
def test_safety_loopback_is_answered(desk: Asking, host: str) -> None:
    assert desk.get("/keys", headers={"Host": host}).status_code == 200


def test_safety_further_hosts_are_answered_when_named(place: str) -> None:
    with Asking(create(place, hosts=("Desk.example.org",))) as desk:
        assert desk.get("/keys", headers={"Host": "desk.example.org"}).status_code == 200


def test_safety_forged_forms_change_nothing(own_desk: Asking) -> None:
    mention = own_desk.waiting()
    fields = {"mention": str(mention), "verb": "reject"}
    assert own_desk.client.post("/judge", data=fields).status_code == 403
    assert own_desk.client.post("/judge", data={**fields, "csrf": "0" * 40}).status_code == 403
    assert own_desk.client.post("/judge", data={**fields, "csrf": own_desk.csrf()}, headers={"Origin": "https://evil.example"}).status_code == 403
    assert own_desk.client.post("/add", data={"text": "x"}).status_code == 403
    assert own_desk.client.post("/api/v1/judgements", json={"verb": "reject", "mention": mention}).status_code == 403
    another = own_desk.another()
    assert another.client.post("/judge", data={**fields, "csrf": own_desk.csrf()}).status_code == 403  # a secret is its session's
    assert own_desk.json("/api/v1/judgements")["rows"] == []
    assert own_desk.client.post("/judge", data={**fields, "csrf": own_desk.csrf()}, headers={"Origin": "http://localhost"}).status_code == 200


def test_safety_tokens_are_wanted_where_there_are_some(guarded: Callable[..., Asking]) -> None:
    nobody = guarded()
    assert nobody.get("/events?actor=Kestria").headers["location"] == "/login?to=%2Fevents%3Factor%3DKestria"
    for path in ("/events.json", "/api/v1/events", "/api/v1/runs"):
        assert nobody.get(path).status_code == 401
    assert guarded("wrong-" + READER).get("/api/v1/events").status_code == 401
    assert guarded(READER[:-1]).get("/events.json").status_code == 401
    assert guarded(READER).json("/api/v1/events")["rows"]


def test_safety_a_reader_neither_judges_nor_adds(guarded: Callable[..., Asking]) -> None:
    reader = guarded(READER)
    page = reader.page("/review")
    mention = int(page.split('data-mention="')[1].split('"')[0])
    assert 'action="/judge"' not in page and 'href="/add"' not in page
    assert reader.client.post("/judge", data={"mention": mention, "verb": "accept"}).status_code == 403
    assert reader.client.post("/undo", data={"number": 1}).status_code == 403
    assert reader.client.post("/add", data={"text": "x"}).status_code == 403
    assert reader.client.post("/api/v1/judgements", json={"verb": "accept", "mention": mention}).status_code == 403
    assert reader.client.delete("/api/v1/judgements/1").status_code == 403
    assert guarded(REVIEWER).client.post("/api/v1/judgements", json={"verb": "accept", "mention": mention}).status_code == 201


def test_safety_login_gives_a_session_and_logout_ends_it(guarded: Callable[..., Asking]) -> None:
    visitor = guarded()
    assert visitor.client.post("/login", data={"token": "nonsense", "to": "/"}).status_code == 403
    assert visitor.client.post("/login", data={"token": READER, "to": "//evil.example/x"}).headers["location"] == "/"
    answer = visitor.client.post("/login", data={"token": READER, "to": "/events"})
    assert answer.headers["location"] == "/events" and {"httponly", "samesite=strict"} <= set(answer.headers["set-cookie"].lower().split("; "))
    assert "rosa (reads)" in visitor.page("/events")
    tampered = guarded()
    body, _, signature = visitor.client.cookies["chancery-session"].strip('"').rpartition("|")
    for cookie in (f"{body.replace('|read|', '|review|')}|{signature}", "|", "a|b|c|d", "é"):
        assert tampered.get("/events", headers={"Cookie": f"chancery-session={cookie}".encode()}).status_code == 303
    visitor.client.post("/logout")
    assert visitor.get("/events").status_code == 303


@pytest.mark.parametrize("written", ["anna", "anna:own:0123456789abcdef", ":read:0123456789abcdef", "anna:read:short", "anna:review"])
def test_safety_tokens_that_are_none_are_refused(written: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse([written])
    assert caught.value.hint and "0123456789abcdef" not in str(caught.value)


def test_safety_two_users_have_two_secrets() -> None:
    with pytest.raises(UsageError):
        parse(["anna:read:0123456789abcdef", "otto:review:0123456789abcdef"])


def test_safety_what_is_too_large_is_refused(own_desk: Asking) -> None:
    secret = own_desk.csrf()
    assert own_desk.client.post("/add", content=b"x", headers={"Content-Length": str(LARGEST + 1), "X-CSRF": secret}).status_code == 413
    endless = own_desk.client.post("/add", content=iter([b"x"] * 3), headers={"Transfer-Encoding": "chunked", "X-CSRF": secret})
    assert endless.status_code == 411


def test_safety_pace_lets_bursts_pass_and_then_so_many_a_second() -> None:
    pace = Pace(burst=3, rate=2, clients=2)
    assert [pace.allows("a", now=0) for _ in range(4)] == [True, True, True, False]
    assert [pace.allows("a", now=1) for _ in range(3)] == [True, True, False]
    assert pace.allows("b", now=1) and pace.allows("c", now=1)
    assert pace.allows("a", now=1)  # forgotten: only so many are remembered


def test_safety_changes_that_come_too_fast_are_refused(own_place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chancery.desk.app.CHANGING", (5.0, 0.001))  # so slow that no machine is slower
    with Asking(create(own_place, access=Access(user="anna"))) as desk:
        codes = [desk.client.post("/undo", data={"number": "1"}).status_code for _ in range(6)]
        assert codes == [403] * 5 + [429]
        refused = desk.client.delete("/api/v1/judgements/1")
        assert refused.status_code == 429 and set(refused.json()["error"]) == {"type", "message", "hint"}
        assert desk.get("/keys").status_code == 200


def test_safety_who_changed_what_is_written_down(own_desk: Asking, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", logger="chancery.desk.audit"):
        number = own_desk.post("/judge", mention=own_desk.waiting(), verb="accept").json()["number"]
        own_desk.post("/undo", number=number)
    lines = [r.getMessage() for r in caplog.records if r.name == "chancery.desk.audit"]
    assert lines[0].startswith("anna accept ") and lines[0].endswith(f"number={number}") and lines[1] == f"anna undo {number}"


def test_safety_names_of_users_are_text(place: str) -> None:
    with Asking(create(place, access=Access(user=BAIT))) as desk:
        assert [a for t, a in Tags(desk.page("/")).tags if t == "script"] == [{"src": "/static/desk.js", "defer": None}]
